"""What people are told: whom an event concerns, what they asked for, once, and nothing they may not read."""

import threading
from contextlib import closing
from datetime import timedelta

from forum.actions import forums, matrices
from forum.actions.moderation import appeals, flags, relocating
from forum.actions.moderation.people import end_sanctions
from forum.extensions import db
from forum.models import (
    Appeal,
    Criterion,
    Decision,
    Entry,
    Event,
    Forum,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Membership,
    Notification,
    Post,
    Space,
    Thread,
    Walk,
)
from forum.models.base import now
from forum.permissions import OPERATOR
from forum.text import Passage, mention
from tests.databases import ON_POSTGRESQL
from tests.realtime.test_sockets import Listener


def test_an_answer_a_mention_and_what_is_followed_are_told_once(world, story):
    story.follow("olga", Thread, world.thread, "all")
    story.follow("julian", Membership, world.membership.wilfredo, "all")
    words = f"Que lo diga {mention('actor', world.actor.universidad, 'Universidad')}."
    post = story.reply("wilfredo", words, world.post.opening)
    story.tell()
    assert story.told("nelida") == [("answer", post)]
    assert story.told("teresa") == [("mention", post)]
    assert story.told("olga") == story.told("julian") == [("new", post)]
    assert story.told("wilfredo") == story.told("marcela") == story.told("pedro") == []
    story.change(Walk, "notifications", event_id=0)  # as after a copy of yesterday was put back
    story.tell()
    assert len(story.told("nelida")) == len(story.told("olga")) == 1
    more = f"{words} Y {mention('member', world.user.elena, 'Elena')}."
    story.do(forums.edit, "wilfredo", (Post, post), more, 1)
    story.tell()
    assert story.told("elena") == [("mention", post)]
    assert story.told("teresa") == [("mention", post)]


def test_the_narrowest_level_wins_and_the_facilitator_sets_the_first(world, story):
    def write(name="teresa"):
        post = story.reply(name, "Una cosa más.")
        story.tell()
        return ("new", post)

    story.change(Space, world.space, follow_level="all")
    first = write()
    assert story.told("olga") == story.told("julian") == [first]
    story.follow("julian", Forum, world.forum, "none")
    story.follow("olga", Forum, world.forum, "none")
    story.follow("olga", Thread, world.thread, "all")
    second = write()
    assert story.told("olga") == [first, second]
    assert story.told("julian") == [first]
    story.follow("olga", Membership, world.membership.teresa, "none")
    write()
    third = write("elena")
    assert story.told("olga") == [first, second, third]
    story.follow("nelida", Space, world.space, "none")
    answers = len(story.told("nelida"))
    write()  # an answer to her opening
    assert len(story.told("nelida")) == answers
    story.follow("nelida", Space, world.space, None)
    write()
    assert len(story.told("nelida")) == answers + 1


def test_what_becomes_of_ones_words_and_entries(world, story):
    story.do(forums.hide, "elena", (Post, world.post.answer), "fuera de tema")
    story.do(matrices.decide, "marcela", (Entry, world.proposed), "declined", 1, "se repite")
    made = story.do(
        matrices.propose,
        "julian",
        (Matrix, world.matrix),
        (MatrixRow, world.row.ong),
        (MatrixColumn, world.column[2]),
        "Analizar a costo",
        post=(Post, world.post.deeper),
        passage=Passage("a precio de costo", "", ""),
    )
    story.do(matrices.merge, "marcela", (Entry, made), (Entry, world.accepted), 1)
    story.tell()
    assert story.told("wilfredo") == [("hidden", world.post.answer), ("declined", None)]
    assert story.told("teresa") == [("carried", world.post.deeper), ("joined", None)]
    assert story.told("julian") == [("merged", None)]
    page = world.client("wilfredo").get("/notifications").text
    assert "fuera de tema" in page and "Pagar en treinta días" in page and "no se recoge" in page
    assert "se repite" in page
    story.do(forums.show, "elena", (Post, world.post.answer))
    story.tell()
    assert story.told("wilfredo")[-1] == ("shown", world.post.answer)
    story.do(relocating.split, "elena", (Post, world.post.deeper), "El laboratorio")
    story.tell()
    assert story.told("teresa")[-1] == ("moved", world.post.deeper)
    assert "El laboratorio" in world.client("teresa").get("/notifications").text


