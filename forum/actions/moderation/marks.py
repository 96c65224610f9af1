"""How far people have read, when posts go from a thread to another, come into sight or go out of it."""

from datetime import timedelta

from ...extensions import db
from ...models import Post, ReadMark
from ...visibility import readers

MOST_AHEAD = 500  # posts noted one by one as seen


def part_marks(old, new, branch):
    """Of the posts in `branch`, which left the thread `old` for `new`, everybody has seen what they had seen."""
    marks = db.session.scalars(db.select(ReadMark).where(ReadMark.thread_id == old)).all()
    known = {mark.user_id for mark in db.session.scalars(db.select(ReadMark).where(ReadMark.thread_id == new))}
    for mark in marks:
        ahead = mark.numbers_ahead
        if mark.user_id not in known:
            moved = ReadMark(user_id=mark.user_id, thread_id=new, post_id=mark.post_id)
            moved.read_at = mark.read_at - timedelta(seconds=1)  # the other is the place where they were last
            _put(moved, ahead & branch)
            db.session.add(moved)
        if ahead & branch:
            _put(mark, ahead - branch)
    db.session.flush()


def join_marks(thread, into):
    """Before the posts of `thread` go to `into`: who has seen what in either, has seen it in both as one."""
    marks = {}
    for mark in db.session.scalars(db.select(ReadMark).where(ReadMark.thread_id.in_((thread, into)))):
        marks.setdefault(mark.user_id, {})[mark.thread_id] = mark
    posts = db.session.execute(
        db.select(Post.id, Post.thread_id, Post.author_id, Post.hidden_at, Post.held_at)
        .where(Post.thread_id.in_((thread, into)))
        .order_by(Post.id)
    ).all()
    for user, theirs in marks.items():
        seen_ahead = {number for mark in theirs.values() for number in mark.numbers_ahead}
        upto = {place: mark.post_id for place, mark in theirs.items()}
        seen, first_unseen = [], None
        for id, place, author, hidden_at, held_at in posts:
            if author == user or hidden_at is not None or held_at is not None:
                continue
            if id <= upto.get(place, 0) or id in seen_ahead:
                seen.append(id)
            elif first_unseen is None:
                first_unseen = id
        if into in theirs:
            mark = theirs[into]
        else:
            mark = ReadMark(user_id=user, thread_id=into, read_at=theirs[thread].read_at)
            db.session.add(mark)
        mark.post_id = first_unseen - 1 if first_unseen else posts[-1].id
        _put(mark, {id for id in seen if id > mark.post_id})
        if thread in theirs:
            db.session.delete(theirs[thread])
    db.session.flush()


def become_new(post):
    """It came into sight: to all who had read beyond it (and did not moderate: they saw it before) it is new."""
    window = (ReadMark.thread_id == post.thread_id, ReadMark.post_id >= post.id, ReadMark.user_id != post.author_id)
    marks = {mark.user_id: mark for mark in db.session.scalars(db.select(ReadMark).where(*window))}
    if not marks:
        return
    later = db.session.execute(
        db.select(Post.id, Post.author_id)
        .where(Post.thread_id == post.thread_id, Post.id > post.id, Post.hidden_at.is_(None), Post.held_at.is_(None))
        .order_by(Post.id)
        .limit(MOST_AHEAD + 1)
    ).all()
    if len(later) > MOST_AHEAD:
        return  # so much was said since that who comes back would look for it in vain
    for user, moderates in readers(post, list(marks)).items():
        if not moderates:
            mark = marks[user]
            seen = {number for number, author in later if number <= mark.post_id and author != user}
            _put(mark, seen | mark.numbers_ahead)
            mark.post_id = post.id - 1
    db.session.flush()


def become_unseen(post):
    """It went out of sight: nobody has it among what they saw ahead."""
    window = (ReadMark.thread_id == post.thread_id, ReadMark.post_id < post.id, ReadMark.ahead_count > 0)
    for mark in db.session.scalars(db.select(ReadMark).where(*window)):
        if post.id in (ahead := mark.numbers_ahead):
            _put(mark, ahead - {post.id})


def _put(mark, ahead):
    mark.ahead, mark.ahead_count = " ".join(str(number) for number in sorted(ahead)), len(ahead)
