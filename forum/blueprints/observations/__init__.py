"""Doors of observations: beside a document, one by itself, the list of a working table, the secretariat's desk."""

from flask import Blueprint

blueprint = Blueprint("observations", __name__)

from . import answering, desk, files, making, reading, sending  # noqa: E402, F401 - they hang their routes on it
