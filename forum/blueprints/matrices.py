"""Door of matrices."""

from flask import Blueprint

blueprint = Blueprint("matrices", __name__)
