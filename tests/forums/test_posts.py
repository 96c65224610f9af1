"""Speaking in a thread: who may, in whose name, and what becomes of the words."""

import re
from datetime import timedelta

from forum.extensions import db
from forum.models import Forum, MembershipActor, Post, Space
from forum.models.base import now


def publish(client, world, body="Llevemos las muestras juntos.", **data):
    return client.post(f"/posts/{world.post.opening}/replies", data={"body": body} | data)


def change(world, model, id, **values):
    with world.app.app_context():
        thing = db.session.get(model, id)
        for name, value in values.items():
            setattr(thing, name, value)
        db.session.commit()


def test_a_reply_stands_below_its_post_in_the_name_of_its_author_s_actor(world):
    answer = publish(world.client("nelida"), world)
    assert answer.status_code == 303
    page = world.client("julian").get(answer.location, follow_redirects=True).text
    assert "Llevemos las muestras juntos." in page
    written = re.search(r'id="aporte-(\d+)"(?:(?!<article).)*Llevemos', page, re.S)
    post = world.get(Post, int(written[1]))
    assert (post.parent_id, post.depth, post.actor_id) == (world.post.opening, 1, world.actor.productores)
    assert post.organization_id == world.organization.wara


def test_a_post_keeps_its_actor_when_its_author_changes_theirs(world):
    with world.app.app_context():
        voice = db.session.get(MembershipActor, (world.membership.nelida, world.actor.productores))
        db.session.delete(voice)
        db.session.add(MembershipActor(membership_id=world.membership.nelida, actor_id=world.actor.ong))
        db.session.commit()
    assert world.get(Post, world.post.opening).actor_id == world.actor.productores
    publish(world.client("nelida"), world)
    with world.app.app_context():
        assert db.session.query(Post).order_by(Post.id.desc()).first().actor_id == world.actor.ong


def test_who_speaks_for_two_actors_says_for_whom(world):
    world.add(MembershipActor(membership_id=world.membership.nelida, actor_id=world.actor.ong, position=1))
    client = world.client("nelida")
    refused = publish(client, world)
    assert refused.status_code == 422
    assert "Hablas por más de un actor" in refused.text
    assert "Llevemos las muestras juntos." in refused.text  # nothing typed is lost
    assert publish(client, world, actor=world.actor.ong).status_code == 303


def test_nobody_speaks_for_an_actor_that_is_not_theirs(world):
    world.add(MembershipActor(membership_id=world.membership.nelida, actor_id=world.actor.ong, position=1))
    answer = publish(world.client("nelida"), world, actor=world.actor.municipio)
    assert answer.status_code == 422


def test_observers_outsiders_and_visitors_do_not_speak(world):
    assert publish(world.client("olga"), world).status_code == 403
    assert publish(world.client("pedro"), world).status_code == 404
    visitor = publish(world.client(), world)
    assert visitor.status_code == 401 and "/login" in visitor.text


def test_a_member_without_an_actor_is_asked_to_choose_one(world):
    with world.app.app_context():
        db.session.delete(db.session.get(MembershipActor, (world.membership.nelida, world.actor.productores)))
        db.session.commit()
    answer = publish(world.client("nelida"), world)
    assert answer.status_code == 403 and "actor" in answer.text


def test_a_closed_forum_is_read_only_for_participants(world):
    change(world, Forum, world.forum, closes_at=now() - timedelta(hours=1))
    assert world.client("nelida").get(f"/threads/{world.thread}").status_code == 200
    assert publish(world.client("nelida"), world).status_code == 403
    assert publish(world.client("elena"), world).status_code == 303  # a moderator's closing word


def test_a_forum_that_has_not_opened_takes_no_posts(world):
    change(world, Forum, world.forum, opens_at=now() + timedelta(days=1))
    assert publish(world.client("nelida"), world).status_code == 403


def test_an_archived_space_is_read_only_even_for_facilitators(world):
    change(world, Space, world.space, archived_at=now())
    assert world.client("nelida").get(f"/threads/{world.thread}").status_code == 200
    assert publish(world.client("marcela"), world).status_code == 403


def test_an_empty_post_and_one_too_long_come_back_with_a_sentence(world):
    client = world.client("nelida")
    assert "Escribe tu aporte" in publish(client, world, body="   ").text
    long = publish(client, world, body="a" * 20_001)
    assert long.status_code == 422 and "Divídelo" in long.text


def test_an_author_corrects_within_the_window_and_the_first_words_stay_readable(world):
    client = world.client("nelida")
    assert client.get(f"/posts/{world.post.opening}/edit").status_code == 200
    answer = client.put(f"/posts/{world.post.opening}", data={"body": "Juntas llegamos.", "version": 1})
    assert answer.status_code == 303
    page = world.client("julian").get(f"/threads/{world.thread}").text
    assert "Juntas llegamos." in page and "corregido" in page
    history = world.client("julian").get(f"/posts/{world.post.opening}/history").text
    assert "Solos nadie llega" in history and "<ins" in history and "<del" in history


