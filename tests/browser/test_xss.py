"""Names, titles, labels and posts are hostile input: nothing of it runs in anybody's browser.

Every payload goes through every text field. Posts are rendered one by one, as when they are sent; introductions and
presentations go through their forms; what is shown as it was written is put straight into the database, many in one
field where it is long, past whatever a form refuses.
"""

import re
from itertools import cycle

import pytest
from playwright.sync_api import expect

from forum import text
from forum.extensions import db
from forum.models import (
    Actor,
    Entry,
    Forum,
    Hiding,
    Invitation,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Membership,
    MembershipActor,
    Organization,
    Post,
    PostRevision,
    Question,
    Source,
    Space,
    Thread,
    User,
)
from forum.models.base import now

from ..text.payloads import PAYLOADS
from ..world import base36
from .listening import LOADED_GUNS, batched

pytestmark = pytest.mark.browser


class Poured:
    """Addresses of the pages that show the payloads."""

    def __init__(self, pages, threads):
        self.pages, self.threads = pages, threads


@pytest.fixture
def poured(world):
    """The world with every payload in every field."""
    forums = pour_markdown(world.client("marcela"), world)
    with world.app.app_context():
        threads = pour_posts(world)
        posts = list(db.session.scalars(db.select(Post.id).where(Post.thread_id.in_(threads)).order_by(Post.id)))
        people = pour_people(world, posts)
        titles = pour_forums(world, posts)
        entries = pour_matrix(world, posts)
        db.session.commit()
    return Poured(
        [
            *(f"/forums/{forum}" for forum in forums),
            "/",
            "/spaces/compras",
            "/spaces/compras/forums",
            f"/forums/{world.forum}",
            *(f"/forums/{titles}?page={page}" for page in range(1, 11)),
            f"/forums/{world.forum}/edit",
            f"/forums/{world.forum}/threads/new",
            f"/posts/{posts[0]}/history",
            f"/posts/{posts[0]}/hiding",
            f"/posts/{posts[1]}/reply",
            f"/posts/{posts[1]}/edit",
            f"/posts/{posts[1]}/citation",
            "/spaces/compras/members",
            f"/members/{people['membership']}",
            "/spaces/compras/edit",
            "/spaces/compras/actors",
            f"/actors/{people['actor']}",
            "/spaces/compras/organizations",
            f"/organizations/{people['organization']}",
            "/spaces/compras/invitations",
            f"/invitations/{people['invitation']}",
            "/join/llave-de-prueba",
            "/spaces/compras/matrices",
            f"/matrices/{world.matrix}",
            f"/matrices/{world.matrix}/history",
            f"/matrices/{world.matrix}/print",
            f"/matrices/{world.matrix}/shape",
            f"/matrices/{world.matrix}/settings",
            f"/matrices/{world.matrix}/exports",
            *(f"/entries/{entry}" for entry in entries),
            f"/entries/{entries[0]}/history",
            f"/entries/{entries[0]}/edit",
            f"/entries/{entries[0]}/merging",
            f"/entries/{entries[0]}/position",
            f"/entries/{entries[1]}/sources",
            "/sources/2/comparison",
        ],
        [f"/threads/{thread}" for thread in threads],
    )


def pour_markdown(client, world):
    """The introductions of forums and the presentation of the space, through their forms."""
    made = []
    for some in batched(PAYLOADS, 200):
        answer = client.post(
            "/spaces/compras/forums",
            data={
                "title": some[0][:200],
                "introduction": "\n\n".join(some)[:20_000],
                "question_id": [""] * 5,
                "question": ["\n".join(part) for part in batched(some[:25], 5)],
            },
        )
        assert answer.status_code == 303, sentences(answer)
        made.append(int(answer.location.rpartition("/")[2]))
    space = {"title": PAYLOADS[3], "description": "\n\n".join(PAYLOADS)[:19_000], "visibility": "members"}
    answer = client.post(
        "/spaces/compras?_method=PUT", data={**space, "timezone": "America/La_Paz", "edit_minutes": "30"}
    )
    assert answer.status_code == 303, sentences(answer)
    return made


def sentences(answer):
    return re.findall(r'class="field-error"[^>]*>([^<]*)', answer.text)


