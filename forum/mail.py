"""Letters: by SMTP where `TINKUY_MAIL_URL` says so, else as files anybody can open in a mail program."""

import logging
import secrets
import smtplib
import ssl
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import formatdate, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app
from flask_babel import gettext as _

from .errors import Invalid

log = logging.getLogger(__name__)

LONGEST = 254  # characters of an e-mail address
PATIENCE = 20  # seconds for the mail server's answer
HERE = ("localhost", "127.0.0.1", "::1")


def link(path: str) -> str:
    """The whole address of a page of this site, for letters."""
    return current_app.config["BASE_URL"] + path


def normal_email(email: str) -> str:
    """Lower-case; `Invalid` for what cannot be an address."""
    email = email.strip().lower()
    local, _at, domain = email.partition("@")
    ends = domain.startswith(".") or domain.endswith(".") or ".." in domain
    odd = any(sign.isspace() or not sign.isprintable() or sign in "<>()[],;:\\\"'@" for sign in local + domain)
    if not local or "." not in domain or ends or odd or len(email) > LONGEST:
        raise Invalid(fields={"email": _("Escribe un correo como nombre@ejemplo.org.")})
    return email


def post(to: str, subject: str, text: str):
    """Hand a letter on, after the commit: a mail server may be slow or away, so the background work goes to it."""
    carry = current_app.extensions.get("letter_carrier", send) if current_app.config["MAIL_URL"] else send
    carry(to, subject, text)


def send(to: str, subject: str, text: str, html: str | None = None):
    """Send a letter now. Raises what the mail server answers."""
    letter = EmailMessage()
    letter["From"] = current_app.config["MAIL_FROM"]
    letter["To"] = to
    letter["Subject"] = " ".join(subject.split())
    letter["Date"] = formatdate(localtime=True)
    letter["Message-ID"] = make_msgid(domain=urlsplit(current_app.config["BASE_URL"]).hostname)
    letter["Auto-Submitted"] = "auto-generated"  # so that nobody's holiday notice answers it
    letter.set_content(text)
    if html is not None:
        letter.add_alternative(html, subtype="html")
    if current_app.config["MAIL_URL"]:
        server = server_at(urlsplit(current_app.config["MAIL_URL"]))
        with server:
            server.send_message(letter)
    else:
        to_file(current_app.config["INSTANCE"] / "mail", letter)


class Refused(Exception):
    """The mail server will never take this letter for this address."""


class NotNow(Exception):
    """The letter was not taken; another time it may be."""


class Carrier:
    """Takes whole letters to the mail server, one after the other, over one line; a context."""

    def __init__(self):
        self.server = None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.part()

    def hand_over(self, content: bytes, sender: str, recipient: str, about_to):
        """`about_to()` is called when all is ready and the letter itself goes next: where this ends after that with
        another error than `Refused` or `NotNow`, nobody knows whether it was taken."""
        if not current_app.config["MAIL_URL"]:
            about_to()
            to_file(current_app.config["INSTANCE"] / "mail", BytesParser(policy=policy.SMTP).parsebytes(content))
            return
        try:
            self.server = self.server or server_at(urlsplit(current_app.config["MAIL_URL"]))
            answered(self.server.mail(sender))
            answered(self.server.rcpt(recipient))
        except (Refused, NotNow):
            self.part()
            raise
        except (OSError, smtplib.SMTPException) as error:
            self.part()
            raise NotNow(str(error)) from error
        about_to()
        try:
            answered(self.server.data(content))
        except smtplib.SMTPDataError as error:  # it did not want to hear it
            self.part()
            answered((error.smtp_code, error.smtp_error))
        except BaseException:
            self.part()
            raise

    def part(self):
        server, self.server = self.server, None
        try:
            if server is not None:
                server.quit()
        except (OSError, smtplib.SMTPException):
            pass  # it has gone already


def answered(answer):
    """`Refused` for good (5…), `NotNow` for a while (4…)."""
    code, words = answer
    said = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
    if code >= 500:
        raise Refused(said)
    if code >= 400:
        raise NotNow(said)


def server_at(url):
    """The mail server, ready for letters: `smtp://user:password@host:587` (STARTTLS where offered), `smtps://…` for TLS
    from the start."""
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(url.hostname, url.port or 465, timeout=PATIENCE, context=context)
    else:
        server = smtplib.SMTP(url.hostname, url.port or 25, timeout=PATIENCE)
    try:
        server.ehlo()
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif url.scheme == "smtp" and url.username and url.hostname not in HERE:
            raise smtplib.SMTPNotSupportedError(f"{url.hostname} offers no TLS: the password was not sent to it")
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def to_file(folder: Path, letter):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{formatdate(usegmt=True)[5:25].replace(' ', '-').replace(':', '')}-{secrets.token_hex(3)}.eml"
    path.write_bytes(bytes(letter))
    log.warning("no mail server is set (TINKUY_MAIL_URL): a letter to %s lies in %s", letter["To"], path)
