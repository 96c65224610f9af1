"""What changed between any two versions of a post."""

import re


def correct(world, *bodies):
    client = world.client("nelida")
    for version, body in enumerate(bodies, start=1):
        client.put(f"/posts/{world.post.opening}", data={"body": body, "version": version})


def compared(world, name="julian", **versions):
    answer = world.client(name).get(f"/posts/{world.post.opening}/history", query_string=versions)
    return answer.status_code, answer.text.partition('id="comparison"')[2].partition("</section>")[0]


def test_any_two_versions_are_compared_word_by_word(world):
    correct(world, "Juntas vendemos papa", "Juntas vendemos quinua", "Juntas vendemos quinua y haba")
    status, between = compared(world, **{"from": 2, "to": 4})
    assert status == 200
    assert "<del>papa</del>" in between and "haba</ins>" in between
    assert "De la versión 2 a la 4" in between
    _status, back = compared(world, **{"from": 4, "to": 2})
    assert "papa</ins>" in back


def test_who_opens_the_history_is_offered_the_first_and_the_last(world):
    correct(world, "Juntas vendemos papa", "Juntas vendemos quinua")
    page = world.client("julian").get(f"/posts/{world.post.opening}/history").text
    assert re.findall(r"<option selected>(\d)</option>", page) == ["1", "3"]


def test_versions_that_are_not_there_are_not_compared(world):
    correct(world, "Juntas vendemos papa")
    for versions in ({}, {"from": 1}, {"from": 1, "to": 99}, {"from": "x", "to": -1}):
        assert compared(world, **versions) == (200, "")


def test_the_words_of_a_hidden_post_are_compared_by_its_author_and_moderators_only(world):
    correct(world, "Juntas vendemos papa")
    world.client("elena").post(f"/posts/{world.post.opening}/hiding", data={"reason": "fuera de tema"})
    assert compared(world, **{"from": 1, "to": 2})[0] == 403
    assert "papa" in compared(world, "elena", **{"from": 1, "to": 2})[1]


def test_why_a_moderator_corrected_it_stands_in_its_history(world):
    post = f"/posts/{world.post.opening}"
    change = {"body": "Solos nadie llega, sin el teléfono.", "version": 1, "reason": "Tenía un dato personal."}
    assert world.client("elena").put(post, data=change | {"reason": ""}).status_code == 422
    assert world.client("elena").put(post, data=change).status_code == 303
    page = world.client("julian").get(f"{post}/history").text
    assert "Motivo: Tenía un dato personal." in page.split("Versión 2")[1].split("Versión 1")[0]
    assert "Motivo" not in page.split("Versión 1")[1]
