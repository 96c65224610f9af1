"""Who may observe a document, answer, and read what is observed."""

from flask_babel import lazy_gettext as _l

from ..models import Document, is_open_to_public
from .rules import (
    Rule,
    anybody,
    facilitator,
    lively,
    logged_in,
    moderator,
    own,
    participant,
    reads,
    speaks,
)

OBSERVED = ("prepublished", "review")  # the states in which members observe


def _document(thing):
    return thing if isinstance(thing, Document) else thing.document


observed = Rule(
    lambda s, thing: _document(thing).state in OBSERVED,
    _l("Este documento no recibe observaciones ahora: se reciben mientras está prepublicado o en revisión."),
)
in_window = Rule(
    lambda s, thing: is_open_to_public(_document(thing)),
    _l("La ventana para observar este documento está cerrada: tu texto sigue aquí, pero ya no se recibe."),
)
unanswered = Rule(
    lambda s, observation: observation.resolution_id is None,
    _l("Esta observación ya tiene respuesta: queda como está."),
)
answered = Rule(
    lambda s, observation: observation.resolution_id is not None,
    _l("Esta observación todavía no tiene respuesta."),
)

RULES = {
    "observation.create": observed & (facilitator | (participant & speaks)),
    "observation.send": lively & in_window,  # by anybody, without an account
    "observation.confirm": anybody,  # by the link of a letter, which the action checks
    "observation.change": participant & own & unanswered & observed,
    "observation.withdraw": unanswered & (facilitator | (participant & own)),
    "observation.restore": unanswered & (facilitator | (participant & own)),
    "observation.approve": facilitator,  # what somebody without an account sent
    "observation.assign": facilitator,
    "observation.group": facilitator,
    "observation.answer": facilitator,
    "observation.receive": reads & lively & logged_in & own & answered,  # whether one is satisfied
    "observation.follow": answered,  # the same by the link of a letter, which the action checks
    "observation.import": facilitator,
    "observation.read_all": reads & moderator,  # what waits, and what is confidential
}

# What one does to a thing that one may not read: the action itself checks the token.
UNREAD = {"observation.confirm", "observation.follow", "observation.restore"}
