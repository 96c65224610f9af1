"""Letters of what is new: put into words for each person, and carried to the mail server."""

import html
import logging
import re
from datetime import timedelta
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from types import SimpleNamespace
from urllib.parse import quote, urlsplit

from flask import current_app
from flask_babel import force_locale, format_date, format_time, ngettext
from flask_babel import gettext as _

from .. import mail, text, tokens
from ..actions.notifications import mailing
from ..extensions import db
from ..imports.mails import ABOVE
from ..models import Letter
from ..models.base import now
from ..permissions import OPERATOR
from ..readings.notifications import KINDS, groups
from ..readings.notifications.due import is_any_due, people_due, untold
from ..readings.notifications.lists import OWN_WORDS, REASONED
from ..readings.notifications.rhythms import next_time, zone_of

LONGEST = 3000  # letters of a post; of a longer one its beginning, and the way to it
SINGLY = 10  # more notices than this, even at once, are one letter
PICTURE = re.compile(r'<img\b(?=[^>]*\balt="([^"]*)")?[^>]*>')
log = logging.getLogger(__name__)


def write_all():
    """Write the letters that are due: into the database, where they wait for `carry_all`."""
    while due := people_due():
        for user, preference in due:
            try:
                write_for(user, preference)
            except Exception:
                db.session.rollback()
                log.exception("the letter of person %s could not be written", user.id)
                mailing.write(OPERATOR, user, [], [], now() + timedelta(hours=1))
        db.session.rollback()


def write_for(user, preference):
    silent = preference.rhythm == "off" or preference.held_at is not None or not user.email
    after = next_time(preference, user.timezone, now())
    numbers, rows = ([], []) if silent else untold(user)
    with force_locale(user.language):
        letters = compose(user, preference, rows)
    mailing.write(OPERATOR, user, letters, numbers, None if silent else after)


def compose(user, preference, rows) -> list[dict]:
    """Nothing where there is nothing; else a letter a notice, or one of them all, the newest first."""
    if not rows:
        return []
    if preference.rhythm == "once" and len(rows) <= SINGLY:
        return [notice(user, row) for row in reversed(rows)]
    return [digest(user, rows)]


def notice(user, row) -> dict:
    """One notice: answers to one thread stand together in a mail program."""
    letter = EmailMessage(policy=policy.SMTP)
    of_post = row.post_id if row.kind in ("answer", "mention", "new", "news") else None
    message_id = _id("p", of_post, user.id) if of_post else _id("n", row.id, user.id)
    title = row.title or row.matrix or row.place or str(KINDS[row.kind])
    letter["Subject"] = _line(f"[{row.space}] {title}")
    speaker = row.author or (row.actor.name if row.actor else "")
    letter["From"] = _from(f"{speaker} · Tinkuy" if of_post and speaker else "Tinkuy")
    if of_post:
        if current_app.config["REPLY_ADDRESS"]:
            letter["Reply-To"] = reply_address("reply", user.id, row.post_id)
        thread = _id("t", row.thread_id, user.id)
        parent = _id("p", row.parent_id, user.id) if row.parent_id else thread
        letter["In-Reply-To"] = parent
        letter["References"] = thread if parent == thread else f"{thread} {parent}"
    letter["List-Id"] = f"{_line(row.space)} <{row.slug}.{_host()}>"
    page = mail.link(f"/notifications/{row.id}")
    words = {"groups": [_group(user, [row])], "one": True, "title": title, "lead": str(KINDS[row.kind]), "page": page}
    return _finished(letter, user, message_id, words)


def digest(user, rows) -> dict:
    letter = EmailMessage(policy=policy.SMTP)
    spaces = sorted({row.space for row in rows})
    title = _("Lo nuevo en %(space)s", space=spaces[0]) if len(spaces) == 1 else _("Lo nuevo en tus espacios")
    letter["Subject"] = _line(title)
    letter["From"] = _from("Tinkuy")
    letter["List-Id"] = f"Tinkuy <tinkuy.{_host()}>"
    lead = ngettext("%(num)d aviso sin leer.", "%(num)d avisos sin leer.", len(rows))
    found = [_group(user, group) for _key, group in groups(rows)]
    words = {"groups": found, "one": False, "title": title, "lead": lead, "page": mail.link("/notifications")}
    return _finished(letter, user, _id("d", user.id, rows[0].id), words)


def _finished(letter, user, message_id, words):
    off = mail.link(f"/mail/off/{tokens.sign('unsubscribe', user.id)}")
    letter["To"] = user.email
    letter["Date"] = formatdate(localtime=True)
    letter["Message-ID"] = message_id
    letter["Auto-Submitted"] = "auto-generated"
    letter["X-Auto-Response-Suppress"] = "All"
    letter["List-Unsubscribe"] = f"<{off}>"
    letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    by_mail = "Reply-To" in letter
    words |= {"off": off, "settings": mail.link("/follows"), "by_mail": by_mail, "line": ABOVE if by_mail else ""}
    words["language"] = user.language
    letter.set_content(_rendered("mail/letter.txt", words), cte="quoted-printable")
    letter.add_alternative(_rendered("mail/letter.xhtml", words), subtype="html", cte="quoted-printable")
    return {"message_id": message_id, "content": letter.as_bytes().decode("ascii")}


