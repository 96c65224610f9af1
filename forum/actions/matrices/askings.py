"""Asking the silent: those of an actor who have not spoken are told that their word is missing."""

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from ...errors import Conflict, Invalid
from ...events import record
from ...extensions import db
from ...models import Actor, Asking, Entry, MatrixRow, User
from ...readings.askings import Silence, silence_in, silence_on
from .. import action


@action("silent.ask")
def ask_for_stances(user: User, entry: Entry, actor: Actor) -> Asking:
    """Those who speak for the actor, for what they say of an entry."""
    if entry.state not in ("accepted", "proposed"):
        raise Conflict(_("Esta entrada ya no está en discusión: no hace falta preguntar."))
    if actor.space_id != entry.matrix.space_id:
        raise Invalid(_("Elige un actor de este espacio."))
    return _ask(user, silence_on(user, entry, actor))


@action("silent.ask")
def ask_for_posts(user: User, row: MatrixRow) -> Asking:
    """Those who speak for a row's actor, for what the forums asked and nobody of it answered."""
    return _ask(user, silence_in(user, row))


def _ask(user, silence: Silence) -> Asking:
    if (asked := silence.asked) is not None:
        day = format_date(asked.created_at, _("d 'de' MMMM"))
        raise Conflict(
            ngettext(
                "Ya se preguntó a %(actor)s el %(day)s, a %(num)d persona. Espera una semana antes de insistir.",
                "Ya se preguntó a %(actor)s el %(day)s, a %(num)d personas. Espera una semana antes de insistir.",
                asked.people,
                actor=silence.actor.name,
                day=day,
            )
        )
    if not silence.people:
        raise Conflict(_("Ya no falta la palabra de nadie: alguien habló mientras mirabas, o nadie puede responder."))
    asking = Asking(
        matrix_id=silence.matrix.id,
        actor_id=silence.actor.id,
        entry_id=silence.entry.id if silence.entry is not None else None,
        row_id=silence.row.id if silence.row is not None else None,
        forum_id=silence.forum.id if silence.forum is not None else None,
        columns=[column.label for column in silence.columns],
        people=len(silence.people),
        user_id=user.id,
    )
    db.session.add(asking)
    db.session.flush()
    kept = {"actor": silence.actor.name, "members": [member for member, _name in silence.people]}
    record("actor.asked", user, asking, kept=kept, asking=asking.id)
    return asking
