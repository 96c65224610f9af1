"""All that is a person's own, section by section, as plain rows: what they wrote, chose and were told. What others
wrote is named by its address alone."""

from collections import namedtuple

from sqlalchemy import case, select

from ...extensions import db
from ...models import (
    Actor,
    Attachment,
    Bookmark,
    Card,
    Comment,
    Draft,
    Entry,
    Flag,
    Follow,
    Forum,
    Login,
    MailPreference,
    Mark,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Membership,
    Notification,
    Organization,
    Post,
    PostRevision,
    ReadMark,
    Reception,
    RoomNote,
    Source,
    Space,
    Stance,
    Support,
    Thread,
)
from ...visibility import readable_posts
from .worktables import AtWorktables

File = namedtuple("File", "name digest")


def sections(user, base: str):
    """(name, function that gives its rows) one after the other; `base` is the address of the site."""
    given = Belongings(user, base)
    return [(name, getattr(given, name)) for name in NAMES]


NAMES = (
    "profile",
    "logins",
    "memberships",
    "posts",
    "revisions",
    "supports",
    "entries",
    "stances",
    "comments",
    "receptions",
    "sources",
    "drafts",
    "room_notes",
    "bookmarks",
    "attachments",
    "notifications",
    "follows",
    "reading",
    "flags",
    "marks",
    "observations",
    "observation_receptions",
    "attendances",
    "minutes_remarks",
    "commitment_notes",
)


