"""Who may do what with commitments: who facilitates writes them down, whose they are tells how far they came."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload

from ..models import Commitment, CommitmentNote
from .rules import Rule, facilitator, moderator, nobody, participant, reads


def _public(s, thing):
    table = getattr(thing, "commitment", thing).worktable
    return table is not None and table.public and table.removed_at is None


def _charged(s, commitment):
    """Whether it is one's own, or one's organization's."""
    member = s.membership
    if s.user is not None and commitment.responsible_id == s.user.id:
        return True
    return bool(member and member.organization_id and member.organization_id == commitment.organization_id)


commitment_shown = reads | Rule(_public)
charged = Rule(_charged, _l("Esto lo cuenta quien se comprometió, o quien modera."))

RULES = {
    "commitment.create": facilitator,
    "commitment.change": facilitator,
    "commitment.note": moderator | (participant & charged),
    "commitment.remind": nobody,  # the clock does
}

READING = {Commitment: commitment_shown, CommitmentNote: commitment_shown}

OPTIONS = {
    Commitment: [joinedload(Commitment.space), joinedload(Commitment.worktable)],
    CommitmentNote: [joinedload(CommitmentNote.commitment).joinedload(Commitment.space)],
}
