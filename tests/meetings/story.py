"""A meeting to tell stories of: the second of a series, tomorrow, with an agenda of two points."""

from datetime import timedelta
from types import SimpleNamespace

from forum.extensions import db
from forum.models import AgendaItem, Agreement, Attendance, Document, Meeting, Minutes, MinutesRemark
from forum.models.base import now


def call_meetings(world, review):
    """The numbers of what was made for the working table of `review` (see tests.worktables.story): `first`, a meeting
    of last week, `meeting`, tomorrow's, `item` and `other` on its agenda, `removed` off
    it, `attendance` of somebody without account, `struck` off the list."""
    with world.app.app_context():
        first = Meeting(worktable_id=review.table, number=1, title="Apertura", starts_at=now() - timedelta(days=7))
        meeting = Meeting(
            worktable_id=review.table,
            number=2,
            starts_at=now() + timedelta(days=1),
            ends_at=now() + timedelta(days=1, hours=3),
            place="Salón municipal",
            link="https://sala.example/mesa",
        )
        db.session.add_all([first, meeting])
        db.session.flush()
        item = AgendaItem(meeting_id=meeting.id, position=1, title="Zapato de vestir", minutes=40)
        item.documents = [db.session.get(Document, review.document)]
        other = AgendaItem(meeting_id=meeting.id, position=2, title="Asuntos varios")
        removed = AgendaItem(meeting_id=meeting.id, position=3, title="Brindis", removed_at=now())
        came = Attendance(meeting_id=meeting.id, name="Rosa Luján", organization_name="Gremio Puno", way="paper")
        struck = Attendance(meeting_id=meeting.id, name="Luis Rojas", way="paper", removed_at=now())
        db.session.add_all([item, other, removed, came, struck])
        db.session.commit()
        return SimpleNamespace(
            first=first.id,
            meeting=meeting.id,
            item=item.id,
            other=other.id,
            removed=removed.id,
            attendance=came.id,
            struck=struck.id,
        )


def begin_minutes(world, called, phase="live"):
    """The numbers of the minutes of `called.meeting` (see `call_meetings`) in a phase, of an `agreement`, of one that
    was `dropped`, of a `remark` and of one `withdrawn`; Nélida attended."""
    with world.app.app_context():
        minutes = Minutes(meeting_id=called.meeting, phase=phase)
        agreement = Agreement(item_id=called.item, text="El gremio ensaya tres muestras.")
        dropped = Agreement(item_id=called.item, text="Nada.", removed_at=now())
        came = Attendance(meeting_id=called.meeting, user_id=world.user.nelida, name="Nélida Quispe", way="list")
        db.session.add_all([minutes, agreement, dropped, came])
        db.session.flush()
        remark = MinutesRemark(minutes_id=minutes.id, user_id=world.user.nelida, text="Faltó mi pregunta.")
        withdrawn = MinutesRemark(minutes_id=minutes.id, user_id=world.user.nelida, text="No.", removed_at=now())
        db.session.add_all([remark, withdrawn])
        db.session.commit()
        return SimpleNamespace(
            minutes=minutes.id,
            agreement=agreement.id,
            dropped=dropped.id,
            remark=remark.id,
            withdrawn=withdrawn.id,
            came=came.id,
        )
