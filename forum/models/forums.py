"""Virtual forums: questions, threads, posts and what happens to a post."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import db
from .accounts import User
from .base import UTCDateTime, now
from .spaces import Actor, Organization, Space

STEP = 6  # characters of a path a level: a post's number in base 36
CAPTURES = ("paper", "voice", "phone")  # how it came
MODES = ("discussion", "each", "single", "first", "news")
DEEPEST = 300  # levels a path may have: it must fit an index; a reply below stands beside its parent


class Concluded:
    """What is drawn from a conversation when it closes, shown on top of it; `conclusion` is empty before."""

    conclusion: Mapped[str] = mapped_column(Text, default="", server_default="")
    conclusion_html: Mapped[str] = mapped_column(Text, default="", server_default="")
    concluded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    concluded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Forum(Concluded, db.Model):
    """Numbered in its space; open between its dates (a missing date is no bound).

    Its mode: a `discussion`; a thread for `each` participant; a `single` thread; one answers `first` and reads the
    others' answers then; `news` of who moderates. What is written after `due_at` is late; after `closes_at` nothing is.
    """

    __tablename__ = "forums"
    __table_args__ = (
        UniqueConstraint("space_id", "number"),
        CheckConstraint("mode IN ('discussion', 'each', 'single', 'first', 'news')", name="mode"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    introduction: Mapped[str] = mapped_column(Text, default="")
    introduction_html: Mapped[str] = mapped_column(Text, default="")
    opens_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    mode: Mapped[str] = mapped_column(String(12), default="discussion", server_default="discussion")
    min_words: Mapped[int | None]
    max_words: Mapped[int | None]
    posts_a_day: Mapped[int | None]  # of a participant, by their own clock
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    asks_question: Mapped[bool] = mapped_column(default=False, server_default=false())  # a thread answers one
    holds_new: Mapped[bool] = mapped_column(default=False, server_default=false())  # new people's posts wait
    anonymous: Mapped[bool] = mapped_column(default=False, server_default=false())  # who moderates knows the names

    space: Mapped[Space] = relationship(back_populates="forums")
    questions: Mapped[list["Question"]] = relationship(
        back_populates="forum", order_by="Question.position, Question.id"
    )

    @property
    def phase(self):
        """`future`, `open` or `closed`, now."""
        if self.opens_at and now() < self.opens_at:
            return "future"
        return "closed" if self.closes_at and now() >= self.closes_at else "open"

    @property
    def answers_are_open(self):
        """Whether one reads the others' answers without having answered."""
        return self.mode != "first" or bool(self.closes_at and now() >= self.closes_at)


class Question(db.Model):
    """A guiding question; `{actor}` in it is filled in with the reader's own actor."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    forum: Mapped[Forum] = relationship(back_populates="questions")


class Thread(Concluded, db.Model):
    """A conversation; its first post opens it."""

    __tablename__ = "threads"
    __table_args__ = (Index("ix_threads_forum_id_pinned_at_last_post_at", "forum_id", "pinned_at", "last_post_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id"))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("questions.id"))
    title: Mapped[str] = mapped_column(String(200))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    last_post_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    locked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    pinned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    pinned_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    held_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # while its first post waits for a moderator
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("threads.id"))  # where its posts went

    forum: Mapped[Forum] = relationship()
    question: Mapped[Question | None] = relationship()
    author: Mapped[User] = relationship(foreign_keys=author_id)


class Post(db.Model):
    """What somebody said, in the name of an actor that is frozen at writing.

    `path` is the chain of numbers from the thread's first post down, `STEP` characters a level: sorting by it
    gives the conversation in reading order. `html` was made by renderer number `renderer` of `text.py`.
    """

    __tablename__ = "posts"
    __table_args__ = (
        Index("ix_posts_thread_id_path_depth", "thread_id", "path", "depth"),
        Index("ix_posts_thread_id_actor_id_depth", "thread_id", "actor_id", "depth"),
        Index("ix_posts_author_id", "author_id"),
        Index("ix_posts_thread_id_id", "thread_id", "id"),
        Index("ix_posts_organization_id", "organization_id"),
        Index("ix_posts_held_at", "held_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("threads.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    path: Mapped[str] = mapped_column(Text(collation="C").with_variant(Text(), "sqlite"), default="")
    depth: Mapped[int] = mapped_column(default=0)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("actors.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"))
    role: Mapped[str] = mapped_column(String(12), default="participant")  # the author's, when it was written
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    edited_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # while a Hiding stands
    held_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # while it waits for a moderator
    attached: Mapped[int] = mapped_column(default=0, server_default="0")  # files, removed ones too
    # Who typed in what the author said on paper or aloud; the author may say later that it is theirs, or is not.
    captured_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    captured_how: Mapped[str | None] = mapped_column(String(8))
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    disowned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    thread: Mapped[Thread] = relationship()
    parent: Mapped["Post | None"] = relationship(remote_side=id)
    author: Mapped[User] = relationship(foreign_keys=author_id)
    actor: Mapped[Actor | None] = relationship()
    organization: Mapped[Organization | None] = relationship()
    hidings: Mapped[list["Hiding"]] = relationship(back_populates="post", order_by="Hiding.id")

    @property
    def hiding(self):
        """The one that stands, or none."""
        return next((hiding for hiding in reversed(self.hidings) if hiding.lifted_at is None), None)


class PostRevision(db.Model):
    """What a post said before it was edited."""

    __tablename__ = "post_revisions"
    __table_args__ = (UniqueConstraint("post_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    version: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    post: Mapped[Post] = relationship()
    written_by: Mapped[User] = relationship()


class Hiding(db.Model):
    """That a moderator took a post out of sight: who, when, why, and when it was lifted."""

    __tablename__ = "hidings"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), index=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(String(300))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
    lifted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    post: Mapped[Post] = relationship(back_populates="hidings")
    moderator: Mapped[User] = relationship(foreign_keys=moderator_id)


class Support(db.Model):
    """«Apoyo», once a person."""

    __tablename__ = "supports"

    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=now)
