"""Summaries of observations: publishing one, its papers, telling who observed, saying of one that it does not hold."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import func

from .. import events, exchange
from ..errors import Conflict, Invalid
from ..events import record
from ..extensions import db
from ..models import Summary, SummaryLetter, SummaryPaper, User, Worktable
from ..models.base import now
from ..readings import summaries as readings
from ..text.legible import legible
from . import action, letter
from .freezing import LONGEST_NOTE, clean_reason, keep_once, mark_withdrawn, wait_again


@action("summary.publish")
def publish(
    user: User,
    table: Worktable,
    documents: list[int],
    note: str = "",
    seq: int | None = None,
    moment: datetime | None = None,
) -> Summary:
    """Of these documents, the observations and answers as they are; with `seq`, the number of the working table's last
    event, `Conflict` where it has changed since. It says that it was published at `moment`: now, but in the
    demonstration."""
    note = legible(note)
    if len(note) > LONGEST_NOTE:
        raise Invalid(fields={"note": _("Usa como mucho %(n)s letras.", n=LONGEST_NOTE)})
    if seq is not None and seq != events.last(f"worktable:{table.id}"):
        raise Conflict(_("Algo cambió en la mesa mientras leías. Revisa otra vez lo que se va a fijar y publica."))
    shared, moment = readings.shared(table, documents), moment or now()
    if not shared:
        raise Invalid(fields={"documents": _("Elige al menos un documento.")})
    if not any(one["observations"] for one in shared):
        raise Invalid(fields={"documents": _("Los documentos elegidos no tienen observaciones publicadas.")})
    last = db.session.scalar(db.select(func.max(Summary.number)).where(Summary.worktable_id == table.id)) or 0
    told = {
        "number": last + 1,
        "date": moment.astimezone(ZoneInfo(table.space.timezone)).date().isoformat(),
        "at": moment.isoformat(timespec="seconds"),
        "by": user.name,
        "note": note,
        "worktable": table.title,
        "space": table.space.title,
        "contact": table.contact,
    }
    frozen = readings.frozen_bytes(told, shared)
    summary = Summary(
        worktable_id=table.id,
        number=last + 1,
        note=note,
        language=user.language,
        digest=exchange.digest(frozen),
        frozen=frozen.decode(),
        created_at=moment,
        created_by_id=user.id,
    )
    db.session.add(summary)
    db.session.flush()
    record("summary.published", user, summary, kept={"number": summary.number}, summary=summary.id)
    return summary


@action("summary.withdraw")
def withdraw(user: User, summary: Summary, reason: str) -> Summary:
    """It stays where it is, and says from now on that it does not hold, and why."""
    reason = clean_reason(reason, _("Escribe por qué se retira: lo leerá quien abra el resumen."))
    if mark_withdrawn(user, summary, reason):
        record("summary.withdrawn", user, summary, kept={"number": summary.number}, summary=summary.id)
    return summary


@action("summary.tell")
def tell(user: User, summary: Summary, names: list[str], address: str) -> int:
    """Write to those with these names, at each address once; gives how many letters go. `address` is where the summary
    can be read."""
    if summary.withdrawn_at is not None:
        raise Conflict(_("Este resumen fue retirado: ya no se envían sus cartas."))
    content, count = readings.thawed(summary.frozen), 0
    for one in readings.letters(summary, content):
        if one.name not in names:
            continue
        subject, body = readings.letter_words(content, one, address)
        for contact in one.contacts:
            db.session.add(SummaryLetter(summary_id=summary.id, name=one.name, contact=contact, user_id=user.id))
            letter(contact, subject, body)
            count += 1
    if not count:
        raise Invalid(_("Nadie de los elegidos tiene un correo al que no se haya escrito ya."))
    record("summary.told", user, summary, summary=summary.id, letters=count)
    return count


@action("summary.publish")
def ask_again(user: User, summary: Summary) -> Summary:
    """Have the papers made that could not be."""
    if wait_again(summary):
        record("summary.asked", user, summary, summary=summary.id)
    return summary


@action("summary.write")
def keep_paper(user, summary: Summary, format: str, digest: str, size: int, filename: str):
    """A paper, whose bytes are in the storage; made once."""
    keep_once(SummaryPaper(summary_id=summary.id, format=format, digest=digest, size=size, filename=filename))


@action("summary.write")
def finish(user, summary: Summary, state: str):
    """All papers are there ("ready"), or not all could be made ("failed")."""
    summary.papers_state = state
    record("summary.prepared", None, summary, summary=summary.id)
