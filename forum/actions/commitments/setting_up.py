"""A commitment is written down, by itself or from where it was made; changed, taken away and brought back."""

from datetime import date

from flask_babel import gettext as _

from ...errors import Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import (
    Agreement,
    Commitment,
    Entry,
    Membership,
    Organization,
    Resolution,
    Space,
    User,
    Worktable,
    is_removed,
    space_of,
    worktable_of,
)
from ...models.base import now
from ...text.legible import legible, one_line
from .. import action

LONGEST_TEXT, LONGEST_OWNER = 2_000, 160


@action("commitment.create")
def create(user: User, space: Space, text: str, source: Entry | Agreement | Resolution | None = None, **words):
    """`words`: as `change` takes them. What comes from an agreement or a resolution is of its working table."""
    kept = _clean(space, text, **words)
    if source is not None:
        if space_of(source).id != space.id or is_removed(source):
            raise NotFound()
        kept[f"{type(source).__name__.lower()}_id"] = source.id
        if not isinstance(source, Entry):
            kept["worktable_id"] = worktable_of(source).id
    commitment = Commitment(space_id=space.id, created_by_id=user.id, **kept)
    db.session.add(commitment)
    db.session.flush()
    record("commitment.created", user, commitment, commitment=commitment.id)
    return commitment


@action("commitment.change")
def change(user: User, commitment: Commitment, text: str, **words) -> Commitment:
    """`organization_id` whose it is, or `owner` where that is none of the space's; `responsible_id` a member;
    `due_on` a day; `worktable_id` of the space, or None."""
    before = {"text": commitment.text, "owner": commitment.owner, "organization": commitment.organization_id}
    before |= {"due_on": commitment.due_on.isoformat() if commitment.due_on else None}
    for name, value in _clean(commitment.space, text, **words).items():
        setattr(commitment, name, value)
    record("commitment.changed", user, commitment, before, commitment=commitment.id)
    return commitment


@action("commitment.change")
def remove(user: User, commitment: Commitment) -> Commitment:
    """It was written down by mistake; `restore` brings it back."""
    commitment.removed_at = now()
    record("commitment.removed", user, commitment, commitment=commitment.id)
    return commitment


@action("commitment.create")
def restore(user: User, space: Space, id: int) -> Commitment:
    commitment = db.session.get(Commitment, id)
    if commitment is None or commitment.space_id != space.id or commitment.removed_at is None:
        raise NotFound()
    commitment.removed_at = None
    record("commitment.restored", user, commitment, commitment=commitment.id)
    return commitment


def _clean(
    space, text, organization_id=None, owner="", responsible_id=None, due_on: date | None = None, worktable_id=None
):
    text, owner, wrong = legible(text), one_line(owner), {}
    if not text:
        wrong["text"] = _("Escribe qué se hará.")
    elif len(text) > LONGEST_TEXT:
        wrong["text"] = _("Usa como mucho %(n)s letras.", n=LONGEST_TEXT)
    if len(owner) > LONGEST_OWNER:
        wrong["owner"] = _("Usa como mucho %(n)s letras.", n=LONGEST_OWNER)
    organization_id = organization_id or None
    if organization_id and not _is_of(space, Organization, organization_id):
        wrong["organization_id"] = _("Elige una organización de este espacio.")
    if not organization_id and not owner:
        wrong["organization_id"] = _("Di de quién es: elige una organización, o escribe el nombre de otra.")
    responsible_id = responsible_id or None
    if responsible_id and not _is_member(space, responsible_id):
        wrong["responsible_id"] = _("Elige a alguien que participe en este espacio.")
    worktable_id = worktable_id or None
    if worktable_id and not _is_of(space, Worktable, worktable_id):
        wrong["worktable_id"] = _("Elige una mesa de trabajo de este espacio.")
    if due_on is None:
        wrong["due_on"] = _("Escribe hasta cuándo: un compromiso sin fecha no se puede seguir.")
    if wrong:
        raise Invalid(fields=wrong)
    return {
        "text": text,
        "organization_id": organization_id,
        "owner": "" if organization_id else owner,
        "responsible_id": responsible_id,
        "due_on": due_on,
        "worktable_id": worktable_id,
    }


def _is_of(space, model, id):
    thing = db.session.get(model, id)
    return thing is not None and thing.space_id == space.id and thing.removed_at is None


def _is_member(space, id):
    standing = db.select(Membership.id).filter_by(space_id=space.id, user_id=id, left_at=None)
    return db.session.scalar(standing) is not None
