"""How far people have read, when posts go from a thread to another."""

from datetime import timedelta

from ...extensions import db
from ...models import Post, ReadMark


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


def _put(mark, ahead):
    mark.ahead, mark.ahead_count = " ".join(str(number) for number in sorted(ahead)), len(ahead)
