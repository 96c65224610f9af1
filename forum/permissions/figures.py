"""Who may do what with indicators and figures: who facilitates says what is counted, organizations tell their own, and
somebody else than who told a figure validates it."""

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload

from ..models import Figure, Indicator
from .rules import Rule, facilitator, moderator, participant, reads


def _organized(s, thing):
    return bool(s.membership and s.membership.organization_id)


def _own_organization(s, figure):
    return _organized(s, figure) and s.membership.organization_id == figure.organization_id


organized = Rule(_organized, _l("Los datos los anota quien participa por una organización, o quien modera."))
own_organization = Rule(_own_organization, _l("Este dato lo corrige su organización, o quien modera."))
reported_by_others = Rule(
    lambda s, figure: s.user is not None and figure.reported_by_id != s.user.id,
    _l("Lo anotaste tú: lo valida otra persona."),
)

RULES = {
    "indicator.create": facilitator,
    "indicator.change": facilitator,
    "figure.report": moderator | (participant & organized),
    "figure.report_all": moderator,
    "figure.correct": moderator | (participant & own_organization),
    "figure.validate": moderator & reported_by_others,
    "figure.validate_any": moderator,
}

READING = {Indicator: reads, Figure: reads}

OPTIONS = {
    Indicator: [joinedload(Indicator.space)],
    Figure: [joinedload(Figure.indicator).joinedload(Indicator.space), joinedload(Figure.organization)],
}
