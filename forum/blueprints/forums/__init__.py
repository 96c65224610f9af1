"""Doors of the virtual forums: setting up, threads, posts."""

from flask import Blueprint

blueprint = Blueprint("forums", __name__)

from . import attachments, concluding, drafts, mentions, papers, posts, reading, said, setting_up, threads, uploads  # noqa: E402, F401 - they hang their routes on the blueprint
