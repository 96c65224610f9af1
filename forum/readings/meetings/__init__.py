"""What the pages of meetings show."""

from .agendas import agenda, documents_of, earlier_of
from .attendances import attendances, known_organizations, present, tally
from .contents import content, digest, dropped, fingerprint, frozen, thawed, told_of, withdrawn_remarks, wordings
from .lists import USUAL, invitable, invited, is_over, meetings_of, meetings_of_space, next_of, series

__all__ = [
    "USUAL",
    "agenda",
    "attendances",
    "content",
    "digest",
    "documents_of",
    "dropped",
    "earlier_of",
    "fingerprint",
    "frozen",
    "invitable",
    "invited",
    "is_over",
    "known_organizations",
    "meetings_of",
    "meetings_of_space",
    "next_of",
    "present",
    "series",
    "tally",
    "thawed",
    "told_of",
    "withdrawn_remarks",
    "wordings",
]
