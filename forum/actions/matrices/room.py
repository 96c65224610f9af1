"""What goes with showing a matrix in a room: a facilitator's own notes."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...extensions import db
from ...models import Matrix, RoomNote, User
from ...models.base import now
from ...models.room import room_note
from .. import action
from .wording import legible

LONGEST_NOTES = 20_000


@action("room.note")
def keep_room_note(user: User, matrix: Matrix, body: str) -> RoomNote:
    """Nobody else reads it, so nothing is told."""
    body = legible(body)
    if len(body) > LONGEST_NOTES:
        raise Invalid(fields={"body": _("Usa como mucho %(n)s letras.", n=LONGEST_NOTES)})
    note = room_note(user, matrix)
    if note is None:
        note = RoomNote(matrix_id=matrix.id, user_id=user.id)
        db.session.add(note)
    note.body, note.changed_at = body, now()
    return note
