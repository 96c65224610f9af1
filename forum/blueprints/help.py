"""Help for each kind of person."""

from flask import Blueprint

from ..errors import NotFound
from .doors import is_partial, page

blueprint = Blueprint("help", __name__)

TOPICS = ("participant", "facilitator", "moderator", "observer", "administrator", "worktables", "keyboard")


@blueprint.get("/help")
def index():
    return page("help/index.html")


@blueprint.get("/help/<topic>")
def topic(topic):
    if topic not in TOPICS:
        raise NotFound()
    return page(f"help/{topic}.html", topic=topic, piece=is_partial())
