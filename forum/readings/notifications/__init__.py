"""What people are told: whom an event concerns, and the pages and letters that say so."""

from .lists import KINDS, Row, entry_rows, groups, rows_of, standing_rows, unread_of
from .recipients import recipients

__all__ = ["KINDS", "Row", "entry_rows", "groups", "recipients", "rows_of", "standing_rows", "unread_of"]
