"""Forums and threads: order, depth, pages, filters, locks."""

import re

from forum.models import Post


def shown(page):
    return [int(number) for number in re.findall(r'id="aporte-(\d+)"', page)]


def branch(world, length, start=None):
    """A branch of `length` answers, each to the one before; gives their numbers."""
    numbers = [start or world.post.opening]
    for step in range(length):
        numbers.append(world.reply("julian" if step % 2 else "teresa", numbers[-1], f"Paso {step} de la rama."))
    return numbers[1:]


def test_a_thread_reads_in_the_order_of_the_conversation(world):
    late = world.reply("julian", world.post.answer, "Y también por barrio.")
    page = world.client("nelida").get(f"/threads/{world.thread}").text
    assert shown(page) == [world.post.opening, world.post.answer, world.post.deeper, late]


def test_deep_branches_go_on_in_a_page_of_their_own(world):
    numbers = branch(world, 9)
    page = world.client("nelida").get(f"/threads/{world.thread}").text
    assert numbers[3] in shown(page) and numbers[4] not in shown(page)
    assert "Seguir esta rama (5)" in page
    rest = world.client("nelida").get(f"/threads/{world.thread}?branch={numbers[3]}").text
    assert shown(rest) == numbers[3:8]


def test_a_permanent_link_leads_to_its_place_however_deep(world):
    numbers = branch(world, 12)
    client = world.client("nelida")
    for number in (world.post.opening, numbers[2], numbers[4], numbers[-1]):
        answer = client.get(f"/posts/{number}", follow_redirects=True)
        assert number in shown(answer.text)
        assert client.get(f"/posts/{number}").location.endswith(f"#aporte-{number}")


def test_a_branch_of_four_hundred_answers_keeps_every_word(world):
    client = world.client("nelida")
    parent = world.post.opening
    numbers = branch(world, 298)
    for _ in range(5):
        answer = client.post(f"/posts/{numbers[-1]}/replies", data={"body": "Más abajo todavía."})
        assert answer.status_code == 303
        numbers.append(int(re.search(r"/posts/(\d+)", answer.location)[1]))
    assert parent and world.get(Post, numbers[-1]).depth == 300
    assert numbers[-1] in shown(client.get(f"/posts/{numbers[-1]}", follow_redirects=True).text)


