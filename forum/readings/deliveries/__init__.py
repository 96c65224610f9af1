"""What the pages of deliveries and their packages show."""

from .lists import Delivered, by_token, deliverable, delivered, summaries_for

__all__ = ["Delivered", "by_token", "deliverable", "delivered", "summaries_for"]
