"""Doors of the commitments: the boards, one of them, how far it came."""

from flask import Blueprint

blueprint = Blueprint("commitments", __name__)

# Pages first: an address that no number of ours fits is then not found.
from . import reading  # noqa: E402, F401, I001 - they hang their routes on it
from . import noting, setting_up  # noqa: E402, F401
