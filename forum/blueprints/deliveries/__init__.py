"""Doors of the deliveries: preparing one, its page, its package; by the secret link what the demanding entity says."""

from flask import Blueprint

blueprint = Blueprint("deliveries", __name__)

from . import answering, preparing, reading  # noqa: E402, F401 - they hang their routes on it
