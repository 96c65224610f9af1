"""Doors of the summaries of observations: publishing one, its page and papers, the letters, withdrawing one."""

from flask import Blueprint

blueprint = Blueprint("summaries", __name__)

from . import letters, papers, publishing, reading  # noqa: E402, F401 - they hang their routes on it
