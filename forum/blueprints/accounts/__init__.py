"""Doors of accounts: coming in, going out, passwords, one's own log-ins."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

from . import cards, coming_in, downloading, erasing, own, passwords, registering  # noqa: E402, F401 - they hang their routes on it
