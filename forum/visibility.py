"""Which posts a person may know of and read: said twice, of one post and as a clause for many. Tests compare the two.

A post that waits for a moderator, and another's answer where one answers first, are known to moderators and their
author alone: to anybody else they do not exist. A hidden post is known to all (its place stays), its words are not.
"""

from .extensions import db
from .models import Forum, Membership, Post, Source, Space, Thread, User
from .models.base import now
from .models.spaces import ROLES

MODERATING = ROLES[ROLES.index("moderator") :]


def answers_shown(standing, thread) -> bool:
    """Whether this person may know what others answered in `thread`."""
    if thread.forum.answers_are_open or standing.reaches("moderator"):
        return True
    user = standing.user
    return user is not None and bool(db.session.scalar(db.select(_answered(Post.thread_id == thread.id, user.id))))


def thread_known(standing, thread) -> bool:
    return thread.held_at is None or standing.reaches("moderator") or _is_own(standing, thread)


def single_free(standing, forum) -> bool:
    """Whether a forum of a single thread has none yet."""
    return forum.mode != "single" or not _any_thread(Thread.forum_id == forum.id, Thread.merged_into_id.is_(None))


def own_free(standing, forum) -> bool:
    """Whether a participant of a forum with a thread for each has none yet."""
    return forum.mode != "each" or not _any_thread(
        Thread.forum_id == forum.id, Thread.merged_into_id.is_(None), Thread.author_id == standing.user.id
    )


def _any_thread(*window):
    return db.session.scalar(db.select(db.exists().where(*window)))


def post_known(standing, post) -> bool:
    """Whether this person, who may read its space, may know that `post` exists."""
    if _is_own(standing, post) or standing.reaches("moderator"):
        return True
    return post.held_at is None and (post.parent_id is None or answers_shown(standing, post.thread))


def post_read(standing, post) -> bool:
    """Whether this person, who may read its space, may read the words of `post`."""
    if not post_known(standing, post):
        return False
    return post.hidden_at is None or _is_own(standing, post) or standing.reaches("moderator")


def file_read(standing, attachment) -> bool:
    """Whether this person may have a file: what they may read with its post; their own while it is of none."""
    if attachment.post is None:
        return standing.user is not None and attachment.user_id == standing.user.id
    return post_read(standing, attachment.post)


def names_shown(standing, forum) -> bool:
    """Whether this person may know who wrote in `forum`; anybody knows what they wrote themselves."""
    return not forum.anonymous or standing.reaches("moderator")


def entry_words(user, entry) -> bool:
    """Whether an entry has words of this person: they proposed it, or wrote what it quotes."""
    quoted = db.exists().where(
        Source.entry_id == entry.id, Source.removed_at.is_(None), Source.post_id == Post.id, Post.author_id == user.id
    )
    return entry.author_id == user.id or db.session.scalar(db.select(quoted))


def readable_spaces(user, space_id=None):
    """The numbers of the spaces that `user` may read (of this one alone, where one is given), as a statement."""
    query = db.select(Space.id) if space_id is None else db.select(Space.id).where(Space.id == space_id)
    if user is not None and user.is_admin:
        return query
    mine = db.select(Membership.space_id).where(
        Membership.user_id == (user.id if user else 0), Membership.left_at.is_(None)
    )
    return query.where(db.or_(Space.visibility == "public", Space.id.in_(mine)))


def moderated_spaces(user):
    """The numbers of the spaces that `user` moderates or facilitates, as a statement."""
    query = db.select(Space.id)
    if user is not None and user.is_admin:
        return query
    member = db.select(Membership.space_id).where(
        Membership.user_id == (user.id if user else 0),
        Membership.left_at.is_(None),
        Membership.role.in_(MODERATING),
    )
    return query.where(Space.id.in_(member))


