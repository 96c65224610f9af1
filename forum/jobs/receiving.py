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
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from .. import storage, tokens
from ..actions import forums
from ..actions.forums.attachments import MOST as MOST_FILES
from ..actions.forums.posts import place_of_reply
from ..actions.forums.sending import sent_before
from ..actions.notifications import mailing
from ..errors import Forbidden, NotFound, TinkuyError, TooMany
from ..extensions import db
from ..imports import attached
from ..imports.mails import Mail, read_mail
from ..models import Letter, Post, User
from ..permissions import OPERATOR, fetch, require, standing

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
            left_out = answer(user, numbers[1], mail)
        except NotFound:
            return refuse(user, mail, _("El aporte al que respondes ya no está, o ya no está abierto para ti."))
        except TinkuyError as error:
            return refuse(user, mail, sentence(error))
        if left_out:
            tell_left_out(user, mail, left_out)
    return "published"


def sentence(error) -> str:
    return " ".join(str(one) for one in (error.message, *error.fields.values()) if one)


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


def answer(user, post_id, mail) -> list[str]:
    """Publish what the mail says, for the person's usual actor; gives why files of it were left out."""
    if mail.sender != (user.email or ""):
        raise Forbidden(_("Llegó desde %(address)s, y tu cuenta tiene otro correo.", address=mail.sender))
    post = fetch(user, Post, post_id)
    token = f"mail {mail.message_id or hashlib.sha256(mail.words.encode()).hexdigest()}"
    if sent_before(user, token, place_of_reply(post.thread, post), mail.words) is not None:
        return []  # the first time it was allowed, and its author told what was left out
    check_hour(user, f"{post_id} {token}")
    require(user, "post.create", post.thread)
    files, left_out = take_files(user, post, mail)
    post = fetch(user, Post, post_id)
    member = standing(user, post).membership
    actor = member.actors[0].id if member and member.actors else None
    forums.reply(user, post.thread, mail.words, parent=post, actor_id=actor, token=token, attachments=files)
    return left_out


def check_hour(user, token):
    """Each mail counts, published or not, so that a machine that nobody knows for one is held up."""
    most = current_app.config["MAIL_ANSWERS"]
    if not current_app.config["RATELIMIT_ENABLED"]:
        return
    digest = hashlib.sha256(f"{user.id} {token}".encode()).hexdigest()
    if not mailing.is_taken(OPERATOR, user, digest, most):
        raise TooMany(
            ngettext(
                "Por correo se publica como mucho %(num)d respuesta por hora. Vuelve a mandarla más tarde, o escribe "
                "en el sitio.",
                "Por correo se publican como mucho %(num)d respuestas por hora. Vuelve a mandarla más tarde, o escribe "
                "en el sitio.",
                most,
            )
        )


def take_files(user, post, mail) -> tuple[list[int], list[str]]:
    """The numbers of those that are attached, by the limits of the site; and why the others are not."""
    most, quota = current_app.config["ATTACHMENT_MB"] * 1024 * 1024, current_app.config["SPACE_QUOTA_MB"]
    taken, left_out = [], []
    if mail.is_cut:
        left_out.append(_("El correo pesa demasiado: sus archivos no se leyeron."))
    for name, data in mail.files[:MOST_FILES]:
        try:
            file = attached.read(data[: most + 1], name, most)
            thumbnail = storage.put(file.thumbnail) if file.thumbnail else None
            forum = fetch(user, Post, post.id).thread.forum
            taken.append(forums.attach(user, forum, file, storage.put(file.data), thumbnail, quota).id)
        except TinkuyError as error:
            left_out.append(sentence(error))
    for name, _data in mail.files[MOST_FILES:]:
        left_out.append(_("«%(file)s» ya no cabe: un aporte lleva como mucho %(n)s archivos.", file=name, n=MOST_FILES))
    return taken, left_out


def refuse(user, mail, why) -> str:
    """Tell the person, once, with what they wrote: it is not lost. Nobody else is written to."""
    words = _(
        "Hola, %(name)s:\n\nTu respuesta por correo no se publicó. %(why)s\n\nEsto escribiste:\n\n%(words)s",
        name=user.name,
        why=why,
        words=mail.words[:GIVEN_BACK] or _("(sin palabras)"),
    )
    write_back(user, mail, words)
    return "refused"


def tell_left_out(user, mail, left_out):
    words = _(
        "Hola, %(name)s:\n\nTu respuesta por correo se publicó, sin estos archivos:\n\n%(why)s",
        name=user.name,
        why="\n".join(f"- {one}" for one in left_out),
    )
    write_back(user, mail, words)


def write_back(user, mail, words):
    if not user.email:
        return
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
    letter.set_content(words, cte="quoted-printable")
    content = letter.as_bytes().decode("ascii")
    mailing.write_to(OPERATOR, user, {"message_id": letter["Message-ID"], "content": content})


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
