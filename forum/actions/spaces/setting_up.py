"""Opening, changing, archiving and reopening a space."""

import re
import unicodedata
from zoneinfo import available_timezones

from flask_babel import gettext as _

from ... import text
from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import (
    Actor,
    Forum,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Membership,
    Question,
    Space,
    User,
    Worktable,
)
from ...models.base import now
from ...models.notifications import LEVELS
from ...models.spaces import VISIBILITIES
from .. import action, site_action
from .templates import TEMPLATES

LONGEST_TITLE = 200


@site_action("space.create")
def create(
    user: User, title: str, slug: str | None = None, template="empty", visibility=None, facilitator: User | None = None
) -> Space:
    """A space as its template lays it out; who opens it facilitates it, unless somebody else is named."""
    host = facilitator or user
    if template not in TEMPLATES:
        raise Invalid(fields={"template": _("Elige una de las plantillas: %(names)s.", names=", ".join(TEMPLATES))})
    laid_out = TEMPLATES[template]
    stand_in_line()
    space = Space(
        title=clean_title(title),
        slug=clean_slug(slug) if slug else free_slug(title),
        template=template,
        visibility=clean_visibility(visibility or laid_out.visibility),
        created_by_id=host.id,
    )
    db.session.add(space)
    db.session.flush()
    db.session.add(Membership(space_id=space.id, user_id=host.id, role="facilitator"))
    lay_out(host, space, laid_out)
    db.session.flush()
    record("space.created", user, space)
    return space


@action("space.change")
def change(
    user: User,
    space: Space,
    title,
    description="",
    visibility="members",
    timezone="America/La_Paz",
    opens_on=None,
    closes_on=None,
    many_actors=False,
    edit_minutes=60,
    follow_level=None,
) -> Space:
    if opens_on and closes_on and closes_on < opens_on:
        raise Invalid(fields={"closes_on": _("El fin debe ser después del comienzo.")})
    if timezone not in available_timezones():
        raise Invalid(fields={"timezone": _("Elige una de las zonas de la lista.")})
    if len(description) > text.LIMIT:
        raise Invalid(fields={"description": _("Usa como mucho %(n)s letras.", n=text.LIMIT)})
    if not 0 <= edit_minutes <= 60 * 24 * 30:
        raise Invalid(fields={"edit_minutes": _("Escribe los minutos, entre 0 y 43 200.")})
    space.title = clean_title(title)
    space.description = description.strip()
    space.description_html = text.render(space.description)
    space.visibility = clean_visibility(visibility)
    space.timezone, space.opens_on, space.closes_on = timezone, opens_on, closes_on
    space.many_actors, space.edit_minutes = many_actors, edit_minutes
    space.follow_level = clean_level(follow_level or space.follow_level)
    record("space.changed", user, space)
    return space


@action("space.archive")
def archive(user: User, space: Space) -> Space:
    """Read only from now on, for everybody."""
    space.archived_at, space.archived_by_id = now(), user.id
    record("space.archived", user, space)
    return space


@action("space.reopen")
def reopen(user: User, space: Space) -> Space:
    space.archived_at = space.archived_by_id = None
    record("space.reopened", user, space)
    return space


def lay_out(user, space, template):
    """Actors, forums, matrix and working table of a template, in the words of the language it is opened in."""
    actors = []
    for position, (name, phrase, description) in enumerate(template.actors):
        actor = Actor(space_id=space.id, name=str(name), phrase=str(phrase), description=str(description))
        actor.position, actor.weave = position, position + 1
        actors.append(actor)
    db.session.add_all(actors)
    db.session.flush()
    for number, (title, introduction, questions) in enumerate(template.forums, start=1):
        forum = Forum(space_id=space.id, number=number, title=str(title), introduction=str(introduction))
        forum.introduction_html = text.render(forum.introduction)
        forum.questions = [
            Question(position=position, text=str(question)) for position, question in enumerate(questions, start=1)
        ]
        db.session.add(forum)
    if template.columns:
        matrix = Matrix(space_id=space.id, title=str(template.matrix), question=str(template.question))
        matrix.row_headers, matrix.created_by_id = [str(template.row_header)], user.id
        db.session.add(matrix)
        db.session.flush()
        for position, path in enumerate(template.columns):
            db.session.add(MatrixColumn(matrix_id=matrix.id, position=position, path=[str(part) for part in path]))
        for position, actor in enumerate(actors):
            db.session.add(MatrixRow(matrix_id=matrix.id, position=position, path=[actor.name], actor_id=actor.id))
    if template.worktable:
        title, purpose, how = map(str, template.worktable)
        table = Worktable(space_id=space.id, title=title, purpose=purpose, how=how, created_by_id=user.id)
        db.session.add(table)


def clean_title(title):
    title = " ".join(title.split())
    if not title:
        raise Invalid(fields={"title": _("Escribe cómo se llama el espacio.")})
    if len(title) > LONGEST_TITLE:
        raise Invalid(fields={"title": _("Usa como mucho %(n)s letras.", n=LONGEST_TITLE)})
    return title


def clean_visibility(visibility):
    if visibility not in VISIBILITIES:
        raise Invalid(fields={"visibility": _("Elige quién puede leer el espacio.")})
    return visibility


def clean_level(level):
    if level not in LEVELS:
        raise Invalid(fields={"follow_level": _("Elige una de las opciones.")})
    return level


def stand_in_line():
    """Who opens a space waits for whoever is opening another: an address that is free now stays free until the commit.
    On SQLite all writers do; on PostgreSQL number 0 is their lock, as a space's own number is that of its writers."""
    if db.session.connection().dialect.name == "postgresql":
        db.session.execute(db.select(db.func.pg_advisory_xact_lock(0)))


def clean_slug(slug):
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 80:
        raise Invalid(fields={"slug": _("La dirección lleva minúsculas, números y guiones: compras-publicas.")})
    if slug == "new" or db.session.scalar(db.select(Space.id).where(Space.slug == slug)):
        raise Invalid(fields={"slug": _("Ya hay un espacio en la dirección «%(slug)s». Elige otra.", slug=slug)})
    return slug


def free_slug(title):
    """From the title, with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "espacio"
    taken = set(db.session.scalars(db.select(Space.slug).where(Space.slug.startswith(base)))) | {"new"}
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
