"""Answering by mail: what was written becomes a post, once; what cannot is told once; machines get no answer."""

import email
import email.policy
import re
import socketserver
import threading
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest

from forum.actions import forums
from forum.config import SettingsError, settings_from
from forum.extensions import db
from forum.imports import mails
from forum.imports.mails import own_words, read_mail
from forum.jobs import receiving
from forum.jobs.receiving import look_into_mailbox, take_in
from forum.models import Attachment, Forum, MailAnswer, MailPreference, Post, Thread
from forum.models.base import now
from tests.realtime.test_sockets import Listener

NELIDA = "nelida@tinkuy.example"


@pytest.fixture
def letter(world, story, office):
    """The letter that tells Nélida of an answer."""
    story.mail("nelida", "once")
    story.reply("wilfredo", "El municipio puede pagar en treinta días.", world.post.opening)
    story.round()
    return office.letters(NELIDA)[-1]


def mail(letter, words, sender=NELIDA, subtype="plain", to=None, **heads):
    """A mail that answers the letter."""
    answer = email.message.EmailMessage(policy=email.policy.SMTP)
    answer["From"], answer["To"] = f"Nélida <{sender}>", to or letter["Reply-To"]
    answer["Subject"], answer["In-Reply-To"] = f"Re: {letter['Subject']}", letter["Message-ID"]
    answer["Message-ID"] = heads.pop("id", "<una@correo.example>")
    for name, value in heads.items():
        answer[name.replace("_", "-")] = value
    answer.set_content(words, subtype=subtype)
    return answer.as_bytes()


def receive(world, content, to=""):
    with world.app.app_context():
        return take_in(content, to)


def said_last(world):
    with world.app.app_context():
        post = db.session.scalar(db.select(Post).order_by(Post.id.desc()).limit(1))
        return post.author_id, post.parent_id, post.body, post.actor_id


def count(world):
    with world.app.app_context():
        return db.session.scalar(db.select(db.func.count(Post.id)))


def test_an_answer_is_published_below_what_it_answers_once(world, story, letter, office):
    answered = count(world)
    quoted = "\n".join(f"> {line}" for line in letter.get_body(("plain",)).get_content().splitlines())
    head = "El sáb, 21 nov 2026 a las 9:02, Wilfredo (<no-reply@tinkuy.example>)\nescribió:"
    words = f"Treinta días **es mucho**.\n\n{head}\n\n{quoted}\n"
    content = mail(letter, words)
    assert receive(world, content) == receive(world, content) == "published"
    assert said_last(world) == (world.user.nelida, answered, "Treinta días **es mucho**.", world.actor.productores)
    before = count(world)
    story.do(forums.lock, "elena", (Thread, world.thread))
    assert receive(world, content) == "published" and count(world) == before  # the same mail, late once more
    story.round()
    assert len(office.letters(NELIDA)) == 1  # nobody told her that it was not


def test_what_comes_on_standard_input_is_taken_in(world, letter, app):
    runner = app.test_cli_runner()
    result = runner.invoke(args=["mail", "receive"], input=mail(letter, "Por la línea de comandos."))
    assert (result.exit_code, result.output) == (0, "published\n")
    assert said_last(world)[2] == "Por la línea de comandos."
    stranger = mail(letter, "Con otra dirección.", to="lista@otra.example")
    assert runner.invoke(args=["mail", "receive"], input=stranger).output == "ignored\n"
    told = ["mail", "receive", "--to", letter["Reply-To"].upper()]
    assert (
        runner.invoke(args=told, input=mail(letter, "Reenviado.", to="otra@x.example", id="<b@x>")).output
        == "published\n"
    )


