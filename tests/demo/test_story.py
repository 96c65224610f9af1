"""The demonstration's story holds together: names resolve, times run forward, quotations are what people said."""

import copy
from zoneinfo import ZoneInfo

import pytest

from .story import MOMENT, STORIES, body_at, faults, keyed, moment, read


@pytest.fixture(params=STORIES)
def story(request):
    return read(request.param)


@pytest.fixture
def course():
    return read("course")


def test_a_story_holds_together(story):
    assert list(faults(story)) == []
    assert story["space"]["visibility"] == "public"
    ZoneInfo(story["space"]["timezone"])
    dates = [forum.get(end, "0d 00:00") for forum in story["forums"] for end in ("opens", "closes")]
    assert all(MOMENT.fullmatch(words) for words in dates)


@pytest.mark.parametrize(
    ("table", "at", "change", "said"),
    [
        ("people", 4, {"email": "nancy@example.com"}, "nancy could get mail"),
        ("people", 4, {"actors": ["Prensa"]}, "nancy speaks for no actor"),
        (
            "threads",
            0,
            {"question": "lo-nacional"},
            "potosi answers a question of another forum",
        ),
        (
            "posts",
            1,
            {"parent": "potosi-9"},
            "potosi-2 answers nothing said before in its thread",
        ),
        ("posts", 1, {"at": "-17d 09:00"}, "potosi-2 is older than what it answers"),
        (
            "posts",
            1,
            {"at": "-1d 09:00"},
            "potosi-2 was written while its forum was not open",
        ),
        ("posts", 1, {"as_actor": "ONG"}, "potosi-2 speaks for another's actor"),
        (
            "posts",
            1,
            {"supports": ["beatriz"]},
            "potosi-2 is supported by somebody who cannot",
        ),
        (
            "posts",
            1,
            {"supports": ["carla"]},
            "potosi-2 is supported by somebody who cannot",
        ),
        ("entries", 0, {"column": 4}, "mezclas is in no cell"),
        (
            "entries",
            0,
            {"decided_by": "wilfredo"},
            "mezclas was decided by nobody, or too early",
        ),
        (
            "entries",
            0,
            {"state": "declined"},
            "mezclas is declined and gives no reason",
        ),
        (
            "entries",
            0,
            {"at": "-8d 09:00"},
            "mezclas quotes a post that cannot be quoted",
        ),
        (
            "entries",
            0,
            {"sources": [{"post": "molle-1", "quote": "trigo"}]},
            "mezclas quotes what molle-1 does not say",
        ),
        ("delegates", 0, {"person": "nancy"}, "nancy is nobody's delegate"),
        ("stances", 0, {"person": "beatriz"}, "beatriz has no voice on lotes"),
        ("stances", 0, {"stance": "object"}, "nancy objects to lotes without a reason"),
        ("links", 0, {"other": "sin-factura"}, "lotes is linked with nothing"),
        ("links", 0, {"at": "-9d 09:00"}, "lotes is linked by nobody, or too early"),
        ("rewordings", 0, {"at": "-6d 09:00"}, "fondo is not reworded"),
        ("editions", 0, {"at": "-1d 23:00"}, "nothing happens after an edition"),
        ("held", 0, {"body": "Nada."}, "inocuidad-7 has no reason to wait"),
        ("appeals", 0, {"post": "papeles-4"}, "papeles-4 is appealed and was not hidden"),
    ],
)
def test_a_story_that_does_not_hold_is_found(course, table, at, change, said):
    broken = copy.deepcopy(course)
    broken[table][at] |= change
    assert any(fault.startswith(said) for fault in faults(broken))


def test_a_quotation_of_the_first_version_is_not_one_of_the_second(course):
    posts = keyed(course["posts"])
    gone = [
        (entry["key"], source["quote"])
        for entry in course["entries"]
        for source in entry.get("sources", [])
        if source["quote"] not in body_at(posts[source["post"]], moment("0d 00:00"))
    ]
    assert [key for key, _quote in gone] == ["harina-importada"]