def _group(user, rows):
    first = rows[0]
    where, title = first.space, first.space
    if first.matrix_id is not None:
        title, address = first.matrix, f"/matrices/{first.matrix_id}"
    elif first.worktable_id is not None:
        title, address = first.worktable, f"/worktables/{first.worktable_id}"
        where = f"{first.worktable} · {first.space}"
    elif first.post_id is not None:
        title, address = first.title, f"/threads/{first.thread_id}"
        where = f"{_('Foro %(n)s', n=first.forum)} · {first.space}"
    else:
        address = f"/spaces/{first.slug}"
    return SimpleNamespace(
        title=title,
        where=where,
        url=mail.link(address),
        notices=[_notice(user, row) for row in rows],
    )


def _notice(user, row):
    who = None if row.kind in OWN_WORDS or row.entry_id is not None or row.post_id is None else row
    answered = who is not None
    return SimpleNamespace(
        kind=str(KINDS[row.kind]),
        author=who.author if who else "",
        actor=who.actor.name if who and who.actor else "",
        at=_moment(row.at, zone_of(user.timezone)),
        entry=_of_matrix(row),
        reason=row.reason if row.kind in ("declined", "undrawn", *REASONED) else "",
        text="" if row.entry_id is not None else _text(row),
        html="" if row.entry_id is not None else _html(row),
        url=mail.link(f"/notifications/{row.id}"),
        answer=mail.link(f"/posts/{row.post_id}/reply") if answered else "",
        mailto=_mailto(user, row) if answered and current_app.config["REPLY_ADDRESS"] else "",
    )


def _of_matrix(row):
    """What a notice about a matrix is about."""
    if row.entry_id is not None:
        return f"{row.place}: «{row.entry}»"
    if row.edition_id is not None:
        return ": ".join(part for part in (_("Edición %(n)s", n=row.edition), row.note) if part)
    return row.place


def _text(row):
    words = text.named(row.body or "", {}).strip()
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rpartition(" ")[0] + " …"


def _html(row):
    """What was rendered, with whole addresses and without pictures, which mail programs would ask the site for."""
    if len(row.body or "") > LONGEST:
        return f"<p>{html.escape(_text(row))}</p>"
    found = PICTURE.sub(lambda match: f"[{match[1] or _('imagen')}]", row.html or "")
    return re.sub(r'(href=")/', rf"\g<1>{current_app.config['BASE_URL']}/", found)


def _mailto(user, row):
    subject = quote(_line(f"Re: [{row.space}] {row.title}"))
    return f"mailto:{quote(reply_address('reply', user.id, row.post_id), safe='@+')}?subject={subject}"


def reply_address(purpose, *numbers) -> str:
    return current_app.config["REPLY_ADDRESS"].replace("{token}", tokens.sign(purpose, *numbers))


def _moment(at, zone):
    here = at.astimezone(zone)
    day = format_date(here.date(), _("EEEE d 'de' MMMM"))
    return _("%(day)s, %(time)s", day=day, time=format_time(here.time(), "H:mm", rebase=False))


def _rendered(name, words):
    return current_app.jinja_env.get_template(name).render(words)


def _id(kind, number, user):
    """The same for the same thing and person, whenever it is written; nobody else can make one."""
    return f"<{kind}.{tokens.sign(f'id-{kind}', number, user)}@{_host()}>"


def _host():
    return urlsplit(current_app.config["BASE_URL"]).hostname


def _from(name):
    return Address(_line(name), addr_spec=parseaddr(current_app.config["MAIL_FROM"])[1])


def _line(words):
    return " ".join(words.split())[:180]


def carry_all() -> int:
    """Carry what waits; gives how many letters were taken."""
    taken = 0
    with mail.Carrier() as carrier:
        while is_any_due() and (letter := mailing.take_up(OPERATOR)) is not None:
            taken += carry(carrier, letter)
    return taken


def carry(carrier, letter: Letter) -> bool:
    sender = parseaddr(current_app.config["MAIL_FROM"])[1]
    if current_app.config["REPLY_ADDRESS"]:
        sender = reply_address("bounce", letter.id)
    number, content, recipient = letter.id, letter.content.encode("ascii"), letter.recipient
    db.session.rollback()  # nothing is held while the mail server thinks
    try:
        carrier.hand_over(content, sender, recipient, lambda: mailing.begin(OPERATOR, db.session.get(Letter, number)))
    except mail.NotNow as error:
        mailing.put_off(OPERATOR, db.session.get(Letter, number), str(error))
        return False
    except mail.Refused as error:
        mailing.give_up(OPERATOR, db.session.get(Letter, number), str(error))
        return False
    except Exception:
        log.exception("letter %s may have been taken: it is not sent again", number)
        return False
    mailing.sent(OPERATOR, db.session.get(Letter, number))
    return True
