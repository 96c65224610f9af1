"""Doors of the matrices: the editor, its shape and history, entries and what is behind them."""

from flask import Blueprint

blueprint = Blueprint("matrices", __name__)

from . import blindspots, citing, deciding, desk, editor, entries, setting_up, shape  # noqa: E402, F401 - they hang their routes on it
