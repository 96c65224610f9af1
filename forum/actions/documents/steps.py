"""The states that a document goes through, each step dated and by whom; the last one back while nobody acted on it."""

from datetime import date

from flask_babel import gettext as _

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Document, DocumentStep, User
from ...models.base import now
from ...models.documents import STATES
from ...readings.documents import acted_on, finished_versions, last_step
from ...text.legible import one_line
from .. import action

LONGEST_NOTE = 500


@action("document.step")
def step(
    user: User,
    document: Document,
    state: str,
    opens_on: date | None = None,
    closes_on: date | None = None,
    note: str = "",
) -> DocumentStep:
    """Into a later state, or once more into «prepublished» with other days. `Conflict` where somebody was faster."""
    note = one_line(note)
    if len(note) > LONGEST_NOTE:
        raise Invalid(fields={"note": _("Usa como mucho %(n)s letras.", n=LONGEST_NOTE)})
    if state not in STATES[1:]:
        raise Invalid(fields={"state": _("Elige a qué estado pasa el documento.")})
    again = state == document.state == "prepublished"
    if STATES.index(state) <= STATES.index(document.state) and not again:
        raise Conflict(_("El documento ya pasó por ese estado. Mira cómo está ahora."))
    if not finished_versions(document):
        raise Invalid(_("Publica primero una versión: sin apartados no hay qué revisar."))
    done = DocumentStep(
        document_id=document.id,
        before=document.state,
        state=state,
        opens_on=document.opens_on,
        closes_on=document.closes_on,
        note=note,
        user_id=user.id,
    )
    if state == "prepublished":
        document.opens_on, document.closes_on = _window(opens_on, closes_on)
    document.state = state
    db.session.add(done)
    db.session.flush()
    record("document.stepped", user, document, document=document.id, state=state)
    return done


@action("document.step")
def undo_step(user: User, document: Document, step: int) -> Document:
    """Back to where step number `step` left from; `Conflict`, with the reason, where it is not the last one that
    stands or somebody acted on it since."""
    last = last_step(document)
    if last is None or last.id != step:
        raise Conflict(_("Ese paso ya no es el último. Mira cómo está el documento ahora."))
    if why := acted_on(document, last):
        raise Conflict(why)
    document.state, document.opens_on, document.closes_on = last.before, last.opens_on, last.closes_on
    last.undone_at, last.undone_by_id = now(), user.id
    record("document.stepped", user, document, document=document.id, state=document.state)
    return document


def _window(opens_on, closes_on):
    wrong = {}
    if opens_on is None:
        wrong["opens_on"] = _("Escribe desde qué día se puede observar.")
    if closes_on is None:
        wrong["closes_on"] = _("Escribe hasta qué día se puede observar.")
    if opens_on and closes_on and closes_on < opens_on:
        wrong["closes_on"] = _("El último día debe ser el mismo del primero o después.")
    if wrong:
        raise Invalid(fields=wrong)
    return opens_on, closes_on
