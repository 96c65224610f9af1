"""Doors of the virtual forums: setting up, threads, posts."""

from flask import Blueprint

blueprint = Blueprint("forums", __name__)

from . import (  # noqa: E402, F401 - they hang their routes on the blueprint
    attachments,
    capturing,
    concluding,
    drafts,
    mentions,
    papers,
    posts,
    reading,
    said,
    setting_up,
    threads,
    uploads,
)
