"""A figure is validated by somebody else than who reported it."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...events import record
from ...figures import Period
from ...models import Figure, Indicator, User
from ...models.base import now
from ...readings.figures.typing import waiting_for_validation
from .. import action


@action("figure.validate")
def validate(user: User, figure: Figure) -> Figure:
    if figure.validated_at is None:
        _validate(user, [figure])
        record("figures.validated", user, figure, indicator=figure.indicator_id, figures=[figure.id])
    return figure


@action("figure.validate_any")
def validate_all(user: User, indicator: Indicator, period: Period) -> int:
    """All of the period that others reported; gives how many."""
    waiting = waiting_for_validation(user, indicator, period)
    if not waiting:
        raise Invalid(_("En este período no hay datos que puedas validar."))
    _validate(user, waiting)
    numbers = [figure.id for figure in waiting]
    record("figures.validated", user, indicator, indicator=indicator.id, figures=numbers)
    return len(waiting)


@action("figure.validate_any")
def invalidate(user: User, figure: Figure) -> Figure:
    """It has to be looked at again."""
    if figure.validated_at is not None:
        before = {"validated_by": figure.validated_by_id}
        figure.validated_at = figure.validated_by_id = None
        record("figures.validated", user, figure, before, indicator=figure.indicator_id, figures=[figure.id])
    return figure


def _validate(user, figures):
    for figure in figures:
        figure.validated_at, figure.validated_by_id = now(), user.id
