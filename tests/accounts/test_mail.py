"""Letters: files where there is no mail server, SMTP where there is; none of it undoes what was written."""

import socketserver
import threading

import pytest

from forum import mail
from forum.config import SettingsError, settings_from
from forum.models import User
from tests.letters import letters, parsed
from tests.world import PASSWORD

NEW = "otras tres palabras"


def test_without_a_mail_server_letters_are_files_and_the_log_says_so(world, caplog):
    world.client().post("/password/reset", data={"email": "nelida@tinkuy.example"})
    (letter,) = parsed(world.app)
    assert letter["To"] == "nelida@tinkuy.example" and letter["Subject"] == "Contraseña nueva para Tinkuy"
    assert letter["Auto-Submitted"] == "auto-generated" and letter["Date"] and letter["Message-ID"]
    assert "TINKUY_MAIL_URL" in caplog.text and ".eml" in caplog.text


def test_a_letter_may_have_two_faces(app):
    with app.app_context():
        mail.send("a@ejemplo.org", "Dos\ncaras", "Hola", "<p>Hola</p>")
    (letter,) = parsed(app)
    assert letter["Subject"] == "Dos caras"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]


def test_with_a_mail_server_letters_go_to_it(world_with, post_office):
    url = f"smtp://127.0.0.1:{post_office.server_address[1]}"
    world = world_with(MAIL_URL=url)
    world.client().post("/password/reset", data={"email": "nelida@tinkuy.example"})
    assert post_office.received == [("nelida@tinkuy.example", True)]
    assert letters(world.app) == []


def test_a_mail_server_that_is_away_undoes_nothing(world_with, caplog):
    world = world_with(MAIL_URL="smtp://127.0.0.1:9")
    done = world.client("nelida").put("/account/password", data={"old": PASSWORD, "password": NEW})
    assert done.status_code == 303
    assert world.client().post("/login", data={"email": "nelida@tinkuy.example", "password": NEW}).status_code == 303
    assert "Connection refused" in caplog.text


def test_what_failed_sends_no_letter(world):
    client = world.client("nelida")
    client.put("/account/password", data={"old": "no es esta", "password": NEW})
    client.put("/account/password", data={"old": PASSWORD, "password": "corta"})
    assert letters(world.app) == []
    assert world.get(User, world.user.nelida).name == "Nélida Quispe"


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example:25", "smtp://mail.example:puerto"])
def test_a_mail_server_that_cannot_be_one_stops_the_start(url):
    environ = {"TINKUY_SECRET_KEY": "a-secret-for-tests-that-nobody-guesses-0123456789", "TINKUY_MAIL_URL": url}
    with pytest.raises(SettingsError, match="TINKUY_MAIL_URL"):
        settings_from(environ)
    settings_from(environ | {"TINKUY_MAIL_URL": "smtp://user:pa%20ss@mail.example:587"})


class Clerk(socketserver.StreamRequestHandler):
    """As much SMTP as a client without log-in needs."""

    def handle(self):
        self.say("220 oficina")
        to, words = "", []
        while line := self.rfile.readline().decode().rstrip("\r\n"):
            verb = line[:4].upper()
            if verb == "DATA":
                self.say("354 adelante")
                while (told := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                    words.append(told)
                self.server.received.append((to, any("/password/reset/" in told for told in words)))
            elif verb == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            elif verb == "QUIT":
                self.say("221 adiós")
                return
            self.say("250 bien")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def post_office():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clerk) as server:
        server.received = []
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