def test_what_cannot_be_published_is_told_once_to_its_author_alone(world, story, letter, office):
    story.do(forums.lock, "elena", (Thread, world.thread))
    content = mail(letter, "Llego tarde.")
    before = count(world)
    assert receive(world, content) == receive(world, content) == "refused"
    assert count(world) == before and story.round() == 1
    refusal = office.letters(NELIDA)[-1]
    assert "cerrado a nuevas respuestas" in refusal.get_content() and "Llego tarde." in refusal.get_content()
    assert refusal["In-Reply-To"] == "<una@correo.example>" and refusal["Auto-Submitted"] == "auto-replied"
    story.do(forums.unlock, "elena", (Thread, world.thread))
    other = mail(letter, "Con su enlace.", sender="otra@correo.example", id="<dos@x>")
    assert receive(world, other) == "refused" and story.round() == 1
    assert office.received[-1][1] == NELIDA and "otra@correo.example" in office.letters()[-1].get_content()
    for words, why in (("-- \nNélida", "Escribe tu aporte"), ("a" * 70_000, "caben"), ("corto", "al menos")):
        story.change(Forum, world.forum, min_words=5)
        assert receive(world, mail(letter, words, id=f"<{len(words)}@x>")) == "refused"
        story.round()
        assert why in office.letters(NELIDA)[-1].get_content()
    assert count(world) == before


def test_machines_are_not_answered(world, story, letter, office):
    own = bytes(letter)
    before = count(world)
    machines = [
        mail(letter, "Estoy de viaje.", Auto_Submitted="auto-replied"),
        mail(letter, "Estoy de viaje.", Precedence="bulk"),
        mail(letter, "Estoy de viaje.", Return_Path="<>"),
        mail(letter, "Estoy de viaje.", X_Autoreply="yes"),
        own,  # our own letter, come back round a loop
        b"",
        b"\xff\xfe nada",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(600)),
    ]
    assert {receive(world, content, letter["Reply-To"]) for content in machines} == {"ignored"}
    assert count(world) == before and story.round() == 0
    forged = letter["Reply-To"].replace("@", "x@")
    assert receive(world, mail(letter, "Con otra firma.", to=forged)) == "ignored"


def with_files(content, *files):
    message = email.message_from_bytes(content, policy=email.policy.SMTP)
    for data, kind, name, disposition in files:
        maintype, subtype = kind.split("/")
        message.add_attachment(data, maintype, subtype, filename=name, disposition=disposition)
        if disposition == "inline":
            list(message.iter_attachments())[-1]["Content-ID"] = "<adorno@x>"
    return message.as_bytes()


def attached_to_last(world):
    with world.app.app_context():
        post = db.session.scalar(db.select(Post).order_by(Post.id.desc()).limit(1))
        rows = db.session.scalars(db.select(Attachment).where(Attachment.post_id == post.id).order_by(Attachment.id))
        return [(row.name, row.media_type, row.size) for row in rows]


def test_files_of_an_answer_are_attached_and_what_is_not_is_told_once(world, story, letter, office, monkeypatch):
    files = [
        (b"pan;12\nqueso;30\n", "text/csv", "precios.csv", "attachment"),
        (b"\x7fELF nada bueno" + bytes(range(256)), "application/x-thing", "virus.exe", "attachment"),
        (b"\x89PNG chica", "image/png", "logo.png", "inline"),
        (b"firma", "application/pkcs7-signature", "smime.p7s", "attachment"),
    ]
    content = with_files(mail(letter, "Aquí van los precios."), *files)
    assert receive(world, content) == receive(world, content) == "published"
    assert said_last(world)[2] == "Aquí van los precios."
    assert attached_to_last(world) == [("precios.csv", "text/csv", 16)]
    story.round()
    told = office.letters(NELIDA)[1:]
    assert len(told) == 1 and "sin estos archivos" in told[0].get_content() and "virus.exe" in told[0].get_content()
    assert "logo" not in told[0].get_content() and told[0]["Auto-Submitted"] == "auto-replied"
    many = [(f"nota {n}".encode(), "text/plain", f"nota-{n}.txt", "attachment") for n in range(3)]
    monkeypatch.setattr(receiving, "MOST_FILES", 2)
    monkeypatch.setattr(mails, "LARGEST", 100_000)
    away = with_files(mail(letter, "Estoy de viaje.", id="<v@x>", Auto_Submitted="auto-replied"), *many)
    assert receive(world, away) == "ignored"
    assert receive(world, with_files(mail(letter, "Tres notas.", id="<m@x>"), *many)) == "published"
    story.round()
    assert len(attached_to_last(world)) == 2 and "nota-2.txt" in office.letters(NELIDA)[-1].get_content()
    huge = mail(letter, "Un video.", id="<h@x>") + b"\n" * 100_000
    assert receive(world, huge) == "published" and said_last(world)[2] == "Un video."
    story.round()
    assert "pesa demasiado" in office.letters(NELIDA)[-1].get_content()


