"""Letters of what is new: what is in them, when they come, once each, and how to be rid of them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from forum.actions import forums
from forum.actions.moderation import relocating
from forum.actions.notifications import mailing
from forum.extensions import db
from forum.jobs import letters as writing
from forum.models import Forum, Letter, MailPreference, Membership, Notification, Post, Space, User
from forum.models.base import now
from forum.permissions import OPERATOR
from forum.readings.notifications.due import untold
from forum.readings.notifications.rhythms import next_time

NELIDA = "nelida@tinkuy.example"


def faces(letter):
    return [part.get_content() for part in letter.iter_parts()]


def test_a_letter_for_each_answer_stands_in_its_thread(world, story, office):
    story.mail("nelida", "once")
    first = story.reply("wilfredo", "El municipio puede **pagar** en treinta días.", world.post.opening)
    second = story.reply("teresa", "Y el laboratorio analiza.", world.post.opening)
    assert story.round(due=False) == 2
    one, other = office.letters(NELIDA)
    plain, html = faces(one)
    assert one["Subject"] == other["Subject"] == "[Compras públicas] Juntarnos para vender"
    assert "Wilfredo Ancasi" in one["From"] and "**pagar**" in plain and "<strong>pagar</strong>" in html
    assert "Municipio" in plain and f"https://tinkuy.example/posts/{first}/reply" in plain
    assert [part.get_content_type() for part in one.iter_parts()] == ["text/plain", "text/html"]
    assert one["Auto-Submitted"] == "auto-generated"
    thread = one["References"].split()[0]
    assert thread == other["References"].split()[0] and one["Message-ID"] != other["Message-ID"]
    assert re.fullmatch(r"respuesta\+[a-z0-9.]+@tinkuy\.example", one["Reply-To"])
    assert len(one["Reply-To"].partition("@")[0]) <= 64
    assert re.fullmatch(r"respuesta\+[a-z0-9.]+@tinkuy\.example", one.sender) and one.sender != other.sender
    deeper = story.reply("nelida", "Gracias.", first)
    story.mail("wilfredo", "once")
    story.round(due=False)
    (to_wilfredo,) = office.letters("wilfredo@tinkuy.example")
    assert deeper and to_wilfredo["In-Reply-To"].startswith("<p.")
    assert story.round() == 0 and len(office.received) == 3
    assert second


def test_a_digest_is_grouped_by_thread_newest_first_and_nothing_where_there_is_nothing(world, story, office):
    story.mail("nelida", "daily")
    story.follow("nelida", Space, world.space, "all")
    thread = story.do(forums.open_thread, "julian", (Forum, world.forum), "Otro hilo", "Con otras palabras.")
    old = [story.reply("wilfredo", f"Respuesta {n}.", world.post.opening) for n in range(2)]
    assert story.round(due=False) == 0  # it is not her hour yet
    assert story.round() == 1
    (letter,) = office.letters(NELIDA)
    plain, html = faces(letter)
    assert letter["Subject"] == "Lo nuevo en Compras públicas"
    for face in (plain, html):
        order = [face.index(words) for words in ("Juntarnos para vender", "Respuesta 1.", "Respuesta 0.", "Otro hilo")]
        assert order == sorted(order) and "Con otras palabras." in face
        assert f"https://tinkuy.example/posts/{old[0]}/reply" in face
    assert thread and "http://127" not in html and 'href="/' not in html
    assert story.round() == 0
    story.mail("julian", "weekly")
    assert story.round() == 0


def test_what_was_read_hidden_or_closed_meanwhile_is_in_no_letter(world, story, office):
    story.mail("nelida", "daily")
    story.mail("olga", "daily")
    story.follow("olga", Space, world.space, "all")
    hidden = story.reply("wilfredo", "Se oculta antes.", world.post.opening)
    moved = story.reply("teresa", "Cambia de hilo.", world.post.opening)
    read = story.reply("julian", "Ya se leyó.", world.post.opening)
    story.tell()
    story.do(forums.hide, "elena", (Post, hidden), "fuera de tema")
    world.client("nelida").post(f"/threads/{world.thread}/reading", data={"seen": read})
    story.do(relocating.split, "elena", (Post, moved), "El otro hilo")
    story.change(Membership, world.membership.olga, left_at=now())
    story.round()
    (letter,) = office.letters(NELIDA)
    assert office.letters("olga@tinkuy.example") == []
    plain, _html = faces(letter)
    assert "Cambia de hilo." in plain and "El otro hilo" in plain
    assert "Se oculta antes." not in plain and "Ya se leyó." not in plain and "Juntarnos para vender" not in plain
    assert story.round() == 0


def test_one_click_ends_the_letters_without_logging_in(world, story, office):
    story.mail("nelida", "once")
    story.reply("wilfredo", "Te respondo.", world.post.opening)
    story.round()
    (letter,) = office.letters(NELIDA)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = letter["List-Unsubscribe"].strip("<>").removeprefix("https://tinkuy.example")
    world.app.config["WTF_CSRF_ENABLED"] = True
    stranger = world.client()
    assert "dejará de mandarte" in stranger.get(path).text
    assert stranger.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    story.reply("wilfredo", "Otra vez.", world.post.opening)
    assert story.round() == 0
    world.app.config["WTF_CSRF_ENABLED"] = False
    for wrong in (path[:-1] + ("a" if path[-1] != "a" else "b"), "/mail/off/1.abc", "/mail/off/"):
        assert stranger.post(wrong).status_code == 404
    assert "resumen al día" in stranger.post(path, data={"again": "1"}).text
    story.reply("wilfredo", "Y otra.", world.post.opening)
    assert story.round() == 1


def test_a_mail_server_that_is_away_loses_nothing_and_none_is_sent_twice(world, story, office, caplog):
    story.mail("nelida", "once")
    story.reply("wilfredo", "Te respondo.", world.post.opening)
    url, world.app.config["MAIL_URL"] = world.app.config["MAIL_URL"], "smtp://127.0.0.1:9"
    assert story.round() == 0 and story.letters() == [("waiting", 1)]
    world.app.config["MAIL_URL"] = url
    assert story.round() == 0  # a minute has to pass
    story.letters(next_at=now())
    office.refusals[NELIDA] = "451 más tarde"
    assert story.round() == 0 and story.letters(next_at=now()) == [("waiting", 2)]
    office.refusals.clear()
    office.hangs_up = True  # it has the letter, and says so to nobody
    assert story.round() == 0 and story.letters(next_at=now()) == [("sending", 3)]
    office.hangs_up = False
    assert story.round() == 0 and len(office.received) == 1
    assert "not sent again" in caplog.text


def test_who_breaks_off_between_two_steps_is_followed_by_another(world, story, office, monkeypatch):
    story.mail("nelida", "once")
    story.reply("wilfredo", "Te respondo.", world.post.opening)

    def killed(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("forum.mail.Carrier.hand_over", killed)
        with pytest.raises(KeyboardInterrupt):
            story.round()
    assert story.letters() == [("waiting", 1)] and story.round() == 0  # taken up by who broke off
    story.letters(next_at=now())
    assert story.round() == 1 and len(office.letters(NELIDA)) == 1


def test_an_address_that_is_refused_is_held_until_its_person_looks(world, story, office):
    story.mail("nelida", "once")
    office.refusals[NELIDA] = "550 aquí no vive"
    story.reply("wilfredo", "Te respondo.", world.post.opening)
    assert story.round() == 0 and story.letters() == [("failed", 1)]
    page = world.client("nelida").get("/follows").text
    assert "Tus correos están detenidos." in page and "550 aquí no vive" in page
    assert "Tus correos están detenidos." in world.client("nelida").get("/notifications").text
    office.refusals.clear()
    story.reply("wilfredo", "Otra vez.", world.post.opening)
    assert story.round() == 0 and office.received == []
    story.mail("nelida", "once")
    assert "detenidos" not in world.client("nelida").get("/follows").text
    assert story.round() == 1  # what waited meanwhile


def test_the_hour_is_the_persons_own(app):
    at = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)  # Friday, 8:30 in La Paz, 7:30 in Lima
    daily = MailPreference(rhythm="daily", hour=8, weekday=0)
    assert next_time(daily, "America/La_Paz", at) == datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert next_time(daily, "America/Lima", at) == datetime(2026, 11, 20, 13, tzinfo=UTC)
    weekly = MailPreference(rhythm="weekly", hour=8, weekday=4)
    assert next_time(weekly, "America/Lima", at) == datetime(2026, 11, 20, 13, tzinfo=UTC)
    with app.app_context():
        assert next_time(weekly, None, at) == datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert next_time(MailPreference(rhythm="off", hour=8, weekday=0), None, at) is None


def test_without_names_a_letter_names_the_actor(world, story, office):
    story.change(Forum, world.forum, anonymous=True)
    story.mail("nelida", "once")
    story.reply("wilfredo", "Sin mi nombre.", world.post.opening)
    story.round()
    (letter,) = office.letters(NELIDA)
    assert "Wilfredo" not in bytes(letter).decode() + "".join(faces(letter))
    assert "Municipio" in letter["From"] and "Municipio" in faces(letter)[0]


def test_a_letter_that_cannot_be_written_holds_up_nobody_else(world, story, office, monkeypatch, caplog):
    for name in ("nelida", "wilfredo"):
        story.mail(name, "once")
    story.reply("teresa", "A ella.", world.post.opening)
    story.reply("teresa", "A él.", world.post.answer)
    compose = writing.compose

    def broken(user, *rest):
        if user.id == world.user.nelida:
            raise RuntimeError("no se puede")
        return compose(user, *rest)

    monkeypatch.setattr(writing, "compose", broken)
    assert story.round() == 1 and "no se puede" in caplog.text
    monkeypatch.undo()
    assert story.round() == 1
    with world.app.app_context():
        later = db.session.get(MailPreference, world.user.nelida).next_at
    assert later is None or later <= now() + timedelta(hours=1)


def test_two_who_write_at_a_time_write_one_letter(world, story, office):
    story.mail("nelida", "daily")
    story.reply("wilfredo", "Te respondo.", world.post.opening)
    story.tell()
    with world.app.app_context():
        user = db.session.get(User, world.user.nelida)
        preference = db.session.get(MailPreference, user.id)
        first = untold(user)
        late = writing.compose(user, preference, first[1])
        writing.write_for(user, preference)
        late[0]["message_id"] = "<otro@tinkuy.example>"  # as where another answer came in between
        mailing.write(OPERATOR, user, late, first[0], now())
    assert story.round() == 1 and len(office.letters(NELIDA)) == 1


def test_what_is_long_over_is_cleared(world, story, office):
    story.mail("nelida", "once")
    story.reply("wilfredo", "Te respondo.", world.post.opening)
    story.round()
    world.client("nelida").post("/notifications/reading")
    with world.app.app_context():
        mailing.clear(OPERATOR)
        assert db.session.query(Letter).count() == db.session.query(Notification).count() == 1
        long_ago = now() - timedelta(days=90)
        db.session.execute(db.update(Letter).values(created_at=long_ago))
        db.session.execute(db.update(Notification).values(read_at=long_ago))
        db.session.commit()
        mailing.clear(OPERATOR)
        assert db.session.query(Letter).count() == db.session.query(Notification).count() == 0