def test_after_the_window_only_moderators_correct(world):
    change(world, Post, world.post.opening, created_at=now() - timedelta(hours=2))
    data = {"body": "Otra cosa.", "version": 1, "reason": "Datos personales"}
    assert world.client("nelida").put(f"/posts/{world.post.opening}", data=data).status_code == 403
    assert world.client("elena").put(f"/posts/{world.post.opening}", data=data).status_code == 303


def test_nobody_corrects_somebody_else_s_post(world):
    data = {"body": "Otra cosa.", "version": 1}
    assert world.client("julian").put(f"/posts/{world.post.opening}", data=data).status_code == 403


def test_two_corrections_at_once_lose_neither(world):
    client, why = world.client("elena"), {"reason": "Datos personales"}
    silent = client.put(f"/posts/{world.post.opening}", data={"body": "Sin decir por qué.", "version": 1})
    assert silent.status_code == 422 and "Sin decir por qué." in silent.text
    client.put(f"/posts/{world.post.opening}", data={"body": "La primera corrección.", "version": 1} | why)
    second = client.put(f"/posts/{world.post.opening}", data={"body": "La segunda corrección.", "version": 1} | why)
    assert second.status_code == 409
    assert "La primera corrección." in second.text and "La segunda corrección." in second.text
    assert world.get(Post, world.post.opening).body == "La primera corrección."


def test_support_counts_once_a_person(world):
    client = world.client("julian")
    for _ in range(2):
        client.post(f"/posts/{world.post.opening}/support")
    page = world.client("teresa")
    page.post(f"/posts/{world.post.opening}/support")
    assert "Apoyo · 2" in page.get(f"/threads/{world.thread}").text
    client.delete(f"/posts/{world.post.opening}/support")
    assert "Apoyo · 1" in page.get(f"/threads/{world.thread}").text
    assert world.client("olga").post(f"/posts/{world.post.opening}/support").status_code == 403


def test_a_hidden_post_leaves_a_tombstone_and_its_answers(world):
    moderator = world.client("elena")
    assert moderator.post(f"/posts/{world.post.answer}/hiding", data={"reason": ""}).status_code == 422
    assert moderator.post(f"/posts/{world.post.answer}/hiding", data={"reason": "datos personales"}).status_code == 303
    reader = world.client("julian").get(f"/threads/{world.thread}").text
    assert "datos personales" in reader and "Un aporte de Municipio fue ocultado" in reader
    assert "dividir la licitación" not in reader and "Wilfredo" not in reader
    assert "precio de costo" in reader  # the answer below it
    assert "dividir la licitación" in world.client("wilfredo").get(f"/threads/{world.thread}").text
    assert "dividir la licitación" in moderator.get(f"/threads/{world.thread}").text


def test_the_words_of_a_hidden_post_are_nowhere_for_other_readers(world):
    moderator = world.client("elena")
    moderator.put(f"/posts/{world.post.answer}", data={"body": "Cambiado: dividir la licitación.", "version": 1})
    moderator.post(f"/posts/{world.post.answer}/hiding", data={"reason": "repetido"})
    reader = world.client("julian")
    for address in ("", "/history", "/reply", "/citation", "/edit"):
        answer = reader.get(f"/posts/{world.post.answer}{address}", headers={"HX-Request": "true"})
        assert "dividir la licitación" not in answer.text, address
    assert reader.get(f"/posts/{world.post.answer}/history").status_code == 403
    assert moderator.get(f"/posts/{world.post.answer}/history").status_code == 200


def test_a_hiding_can_be_lifted(world):
    moderator = world.client("elena")
    moderator.post(f"/posts/{world.post.answer}/hiding", data={"reason": "por error"})
    assert world.client("julian").delete(f"/posts/{world.post.answer}/hiding").status_code == 403
    moderator.delete(f"/posts/{world.post.answer}/hiding")
    assert "dividir la licitación" in world.client("julian").get(f"/threads/{world.thread}").text


def test_quoting_a_passage_begins_the_answer_with_it(world):
    client = world.client("julian")
    page = client.get(
        f"/posts/{world.post.opening}/reply", query_string={"quote": "juntando tres asociaciones sí se cumple"}
    ).text
    assert "&gt; juntando tres asociaciones" in page and "Nélida Quispe" in page
    invented = client.get(f"/posts/{world.post.opening}/reply", query_string={"quote": "lo que nadie dijo"}).text
    assert "lo que nadie dijo" not in invented


def test_preview_shows_what_it_will_look_like(world):
    page = world.client("julian").post("/preview", data={"body": "**fuerte** <script>alert(1)</script>"}).text
    assert "<strong>fuerte</strong>" in page and "<script>" not in page