class Belongings(AtWorktables):
    def __init__(self, user, base):
        self.user, self.base = user, base

    def _rows(self, query):
        return [dict(row) for row in db.session.execute(query).mappings()]

    def _address(self, rows, kind="posts", of="post"):
        return [row | {"url": f"{self.base}/{kind}/{row[of]}" if row[of] else ""} for row in rows]

    def profile(self):
        user = self.user
        mail = db.session.get(MailPreference, user.id)
        return [
            {
                "name": user.name,
                "email": user.email or "",
                "username": db.session.scalar(select(Card.username).where(Card.user_id == user.id)) or "",
                "language": user.language,
                "timezone": user.timezone or "",
                "colours": user.scheme,
                "created": user.created_at,
                "letters": mail.rhythm if mail else "",
                "letters_hour": mail.hour if mail else "",
            }
        ]

    def logins(self):
        columns = (Login.browser, Login.address, Login.created_at.label("created"), Login.seen_at.label("seen"))
        query = select(*columns, Login.ended_at.label("ended")).where(Login.user_id == self.user.id)
        return self._rows(query.order_by(Login.id))

    def memberships(self):
        columns = (
            Space.title.label("space"),
            Membership.role,
            Organization.name.label("organization"),
            Membership.joined_at.label("joined"),
            Membership.left_at.label("left"),
            Membership.silenced_until,
            Membership.suspended_until,
        )
        members = select(Membership).where(Membership.user_id == self.user.id)
        actors = {m.space_id: ", ".join(actor.name for actor in m.actors) for m in db.session.scalars(members)}
        query = (
            select(*columns, Membership.space_id)
            .join(Space, Space.id == Membership.space_id)
            .outerjoin(Organization, Organization.id == Membership.organization_id)
            .where(Membership.user_id == self.user.id)
        )
        return [row | {"actors": actors.get(row["space_id"], "")} for row in self._rows(query)]

    def posts(self):
        columns = (
            Post.id.label("post"),
            Space.title.label("space"),
            Forum.number.label("forum"),
            Thread.title.label("thread"),
            Actor.name.label("actor"),
            Post.body.label("text"),
            Post.version,
            Post.created_at.label("created"),
            Post.edited_at.label("edited"),
            Post.hidden_at.label("hidden"),
            Post.held_at.label("waiting"),
            Post.captured_how.label("captured"),
        )
        query = (
            select(*columns)
            .join(Thread, Thread.id == Post.thread_id)
            .join(Forum, Forum.id == Thread.forum_id)
            .join(Space, Space.id == Forum.space_id)
            .outerjoin(Actor, Actor.id == Post.actor_id)
            .where(Post.author_id == self.user.id)
            .order_by(Post.id)
        )
        return self._address(self._rows(query))

    def revisions(self):
        columns = (PostRevision.post_id.label("post"), PostRevision.version, PostRevision.body.label("text"))
        query = select(*columns, PostRevision.written_at.label("written")).join(Post, Post.id == PostRevision.post_id)
        query = query.where(Post.author_id == self.user.id).order_by(PostRevision.post_id, PostRevision.version)
        return self._rows(query)

    def supports(self):
        query = select(Support.post_id.label("post"), Support.created_at.label("created"))
        return self._address(self._rows(query.where(Support.user_id == self.user.id).order_by(Support.created_at)))

    def entries(self):
        columns = (
            Entry.id.label("entry"),
            Matrix.title.label("matrix"),
            MatrixRow.path.label("row"),
            MatrixColumn.path.label("column"),
            Entry.text,
            Entry.state,
            Entry.reason,
            Entry.created_at.label("created"),
            Entry.removed_at.label("removed"),
        )
        query = (
            select(*columns)
            .join(Matrix, Matrix.id == Entry.matrix_id)
            .join(MatrixRow, MatrixRow.id == Entry.row_id)
            .join(MatrixColumn, MatrixColumn.id == Entry.column_id)
            .where(Entry.author_id == self.user.id)
            .order_by(Entry.id)
        )
        return self._address(self._rows(query), "entries", "entry")

    def stances(self):
        columns = (
            Stance.entry_id.label("entry"),
            Actor.name.label("actor"),
            Stance.kind.label("stance"),
            Stance.reason,
            Stance.created_at.label("created"),
            Stance.removed_at.label("withdrawn"),
        )
        query = (
            select(*columns)
            .join(Actor, Actor.id == Stance.actor_id)
            .where(Stance.user_id == self.user.id)
            .order_by(Stance.id)
        )
        return self._address(self._rows(query), "entries", "entry")

    def comments(self):
        columns = (Comment.entry_id.label("entry"), Comment.kind, Comment.body.label("text"))
        query = select(*columns, Comment.created_at.label("created"), Comment.removed_at.label("removed"))
        return self._address(
            self._rows(query.where(Comment.author_id == self.user.id).order_by(Comment.id)), "entries", "entry"
        )

    def receptions(self):
        """What they said of whether entries take up their words."""
        columns = (Reception.entry_id.label("entry"), Reception.felt, Reception.words.label("text"))
        query = select(*columns, Reception.created_at.label("created"))
        return self._address(
            self._rows(query.where(Reception.user_id == self.user.id).order_by(Reception.id)), "entries", "entry"
        )

    def sources(self):
        """The words of a post that may not be read any more are left out."""
        readable = select(Post.id).join(Thread, Thread.id == Post.thread_id).join(Forum, Forum.id == Thread.forum_id)
        readable = readable.where(readable_posts(self.user))
        said = case((Source.post_id.is_(None) | Source.post_id.in_(readable), Source.quote), else_="")
        columns = (Source.entry_id.label("entry"), Source.post_id.label("post"), said.label("quote"))
        query = select(*columns, Source.created_at.label("created")).join(Entry, Entry.id == Source.entry_id)
        query = query.where((Entry.author_id == self.user.id) | (Source.created_by_id == self.user.id))
        return self._address(self._rows(query.order_by(Source.id)))

    def drafts(self):
        query = select(Draft.place, Draft.fields, Draft.updated_at.label("updated"))
        return self._rows(query.where(Draft.user_id == self.user.id).order_by(Draft.id))

    def room_notes(self):
        query = select(RoomNote.matrix_id.label("matrix"), RoomNote.body, RoomNote.changed_at.label("changed"))
        return self._rows(query.where(RoomNote.user_id == self.user.id).order_by(RoomNote.id))

    def bookmarks(self):
        query = select(Bookmark.post_id.label("post"), Bookmark.created_at.label("created"))
        return self._address(self._rows(query.where(Bookmark.user_id == self.user.id).order_by(Bookmark.created_at)))

    def attachments(self):
        return [
            {
                "file": f"archivos/{one.id}-{one.name}",
                "name": one.name,
                "type": one.media_type,
                "size": one.size,
                "post": one.post_id,
                "created": one.created_at,
                "removed": one.removed_at,
            }
            for one in self._attachments()
        ]

    def _attachments(self):
        query = select(Attachment).where(Attachment.user_id == self.user.id).order_by(Attachment.id)
        return db.session.scalars(query).all()

    def notifications(self):
        columns = (
            Notification.kind,
            Space.title.label("space"),
            Notification.post_id.label("post"),
            Notification.created_at.label("created"),
            Notification.read_at.label("read"),
        )
        query = select(*columns).join(Space, Space.id == Notification.space_id)
        return self._rows(query.where(Notification.user_id == self.user.id).order_by(Notification.id))

    def follows(self):
        query = select(Follow.kind, Follow.thing_id.label("number"), Follow.level, Follow.created_at.label("created"))
        return self._rows(query.where(Follow.user_id == self.user.id))

    def reading(self):
        columns = (ReadMark.thread_id.label("thread"), ReadMark.post_id.label("up_to"), ReadMark.read_at.label("read"))
        rows = self._rows(select(*columns).where(ReadMark.user_id == self.user.id).order_by(ReadMark.thread_id))
        return self._address(rows, "threads", "thread")

    def flags(self):
        columns = (Flag.post_id.label("post"), Flag.kind, Flag.words, Flag.created_at.label("created"))
        return self._address(self._rows(select(*columns).where(Flag.user_id == self.user.id).order_by(Flag.id)))

    def marks(self):
        """Those that were published."""
        columns = (
            Space.title.label("space"),
            Mark.given,
            Mark.points,
            Mark.comment,
            Mark.published_at.label("published"),
        )
        query = select(*columns).join(Membership, Membership.id == Mark.membership_id)
        query = query.join(Space, Space.id == Membership.space_id).where(Membership.user_id == self.user.id)
        return self._rows(query.where(Mark.published_at.is_not(None)).order_by(Mark.id))


def files_of(user) -> list[File]:
    """The files of `attachments`, by the names they have in the archive."""
    return [File(f"archivos/{one.id}-{one.name}", one.digest) for one in Belongings(user, "")._attachments()]
