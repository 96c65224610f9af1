"""Doors of the working tables: the list of a space, the page of one, its settings."""

from flask import Blueprint

blueprint = Blueprint("worktables", __name__)

from . import reading, setting_up  # noqa: E402, F401 - they hang their routes on it