def test_what_moderators_and_facilitators_do_to_a_person_is_told_them(world, story, office):
    elena, marcela = world.client("elena"), world.client("marcela")
    sanctions = f"/members/{world.membership.wilfredo}/sanctions"
    tomorrow = f"{now() + timedelta(days=2):%d/%m/%Y}"
    for kind in ("warn", "silence", "suspend"):
        assert elena.post(sanctions, data={"kind": kind, "until": tomorrow, "reason": f"Por {kind}"}).status_code == 303
    story.tell()
    with world.app.app_context():
        *_rest, silence, suspend = db.session.scalars(db.select(Decision.id).order_by(Decision.id))
    assert marcela.post(f"/decisions/{suspend}/undoing").status_code == 303
    story.tell()
    assert story.told("wilfredo") == [("warn", None), ("silence", None), ("suspend", None), ("undone", None)]
    story.change(Membership, world.membership.wilfredo, silenced_until=now())
    with world.app.app_context():
        assert end_sanctions(OPERATOR) == 1 and end_sanctions(OPERATOR) == 0
    story.tell()
    assert story.told("wilfredo")[-1] == ("ended", None)
    page = world.client("wilfredo").get("/notifications").text
    assert "Por silence" in page and "Puedes participar de nuevo" in page
    with world.app.app_context():
        first, *_more, last = db.session.scalars(
            db.select(Notification.id).where(Notification.user_id == world.user.wilfredo).order_by(Notification.id)
        )
    assert world.client("wilfredo").get(f"/notifications/{first}").location == f"/decisions/{silence - 1}"
    assert world.client("wilfredo").get(f"/notifications/{last}").location == "/spaces/compras"

    form = {"member": world.membership.wilfredo, "how": "paper", "body": "Lo dije en papel."}
    assert elena.post(f"/threads/{world.thread}/captures", data=form).status_code == 303
    assert marcela.put("/spaces/compras/rubric", data={"rubric": "Voz: poco = 1; mucho = 2"}).status_code == 303
    with world.app.app_context():
        criterion = db.session.scalar(db.select(Criterion.id))
    for name in ("wilfredo", "julian"):
        marks = {f"criterion_{criterion}": 1}
        assert marcela.post(f"/members/{getattr(world.membership, name)}/marks", data=marks).status_code == 303
    story.tell()
    assert story.told("wilfredo")[-1][0] == "captured" and story.told("julian") == []  # marks are not published yet
    marcela.post("/spaces/compras/marks/publication")
    story.tell()
    assert [story.told(name)[-1][0] for name in ("wilfredo", "julian")] == ["marked", "marked"]
    post = story.told("wilfredo")[-2][1]
    page = world.client("wilfredo").get("/notifications").text
    assert f"/posts/{post}/capture" in page and "Tu valoración está publicada" in page

    story.do(forums.hide, "elena", (Post, post), "repetido")
    assert world.client("wilfredo").post(f"/posts/{post}/appeal", data={"words": "Es mío"}).status_code == 303
    with world.app.app_context():
        asked = db.session.scalar(db.select(Appeal.id))
    story.do(appeals.answer, "marcela", (Appeal, asked), True, "Tiene razón")
    story.change(Post, world.post.deeper, held_at=now())
    story.do(flags.hide_item, "elena", (Post, world.post.deeper), "held", "no viene al caso")
    story.tell()
    assert story.told("wilfredo")[-1] == ("lifted", post) and ("hidden", post) not in story.told("wilfredo")
    assert "Tiene razón" in world.client("wilfredo").get("/notifications").text
    assert story.told("teresa") == [("refused", world.post.deeper)]
    assert "no viene al caso" in world.client("teresa").get("/notifications").text
    story.round()  # of what was told by a letter there and then, no other is written
    plain = office.letters("wilfredo@tinkuy.example")[-1].get_body(("plain",)).get_content()
    assert len(office.letters("teresa@tinkuy.example")) == 1
    assert "Se escribió un aporte en tu nombre" in plain and "Tiene razón" not in plain


def test_what_was_read_or_may_not_be_read_any_more_does_not_ring(world, story):
    client = world.client("olga")
    story.follow("olga", Thread, world.thread, "all")
    seen = story.reply("teresa", "Lo lee enseguida.")
    assert client.post(f"/threads/{world.thread}/reading", data={"seen": seen}).status_code == 303
    hidden = story.reply("teresa", "Se oculta enseguida.")
    story.tell()
    assert "data-bell-count>1<" in client.get("/spaces/compras").text
    assert "data-bell-count>1<" in client.get(f"/threads/{world.thread}").text
    story.do(forums.hide, "elena", (Post, hidden), "fuera de tema")
    page = client.get("/notifications").text
    assert "Se oculta enseguida" not in page and "Lo lee enseguida" in page
    assert "data-bell-count><" in page
    assert "data-bell-count><" in client.get(f"/threads/{world.thread}").text
    story.change(Membership, world.membership.olga, left_at=now())
    left = story.reply("teresa", "Después de irse.")
    story.tell()
    assert ("new", left) not in story.told("olga")
    assert "Lo lee enseguida" not in client.get("/notifications").text


