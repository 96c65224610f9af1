"""RULES: who may do what, a table one can read aloud; and the gate through which everything is read.

A rule is a test of a standing (who, in which space, with which participation) and a thing; tests are joined
with `&` and `|`. `refusal()` says why not, in a sentence for the person.
"""

from functools import cache

from flask_babel import lazy_gettext as _l
from sqlalchemy import bindparam, inspect
from sqlalchemy.orm import joinedload

from ..errors import Forbidden, NotFound
from ..extensions import db
from ..models import (
    Actor,
    Appeal,
    Attachment,
    Comment,
    Decision,
    Document,
    DocumentImport,
    DocumentVersion,
    Download,
    Draft,
    Edition,
    Entry,
    Export,
    Flag,
    Forum,
    Invitation,
    Link,
    Login,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Membership,
    MembershipActor,
    Notification,
    Observation,
    Organization,
    Post,
    Question,
    Resolution,
    Return,
    ReturnedChange,
    Source,
    Space,
    TableImport,
    Thread,
    User,
    Worktable,
    is_removed,
    space_of,
)
from ..models.base import LARGEST
from ..visibility import file_read, post_known, post_read, thread_known
from ..visibility import readable_posts as readable_posts
from ..visibility import readable_spaces as readable_spaces
from . import commitments, deliveries, figures, meetings, observations
from .rules import (
    OPERATOR,
    Rule,
    Standing,
    admin,
    anybody,
    archived,
    below,
    document_shown,
    edits_entries,
    facilitates_somewhere,
    facilitator,
    forum_open,
    heard,
    in_window,
    lively,
    logged_in,
    moderator,
    nobody,
    observation_shown,
    only_thread,
    others,
    own,
    own_thread,
    participant,
    public_worktable,
    published,
    reads,
    role_of,
    seen,
    self_,
    speaks,
    still_proposed,
    threads_by_all,
    told,
    unlocked,
    version_shown,
    within,
    worded,
    writes_posts,
)

RULES = {
    # the site
    "site.maintain": nobody,  # but the operator
    "account.register": anybody,  # by a letter; in a closed site with an invitation, which the action checks
    "account.reset": anybody,  # by a letter
    "account.change": self_,
    "login.start": anybody,
    "login.end": own,
    "space.create": admin | facilitates_somewhere,
    # spaces
    "space.read": reads,
    "space.change": facilitator,
    "space.archive": facilitator,
    "space.reopen": archived & role_of("facilitator", _l("Esto lo hacen quienes facilitan el espacio.")),
    "space.join": logged_in & lively,  # through an invitation, which the action checks
    "space.leave": own,
    "actors.change": facilitator,
    "members.read": reads & role_of("observer", _l("La lista es para quienes participan.")),
    "members.change": facilitator,
    "invitations.change": facilitator,
    "marks.change": facilitator,  # by a rubric; a person reads their own when published
    # forums
    "forum.create": facilitator,
    "forum.change": facilitator,
    "thread.create": only_thread
    & (moderator | (participant & heard & speaks & forum_open & threads_by_all & own_thread)),
    "thread.capture": only_thread & moderator,  # what somebody said on paper or aloud, in their name
    "attachment.create": moderator | (participant & heard & speaks & forum_open),  # asked of a forum
    "thread.change": moderator | (participant & own & unlocked),
    "forum.conclude": facilitator,
    "thread.conclude": moderator,
    "thread.lock": moderator,
    "thread.pin": moderator,
    "post.know": reads & Rule(post_known),  # a hidden one keeps its place
    "post.read": reads & Rule(post_read),
    "post.create": writes_posts,
    "post.capture": published & moderator,
    "post.claim": reads & lively & own,  # which the action checks was captured
    "post.edit": moderator | (participant & own & seen & forum_open & unlocked & in_window),
    "post.hide": moderator,
    "post.approve": moderator,
    "post.read_hidden": moderator | (reads & own),
    "post.read_history": reads & (seen | moderator | own),
    "post.flag": participant & seen & published & others,
    "post.support": participant & seen & published,
    "forum.export": reads & role_of("observer", _l("Exportan quienes participan en el espacio.")),
    "thread.read": logged_in & reads,  # that one has
    "post.bookmark": logged_in & reads,
    "draft.keep": logged_in & reads & role_of("observer", _l("Para escribir, únete a este espacio.")),
    "draft.drop": own,
    # moderation
    "moderation.read": reads & role_of("moderator", _l("Esto lo leen quienes moderan o facilitan el espacio.")),
    "moderation.change": facilitator,
    "decision.make": moderator,
    "decision.undo": moderator,
    "member.sanction": moderator & below,
    "thread.move": moderator,
    "post.split": moderator,
    "appeal.make": reads & lively & own,
    "appeal.answer": moderator,
    # what one is told
    "notification.read": own,
    "notifications.read": logged_in,  # one's own
    "thing.follow": logged_in & reads,
    # matrices
    "matrix.create": facilitator,
    "matrix.change": facilitator,
    "matrix.reshape": facilitator,
    "matrix.import": facilitator,
    "matrix.combine": facilitator,
    "matrix.export": reads & role_of("observer", _l("Exportan quienes participan en el espacio.")),
    "stance.take": participant & speaks,
    "silent.ask": facilitator,  # for their word
    "edition.publish": facilitator,  # of a matrix
    "edition.withdraw": facilitator,
    "edition.write": nobody,  # its papers: the background work does
    "edition.sign": facilitator,
    "download.make": own,
    "export.make": own & reads,
    "entry.propose": within & (facilitator | (participant & speaks) | moderator),
    "entry.place": within,  # asked of the row that an entry is put into
    "entry.edit": within & (edits_entries | (participant & own & still_proposed)),
    "entry.move": within & (edits_entries | (participant & own & still_proposed)),
    "entry.remove": within & (edits_entries | (participant & own & still_proposed)),
    "entry.decide": edits_entries,
    "entry.merge": edits_entries,
    "entry.source": within & (edits_entries | (participant & own)),
    "return.take": facilitator,  # a file that comes back
    "return.settle": facilitator,
    "room.note": facilitator,  # one's own
    "source.look": facilitator,  # at what became of its post
    "entry.group": edits_entries,
    "entry.restore": edits_entries,  # as it was at a moment
    "moment.restore": facilitator,
    "entry.ask": edits_entries,
    "entry.comment": participant & heard,
    "comment.remove": moderator | (participant & own),
    "entry.link": within & (edits_entries | (participant & own)),
    "entry.recognize": participant & worded,
    "words.read": logged_in & reads & role_of("observer", _l("Esto es para quienes participan.")),  # one's own
    "words.answer": participant,
    "step.undo": participant,
    "step.redo": participant,
    # working tables
    "worktable.create": facilitator,
    "worktable.change": facilitator,
    "document.create": facilitator,
    "document.change": facilitator,
    "document.step": facilitator,
    "document.import": facilitator,
    "version.write": facilitator,
    **observations.RULES,
    **deliveries.RULES,
    **commitments.RULES,
    **figures.RULES,
    **meetings.RULES,
}

