"""What a person wrote at working tables, and where they were."""

from sqlalchemy import select

from ...models import (
    Attendance,
    CommitmentNote,
    Document,
    Meeting,
    MinutesRemark,
    Observation,
    ObservationReception,
    Worktable,
)


class AtWorktables:
    """The sections of the archive that come from working tables; a part of `Belongings`."""

    def observations(self):
        columns = (
            Observation.document_id.label("document"),
            Document.code,
            Observation.number,
            Observation.kind,
            Observation.quote,
            Observation.comment.label("text"),
            Observation.proposal,
            Observation.reason,
            Observation.confidential,
            Observation.standing.label("state"),
            Observation.created_at.label("created"),
            Observation.removed_at.label("removed"),
        )
        query = select(*columns).join(Document, Document.id == Observation.document_id)
        query = query.where(Observation.author_id == self.user.id).order_by(Observation.id)
        return self._address(self._rows(query), "documents", "document")

    def observation_receptions(self):
        columns = (
            Observation.document_id.label("document"),
            Observation.number,
            ObservationReception.satisfied,
            ObservationReception.words.label("text"),
            ObservationReception.at.label("created"),
        )
        query = select(*columns).join(Observation, Observation.id == ObservationReception.observation_id)
        query = query.where(ObservationReception.user_id == self.user.id).order_by(ObservationReception.id)
        return self._address(self._rows(query), "documents", "document")

    def attendances(self):
        columns = (
            Worktable.title.label("worktable"),
            Attendance.meeting_id.label("meeting"),
            Meeting.number,
            Meeting.starts_at.label("date"),
            Attendance.name,
            Attendance.organization_name.label("organization"),
            Attendance.territory,
            Attendance.way,
            Attendance.at.label("noted"),
            Attendance.removed_at.label("removed"),
        )
        query = (
            select(*columns)
            .join(Meeting, Meeting.id == Attendance.meeting_id)
            .join(Worktable, Worktable.id == Meeting.worktable_id)
            .where(Attendance.user_id == self.user.id)
            .order_by(Attendance.id)
        )
        return self._address(self._rows(query), "meetings", "meeting")

    def minutes_remarks(self):
        columns = (MinutesRemark.text, MinutesRemark.at.label("created"), MinutesRemark.removed_at.label("removed"))
        return self._rows(select(*columns).where(MinutesRemark.user_id == self.user.id).order_by(MinutesRemark.id))

    def commitment_notes(self):
        columns = (
            CommitmentNote.commitment_id.label("commitment"),
            CommitmentNote.text,
            CommitmentNote.link,
            CommitmentNote.filename.label("file"),
            CommitmentNote.state,
            CommitmentNote.at.label("created"),
        )
        query = select(*columns).where(CommitmentNote.user_id == self.user.id).order_by(CommitmentNote.id)
        return self._address(self._rows(query), "commitments", "commitment")
