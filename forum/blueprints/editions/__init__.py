"""Doors of the editions: publishing one, its page and papers, what changed between two, withdrawing one."""

from flask import Blueprint

blueprint = Blueprint("editions", __name__)

from . import comparing, papers, publishing, reading, signing  # noqa: E402, F401 - they hang their routes on it
