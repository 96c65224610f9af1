"""What is new to a person, among 100,000 posts of which they have read half."""

import statistics
import time

from forum.extensions import db
from forum.models import Post, ReadMark, Thread

from .search import POSTS, pour
from .site import client_of, cookie_of, site

TIMES = 9


def rows():
    with site() as (app, _folder):
        member = pour(app)
        read_half(app, member)
        client = client_of(app, cookie_of(app, member))
        pages = (
            ("the list of forums", "/spaces/banco/forums"),
            ("what is new in a space", "/spaces/banco/news"),
            ("a forum of 200 threads", "/forums/2"),
        )
        return [(f"unread: {what}, {POSTS:,} posts", milliseconds(client, address), "–") for what, address in pages]


def read_half(app, member):
    """Of each thread the first half, as a person reads who came every week until they stopped."""
    with app.app_context():
        for thread in db.session.scalars(db.select(Thread.id)).all():
            posts = db.session.scalars(db.select(Post.id).where(Post.thread_id == thread).order_by(Post.id)).all()
            db.session.add(ReadMark(user_id=member, thread_id=thread, post_id=posts[len(posts) // 2], ahead=""))
        db.session.execute(db.text("ANALYZE"))
        db.session.commit()


def milliseconds(client, address):
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        answer = client.get(address)
        taken.append((time.perf_counter() - started) * 1000)
        assert b'class="news"' in answer.data or b"nuevos" in answer.data, address
    return f"{statistics.median(taken):.0f} ms (slowest {max(taken):.0f})"
