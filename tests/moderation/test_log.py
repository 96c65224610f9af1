"""The log: what is decided about threads, posts and people, undone, filtered, and taken out as a file."""

import csv
import io
import threading
from datetime import timedelta

from openpyxl import load_workbook

from forum.actions import forums
from forum.actions.moderation import flags, relocating
from forum.errors import Conflict
from forum.extensions import db
from forum.models import Decision, Flag, Membership, Post, Thread, User
from forum.models.base import now
from forum.models.moderation import DECISIONS

from ..letters import letters
from .test_places import undo


def decisions(world, **window):
    with world.app.app_context():
        return db.session.scalars(db.select(Decision.kind).filter_by(**window).order_by(Decision.id)).all()


def sanction(world, kind, until="", reason="Insultó dos veces", whom="julian", by="elena"):
    data = {"kind": kind, "until": until, "reason": reason}
    return world.client(by).post(f"/members/{getattr(world.membership, whom)}/sanctions", data=data)


def test_a_person_is_warned_silenced_suspended_and_it_is_undone(world):
    tomorrow = f"{now() + timedelta(days=2):%d/%m/%Y}"
    assert sanction(world, "warn").status_code == 303
    assert "Insultó dos veces" in letters(world.app)[-1][1] and letters(world.app)[-1][0] == "julian@tinkuy.example"
    assert sanction(world, "silence").status_code == 422  # until when?
    assert sanction(world, "silence", "1/1/2020").status_code == 422
    assert sanction(world, "silence", tomorrow).status_code == 303
    julian, reply = world.client("julian"), f"/posts/{world.post.answer}/replies"
    assert julian.post(reply, data={"body": "¿Puedo?"}).status_code == 403
    assert "Por ahora no puedes escribir" in julian.get(f"/threads/{world.thread}").text
    assert julian.post(f"/posts/{world.post.answer}/support").status_code == 303
    assert "Decisión deshecha." in undo(world, "marcela").text
    assert julian.post(reply, data={"body": "¿Y ahora?"}).status_code == 303
    assert sanction(world, "suspend", tomorrow).status_code == 303
    assert julian.post(f"/posts/{world.post.answer}/support").status_code == 403
    undo(world, "marcela")
    assert julian.post(f"/posts/{world.post.answer}/support").status_code == 303
    assert sanction(world, "warn", whom="marcela").status_code == 403  # who moderates does not warn who facilitates
    assert sanction(world, "warn", whom="elena", by="marcela").status_code == 303
    noted = world.client("elena").post(
        f"/members/{world.membership.julian}/notes", data={"words": "Habló por teléfono"}
    )
    assert noted.status_code == 303
    page = world.client("marcela").get(f"/members/{world.membership.julian}/moderation").text
    assert "1 advertencia" in page and "Habló por teléfono" in page and "Insultó dos veces" in page
    assert "por teléfono" not in julian.get("/spaces/compras/membership/decisions").text
    assert len(letters(world.app)) == 6 and world.get(Membership, world.membership.julian).suspended_until is None


def test_everything_that_is_decided_stands_in_the_log_and_can_be_undone(world):
    elena, post, thread = world.client("elena"), world.post.answer, world.thread
    elena.post(f"/posts/{post}/hiding", data={"reason": "=Fuera de tema"})
    elena.delete(f"/posts/{post}/hiding")
    for what in ("lock", "pin"):
        elena.post(f"/threads/{thread}/{what}")
        elena.delete(f"/threads/{thread}/{what}")
    elena.put(f"/posts/{post}", data={"body": "El municipio puede.", "version": 1, "reason": "Un dato"})
    world.client("nelida").post(f"/posts/{post}/flag", data={"kind": "spam"})
    elena.post("/moderation/decisions", data={"item": f"flag-{post}", "decision": "keep"})
    elena.post(f"/posts/{post}/notes", data={"words": "Ya lo hablamos"})
    made = decisions(world)
    assert made == ["hide", "show", "lock", "unlock", "pin", "unpin", "correct", "keep", "note"]

    address = "/spaces/compras/moderation/log"
    page = world.client("marcela").get(address).text
    assert page.count("log-line") == len(made) and "9 decisiones" in page
    assert world.client("marcela").get(f"{address}?kind=hide&moderator={world.user.elena}").text.count("log-line") == 1
    assert world.client("marcela").get(f"{address}?person={world.user.wilfredo}").text.count("log-line") == 5
    assert world.client("marcela").get(f"{address}?until=1/1/2020").text.count("log-line") == 0
    assert "Escribe una fecha" in world.client("marcela").get(f"{address}?since=ayer").text

    for _decision in made:
        assert "Decisión deshecha." in undo(world, "marcela").text
    assert decisions(world, undone_at=None) == []
    assert world.get(Post, post).body == "El municipio puede dividir la licitación por distritos."
    assert world.get(Post, post).hidden_at is None and world.get(Thread, thread).locked_at is None
    with world.app.app_context():
        assert db.session.scalar(db.select(Flag.resolved_at)) is None  # it waits again

    table = world.client("elena").get(f"{address}?format=csv&kind=hide").data.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(table), delimiter=";")
    assert (
        row["reason"] == "'=Fuera de tema" and row["moderator"] == "Elena Poma" and row["undone_by"] == "Marcela Iporre"
    )
    book = load_workbook(io.BytesIO(world.client("elena").get(f"{address}?format=xlsx").data))
    assert book.worksheets[0].max_row == 10 and book.worksheets[1].max_row == len(row)
    assert {cell.value for cell in book.worksheets[0][1]} == {line[0].value for line in book.worksheets[1]}