def known_posts(user):
    """The clause that `user` may know of a post; asked of `Post` with its `Thread` and `Forum` joined."""
    me = user.id if user else 0
    own_answer = db.exists().where(_published(_OWN), _OWN.thread_id == Post.thread_id, _OWN.author_id == me)
    open_answers = db.or_(
        Forum.mode != "first", Forum.closes_at <= now(), Post.parent_id.is_(None), own_answer.correlate(Post)
    )
    return db.and_(
        Forum.space_id.in_(readable_spaces(user)),
        db.or_(
            db.and_(Post.held_at.is_(None), open_answers),
            Post.author_id == me,
            Forum.space_id.in_(moderated_spaces(user)),
        ),
    )


def open_posts():
    """The clause that everybody who may read its space may read the words of a post, whoever they are and whatever
    they answered; asked of `Post` with its `Thread` and `Forum` joined."""
    open_answers = db.or_(Forum.mode != "first", Forum.closes_at <= now(), Post.parent_id.is_(None))
    return db.and_(Post.held_at.is_(None), Post.hidden_at.is_(None), Thread.held_at.is_(None), open_answers)


def known_in(standing, forum, post=Post):
    """`known_posts` for the posts of one forum, whose space this person may read; asked of `post` alone."""
    me = standing.user.id if standing.user else 0
    return _known_among(standing.reaches("moderator"), forum.answers_are_open, me, post)


def readable_among(moderates, answers_open, me, post=Post):
    """`readable_posts` for the posts of one forum, asked of `post` alone; `me` is a person's number or a parameter."""
    if moderates:
        return db.true()
    seen = db.or_(post.hidden_at.is_(None), post.author_id == me)
    return db.and_(_known_among(moderates, answers_open, me, post), seen)


def _known_among(moderates, answers_open, me, post):
    if moderates:
        return db.true()
    clause = post.held_at.is_(None)
    if not answers_open:
        mine = db.aliased(Post)
        answered = db.select(mine.id).where(_published(mine), mine.thread_id == post.thread_id, mine.author_id == me)
        clause = db.and_(clause, db.or_(post.parent_id.is_(None), answered.correlate(post).exists()))
    return db.or_(clause, post.author_id == me)


def readable_posts(user):
    """The clause that `user` may read the words of a post; asked of `Post` with its `Thread` and `Forum` joined."""
    return db.and_(
        known_posts(user),
        db.or_(
            Post.hidden_at.is_(None),
            Post.author_id == (user.id if user else 0),
            Forum.space_id.in_(moderated_spaces(user)),
        ),
    )


def known_threads(user):
    """The clause that `user`, who may read its space, may know of a thread; asked of `Thread` with `Forum` joined."""
    return db.or_(
        Thread.held_at.is_(None),
        Thread.author_id == (user.id if user else 0),
        Forum.space_id.in_(moderated_spaces(user)),
    )


_OWN = db.aliased(Post)


def _published(post):
    return db.and_(post.held_at.is_(None), post.hidden_at.is_(None))


def _answered(in_thread, user_id):
    return db.exists().where(in_thread, Post.author_id == user_id, _published(Post))


def _is_own(standing, thing):
    return standing.user is not None and thing.author_id == standing.user.id


def readers(post, people) -> dict[int, bool]:
    """`post_read` of many people at once: those of these numbers who may read the words of `post`, and whether each
    moderates there."""
    forum, space = post.thread.forum, post.thread.forum.space
    query = (
        db.select(User.id, User.is_admin, Membership.role)
        .outerjoin(
            Membership,
            db.and_(Membership.user_id == User.id, Membership.space_id == space.id, Membership.left_at.is_(None)),
        )
        .where(User.id.in_(people))
    )
    found = {
        id: is_admin or role in MODERATING
        for id, is_admin, role in db.session.execute(query)
        if is_admin or role is not None or space.visibility == "public"
    }
    if post.held_at is not None or post.hidden_at is not None:
        return {id: moderates for id, moderates in found.items() if moderates or id == post.author_id}
    if post.parent_id is not None and not forum.answers_are_open:
        answered = db.select(Post.author_id).where(
            Post.thread_id == post.thread_id, Post.author_id.in_(people), _published(Post)
        )
        may = set(db.session.scalars(answered)) | {post.author_id}
        return {id: moderates for id, moderates in found.items() if moderates or id in may}
    return found
