"""Which period, and which category, an address asks for."""

from flask import request

from ...figures import Period
from ...readings.figures import periods_of


def asked_period(indicator):
    """The one that the address names, else the last one told; None where there is none."""
    typed = request.args.get("period", "")
    if typed:
        try:
            return Period.read(typed)
        except ValueError:
            pass
    return next(iter(periods_of(indicator)), None)


def asked_category(indicator):
    typed = request.args.get("category", "")
    return typed if typed in indicator.categories else ""
