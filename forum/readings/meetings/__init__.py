"""What the pages of meetings show."""

from .agendas import agenda, documents_of, earlier_of
from .lists import USUAL, invitable, invited, is_over, meetings_of, meetings_of_space, series

__all__ = [
    "USUAL",
    "agenda",
    "documents_of",
    "earlier_of",
    "invitable",
    "invited",
    "is_over",
    "meetings_of",
    "meetings_of_space",
    "series",
]
