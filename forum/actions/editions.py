"""Editions: publishing a matrix as it is, the papers of it, and saying of one that it does not hold any more."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import func

from .. import events, exchange
from ..errors import Conflict, Invalid
from ..events import record
from ..extensions import db
from ..models import Edition, EditionPaper, Matrix, User
from ..models.base import now
from ..readings.editions import shared
from ..text.legible import legible
from . import action
from .freezing import LONGEST_NOTE, clean_reason, keep_once, mark_withdrawn, wait_again

VISIBILITIES = ("members", "public")


@action("edition.publish")
def publish(
    user: User,
    matrix: Matrix,
    note: str,
    visibility: str,
    names: bool,
    proposals: bool,
    seq: int | None = None,
    moment: datetime | None = None,
) -> Edition:
    """The next edition; with `seq`, the number of the matrix's last event, `Conflict` where it has changed since. It
    says that it was published at `moment`: now, but in the demonstration."""
    note = legible(note)
    if len(note) > LONGEST_NOTE:
        raise Invalid(fields={"note": _("Usa como mucho %(n)s letras.", n=LONGEST_NOTE)})
    if visibility not in VISIBILITIES:
        raise Invalid(fields={"visibility": _("Elige quién puede leer la edición.")})
    if seq is not None and seq != events.last(f"matrix:{matrix.id}"):
        raise Conflict(_("La matriz cambió mientras leías. Revisa otra vez lo que se va a fijar y publica."))
    content, moment = shared(matrix), moment or now()
    states = ("accepted", "proposed") if proposals else ("accepted",)
    if not any(entry.state in states for entry in content.entries()):
        raise Invalid(_("Todavía no hay entradas aceptadas que publicar."))
    if not names:
        _without_names(content)
    last = db.session.scalar(db.select(func.max(Edition.number)).where(Edition.matrix_id == matrix.id)) or 0
    told = {
        "number": last + 1,
        "date": moment.astimezone(ZoneInfo(matrix.space.timezone)).date().isoformat(),
        "at": moment.isoformat(timespec="seconds"),
        "by": user.name,
        "note": note,
        "space": matrix.space.title,
        "names": bool(names),
        "proposals": bool(proposals),
    }
    frozen = exchange.to_frozen(content, told)
    edition = Edition(
        matrix_id=matrix.id,
        number=last + 1,
        visibility=visibility,
        names=bool(names),
        proposals=bool(proposals),
        note=note,
        language=user.language,
        digest=exchange.digest(frozen),
        frozen=frozen.decode(),
        created_at=moment,
        created_by_id=user.id,
    )
    db.session.add(edition)
    db.session.flush()
    record("edition.published", user, edition, kept={"number": edition.number}, edition=edition.id)
    return edition


def _without_names(content):
    for entry in content.entries():
        entry.author = ""
        for source in entry.sources:
            source.author = ""


@action("edition.withdraw")
def withdraw(user: User, edition: Edition, reason: str) -> Edition:
    """It stays where it is, and says from now on that it does not hold, and why."""
    reason = clean_reason(reason, _("Escribe por qué se retira: lo leerá quien abra la edición."))
    if mark_withdrawn(user, edition, reason):
        record("edition.withdrawn", user, edition, kept={"number": edition.number}, edition=edition.id)
    return edition


@action("edition.publish")
def ask_again(user: User, edition: Edition) -> Edition:
    """Have the papers made that could not be."""
    if wait_again(edition):
        record("edition.asked", user, edition, edition=edition.id)
    return edition


@action("edition.write")
def keep_paper(user, edition: Edition, format: str, digest: str, size: int, filename: str):
    """A paper, whose bytes are in the storage; made once."""
    keep_once(EditionPaper(edition_id=edition.id, format=format, digest=digest, size=size, filename=filename))


@action("edition.write")
def finish(user, edition: Edition, state: str):
    """All papers are there ("ready"), or not all could be made ("failed")."""
    edition.papers_state = state
    record("edition.prepared", None, edition, edition=edition.id)