# What may be fetched, and by whom; what is not named here cannot be.
READING = {
    Space: reads,
    Actor: reads,
    Organization: reads,
    Forum: reads,
    Question: reads,
    Thread: reads & Rule(thread_known),
    Post: RULES["post.know"],
    Matrix: reads,
    MatrixRow: reads,
    MatrixColumn: reads,
    Entry: reads,
    Source: reads,
    Comment: reads & role_of("observer", _l("Lo que se conversa de una entrada es para quienes participan.")),
    Link: reads,
    Membership: RULES["members.read"],
    Invitation: RULES["invitations.change"],
    Login: own,
    Notification: own,
    Download: own,
    Export: own,
    Edition: reads | Rule(lambda s, edition: edition.visibility == "public"),
    Return: RULES["return.take"],
    ReturnedChange: RULES["return.take"],
    TableImport: RULES["matrix.import"],
    Draft: own,
    Attachment: reads & Rule(file_read),
    Worktable: reads | public_worktable,
    Document: document_shown,
    DocumentImport: RULES["document.import"],
    DocumentVersion: version_shown,
    Observation: observation_shown,
    Resolution: observations.RULES["observation.answer"],
    Decision: (reads & told) | RULES["moderation.read"],
    Flag: RULES["moderation.read"],
    Appeal: RULES["moderation.read"],
    **deliveries.READING,
    **commitments.READING,
    **figures.READING,
    **meetings.READING,
}

# What one does to a thing that one may not read yet: the action itself checks the invitation, or the code.
UNREAD = {"space.join", "attendance.enter"} | deliveries.UNREAD | observations.UNREAD

