"""Doors of what one is told: the list of it, and what one wants to be told."""

from flask import Blueprint

blueprint = Blueprint("notifications", __name__)

from . import feeds, following, mailing, told  # noqa: E402, F401 - they hang their routes on the blueprint
