"""Help is there for each kind of person, in both languages, for who is logged in and who is not."""

import pytest

from forum.blueprints.help import TOPICS


@pytest.mark.parametrize("topic", TOPICS)
def test_each_kind_of_person_finds_their_page_in_both_languages(world, topic):
    spanish = world.client().get(f"/help/{topic}")
    client = world.client()
    client.post("/language", data={"language": "en"})
    english = client.get(f"/help/{topic}")
    assert spanish.status_code == english.status_code == 200
    heading = spanish.text.split("<h1>")[1].split("</h1>")[0]
    assert heading and heading not in english.text


def test_every_page_leads_to_help_and_help_to_every_topic(world):
    assert 'href="/help"' in world.client().get("/login").text
    index = world.client("nelida").get("/help").text
    assert all(f'href="/help/{topic}"' in index for topic in TOPICS)


def test_there_is_no_help_on_anything_else(world):
    assert world.client().get("/help/../secret").status_code == 404
    assert world.client().get("/help/nada").status_code == 404
