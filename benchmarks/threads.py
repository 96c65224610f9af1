"""A page of 50 posts out of 10,000, against a static file of the same bytes; saving a reply, against its bare parts."""

import http.client
import statistics
import time
from urllib.parse import urlsplit

import bleach
from markdown import markdown

from forum import text
from forum.actions import accounts, forums, spaces
from forum.actions.forums.posts import step
from forum.extensions import db, writing_connection
from forum.models import Actor, Forum, Post, Space, Thread, User
from forum.permissions import OPERATOR

from .site import client_of, cookie_of, cpu_seconds, serve, site

POSTS = 10_000
WORDS = "Lo que nos frena ahora es otra cosa. El registro sanitario **cuesta lo mismo** para una planta grande. " * 6


def rows():
    with site() as (app, folder):
        thread, user = story(app)
        out = saving(app, thread, user)
        out += page(app, folder, thread, reader_of(app))
    return out


def story(app):
    """10,000 posts in one thread, branching; gives the numbers of the thread and of a member."""
    with app.app_context():
        admin = accounts.register(OPERATOR, "a@bench.example", "Ana", "tres palabras juntas", is_admin=True)
        space = spaces.create(admin, "Banco", template="course")
        member = accounts.register(OPERATOR, "n@bench.example", "Nélida", "tres palabras juntas")
        invitation = spaces.invite(admin, space, actor_id=space.actors[1].id)
        spaces.join(member, space, invitation.token)
        forum = db.session.scalar(db.select(Forum).filter_by(number=2))
        thread = forums.open_thread(member, forum, "Juntarnos para vender", WORDS)
        first = db.session.scalar(db.select(Post))
        actors = [actor.id for actor in db.session.scalars(db.select(Actor))]
        html, paths, posts = first.html, {first.id: (first.path, 0)}, []
        for number in range(first.id + 1, first.id + POSTS):
            parent = first.id + (number * 7919) % min(number - first.id, 60) if number % 3 else first.id
            path, depth = paths[parent]
            paths[number] = (path + step(number), depth + 1)
            posts.append(
                {
                    "id": number,
                    "thread_id": thread.id,
                    "parent_id": parent,
                    "path": paths[number][0],
                    "depth": depth + 1,
                    "author_id": member.id,
                    "actor_id": actors[number % len(actors)],
                    "role": "participant",
                    "body": WORDS,
                    "html": html,
                    "renderer": text.RENDERER,
                }
            )
        db.session.execute(db.insert(Post), posts)
        db.session.commit()
        db.session.execute(db.text("ANALYZE"))
        db.session.commit()
        return thread.id, member.id


def reader_of(app):
    """A member who reads; the number of the account."""
    with app.app_context():
        admin = db.session.scalar(db.select(User).where(User.email == "a@bench.example"))
        space = db.session.scalar(db.select(Space))
        reader = accounts.register(OPERATOR, "r@bench.example", "Rosa", "tres palabras juntas")
        spaces.join(reader, space, spaces.invite(admin, space, actor_id=space.actors[2].id).token)
        return reader.id


def page(app, folder, thread, user):
    cookie = cookie_of(app, user)
    client = client_of(app, cookie)
    address = f"/threads/{thread}?page=37"
    seen = []
    from sqlalchemy import event

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    body = client.get(address).data
    queries = len([one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))])
    posts = body.count(b'<article class="post')
    (folder / "page.html").write_bytes(body)
    with serve(folder, "benchmarks.static_floor:app", BENCH_FILE=str(folder / "page.html")) as (url, worker):
        ratios, per_post, speeds = [], [], []
        for _ in range(5):
            slow, cpu = load(url, address, cookie, worker, 120)
            fast, _cpu = load(url, "/bench-floor.html", cookie, worker, 300)
            ratios.append(slow / fast)
            per_post.append(cpu / posts * 1000)
            speeds.append((slow, fast))
    slow, fast = (statistics.median(values) for values in zip(*speeds, strict=True))
    return [
        (
            f"thread page, {posts} posts of {POSTS:,}: requests/s against the same bytes as a file",
            f"{statistics.median(ratios):.2f} ({slow:.0f}/s against {fast:.0f}/s)",
            "≥ 0.30",
        ),
        ("… CPU a post", f"{statistics.median(per_post):.3f} ms", "≤ 0.15 ms"),
        ("… queries", str(queries), "≤ 8"),
    ]


def load(url, address, cookie, worker, requests):
    """(requests a second over one open connection, CPU seconds of the server a request)."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    headers = {"Cookie": cookie}
    for _ in range(5):
        fetch(connection, address, headers)
    before, started = cpu_seconds(worker), time.perf_counter()
    for _ in range(requests):
        fetch(connection, address, headers)
    taken = time.perf_counter() - started
    used = cpu_seconds(worker) - before
    connection.close()
    return requests / taken, used / requests


def fetch(connection, address, headers):
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    assert answer.status == 200, (address, answer.status)
    answer.read()


def saving(app, thread, user):
    """CPU of a reply, in turn with Markdown, bleach and one committed insert alone: the verb by itself, and with the
    person and the thread looked up first, as a door does."""
    with app.app_context():
        verb, ours, floor = [], [], []
        for _ in range(9):
            person, place = db.session.get(User, user), db.session.get(Thread, thread)
            verb.append(cpu(lambda: forums.reply(person, place, WORDS), 20))  # noqa: B023 - called at once
            db.session.remove()
            ours.append(cpu(lambda: save(thread, user), 20))
            floor.append(cpu(lambda: bare(thread, user), 20))
    return [
        ("saving a reply against Markdown + bleach + one committed insert, CPU", against(verb, floor), "≤ 3×"),
        ("… with the person and the thread looked up before", against(ours, floor), "–"),
    ]


def against(ours, floor):
    ratio = statistics.median(a / b for a, b in zip(ours, floor, strict=True))
    return f"{ratio:.2f}× ({statistics.median(ours) * 1000:.1f} ms against {statistics.median(floor) * 1000:.1f} ms)"


def save(thread, user):
    forums.reply(db.session.get(User, user), db.session.get(Thread, thread), WORDS)
    db.session.remove()


def bare(thread, user):
    html = bleach.clean(markdown(WORDS), tags={"p", "strong", "em", "a"})
    writing_connection()
    row = {"thread_id": thread, "path": "z", "author_id": user, "role": "participant", "body": WORDS, "html": html}
    db.session.execute(db.insert(Post.__table__).values(row | {"renderer": 1}))
    db.session.commit()
    db.session.remove()


def cpu(function, times):
    started = time.process_time()
    for _ in range(times):
        function()
    return (time.process_time() - started) / times