def test_what_waited_waits_again_unless_it_was_answered(world):
    with world.app.app_context():
        db.session.get(Post, world.post.deeper).held_at = now()
        db.session.commit()
    approve = {"item": f"held-{world.post.deeper}", "decision": "approve"}
    world.client("elena").post("/moderation/decisions", data=approve)
    undo(world)
    assert world.get(Post, world.post.deeper).held_at is not None
    world.client("elena").post("/moderation/decisions", data=approve)
    world.client("julian").post(f"/posts/{world.post.deeper}/replies", data={"body": "Gracias."})
    assert "Ya le respondieron" in undo(world).text


def test_the_queries_of_the_log_do_not_grow(world, queries):
    def fill(n):
        with world.app.app_context():
            for kind in DECISIONS:
                row = {"kind": kind, "moderator_id": world.user.elena, "person_id": world.user.julian}
                db.session.add_all([Decision(space_id=world.space, **row) for _ in range(n)])
            db.session.commit()

    fill(1)
    for address in ("log", "summary"):
        world.client("elena").get(f"/spaces/compras/moderation/{address}")
        with queries() as few:
            world.client("elena").get(f"/spaces/compras/moderation/{address}")
        fill(3)
        with queries() as many:
            page = world.client("elena").get(f"/spaces/compras/moderation/{address}").text
        assert len(many) == len(few) and "Elena Poma" in page


def at_once(world, *verbs):
    """Have each done by a person of their own, in threads that begin together: what each gave, or was refused with."""
    begin, outcomes = threading.Barrier(len(verbs)), [None] * len(verbs)

    def run(place, name, verb):
        with world.app.app_context():
            try:
                user = db.session.get(User, getattr(world.user, name))
                begin.wait()
                outcomes[place] = verb(user)
            except Exception as error:
                outcomes[place] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(place, *verb)) for place, verb in enumerate(verbs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_two_moderators_and_an_author_at_once(world):
    def post(id):
        return db.session.get(Post, id)

    both = [world.post.answer, world.post.deeper]
    for id in both:
        world.client("julian").post(f"/posts/{id}/flag", data={"kind": "spam"})
    kept, hidden = at_once(
        world,
        ("elena", lambda user: flags.keep(user, post(both[0])).kind),
        ("marcela", lambda user: flags.hide_item(user, post(both[0]), "flag", "Repetido").kind),
    )
    assert [isinstance(one, Conflict) for one in (kept, hidden)].count(True) == 1
    assert (world.get(Post, both[0]).hidden_at is not None) == (hidden == "hide")

    parted, hidden, written = at_once(
        world,
        ("elena", lambda user: relocating.split(user, post(both[1]), "Análisis").data["to"]),
        ("marcela", lambda user: forums.hide(user, post(both[1]), "Fuera de tema").reason),
        ("julian", lambda user: forums.reply(user, db.session.get(Thread, world.thread), "Y esto", post(both[1])).id),
    )
    assert hidden == "Fuera de tema" and world.get(Post, both[1]).hidden_at is not None
    assert world.get(Post, both[1]).thread_id == parted == world.get(Post, written).thread_id
    assert world.get(Post, written).path.startswith(world.get(Post, both[1]).path)

    merged, written = at_once(
        world,
        (
            "elena",
            lambda user: relocating.merge(*(user, *(db.session.get(Thread, n) for n in (parted, world.thread)))).kind,
        ),
        ("julian", lambda user: forums.reply(user, db.session.get(Thread, parted), "Y además").id),
    )
    assert merged == "merge" and world.get(Post, written).thread_id == world.thread
    with world.app.app_context():
        paths = db.session.execute(db.select(Post.path, Post.depth, Post.thread_id)).all()
        assert all(len(path) == 6 * (depth + 1) and place == world.thread for path, depth, place in paths)