def pour_posts(world):
    """A post for each payload, fifty in a thread; the threads' numbers. Each is rendered as when it is sent."""
    threads = []
    for bodies in batched(PAYLOADS, 50):
        thread = Thread(forum_id=world.forum, title="".join(bodies[:2])[:200], author_id=world.user.nelida)
        db.session.add(thread)
        db.session.flush()
        threads.append(thread.id)
        posts = [
            Post(
                thread_id=thread.id,
                author_id=world.user.nelida,
                body=body,
                html=text.render(body),
                renderer=text.RENDERER,
            )
            for body in bodies
        ]
        db.session.add_all(posts)
        db.session.flush()
        for post in posts:
            post.path = base36(post.id)
    return threads


def pour_people(world, posts):
    """A person, an actor, an organization and an invitation for each payload; each wrote one post."""
    space = db.session.get(Space, world.space)
    fitting = [payload for payload in PAYLOADS if len(payload) <= 80][:500]
    actors = [
        Actor(space_id=space.id, name=name, phrase=name, description="\n".join(some), position=9 + n, weave=1 + n % 12)
        for n, (name, some) in enumerate(zip(fitting, cycle(batched(PAYLOADS, 40)), strict=False))
    ]
    db.session.add_all(actors)
    organizations = [
        Organization(space_id=space.id, name=name[:160], territory=name[:160]) for name in dict.fromkeys(PAYLOADS)
    ]
    users = [
        User(email=f"p{n}@tinkuy.example", name=payload[:120], password_hash=None) for n, payload in enumerate(PAYLOADS)
    ]
    invitations = [
        Invitation(space_id=space.id, token=f"t{n}", note=payload[:120]) for n, payload in enumerate(PAYLOADS[:500])
    ]
    invitations[0].token = "llave-de-prueba"
    invitations[0].created_by_id = world.user.nelida
    db.session.add_all([*organizations, *users, *invitations])
    db.session.flush()
    memberships = []
    for user, actor, organization, post in zip(users, cycle(actors), cycle(organizations), posts, strict=False):
        member = Membership(space_id=space.id, user_id=user.id, role="participant", organization_id=organization.id)
        member.voices = [MembershipActor(actor_id=actor.id)]
        memberships.append(member)
        written = db.session.get(Post, post)
        written.author_id, written.actor_id, written.organization_id = user.id, actor.id, organization.id
    db.session.add_all(memberships)
    db.session.flush()
    marcela = db.session.get(User, world.user.marcela)
    marcela.name = PAYLOADS[0][:120]
    return {
        "membership": memberships[0].id,
        "actor": actors[0].id,
        "organization": organizations[0].id,
        "invitation": invitations[0].id,
    }


def pour_forums(world, posts):
    """Titles of threads two by two, questions, reasons of hidings three by three, what a post said before."""
    forum = db.session.get(Forum, world.forum)
    forum.title = PAYLOADS[5][:200]
    db.session.add_all(
        Question(forum_id=forum.id, position=3 + n, text="{actor} " + "\n".join(some))
        for n, some in enumerate(batched(PAYLOADS, 100))
    )
    for post, some in zip(posts[::3], batched(PAYLOADS, 3), strict=False):
        hidden = db.session.get(Post, post)
        hidden.hidden_at = now()
        reason = "".join(some)
        db.session.add(Hiding(post_id=post, moderator_id=world.user.elena, reason=reason))
    for version, some in enumerate(batched(PAYLOADS, 200), start=1):
        body = "\n".join(some)
        revision = {"written_at": now(), "written_by_id": world.user.nelida}
        db.session.add(PostRevision(post_id=posts[0], version=version, body=body, html="", **revision))
    db.session.get(Post, posts[0]).version = version + 1
    thread = db.session.get(Thread, world.thread)
    thread.title = PAYLOADS[7]
    return pour_titles(world)


def pour_titles(world):
    """A forum in a space of its own, whose threads' titles are the payloads two by two; its number."""
    space = Space(slug="otro", title=PAYLOADS[11], visibility="public", created_by_id=world.user.marcela)
    db.session.add(space)
    db.session.flush()
    forum = Forum(space_id=space.id, number=1, title=PAYLOADS[12])
    db.session.add(forum)
    db.session.flush()
    db.session.add_all(
        Thread(forum_id=forum.id, title="".join(some)[:200], author_id=world.user.nelida)
        for some in batched(PAYLOADS, 2)
    )
    return forum.id


