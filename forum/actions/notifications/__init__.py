"""Telling people what concerns them, what they read of it, and what they want to be told."""

from .following import change_feed_key, choose, feed_key, set_mail, stop_mail
from .reading import mark_all, mark_read, settle
from .telling import tell

__all__ = ["change_feed_key", "choose", "feed_key", "mark_all", "mark_read", "set_mail", "settle", "stop_mail", "tell"]