def test_pages_hold_fifty_posts_and_none_twice(world):
    for step in range(120):
        world.reply("julian", world.post.opening, f"Respuesta {step}.")
    client = world.client("nelida")
    pages = [shown(client.get(f"/threads/{world.thread}?page={number}").text) for number in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [50, 50, 23, 0]
    assert len({post for page in pages for post in page}) == 123


def test_the_queries_of_a_thread_page_do_not_grow(world, queries):
    client = world.client("nelida")
    with queries() as few:
        client.get(f"/threads/{world.thread}?page=1")
    for step in range(60):
        world.reply("julian", world.post.opening if step % 3 else world.post.deeper, f"Respuesta {step}.")
    branch(world, 8)
    with queries() as many:
        client.get(f"/threads/{world.thread}")
    assert len(few) <= 8
    assert len(many) == len(few)


def test_filtering_by_actor_shows_only_theirs(world):
    page = world.client("julian").get(f"/threads/{world.thread}?actor={world.actor.universidad}").text
    assert shown(page) == [world.post.deeper]


def test_a_forum_lists_its_threads_by_question(world):
    client = world.client("nelida")
    made = client.post(
        f"/forums/{world.forum}/threads",
        data={"title": "Pagos a tiempo", "question": world.question[1], "body": "Treinta días son muchos."},
    )
    assert made.status_code == 303
    everything = client.get(f"/forums/{world.forum}").text
    assert "Pagos a tiempo" in everything and "Juntarnos para vender" in everything
    filtered = client.get(f"/forums/{world.forum}?question={world.question[1]}").text
    assert "Pagos a tiempo" in filtered and "Juntarnos para vender" not in filtered


def test_a_thread_without_title_or_words_comes_back_with_what_was_typed(world):
    client = world.client("nelida")
    answer = client.post(f"/forums/{world.forum}/threads", data={"title": "", "body": "Treinta días son muchos."})
    assert answer.status_code == 422 and "Treinta días son muchos." in answer.text
    answer = client.post(f"/forums/{world.forum}/threads", data={"title": "Pagos a tiempo", "body": ""})
    assert answer.status_code == 422 and "Pagos a tiempo" in answer.text


def test_questions_are_read_with_one_s_own_actor_in_the_blank(world):
    address = f"/threads/{world.thread}"
    assert "los productores" in world.client("nelida").get(address).text
    assert "el municipio" in world.client("wilfredo").get(address).text
    blank = world.client("olga").get(address).text
    for name in ("Municipio", "Productores", "Universidad", "ONG"):
        assert name in blank
    assert "{actor}" not in blank


def test_a_locked_thread_takes_no_answers_and_a_pinned_one_is_first(world):
    moderator, client = world.client("elena"), world.client("nelida")
    client.post(f"/forums/{world.forum}/threads", data={"title": "Otro hilo", "question": 0, "body": "Va."})
    assert client.post(f"/threads/{world.thread}/lock").status_code == 403
    assert moderator.post(f"/threads/{world.thread}/lock").status_code == 303
    assert client.post(f"/threads/{world.thread}/replies", data={"body": "¿Y?"}).status_code == 403
    moderator.delete(f"/threads/{world.thread}/lock")
    assert client.post(f"/threads/{world.thread}/replies", data={"body": "¿Y?"}).status_code == 303
    client.post(f"/forums/{world.forum}/threads", data={"title": "El más nuevo", "question": 0, "body": "Va."})
    before = client.get(f"/forums/{world.forum}").text
    assert before.index("El más nuevo") < before.index("Juntarnos para vender")
    assert client.post(f"/threads/{world.thread}/pin").status_code == 403
    moderator.post(f"/threads/{world.thread}/pin")
    after = client.get(f"/forums/{world.forum}").text
    assert after.index("Juntarnos para vender") < after.index("El más nuevo")


def test_a_facilitator_sets_up_a_forum_with_its_questions(world):
    client = world.client("marcela")
    data = {
        "title": "Compromisos",
        "introduction": "Lo que cada quien hará.",
        "question_id": ["", ""],
        "question": ["¿Qué hará {actor} en marzo?", "¿Con quién?"],
        "opens_at": "1/12/2026 8:00",
        "closes_at": "20-12-26",
    }
    made = client.post("/spaces/compras/forums", data=data)
    assert made.status_code == 303
    page = world.client("nelida").get(made.location).text
    assert "Compromisos" in page and "los productores" in page and "¿Con quién?" in page
    assert world.client("elena").post("/spaces/compras/forums", data=data).status_code == 403


def test_a_wrong_date_is_named_and_what_was_typed_stays(world):
    data = {"title": "Compromisos", "question_id": [""], "question": ["¿Qué hará {actor}?"], "closes_at": "31/02/2027"}
    answer = world.client("marcela").post("/spaces/compras/forums", data=data)
    assert answer.status_code == 422
    assert (
        "Febrero no tiene día 31" in answer.text and "31/02/2027" in answer.text and "¿Qué hará {actor}?" in answer.text
    )


def test_taking_a_question_away_keeps_its_threads(world):
    client = world.client("marcela")
    data = {
        "title": "El rol",
        "introduction": "",
        "question_id": [world.question[1]],
        "question": ["¿Qué propone {actor}?"],
    }
    assert client.put(f"/forums/{world.forum}", data=data).status_code == 303
    page = client.get(f"/forums/{world.forum}").text
    assert "Juntarnos para vender" in page
    assert client.get(f"/threads/{world.thread}").status_code == 200


def test_outsiders_do_not_learn_that_a_thread_exists(world):
    outsider = world.client("pedro")
    absent = outsider.get("/threads/99999")
    unreadable = outsider.get(f"/threads/{world.thread}")
    assert absent.status_code == unreadable.status_code == 404
    assert re.sub(r'nonce="[^"]+"|csrf[^>]+', "", absent.text) == re.sub(
        r'nonce="[^"]+"|csrf[^>]+', "", unreadable.text
    )
