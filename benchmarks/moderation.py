"""The moderators' queue with 1,000 things in it: flags, posts that wait and appeals, among 10,000 posts."""

import re
import statistics
import time
from datetime import timedelta

from sqlalchemy import event

from forum.extensions import db
from forum.models import Appeal, Decision, Flag, Hiding, Post, Space, User
from forum.models.base import now
from forum.models.moderation import FLAG_KINDS

from .site import client_of, cookie_of, site
from .threads import POSTS, story

FLAGGED, HELD, APPEALS, DECISIONS, TIMES = 600, 300, 100, 5000, 15


def rows():
    with site() as (app, _folder):
        thread, member = story(app)
        moderator = fill(app, thread, member)
        client = client_of(app, cookie_of(app, moderator))
        waiting = FLAGGED + HELD + APPEALS
        out = [measured(app, client, f"queue of {waiting:,} things among {POSTS:,} posts, first page", "/moderation")]
        out.append(measured(app, client, "… its last page", "/moderation?page=20"))
        out.append(measured(app, client, "… of one space", "/spaces/banco/moderation"))
        out.append(measured(app, client, f"log of {DECISIONS:,} decisions", "/spaces/banco/moderation/log"))
        out.append(measured(app, client, "summary for moderators", "/spaces/banco/moderation/summary"))
        out.append(decided(client))
        return out


def fill(app, thread, member):
    """What waits, and a log; gives the number of who moderates."""
    with app.app_context():
        admin = db.session.scalar(db.select(User).where(User.email == "a@bench.example"))
        space = db.session.scalar(db.select(Space))
        posts = db.session.scalars(db.select(Post.id).where(Post.thread_id == thread).order_by(Post.id)).all()[1:]
        start = now() - timedelta(days=2)
        flags = [
            {
                "space_id": space.id,
                "post_id": post,
                "post_version": 1,
                "user_id": admin.id,
                "kind": FLAG_KINDS[post % 4],
                "words": "",
                "created_at": start + timedelta(seconds=post),
            }
            for post in posts[:FLAGGED]
        ]
        db.session.execute(db.insert(Flag), flags)
        held = posts[FLAGGED : FLAGGED + HELD]
        db.session.execute(db.update(Post).where(Post.id.in_(held)).values(held_at=start))
        for post in posts[FLAGGED + HELD : FLAGGED + HELD + APPEALS]:
            hiding = Hiding(post_id=post, moderator_id=admin.id, reason="Fuera de tema")
            db.session.add(hiding)
            db.session.flush()
            db.session.get(Post, post).hidden_at = start
            asked = {
                "space_id": space.id,
                "post_id": post,
                "user_id": member,
                "words": "Es del tema",
                "created_at": start,
            }
            db.session.add(Appeal(hiding_id=hiding.id, **asked))
        decision = {
            "space_id": space.id,
            "kind": "warn",
            "person_id": member,
            "moderator_id": admin.id,
            "reason": "Por eso",
        }
        made = [decision | {"data": {}, "created_at": start} for _ in range(DECISIONS)]
        db.session.execute(db.insert(Decision), made)
        db.session.commit()
        db.session.execute(db.text("ANALYZE"))
        db.session.commit()
        return admin.id


def measured(app, client, what, address):
    """Server time of a page, in this process: the median and the slowest, and its statements."""
    seen, taken = [], []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    for _ in range(TIMES):
        seen.clear()
        started = time.perf_counter()
        answer = client.get(address)
        taken.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, address
    event.remove(engine, "before_cursor_execute", note)
    return what, f"{statistics.median(taken):.0f} ms (slowest {max(taken):.0f}), {len(seen)} statements", "≤ 100 ms"


def decided(client):
    """Keeping one flagged post after the other as it is, as the queue's script asks for it."""
    items = re.findall(r'data-row="(flag-\d+)"', client.get("/moderation?kind=flag").get_data(as_text=True))
    taken = []
    for item in items[:TIMES]:
        started = time.perf_counter()
        answer = client.post(
            "/moderation/decisions", data={"item": item, "decision": "keep"}, headers={"HX-Request": "true"}
        )
        taken.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200
    return "… one decision", f"{statistics.median(taken):.0f} ms (slowest {max(taken):.0f})", "–"
