"""What the verbs of editions and of summaries share: withdrawing what was published, and the papers made of it."""

from flask_babel import gettext as _
from sqlalchemy import inspect

from ..errors import Invalid
from ..extensions import db
from ..models.base import now
from ..text.legible import one_line

LONGEST_NOTE = 2_000
LONGEST_REASON = 500


def clean_reason(reason, missing) -> str:
    """Why it does not hold any more; `Invalid` with the sentence `missing` where nothing is said."""
    reason = one_line(reason)
    if not reason:
        raise Invalid(fields={"reason": missing})
    if len(reason) > LONGEST_REASON:
        raise Invalid(fields={"reason": _("Usa como mucho %(n)s letras.", n=LONGEST_REASON)})
    return reason


def mark_withdrawn(user, thing, reason) -> bool:
    """It stays where it is, and says from now on that it does not hold, and why; False where it said so already."""
    if thing.withdrawn_at is not None:
        return False
    thing.withdrawn_at, thing.withdrawn_by_id, thing.withdrawn_reason = now(), user.id, reason
    return True


def wait_again(thing) -> bool:
    """Whether papers that could not be made are to be made once more."""
    if thing.papers_state != "failed":
        return False
    thing.papers_state = "waiting"
    return True


def keep_once(paper):
    """A paper whose bytes are in the storage; made once."""
    if db.session.get(type(paper), inspect(type(paper)).primary_key_from_instance(paper)) is None:
        db.session.add(paper)
