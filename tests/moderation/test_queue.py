"""Flags, the queue, decisions, appeals: what each person sees of them, and what two moderators do at once."""

import re
from datetime import timedelta

import pytest

from forum.actions import forums
from forum.actions.moderation import flags
from forum.errors import Conflict
from forum.extensions import db
from forum.models import Flag, Post, Space, Thread, User
from forum.models.base import now

from ..letters import letters


def flag(world, name, post, kind="insult", words=""):
    return world.client(name).post(f"/posts/{post}/flag", data={"kind": kind, "words": words})


def decide(world, name, item, decision, reason="", **headers):
    data = {"item": item, "decision": decision, "reason": reason}
    return world.client(name).post("/moderation/decisions", data=data, headers=headers, follow_redirects=True)


def queued(world, name, address="/moderation"):
    return re.findall(r'data-row="([a-z]+-\d+)"', world.client(name).get(address).text)


def test_a_flag_is_the_reader_s_own_affair_until_a_moderator_decides(world):
    post = world.post.answer  # Wilfredo's
    assert "/flag" in world.client("nelida").get(f"/threads/{world.thread}").text
    assert flag(world, "nelida", world.post.opening).status_code == 403  # her own
    assert flag(world, "nelida", post, "other").status_code == 422  # other, and no word of what
    before = world.client("julian").get(f"/posts/{post}", headers={"HX-Request": "true"}).text
    assert flag(world, "nelida", post, "other", "Habla de mi vecina").status_code == 303
    again = flag(world, "nelida", post)
    assert again.status_code == 422 and "Ya reportaste" in again.text
    assert flag(world, "teresa", post).status_code == 303
    after = world.client("julian").get(f"/posts/{post}", headers={"HX-Request": "true"}).text
    assert re.sub(r'value="[^"]+"', "", before) == re.sub(r'value="[^"]+"', "", after)
    assert queued(world, "elena") == queued(world, "elena", "/spaces/compras/moderation") == [f"flag-{post}"]
    assert "1 cosa por revisar" in world.client("elena").get("/spaces/compras").text
    assert "por revisar" not in world.client("nelida").get("/spaces/compras").text
    page = world.client("elena").get("/moderation").text
    assert "Le respondieron 1 vez." in page
    assert "Habla de mi vecina" in page and "Nélida Quispe" in page and "Teresa Lizárraga" in page
    assert "Solos nadie llega" in page  # what it answers
    assert "Teresa Lizárraga respondió:" in page
    assert "Wilfredo Ancasi: 1 aporte en este espacio, sin decisiones en su contra" in page
    assert "vecina" not in world.client("wilfredo").get(f"/threads/{world.thread}").text

    decided = decide(world, "elena", f"flag-{post}", "keep", **{"HX-Request": "true"})
    assert "Elena Poma: dejar como está" in decided.text and queued(world, "elena") == []
    looked = flag(world, "nelida", post)
    assert looked.status_code == 422 and "ya miró este aporte" in looked.text
    second = decide(world, "marcela", f"flag-{post}", "hide", "Insulta")
    assert "Elena Poma ya lo decidió: se deja como está." in second.text
    assert world.get(Post, post).hidden_at is None


def test_hiding_is_told_and_its_author_asks_once_for_another_look(world):
    post = world.post.answer
    flag(world, "nelida", post)
    bare = decide(world, "elena", f"flag-{post}", "hide")
    assert bare.status_code == 422 and "Escribe el motivo" in bare.text
    assert "Decidido: 1." in decide(world, "elena", f"flag-{post}", "hide", "Insulta a una persona").text
    [(to, letter)] = letters(world.app)
    assert to == "wilfredo@tinkuy.example" and "Insulta a una persona" in letter
    author = world.client("wilfredo")
    told = author.get(re.search(r"https?://[^/\s]+(/decisions/\d+)", letter)[1]).text
    assert "Insulta a una persona" in told and "Elena" not in told
    assert "Un aporte tuyo fue ocultado" in author.get("/spaces/compras/membership/decisions").text
    assert world.client("nelida").get(re.search(r"/decisions/\d+", letter)[0]).status_code == 404

    assert author.post(f"/posts/{post}/appeal", data={"words": ""}).status_code == 422
    assert author.post(f"/posts/{post}/appeal", data={"words": "No dije nombres"}).status_code == 303
    assert author.post(f"/posts/{post}/appeal", data={"words": "Otra vez"}).status_code == 409
    [item] = queued(world, "marcela")
    own = decide(world, "elena", item, "lift", "Bueno")
    assert own.status_code == 403 and "contesta otra persona" in own.text
    assert "No dije nombres" in world.client("marcela").get("/moderation").text
    decide(world, "marcela", item, "lift", "No nombra a nadie")
    assert world.get(Post, post).hidden_at is None and queued(world, "marcela") == []
    assert "No nombra a nadie" in letters(world.app)[-1][1]
    assert "ya lo decidió: se mostró de nuevo" in decide(world, "ana", item, "uphold", "No").text


def test_who_moderates_alone_answers_their_own_hiding(world):
    with world.app.app_context():
        db.session.get(Post, world.post.answer)
        forums.hide(db.session.get(User, world.user.marcela), db.session.get(Post, world.post.answer), "Fuera de tema")
    elena = world.client("marcela").put(
        f"/members/{world.membership.elena}", data={"role": "observer", "actors": [], "usual": 0, "organization": 0}
    )
    assert elena.status_code == 303
    world.client("wilfredo").post(f"/posts/{world.post.answer}/appeal", data={"words": "Es del tema"})
    [item] = queued(world, "marcela")
    decide(world, "marcela", item, "uphold", "Va en el otro foro")
    assert queued(world, "marcela") == [] and "Va en el otro foro" in letters(world.app)[-1][1]


