"""Door of spaces."""

from flask import Blueprint

blueprint = Blueprint("spaces", __name__)
