"""A digest for 500 people: telling them of a day's posts, writing their letters, handing these to a mail server."""

import smtplib
import socketserver
import threading
import time

from forum.actions import accounts, forums, spaces
from forum.extensions import db
from forum.jobs import letters, telling
from forum.models import Forum, Letter, MailPreference, Membership, Notification, Space, Thread, User
from forum.models.base import now
from forum.permissions import OPERATOR

from .site import site

PEOPLE, POSTS = 500, 20
WORDS = "Lo que nos frena ahora es otra cosa. El registro sanitario **cuesta lo mismo** para una planta grande. " * 6


def rows():
    with site() as (app, _folder), socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clerk) as office:
        office.daemon_threads, office.letters = True, 0
        threading.Thread(target=office.serve_forever, args=(0.05,), daemon=True).start()
        app.config["MAIL_URL"] = f"smtp://127.0.0.1:{office.server_address[1]}"
        app.config["REPLY_ADDRESS"] = "respuesta+{token}@bench.example"
        with app.app_context():
            story()
            out = measured()
        assert office.letters == PEOPLE, office.letters
        office.shutdown()
    return out


def story():
    """A space that tells everybody everything; a day's posts in it."""
    admin = accounts.register(OPERATOR, "a@bench.example", "Ana", "tres palabras juntas", is_admin=True)
    space = spaces.create(admin, "Banco", template="course")
    db.session.execute(db.update(Space).values(follow_level="all"))
    people = [User(email=f"p{number}@bench.example", name=f"Persona {number}") for number in range(PEOPLE)]
    db.session.add_all(people)
    db.session.flush()
    db.session.add_all(Membership(space_id=space.id, user_id=person.id, role="participant") for person in people)
    db.session.commit()
    forum = db.session.scalar(db.select(Forum).filter_by(number=2))
    thread = forums.open_thread(admin, forum, "Juntarnos para vender", WORDS)
    for _number in range(POSTS - 1):
        forums.reply(admin, db.session.get(Thread, thread.id), WORDS)


def measured():
    telling_time = timed(telling.tell_all)
    told = db.session.query(Notification).count()
    db.session.execute(db.update(MailPreference).values(next_at=now()))
    db.session.commit()
    writing_time = timed(letters.write_all)
    size = db.session.scalar(db.select(db.func.avg(db.func.length(Letter.content))))
    carrying_time = timed(letters.carry_all)
    assert told == PEOPLE * POSTS
    return [
        (
            f"telling {PEOPLE} people of {POSTS} posts",
            f"{telling_time:.1f} s ({told / telling_time:,.0f} notices/s)",
            "≤ 5 s",
        ),
        (
            f"writing the digest of {PEOPLE} people, {POSTS} posts each",
            f"{writing_time:.1f} s ({1000 * writing_time / PEOPLE:.0f} ms each, {size / 1000:.0f} kB)",
            "≤ 30 s",
        ),
        (f"handing {PEOPLE} letters to a mail server", f"{carrying_time:.1f} s", "≤ 30 s"),
    ]


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Clerk(socketserver.StreamRequestHandler):
    """A mail server on this machine that takes everything and keeps nothing."""

    def handle(self):
        self.say("220")
        while line := self.rfile.readline().strip().upper():
            if line == b"DATA":
                self.say("354")
                while self.rfile.readline() != smtplib.bCRLF.join([b".", b""]):
                    pass
                self.server.letters += 1
            self.say("221" if line == b"QUIT" else "250")
            if line == b"QUIT":
                return

    def say(self, code):
        self.wfile.write(f"{code} ok\r\n".encode())