def test_the_page_of_notifications(world, story, queries):
    client = world.client("nelida")
    assert "Todavía no hay avisos" in client.get("/notifications").text
    posts = [story.reply("wilfredo", f"Respuesta {n}.", world.post.opening) for n in range(2)]
    story.tell()
    with queries() as few:
        page = client.get("/notifications").text
    assert "Respuesta 0." in page and "Wilfredo Ancasi" in page
    assert page.index("Respuesta 1.") < page.index("Respuesta 0.")
    with world.app.app_context():
        number = db.session.scalar(db.select(Notification.id).where(Notification.post_id == posts[0]))
    assert client.get(f"/notifications/{number}").location == f"/posts/{posts[0]}"
    assert client.get("/notifications/count").json == {"unread": 1}
    client.post("/notifications/reading", data={"thread": world.thread})
    assert client.get("/notifications/count").json == {"unread": 0}
    for n in range(12):
        story.reply("wilfredo", f"Otra {n}.", world.post.opening)
    story.tell()
    with queries() as many:
        assert client.get("/notifications").text.count("data-told=") == 14
    assert len(many) == len(few)
    client.post("/notifications/reading")
    assert "Sin leer" not in client.get("/notifications").text


def test_what_one_follows_is_chosen_and_listed(world):
    client, numbers = world.client("nelida"), (world.forum, world.thread, world.membership.elena)
    for place in ("/spaces/compras", *map("/{}/{}".format, ("forums", "threads", "members"), numbers)):
        assert "Avisarme de" in client.get(f"{place}/follow").text
        assert client.put(f"{place}/follow", data={"level": "all"}).status_code == 303
    listed = client.get("/follows").text
    for name in ("Compras públicas", "El rol de cada actor", "Juntarnos para vender", "Elena Poma"):
        assert name in listed
    assert client.put(f"/threads/{world.thread}/follow", data={"level": "x"}).status_code == 422
    client.put(f"/threads/{world.thread}/follow", data={"level": ""})
    assert f"/threads/{world.thread}/follow" not in client.get("/follows").text
    own = client.put(f"/members/{world.membership.nelida}/follow", data={"level": "all"})
    assert own.status_code == 422 and "tú escribes" in own.text


def test_the_bell_rings_in_ones_own_pages_alone(world, story, live):
    """The telling is done in another process than the one that has the sockets."""
    with closing(Listener(world, live, "nelida")) as hers, closing(Listener(world, live, "julian")) as his:
        for listener in (hers, his):
            listener.rang = []
            listener.client.on("bell", listener.rang.append)
            listener.follow(f"forum:{world.forum}", 10_000)
        story.reply("wilfredo", "Te respondo.", world.post.opening)
        assert his.hear()["name"] == hers.hear()["name"] == "post.created"
        story.tell()
        story.do(forums.lock, "elena", (Thread, world.thread))
        assert his.hear()["name"] == hers.hear()["name"] == "thread.locked"
        assert hers.rang == [{"unread": 1}] and his.rang == []


def waits(world):
    """Whether somebody stands before a lock."""
    with world.app.app_context():
        return db.session.scalar(db.text("SELECT count(*) FROM pg_locks WHERE NOT granted")) > 0


if ON_POSTGRESQL:  # on SQLite writers come one after the other

    def test_an_event_that_is_committed_after_a_later_one_is_told(world, story):
        with world.app.app_context():
            late = db.engine.connect()
        values = {"post": world.post.answer, "thread": world.thread, "parent": world.post.opening, "path": ""}
        event = {"room": "none:1", "seq": 1, "name": "post.created", "subject": "post:1", "at": now(), "data": values}
        late.execute(db.insert(Event).values(event | {"user_id": world.user.wilfredo}))
        story.reply("teresa", "Más tarde, y antes guardado.", world.post.opening)
        walking = threading.Thread(target=story.tell)
        walking.start()
        while walking.is_alive() and not waits(world):
            pass
        late.commit()
        walking.join(20)
        late.close()
        assert len(story.told("nelida")) == 2
