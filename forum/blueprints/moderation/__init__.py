"""Doors of moderating: flags, the queue, decisions and their log."""

from flask import Blueprint

from .words import sayings

blueprint = Blueprint("moderation", __name__)
blueprint.context_processor(sayings)

from . import decisions, flags, people, places, queue, spaces  # noqa: E402, F401 - they hang their routes on the blueprint
