"""NOUNS: what is kept, one module a family."""

from .accounts import Login, PasswordReset, Registration, User
from .askings import Asking
from .cards import Card
from .commitments import Commitment, CommitmentNote
from .deliveries import Delivery, DeliveryAdjustment, DeliveryCall, DeliveryDocument, DeliveryReceipt
from .desk import Comment, Grouping, Link, Reception
from .document_imports import DocumentFile, DocumentImport
from .documents import Clause, ClauseText, Document, DocumentStep, DocumentVersion, is_open_to_public, today_in
from .downloads import Download
from .editions import Edition, EditionPaper
from .events import Event, Room
from .exports import Export
from .figures import Figure, FigureCorrection, Indicator, PublishedTotal
from .forums import Forum, Hiding, Post, PostRevision, Question, Support, Thread
from .mailing import Letter, MailAnswer, MailPreference
from .marks import Criterion, Mark
from .matrices import ColumnQuestion, Entry, Matrix, MatrixColumn, MatrixRow, Source
from .meetings import AgendaItem, Agreement, Attendance, Meeting, MeetingInvitation, Minutes, MinutesRemark
from .moderation import Appeal, Decision, Flag
from .notifications import Follow, Notification, Walk
from .observations import (
    Observation,
    ObservationFile,
    ObservationGroup,
    ObservationPlace,
    ObservationReception,
    Resolution,
)
from .reading import Bookmark, ReadMark
from .returns import Return, ReturnedChange, Snapshot
from .room import RoomNote
from .search import SearchDocument
from .spaces import Actor, Invitation, Membership, MembershipActor, Organization, Space
from .stances import Stance
from .summaries import Summary, SummaryLetter, SummaryPaper
from .table_imports import TableFile, TableImport
from .worktables import Worktable
from .writing import Attachment, Draft, Mention, Sending

__all__ = [
    "Actor",
    "AgendaItem",
    "Agreement",
    "Appeal",
    "Asking",
    "Attachment",
    "Attendance",
    "Bookmark",
    "Card",
    "Clause",
    "ClauseText",
    "ColumnQuestion",
    "Comment",
    "Commitment",
    "CommitmentNote",
    "Criterion",
    "Decision",
    "Delivery",
    "DeliveryAdjustment",
    "DeliveryCall",
    "DeliveryDocument",
    "DeliveryReceipt",
    "Document",
    "DocumentFile",
    "DocumentImport",
    "DocumentStep",
    "DocumentVersion",
    "Download",
    "Draft",
    "Edition",
    "EditionPaper",
    "Entry",
    "Event",
    "Export",
    "Figure",
    "FigureCorrection",
    "Flag",
    "Follow",
    "Forum",
    "Grouping",
    "Hiding",
    "Indicator",
    "Invitation",
    "Letter",
    "Link",
    "Login",
    "MailAnswer",
    "MailPreference",
    "Mark",
    "Matrix",
    "MatrixColumn",
    "MatrixRow",
    "Meeting",
    "MeetingInvitation",
    "Membership",
    "MembershipActor",
    "Mention",
    "Minutes",
    "MinutesRemark",
    "Notification",
    "Observation",
    "ObservationFile",
    "ObservationGroup",
    "ObservationPlace",
    "ObservationReception",
    "Organization",
    "PasswordReset",
    "Post",
    "PostRevision",
    "PublishedTotal",
    "Question",
    "ReadMark",
    "Reception",
    "Registration",
    "Resolution",
    "Return",
    "ReturnedChange",
    "Room",
    "RoomNote",
    "SearchDocument",
    "Sending",
    "Snapshot",
    "Source",
    "Space",
    "Stance",
    "Summary",
    "SummaryLetter",
    "SummaryPaper",
    "Support",
    "TableFile",
    "TableImport",
    "Thread",
    "User",
    "Walk",
    "Worktable",
    "is_open_to_public",
    "is_removed",
    "space_of",
    "today_in",
    "worktable_of",
]


def space_of(thing):
    """The space anything of a space belongs to."""
    while not isinstance(thing, Space):
        thing = getattr(thing, _ABOVE[type(thing)])
    return thing


def worktable_of(thing) -> Worktable:
    """The working table anything of one belongs to."""
    while not isinstance(thing, Worktable):
        thing = getattr(thing, _ABOVE[type(thing)])
    return thing


def is_removed(thing) -> bool:
    """Whether the thing, or anything that holds it, was taken away. An edition outlives its matrix, and a summary its
    working table."""
    if isinstance(thing, Edition | Summary):
        return False
    while thing is not None:
        if getattr(thing, "removed_at", None) is not None:
            return True
        if isinstance(thing, Entry) and (thing.row.removed_at or thing.column.removed_at):
            return True
        thing = getattr(thing, _ABOVE.get(type(thing), ""), None)
    return False


_ABOVE = {
    Actor: "space",
    Organization: "space",
    Membership: "space",
    Invitation: "space",
    Forum: "space",
    Question: "forum",
    Thread: "forum",
    Post: "thread",
    Matrix: "space",
    MatrixRow: "matrix",
    MatrixColumn: "matrix",
    Entry: "matrix",
    Source: "entry",
    Edition: "matrix",
    Snapshot: "matrix",
    Return: "matrix",
    ReturnedChange: "returned",
    Comment: "entry",
    Grouping: "entry",
    Link: "entry",
    Reception: "entry",
    RoomNote: "matrix",
    Asking: "matrix",
    TableImport: "matrix",
    TableFile: "batch",
    Worktable: "space",
    Commitment: "space",
    CommitmentNote: "commitment",
    Indicator: "space",
    Figure: "indicator",
    Document: "worktable",
    DocumentImport: "worktable",
    DocumentFile: "batch",
    DocumentStep: "document",
    DocumentVersion: "document",
    Clause: "document",
    Observation: "document",
    Meeting: "worktable",
    AgendaItem: "meeting",
    Attendance: "meeting",
    Agreement: "item",
    Minutes: "meeting",
    MinutesRemark: "minutes",
    ObservationGroup: "document",
    Resolution: "document",
    Summary: "worktable",
    Delivery: "worktable",
    Notification: "space",
    Export: "about",
    Draft: "space",
    Attachment: "space",
    Decision: "space",
    Flag: "space",
    Appeal: "space",
}