def pour_matrix(world, posts):
    """Titles, questions, labels, entries, reasons, quotations; the numbers of some entries."""
    matrix = db.session.get(Matrix, world.matrix)
    matrix.title, matrix.question = "".join(PAYLOADS[:2])[:200], "\n".join(PAYLOADS)
    matrix.row_headers = ["\n".join(PAYLOADS[:20]), PAYLOADS[2]]
    rows = [
        MatrixRow(matrix_id=matrix.id, position=9 + n, path=["\n".join(PAYLOADS[:30]), "\n".join(some)])
        for n, some in enumerate(batched(PAYLOADS, 50))
    ]
    columns = [
        MatrixColumn(matrix_id=matrix.id, position=9 + n, path=["\n".join(PAYLOADS[:30]), "\n".join(some)])
        for n, some in enumerate(batched(PAYLOADS, 250))
    ]
    db.session.add_all(
        [
            *rows,
            *columns,
            *(
                Matrix(space_id=world.space, title="".join(some)[:200], question="".join(some), row_headers=["A"])
                for some in batched(PAYLOADS, 100)
            ),
        ]
    )
    db.session.flush()
    entries = []
    states = cycle(["proposed", "accepted", "declined", "merged"])
    for n, some in enumerate(batched(PAYLOADS, 12)):
        entries.append(
            Entry(
                matrix_id=matrix.id,
                row_id=rows[n % len(rows)].id,
                column_id=columns[n % len(columns)].id,
                position=n,
                text="\n".join(some),
                state=next(states),
                reason="".join(some)[:500],
                author_id=world.user.nelida,
                actor_id=world.actor.productores,
                decided_by_id=world.user.marcela,
                decided_at=now(),
                origin={"author": some[0], "actor": some[1]} if n % 3 == 0 else None,
            )
        )
    db.session.add_all(entries)
    db.session.flush()
    for n, (entry, some) in enumerate(zip(entries, batched(PAYLOADS, 12), strict=True)):
        if entry.state == "merged":
            entry.merged_into_id = entries[1].id
        quoted = {"quote": "\n".join(some), "prefix": some[0][:80], "suffix": some[1][:80]}
        at = {"post_id": posts[n * 8 + 1], "post_version": 1, "created_by_id": world.user.nelida}
        db.session.add(Source(entry_id=entry.id, **at, **quoted))
    db.session.flush()
    return [entry.id for entry in entries[:4]]


def test_nothing_that_was_typed_runs(world, poured, told, send):
    page, heard = told("marcela")
    wrong = [*read_all(page, heard, poured), *live_with_it(page, heard, world, poured, told, send)]
    assert not wrong, "\n".join(map(str, wrong[:40]))


def read_all(page, heard, poured):
    """What is wrong on the pages: what ran, what was kept from running, what could run at a click."""
    wrong = []
    for address in [*poured.threads, *poured.pages]:
        answer = page.goto(address)
        if answer.status != 200:
            wrong.append((address, answer.status))
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        wrong.extend((address, one) for one in page.evaluate(LOADED_GUNS))
        wrong.extend((address, one) for one in heard)
        heard.clear()
    return wrong


def live_with_it(page, heard, world, poured, told, send):
    """Where scripts build the page: presence, posts that arrive, the preview, the dialog."""
    with world.app.app_context():
        world.user.hostile = db.session.scalar(db.select(User.id).where(User.email == "p1@tinkuy.example"))
    page.goto(poured.threads[0])
    other, heard_there = told("hostile")
    other.goto(poured.threads[0])
    expect(page.locator("[data-readers]")).to_have_text("Leyendo ahora: 2 personas")
    for body in PAYLOADS[:40]:
        send(other, f"{poured.threads[0]}/replies", body=body)
    page.locator("[data-new-posts]").click()
    field = page.get_by_label("Responder al hilo")
    field.fill("\n\n".join(PAYLOADS)[:19_000])
    page.get_by_role("button", name="Vista previa").click()
    expect(page.locator(".preview")).to_be_visible()
    shown = page.locator("article.post:not(.is-hidden)").nth(2)
    shown.get_by_role("link", name="Citar o llevar a la matriz").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return [*heard, *heard_there, *page.evaluate(LOADED_GUNS)]


def test_the_detector_hears_what_does_run(told):
    """The same payloads in a page without our care: many of them run."""
    page, heard = told(None)
    page.route("**/careless", lambda route: route.fulfill(content_type="text/html", body="<main></main>"))
    page.goto("/careless")
    page.evaluate(
        """(all) => {
      for (const one of all) {
        const place = document.createElement("div");
        document.querySelector("main").append(place);
        place.innerHTML = one;
      }
    }""",
        PAYLOADS,
    )
    page.wait_for_function("window.__ran.size > 50")
    assert len({one for one in heard if one.startswith("payload")}) > 50
    assert len(page.evaluate(LOADED_GUNS)) > 200