def test_two_who_decide_at_once_decide_once(world):
    flag(world, "nelida", world.post.answer)
    with world.app.app_context():
        get = db.session.get
        elena, marcela, post = (
            get(User, world.user.elena),
            get(User, world.user.marcela),
            get(Post, world.post.answer),
        )
        flags.keep(elena, post)
        for decision in (lambda: flags.hide_item(marcela, post, "flag", "Insulta"), lambda: flags.keep(marcela, post)):
            with pytest.raises(Conflict, match="Elena Poma ya lo decidió"):
                decision()
        assert db.session.scalars(db.select(Flag.resolved_at)).all() != [None]


def test_many_are_decided_together_and_the_queries_do_not_grow(world, queries):
    posts = [world.reply("julian", world.post.opening, f"Aporte {n}.") for n in range(30)]
    for post in posts[:2]:
        flag(world, "nelida", post)
    world.client("elena").get("/moderation")
    with queries() as few:
        world.client("elena").get("/moderation")
    with world.app.app_context():
        for n, post in enumerate(posts[2:]):
            row = db.session.get(Post, post)
            if n % 2:
                row.held_at = now()
            else:
                db.session.add(Flag(space_id=world.space, post_id=post, post_version=1, kind="spam"))
        db.session.commit()
    with queries() as many:
        assert len(queued(world, "elena")) == 30
    assert len(many) == len(few)
    marked = [f"flag-{posts[0]}", f"flag-{posts[1]}", f"held-{posts[3]}", "flag-99999"]
    data = {"item": marked, "decision": "hide", "reason": "Repetido"}
    answer = world.client("elena").post("/moderation/decisions", data=data, follow_redirects=True)
    assert "Decididos: 3." in answer.text and len(queued(world, "elena")) == 27
    assert world.get(Post, posts[3]).hidden_at is not None


def test_a_reason_is_kept_as_it_is_typed_until_somebody_decides(world):
    post = world.post.answer
    flag(world, "nelida", post)
    place, elena, marcela = f"queue-{post}", world.client("elena"), world.client("marcela")
    assert elena.put(f"/drafts/{place}", data={"body": "Habla de su vecina", "version": 0}).status_code == 200
    assert f'data-composer="{place}" data-field="reason" data-draft="1"' in elena.get("/moderation").text
    assert f'data-composer="{place}" data-field="reason" data-draft="0"' in marcela.get("/moderation").text
    assert 'href="/moderation?id=' in elena.get("/spaces/compras").text
    marcela.post(f"/posts/{post}/notes", data={"words": "Lo miro hoy"})
    assert elena.get(f"/drafts/{place}").json["version"] == 1, "a note decides nothing"
    decide(world, "marcela", f"flag-{post}", "keep")
    assert elena.get(f"/drafts/{place}").json["version"] == 0


def test_watched_words_hold_or_flag_in_the_transaction_of_the_post(world, queries):
    client = world.client("nelida")
    client.get(f"/threads/{world.thread}")
    with queries() as plain:
        client.post(f"/posts/{world.post.answer}/replies", data={"body": "Sin nada que vigilar."})
    settings = {"watched_hold": "vendido\nvete a casa", "watched_flag": "Corrupción", "hiding_reasons": "Fuera de tema"}
    assert world.client("elena").put("/spaces/compras/moderation/settings", data=settings).status_code == 403
    assert world.client("marcela").put("/spaces/compras/moderation/settings", data=settings).status_code == 303
    with queries() as watching:
        client.post(f"/posts/{world.post.answer}/replies", data={"body": "Los revendidos no son eso."})
    assert len(watching) == len(plain)
    said = {
        "¡Eres un **VENDIDO**!": "vendido",
        "Mejor véte a  casa.": "vete a casa",
        "Esto es corrupcion.": "Corrupción",
    }
    for body in said:
        assert client.post(f"/posts/{world.post.answer}/replies", data={"body": body}).status_code == 303
    items, page = queued(world, "elena"), world.client("elena").get("/moderation").text
    assert [item.partition("-")[0] for item in items] == ["held", "held", "flag"]
    assert all(f"Palabra vigilada: «{word}»" in page for word in said.values()) and "Fuera de tema" in page
    assert "VENDIDO" not in world.client("julian").get(f"/threads/{world.thread}").text
    world.client("elena").post(f"/posts/{world.post.answer}/replies", data={"body": "¿Vendido?"})
    assert queued(world, "elena") == items  # nobody watches who moderates
    client.put(f"/threads/{world.thread}", data={"title": "Corrupción para vender", "question": 0})
    assert f"flag-{world.post.opening}" in queued(world, "elena")
    decide(world, "elena", items[0], "approve")
    assert "VENDIDO" in world.client("julian").get(f"/threads/{world.thread}").text


def test_the_summary_says_who_waits_who_is_silent_and_what_nobody_answered(world):
    with world.app.app_context():
        for member in db.session.get(Space, world.space).memberships:
            member.joined_at = now() - timedelta(days=30)
        thread = Thread(forum_id=world.forum, title="Nadie contesta", author_id=world.user.julian)
        db.session.add(thread)
        db.session.get(Post, world.post.deeper).created_at = now() - timedelta(days=10)
        db.session.commit()
    flag(world, "nelida", world.post.answer)
    page = world.client("elena").get("/spaces/compras/moderation/summary").text
    silent = page.partition("Quién no escribió")[2]
    assert "Nadie contesta" in page and "Teresa Lizárraga" in silent and "Julián Barrientos" in silent
    assert "Nélida Quispe" not in silent
    assert world.client("elena").get(f"/forums/{world.forum}").status_code == 200
