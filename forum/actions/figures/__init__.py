"""Writes about indicators and their figures."""

from .correcting import correct, take_back
from .importing import Wrong, bring_in, checked
from .indicators import change, create, publish_total, remove, restore
from .reporting import report
from .validating import invalidate, validate, validate_all

__all__ = [
    "Wrong",
    "bring_in",
    "change",
    "checked",
    "correct",
    "create",
    "invalidate",
    "publish_total",
    "remove",
    "report",
    "restore",
    "take_back",
    "validate",
    "validate_all",
]
