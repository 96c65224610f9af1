"""Feeds and calendars: of public spaces for anybody, else at a personal address that can be changed."""

import re
from datetime import UTC, date, datetime

from lxml import etree

from forum.models import Forum, Space
from forum.text import mention

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_a_feed_has_the_last_posts_with_whole_addresses(world, story):
    story.change(Space, world.space, visibility="public")
    post = story.reply("julian", f"Con {mention('actor', world.actor.ong, 'ONG')} y todo.")
    answer = world.client().get(f"/threads/{world.thread}/feed")
    assert answer.mimetype == "application/atom+xml"
    feed = etree.fromstring(answer.data)
    assert feed.findtext("a:title", namespaces=ATOM) == "Juntarnos para vender · Compras públicas"
    first = feed.find("a:entry", ATOM)
    assert first.findtext("a:id", namespaces=ATOM).endswith(f"/posts/{post}")
    assert first.findtext("a:author/a:name", namespaces=ATOM) == "Julián Barrientos · ONG"
    assert 'href="http://127.0.0.1:8000/actors/' in first.findtext("a:content", namespaces=ATOM)
    assert len(feed.findall("a:entry", ATOM)) == 4
    known = {"If-None-Match": answer.headers["ETag"]}
    assert world.client().get(f"/threads/{world.thread}/feed", headers=known).status_code == 304
    story.change(Forum, world.forum, anonymous=True)
    assert "Julián" not in world.client().get(f"/forums/{world.forum}/feed").text


def test_a_personal_address_needs_no_log_in_and_can_be_changed(world):
    client, stranger = world.client("nelida"), world.client()
    page = client.get(f"/threads/{world.thread}/follow").text
    path = re.search(r"http://127.0.0.1:8000(/threads/\S+?\?key=[a-z0-9.]+)", page)[1]
    assert stranger.get(path.partition("?")[0]).status_code == 404
    assert "Solos nadie llega" in stranger.get(path).text
    assert stranger.get(path[:-1] + ("a" if path[-1] != "a" else "b")).status_code == 404
    assert stranger.get(path.replace("/feed", "")).status_code == 404  # it opens the feed and nothing else
    client.post("/follows/feeds")
    assert stranger.get(path).status_code == 404
    assert world.client("pedro").get(path).status_code == 404


def test_a_calendar_has_the_dates_of_the_space(world, story):
    title = "Foro largo, con comas; y una ñ " * 4
    story.change(Space, world.space, opens_on=date(2026, 11, 3))
    story.change(Forum, world.forum, title=title, due_at=datetime(2026, 11, 20, 3, 59, tzinfo=UTC), opens_at=None)
    answer = world.client("nelida").get("/spaces/compras/calendar.ics")
    assert answer.mimetype == "text/calendar"
    lines = answer.data.split(b"\r\n")
    assert max(map(len, lines)) <= 75 and b"DTSTART;VALUE=DATE:20261103" in lines
    unfolded = answer.data.replace(b"\r\n ", b"").decode()
    assert "DTSTART:20261120T035900Z" in unfolded and "Foro largo\\, con comas\\; y una ñ" in unfolded
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 3
    assert world.client("pedro").get("/spaces/compras/calendar.ics").status_code == 404