def test_so_many_answers_an_hour_and_what_is_beyond_is_given_back(world, story, letter, office):
    world.app.config |= {"RATELIMIT_ENABLED": True, "MAIL_ANSWERS": 2}
    sent = [mail(letter, f"Respuesta {n}.", id=f"<{n}@x>") for n in range(3)]
    before = count(world)
    assert [receive(world, one) for one in sent] == ["published", "published", "refused"]
    assert receive(world, sent[2]) == "refused" and receive(world, sent[1]) == "published"
    story.round()
    assert count(world) == before + 2
    told = office.letters(NELIDA)[-1].get_content()
    assert "Respuesta 2." in told and "2 respuestas por hora" in told
    with world.app.app_context():
        db.session.execute(db.update(MailAnswer).values(created_at=now() - timedelta(hours=2)))
        db.session.commit()
    assert receive(world, mail(letter, "Respuesta 2.", id="<otra@x>")) == "published"


def report(letter, action="failed", status="5.1.1"):
    """What a mail server says of a letter that it could not deliver."""
    return (
        f"From: MAILER-DAEMON@correo.example\r\nTo: {letter.sender}\r\nSubject: Undelivered\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNo se pudo.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; correo.example\r\n\r\n"
        f"Final-Recipient: rfc822; {NELIDA}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status} esa casilla no existe\r\n\r\n--b--\r\n"
    ).encode()


def test_a_letter_that_came_back_puts_the_mail_on_hold(world, letter):
    def held():
        with world.app.app_context():
            return db.session.get(MailPreference, world.user.nelida).held_at is not None

    assert receive(world, report(letter, "delayed", "4.4.1")) == "ignored" and not held()
    forged = report(letter).replace(letter.sender.encode(), b"respuesta+1.aaaaaaaaaaaaaaaa@tinkuy.example")
    assert receive(world, forged) == "ignored" and not held()
    assert receive(world, report(letter)) == "returned" and held()
    assert "esa casilla no existe" in world.client("nelida").get("/notifications").text


def test_an_answer_by_mail_is_live_in_pages(world, letter, live):
    with closing(Listener(world, live, "julian")) as listener:
        listener.follow(f"forum:{world.forum}", 10_000)
        assert receive(world, mail(letter, "En vivo.")) == "published"
        assert listener.hear()["name"] == "post.created"


OLD = "> Solos nadie llega.\n>\n> Otra línea\n"
GMAIL = "El lun, 16 nov 2026 a las 9:02, T (<a@b.c>)\nescribió:\n"
OUTLOOK = "________________________________\nDe: T <a@b.c>\nEnviado: lunes 16\nPara: W\n\nSolos.\n"
LIST = "> lo que cito yo\n\nDe acuerdo.\n\n- uno\n- dos"
PLAIN = "De: la feria salió esto.\n\nEl lunes voy.\nOn y off."
BETWEEN = "> ¿Vienes?\n\nVoy.\n\n> ¿Con quién?\n\nSola."
CUT = {
    "Gmail": (f"Sí.\n\nY más.\n\n{GMAIL}\n{OLD}", "Sí.\n\nY más."),
    "Gmail, short": (f"Sí.\nEl lun., 16 de nov. de 2026 09:02, T <a@b.c> escribió:\n{OLD}", "Sí."),
    "Gmail, English": (f"Fine.\n\nOn Mon, Nov 16, 2026 at 9:02 AM T <a@b.c>\nwrote:\n\n{OLD}", "Fine."),
    "Outlook": (f"Sí.\n\n{OUTLOOK}", "Sí."),
    "Outlook, old": ("Sí.\n\nDe: T <a@b.c> \nEnviado el: lunes 16\nPara: W\nAsunto: x\n\nSolos.\n", "Sí."),
    "Outlook, English": ("Ok.\n\nFrom: T <a@b.c>\nSent: Monday\nTo: W\nSubject: x\n\nSolos.\n", "Ok."),
    "Outlook, older": ("Sí.\n\n-----Mensaje original-----\nSolos.\n", "Sí."),
    "iPhone": (f"Sí.\n\nEnviado desde mi iPhone\n\n> El 16 nov 2026, a las 9:02, T escribió:\n> \n{OLD}", "Sí."),
    "Thunderbird": (f"Sí.\n\nEl 16/11/26 a las 9:02, T escribió:\n{OLD}\n-- \nWilfredo\nAlcaldía\n", "Sí."),
    "our line": ("Sí.\n\n-- ▲ --\nEscribe tu respuesta encima\n\nSolos.\n", "Sí."),
    "a signature": ("Sí.\n\n-- \nWilfredo\n", "Sí."),
    "between the lines": (f"{GMAIL}{BETWEEN}\n> fin\n", BETWEEN),
    "own quotation": (f"{LIST}\n", LIST),
    "no letter at all": (PLAIN, PLAIN),
}


