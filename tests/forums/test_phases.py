"""Until when a forum is open, as briefly as people say it; the exact moment is behind it."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from forum.extensions import db
from forum.models import Forum, Post
from forum.models.base import now

LA_PAZ = ZoneInfo("America/La_Paz")


def phase(world, **moments):
    """(what the forum's page says about its time, the exact moment behind it), where it opens and closes then."""
    with world.app.app_context():
        forum = db.session.get(Forum, world.forum)
        for field, moment in moments.items():
            setattr(forum, field, moment)
        db.session.commit()
    page = world.client("nelida").get(f"/forums/{world.forum}").text
    title, words = re.search(r'<span class="phase"(?: title="([^"]*)")?>([^<]*)</span>', page).groups()
    return words, title


def in_this_year():
    """A moment of this year that is not now, at 23:59."""
    today = datetime.now(LA_PAZ)
    return today.replace(hour=23, minute=59) + timedelta(days=1 if today.month < 12 or today.day < 30 else 0)


@pytest.mark.parametrize(
    ("fields", "beginning"),
    [({"closes_at"}, "Abierto hasta el "), ({"opens_at"}, "Abre el ")],
)
def test_a_day_of_this_year_is_told_without_the_year(world, fields, beginning):
    moment = in_this_year()
    words, title = phase(
        world, **({"opens_at": None, "closes_at": None} | dict.fromkeys(fields, moment.astimezone(UTC)))
    )
    assert words.startswith(beginning) and words.endswith(", 23:59")
    assert str(moment.year) not in words and f" {moment.day} de " in words
    assert title.endswith(f" de {moment.year}, 23:59")


def test_a_day_of_another_year_is_told_with_it(world):
    moment = now() + timedelta(days=400)
    words, title = phase(world, closes_at=moment)
    year = str(moment.astimezone(LA_PAZ).year)
    assert f" de {year}, " in words and year in title


def test_a_closed_forum_tells_the_day_and_one_without_end_no_day(world):
    words, title = phase(world, closes_at=now() - timedelta(days=3))
    assert words.startswith("Cerrado el ") and ":" not in words and ":" in title
    assert phase(world, closes_at=None) == ("Abierto", None)


def test_a_list_tells_it_in_one_line(world):
    def listed(**moments):
        phase(world, **moments)
        page = world.client("nelida").get("/spaces/compras/forums").text
        return re.search(r'<span class="phase"[^>]*>([^<]*)</span>', page)[1]

    soon = datetime.now(LA_PAZ) + timedelta(days=3)
    assert re.fullmatch(rf"Abierto hasta el [a-zé]+ {soon.day}", listed(closes_at=soon.astimezone(UTC)))
    later = listed(closes_at=None, opens_at=soon.astimezone(UTC))
    assert re.fullmatch(rf"Abre el [a-zé]+ {soon.day}, {soon:%-H:%M}", later)
    past = datetime.now(LA_PAZ) - timedelta(days=20)
    assert re.match(rf"Cerrado el {past.day} de [a-z]+", listed(opens_at=None, closes_at=past.astimezone(UTC)))


def test_what_is_written_after_the_due_date_says_so(world):
    with world.app.app_context():
        forum = db.session.get(Forum, world.forum)
        forum.due_at = now() - timedelta(minutes=5)
        db.session.get(Post, world.post.opening).created_at = now() - timedelta(minutes=10)
        db.session.commit()
    articles = re.findall(r"<article.*?</article>", world.client("julian").get(f"/threads/{world.thread}").text, re.S)
    assert ["después de la entrega" in article for article in articles] == [False, True, True]