_OPTIONS = {
    Thread: [joinedload(Thread.forum).joinedload(Forum.space), joinedload(Thread.question)],
    Post: [
        joinedload(Post.thread).joinedload(Thread.forum).joinedload(Forum.space),
        joinedload(Post.author),
        joinedload(Post.actor),
        joinedload(Post.organization),
    ],
    Forum: [joinedload(Forum.space)],
    Matrix: [joinedload(Matrix.space)],
    Edition: [joinedload(Edition.matrix).joinedload(Matrix.space)],
    Return: [joinedload(Return.matrix).joinedload(Matrix.space)],
    ReturnedChange: [joinedload(ReturnedChange.returned).joinedload(Return.matrix).joinedload(Matrix.space)],
    Entry: [
        joinedload(Entry.matrix).joinedload(Matrix.space),
        joinedload(Entry.row).joinedload(MatrixRow.actor),
        joinedload(Entry.column),
    ],
    MatrixRow: [joinedload(MatrixRow.matrix).joinedload(Matrix.space)],
    MatrixColumn: [joinedload(MatrixColumn.matrix).joinedload(Matrix.space)],
    Attachment: [joinedload(Attachment.post).joinedload(Post.thread).joinedload(Thread.forum)],
    Worktable: [joinedload(Worktable.space)],
    Document: [joinedload(Document.worktable).joinedload(Worktable.space)],
    DocumentImport: [joinedload(DocumentImport.worktable).joinedload(Worktable.space)],
    DocumentVersion: [joinedload(DocumentVersion.document).joinedload(Document.worktable).joinedload(Worktable.space)],
    Observation: [joinedload(Observation.document).joinedload(Document.worktable).joinedload(Worktable.space)],
    Resolution: [joinedload(Resolution.document).joinedload(Document.worktable).joinedload(Worktable.space)],
    Decision: [joinedload(Decision.space)],
    Appeal: [joinedload(Appeal.space)],
    Membership: [joinedload(Membership.space), joinedload(Membership.user)],
    **deliveries.OPTIONS,
    **commitments.OPTIONS,
    **figures.OPTIONS,
    **meetings.OPTIONS,
}


def fetch(user, model, id, **options):
    """The thing, if `user` may read it; the absent, the removed and the unreadable are one `NotFound`.

    A `Space` is fetched by its slug, everything else by its number.
    """
    if model is not Space and not 0 < id <= LARGEST:
        raise NotFound()
    thing = db.session.scalar(
        _one(model, "slug" if model is Space else "id"), {"key": str(id) if model is Space else id}
    )
    if thing is None or not is_readable(user, thing):
        raise NotFound()
    return thing


@cache
def _one(model, key="id"):
    """Asked on every page, so made once for each model."""
    return db.select(model).where(getattr(model, key) == bindparam("key")).options(*_OPTIONS.get(model, ()))


def reread(thing):
    """What the session let go of, read again together with what it stands in."""
    if type(thing) in READING:
        db.session.scalar(_one(type(thing)), {"key": inspect(thing).identity[0]})


def is_readable(user, thing) -> bool:
    if is_removed(thing):
        return False
    return READING[type(thing)].refusal(standing(user, thing), thing) is None


def can(user, action: str, thing=None) -> bool:
    return refusal(user, action, thing) is None


def refusal(user, action: str, thing=None):
    """Why `user` may not do `action` to `thing`, as a sentence; None where it is allowed."""
    if user is OPERATOR:
        return None
    return RULES[action].refusal(standing(user, thing), thing)


def require(user, action: str, thing=None):
    """`NotFound` for what one may not know of, `Forbidden` with the reason for what one may not do."""
    if user is not OPERATOR and action not in UNREAD and type(thing) in READING and not is_readable(user, thing):
        raise NotFound()
    if (reason := refusal(user, action, thing)) is not None:
        raise Forbidden(reason)


def standing(user, thing=None) -> Standing:
    """Who `user` is in the space of `thing`; kept for the length of the transaction."""
    user = user if isinstance(user, User) else None
    space = space_of(thing) if thing is not None and not isinstance(thing, User | Login | Download) else None
    if user is None or space is None:
        return Standing(user, space, None)
    known = db.session.info.setdefault("standings", {})
    key = (inspect(user).identity[0], space.id)
    if key not in known:
        known[key] = Standing(user, space, membership(user, space))
    return known[key]


def membership(user, space) -> Membership | None:
    """The participation that stands, with its actors and organization; None for who is not (or no more) in."""
    state = inspect(user)
    query = _membership(state.expired)
    return db.session.scalars(query, {"user": state.identity[0], "space": space.id}).unique().one_or_none()


@cache
def _membership(with_user):
    """With the person where the session let go of what it read of them."""
    options = [joinedload(Membership.user)] if with_user else []
    return (
        db.select(Membership)
        .where(
            Membership.user_id == bindparam("user"),
            Membership.space_id == bindparam("space"),
            Membership.left_at.is_(None),
        )
        .options(joinedload(Membership.voices).joinedload(MembershipActor.actor), joinedload(Membership.organization))
        .options(*options)
    )


def usual_actor(user_id, thing) -> Actor | None:
    """The actor that a person usually speaks for in the space of `thing`."""
    user = db.session.get(User, user_id) if user_id else None
    member = standing(user, thing).membership
    return member.actors[0] if member and member.actors else None


def forget_standings():
    db.session.info.pop("standings", None)
