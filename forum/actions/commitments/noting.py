"""How far a commitment came, with what proves it."""

from urllib.parse import urlsplit

from flask_babel import gettext as _

from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Commitment, CommitmentNote, User
from ...models.base import now
from ...models.commitments import COMMITMENT_STATES
from ...text.legible import legible, one_line
from .. import action

LONGEST_NOTE, LONGEST_LINK = 2_000, 500


@action("commitment.note")
def note(user: User, commitment: Commitment, text: str, state: str, link="", file=None, digest=None) -> CommitmentNote:
    """`file` is what `imports.attached` gave, its bytes in the storage under `digest`."""
    text, link = legible(text), one_line(link)
    wrong = {}
    if state not in COMMITMENT_STATES:
        wrong["state"] = _("Elige uno de los estados.")
    if len(text) > LONGEST_NOTE:
        wrong["text"] = _("Usa como mucho %(n)s letras.", n=LONGEST_NOTE)
    elif not text:
        wrong["text"] = _("Cuenta en una frase qué se hizo, o por qué no.")
    if link and not _is_address(link):
        wrong["link"] = _("Escribe la dirección completa, que empieza con https://")
    if wrong:
        raise Invalid(fields=wrong)
    noted = CommitmentNote(
        commitment_id=commitment.id, text=text, link=link, before=commitment.state, state=state, user_id=user.id
    )
    if file is not None:
        noted.digest, noted.filename, noted.type, noted.size = digest, file.name, file.media_type, len(file.data)
    commitment.state = state
    db.session.add(noted)
    db.session.flush()
    record("commitment.noted", user, commitment, {"note": noted.id}, commitment=commitment.id)
    return noted


def _is_address(link):
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return len(link) <= LONGEST_LINK and parts.scheme == "https" and "." in (parts.hostname or "")


@action("commitment.note")
def take_note_back(user: User, commitment: Commitment, number: int) -> CommitmentNote:
    """One's own last one; the state is again what it was before it."""
    noted = _own(user, commitment, number)
    if noted.removed_at is None:
        if any(one.id > noted.id and one.removed_at is None for one in commitment.notes):
            raise Conflict(_("Después se contó algo más: cuenta tú también qué cambió."))
        noted.removed_at, commitment.state = now(), noted.before
        record("commitment.noted", user, commitment, {"removed": noted.id}, commitment=commitment.id)
    return noted


@action("commitment.note")
def put_note_back(user: User, commitment: Commitment, number: int) -> CommitmentNote:
    noted = _own(user, commitment, number)
    if noted.removed_at is not None:
        noted.removed_at, noted.before = None, commitment.state
        commitment.state = noted.state
        record("commitment.noted", user, commitment, {"restored": noted.id}, commitment=commitment.id)
    return noted


def _own(user, commitment, number):
    noted = db.session.get(CommitmentNote, number)
    if noted is None or noted.commitment_id != commitment.id or noted.user_id != user.id:
        raise NotFound()
    return noted
