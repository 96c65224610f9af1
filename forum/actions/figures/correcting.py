"""A figure says something else now, or nothing any more: what it said before stays, with the reason."""

from flask_babel import gettext as _

from ...errors import Conflict, Invalid
from ...events import record
from ...figures import amount
from ...models import Figure, User
from ...models.base import now
from .. import action
from .indicators import clean_source
from .reporting import clean_reason, keep


@action("figure.correct")
def correct(user: User, figure: Figure, typed: str, source: str, invented: bool, reason: str, version: int) -> Figure:
    """`Conflict` where somebody corrected it since the `version` that was seen."""
    _check(figure, version)
    try:
        value = amount(typed, figure.indicator.places)
    except ValueError as error:
        raise Invalid(fields={"value": str(error)}) from error
    source = clean_source(source, required=True)
    if (value, source, invented) == (figure.value, figure.source, figure.invented):
        raise Invalid(fields={"value": _("Dice lo mismo que antes.")})
    keep(user, figure, value, clean_reason(reason))
    figure.source, figure.invented = source, invented
    record("figure.corrected", user, figure, indicator=figure.indicator_id, figure=figure.id)
    return figure


@action("figure.correct")
def take_back(user: User, figure: Figure, reason: str, version: int) -> Figure:
    """It was told by mistake; told anew, it stands again."""
    _check(figure, version)
    keep(user, figure, None, clean_reason(reason))
    figure.removed_at = now()
    record("figure.corrected", user, figure, indicator=figure.indicator_id, figure=figure.id)
    return figure


def _check(figure, version):
    if figure.version != version:
        raise Conflict(_("Alguien corrigió este dato mientras mirabas. Lee lo que dice ahora y vuelve a intentarlo."))
