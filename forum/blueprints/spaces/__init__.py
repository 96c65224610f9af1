"""Doors of spaces: the front page, one space, its settings, its people."""

from flask import Blueprint

blueprint = Blueprint("spaces", __name__)

from . import (  # noqa: E402, F401 - they hang their routes on it
    actors,
    articulation,
    cards,
    home,
    invitations,
    marks,
    members,
    participation,
    setting_up,
)
