"""Whether those whose words an entry has find themselves in it; it stays on record."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Entry, Reception, User
from .. import action
from .steps import cell
from .wording import LONGEST_REASON, one_line


@action("entry.recognize")
def recognize(user: User, entry: Entry, felt: bool, words="") -> Reception:
    """«Me siento recogido», or not, with a sentence; the last answer counts, those before it stay on record."""
    words = one_line(words)
    if len(words) > LONGEST_REASON:
        raise Invalid(fields={"words": _("Usa como mucho %(n)s letras.", n=LONGEST_REASON)})
    if not felt and not words:
        raise Invalid(fields={"words": _("Escribe en una frase qué falta: lo leerá quien facilita.")})
    query = db.select(Reception).where(Reception.entry_id == entry.id, Reception.user_id == user.id)
    last = db.session.scalar(query.order_by(Reception.id.desc()).limit(1))
    if last is not None and (last.felt, last.words) == (felt, words):
        return last
    reception = Reception(entry_id=entry.id, user_id=user.id, felt=felt, words=words)
    db.session.add(reception)
    db.session.flush()
    record("entry.recognized", user, entry, entry=entry.id, cells=[cell(entry)])
    return reception
