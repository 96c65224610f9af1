"""Doors of the matrices: the editor, its shape and history, entries and what is behind them."""

from flask import Blueprint

blueprint = Blueprint("matrices", __name__)

# They hang their routes on it.
from . import (  # noqa: E402, F401
    articulation,
    askings,
    blindspots,
    citing,
    combining,
    convergence,
    deciding,
    desk,
    editor,
    entries,
    moments,
    returns,
    room,
    setting_up,
    shape,
    stances,
    table_imports,
    talking,
)