@pytest.mark.parametrize("client", CUT)
def test_what_mail_programs_put_below_is_cut_and_no_more(client):
    body, words = CUT[client]
    assert own_words(body) == own_words(body.replace("\n", "\r\n")) == words


RICH = {
    "Gmail": '<div dir="ltr">Sí.<div>Y más.</div></div><br><div class="gmail_quote">El lun escribió:<p>x</p></div>',
    "Outlook": "<html><head><style>p{}</style></head><body><p>Sí.</p><p>Y más.</p>"
    "<div id='divRplyFwdMsg'><b>De:</b> T</div><div>Solos.</div></body></html>",
    "Apple": "<body>Sí.<br>Y más.<br><blockquote type='cite'>Solos</blockquote></body>",
}


@pytest.mark.parametrize("client", RICH)
def test_a_mail_of_html_alone_is_read(client):
    message = email.message.EmailMessage()
    message["From"] = "a@b.example"
    message.set_content(RICH[client], subtype="html")
    assert re.sub(r"\n+", "\n", read_mail(bytes(message)).words) == "Sí.\nY más."


class Mailbox(socketserver.StreamRequestHandler):
    """As much IMAP as it takes to look for what is unread."""

    def handle(self):
        self.wfile.write(b"* OK casilla\r\n")
        while line := self.rfile.readline().decode().strip():
            tag, verb = line.split()[:2]
            mails = self.server.mails
            if line.split()[1:3] == ["UID", "SEARCH"]:
                self.wfile.write(f"* SEARCH {' '.join(map(str, mails))}\r\n".encode())
            elif line.split()[1:3] == ["UID", "FETCH"]:
                number = int(line.split()[3])
                head = f"* 1 FETCH (UID {number} BODY[] {{{len(mails[number])}}}\r\n"
                self.wfile.write(head.encode() + mails[number] + b")\r\n")
            elif line.split()[1:3] == ["UID", "STORE"]:
                mails.pop(int(line.split()[3]))
            elif verb == "CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            elif verb == "SELECT":
                self.wfile.write(b"* 1 EXISTS\r\n")
            self.wfile.write(f"{tag} OK hecho\r\n".encode())
            if verb == "LOGOUT":
                return


@contextmanager
def mailbox_with(*mails):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        server.daemon_threads, server.mails = True, dict(enumerate(mails, 1))
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def test_a_mailbox_is_emptied_of_what_is_unread(world, letter):
    with mailbox_with(mail(letter, "De la casilla."), b"nada", mail(letter, "Otra más.", id="<b@x>")) as server:
        world.app.config["IMAP_URL"] = f"imap://yo:clave@127.0.0.1:{server.server_address[1]}"
        with world.app.app_context():
            assert (look_into_mailbox(), look_into_mailbox()) == (3, 0)
        assert server.mails == {}
    assert said_last(world)[2] == "Otra más."


@pytest.mark.parametrize("address", ["respuesta@host", "respuesta+{token}", "r@{token}.host", "{token}+{token}@host"])
def test_an_address_without_a_place_for_the_token_stops_the_start(address):
    environ = {"TINKUY_SECRET_KEY": "a-secret-for-tests-that-nobody-guesses-0123456789"}
    with pytest.raises(SettingsError, match="TINKUY_REPLY_ADDRESS"):
        settings_from(environ | {"TINKUY_REPLY_ADDRESS": address})
    settings_from(environ | {"TINKUY_REPLY_ADDRESS": "respuesta+{token}@host"})