def test_the_course_has_its_people(course):
    roles = [person["role"] for person in course["people"]]
    assert [roles.count(role) for role in ("admin", "facilitator", "moderator", "observer")] == [1, 1, 1, 1]
    members = [person for person in course["people"] if person["role"] == "participant"]
    assert len(members) == 14
    assert {person["actors"][0] for person in members} == {
        "Municipio",
        "Productores",
        "Universidad",
        "ONG",
    }
    assert [person["key"] for person in members if len(person["actors"]) == 2] == ["limbert"]
    assert len(course["organizations"]) == 7


def test_the_course_has_its_forums(course):
    today = moment("0d 00:00")
    first, second, third = course["forums"]
    assert moment(first["closes"]) < today < moment(third["opens"])
    assert moment(second["opens"]) < today < moment(second["closes"])
    asked = {forum["key"]: [q for q in course["questions"] if q["forum"] == forum["key"]] for forum in course["forums"]}
    assert [len(questions) for questions in asked.values()] == [2, 3, 1]
    assert all("{actor}" in question["text"] for question in asked[second["key"]])
    assert [sum(thread["forum"] == key for thread in course["threads"]) for key in asked] == [3, 6, 0]
    assert [sum(name in thread for thread in course["threads"]) for name in ("pinned", "locked")] == [1, 1]


def test_the_conversations_branch_and_go_deep(course):
    posts = keyed(course["posts"])
    parents = [post["parent"] for post in posts.values() if "parent" in post]
    assert len(posts) >= 48
    assert len({parent for parent in parents if parents.count(parent) > 1}) >= 6
    assert max(depth(posts, key) for key in posts) == 5
    for post in posts.values():
        for body in [post["body"], *(edit["body"] for edit in post.get("edits", []))]:
            assert 35 <= len(body.split()) <= 120, post["key"]
    assert [key for key, post in posts.items() if post.get("edits")] == ["encarecer-4"]
    assert [(key, parents.count(key)) for key, post in posts.items() if "hidden" in post] == [("inocuidad-4", 2)]
    marks = ("\n* ", "\n1. ", "\n> ", "\n|---")
    assert all(any(mark in post["body"] for post in posts.values()) for mark in marks)


def depth(posts, key):
    """How many posts stand above one."""
    return 1 + depth(posts, posts[key]["parent"]) if "parent" in posts[key] else 0


def test_potosis_figures_are_told_with_their_source(course):
    said = plain(next(post["body"] for post in course["posts"] if post["key"] == "potosi-1"))
    for figure in (
        "57 500",
        "| 70 |",
        "Bs 21 millones",
        "Bs 1,90",
        "| 15 |",
        "2016",
        "municipio de Potosí",
    ):
        assert figure in said
    assert "aporte que una persona participante escribió" in said


def test_the_matrix_is_full_and_mostly_sourced(course):
    entries = course["entries"]
    states = [entry["state"] for entry in entries]
    assert len(entries) >= 40
    assert states.count("accepted") >= 31 and states.count("proposed") >= 7
    assert (states.count("merged"), states.count("declined")) == (1, 2)
    assert sum(bool(entry.get("sources")) for entry in entries) >= 0.8 * len(entries)
    assert sum(len(entry.get("sources", [])) > 1 for entry in entries) >= 10
    assert course["matrix"]["title"] == "Matriz de actores"
    assert [len(column["path"]) for column in course["columns"]] == [2, 2, 1, 1]
    assert len({entry["text"] for entry in entries}) == len(entries)


def test_the_consultation_is_small_and_next_door(course):
    story = read("consultation")
    assert story["space"]["timezone"] == "America/Lima"
    assert [len(story[name]) for name in ("actors", "forums", "posts", "entries")] == [
        3,
        1,
        7,
        6,
    ]
    assert {len(row["path"]) for row in story["rows"]} == {2}
    assert any("actor" not in row for row in story["rows"])
    both = {person["email"]: person["name"] for person in course["people"] + story["people"]}
    assert len(both) < len(course["people"]) + len(story["people"])
    assert all(both[person["email"]] == person["name"] for person in course["people"])


def plain(words):
    return words.replace("\u00a0", " ")
