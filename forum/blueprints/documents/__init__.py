"""Doors of the documents that a working table reviews: the board, the page of one, its steps, its versions."""

from flask import Blueprint

blueprint = Blueprint("documents", __name__)

from . import figures, importing, papers, reading, setting_up, steps, writing  # noqa: E402, F401 - they hang their routes on it
