"""Mail that comes in: answers become posts, letters that came back put a person's mail on hold."""

import hashlib
import imaplib
import logging
import ssl
from email import policy
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from urllib.parse import unquote, urlsplit

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from .. import tokens
from ..actions import forums
from ..actions.forums.posts import place_of_reply
from ..actions.forums.sending import sent_before
from ..actions.notifications import mailing
from ..errors import Forbidden, NotFound, TinkuyError
from ..extensions import db
from ..imports.mails import Mail, read_mail
from ..models import Letter, Post, User
from ..permissions import OPERATOR, fetch, standing

PATIENCE = 30  # seconds for the mailbox to answer
MOST = 50  # mails of one look
GIVEN_BACK = 100_000  # letters of what somebody wrote and was not published
log = logging.getLogger(__name__)


def take_in(content: bytes, to: str = "") -> str:
    """What became of a mail: `published`, `refused`, `returned` or `ignored`. The same mail again makes nothing new.

    `to` is the address it was delivered to, where the mail server says so.
    """
    try:
        mail = read_mail(content)
    except Exception:  # whatever was sent: another time it is the same
        log.exception("a mail could not be read")
        return "ignored"
    kind, numbers = addressed(mail, to)
    if kind == "bounce":
        return returned(mail, *numbers)
    if kind != "reply" or mail.is_automatic:
        return "ignored"
    user = db.session.get(User, numbers[0])
    if user is None:
        return "ignored"
    with force_locale(user.language):
        try:
            answer(user, numbers[1], mail)
        except NotFound:
            return refuse(user, mail, _("El aporte al que respondes ya no está, o ya no está abierto para ti."))
        except TinkuyError as error:
            sentences = [error.message, *error.fields.values()]
            return refuse(user, mail, " ".join(str(one) for one in sentences if one))
    return "published"


def addressed(mail: Mail, to: str):
    """(what for, its numbers) of the first address that we gave out; (None, ()) where none is ours."""
    before, _token, after = current_app.config["REPLY_ADDRESS"].lower().partition("{token}")
    for address in (to.strip().lower(), *mail.addresses):
        if not before or not address.startswith(before) or not address.endswith(after):
            continue
        token = address.removeprefix(before).removesuffix(after)
        for purpose, length in (("reply", 2), ("bounce", 1)):
            numbers = tokens.read(purpose, token)
            if numbers and len(numbers) == length:
                return purpose, numbers
    return None, ()


def answer(user, post_id, mail) -> Post:
    """The post that the mail is; it speaks for the person's usual actor."""
    if mail.sender != (user.email or ""):
        raise Forbidden(_("Llegó desde %(address)s, y tu cuenta tiene otro correo.", address=mail.sender))
    post = fetch(user, Post, post_id)
    token = f"mail {mail.message_id or hashlib.sha256(mail.words.encode()).hexdigest()}"
    member = standing(user, post).membership
    actor = member.actors[0].id if member and member.actors else None
    try:
        return forums.reply(user, post.thread, mail.words, parent=post, actor_id=actor, token=token)
    except TinkuyError:
        post = fetch(user, Post, post_id)
        sent = sent_before(user, token, place_of_reply(post.thread, post), mail.words)
        if sent is None:
            raise
        return sent  # the first time it was allowed


def refuse(user, mail, why) -> str:
    """Tell the person, once, with what they wrote: it is not lost. Nobody else is written to."""
    if not user.email:
        return "refused"
    host = urlsplit(current_app.config["BASE_URL"]).hostname
    digest = hashlib.sha256(f"{user.id} {mail.message_id} {mail.words}".encode()).hexdigest()[:32]
    letter = EmailMessage(policy=policy.SMTP)
    letter["Subject"] = " ".join(f"Re: {mail.subject}".split())[:180]
    letter["From"] = current_app.config["MAIL_FROM"]
    letter["To"] = user.email
    letter["Date"] = formatdate(localtime=True)
    letter["Message-ID"] = f"<r.{digest}@{host}>"
    if mail.message_id and parseaddr(mail.message_id)[1]:
        letter["In-Reply-To"] = letter["References"] = f"<{parseaddr(mail.message_id)[1]}>"
    letter["Auto-Submitted"] = "auto-replied"
    words = _(
        "Hola, %(name)s:\n\nTu respuesta por correo no se publicó. %(why)s\n\nEsto escribiste:\n\n%(words)s",
        name=user.name,
        why=why,
        words=mail.words[:GIVEN_BACK] or _("(sin palabras)"),
    )
    letter.set_content(words, cte="quoted-printable")
    content = letter.as_bytes().decode("ascii")
    mailing.write_to(OPERATOR, user, {"message_id": letter["Message-ID"], "content": content})
    return "refused"


def returned(mail, letter_id) -> str:
    """A report to the address that one letter was sent from: only who had the letter knows it."""
    letter = db.session.get(Letter, letter_id)
    if letter is None or mail.failure is None or not mail.failure.permanent:
        return "ignored"
    mailing.came_back(OPERATOR, letter, mail.failure.words)
    return "returned"


def look_into_mailbox() -> int:
    """Take in what lies unread in the mailbox of `TINKUY_IMAP_URL`; gives how many."""
    url = urlsplit(current_app.config["IMAP_URL"])
    if not url.hostname:
        return 0
    taken = 0
    with mailbox(url) as box:
        box.login(unquote(url.username or ""), unquote(url.password or ""))
        box.select(unquote(url.path.strip("/")) or "INBOX")
        _ok, found = box.uid("SEARCH", "UNSEEN")
        for number in found[0].split()[:MOST]:
            _ok, parts = box.uid("FETCH", number, "(BODY.PEEK[])")
            content = next((part[1] for part in parts if isinstance(part, tuple)), b"")
            try:
                take_in(content)
            except Exception:
                db.session.rollback()
                log.exception("a mail could not be taken in: it stays unread")
                continue
            box.uid("STORE", number, "+FLAGS", r"(\Seen)")
            taken += 1
    return taken


def mailbox(url):
    if url.scheme == "imap":
        return imaplib.IMAP4(url.hostname, url.port or 143, timeout=PATIENCE)
    return imaplib.IMAP4_SSL(url.hostname, url.port or 993, ssl_context=ssl.create_default_context(), timeout=PATIENCE)
