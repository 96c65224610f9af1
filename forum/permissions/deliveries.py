"""Who may do what with summaries of observations and with deliveries: the secretariat publishes and delivers, whoever
reads the working table reads both, and the demanding entity answers by its secret link."""

from sqlalchemy.orm import joinedload

from ..models import Delivery, Summary, Worktable
from .rules import Rule, anybody, facilitator, nobody, reads

shown = reads | Rule(lambda s, thing: thing.worktable.public)

RULES = {
    "summary.publish": facilitator,
    "summary.withdraw": facilitator,
    "summary.tell": facilitator,  # the organizations, by letter
    "summary.write": nobody,  # its papers: the background does
    "delivery.create": facilitator,
    "delivery.write": nobody,
    "delivery.answer": anybody,  # by its secret link, which the action checks
}

# What one does to a thing that one may not read: the action itself checks the link.
UNREAD = {"delivery.answer"}

READING = {Summary: shown, Delivery: shown}

OPTIONS = {
    Summary: [joinedload(Summary.worktable).joinedload(Worktable.space)],
    Delivery: [joinedload(Delivery.worktable).joinedload(Worktable.space)],
}
