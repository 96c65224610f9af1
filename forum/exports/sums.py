"""What the signed values of a matrix add up to, in sentences for the foot of a paper."""

from flask_babel import gettext as _
from flask_babel import ngettext

from .. import values as reckoning
from ..values import signed

STEP = " › "


def sums(table) -> list[str]:
    """By objective, then by pair of actors; nothing where the table holds no values."""
    found = reckoning.values(
        [STEP.join(row.path) for row in table.rows],
        [STEP.join(column.path) for column in table.columns],
        [[[(entry.text, entry.state) for entry in cell] for cell in row.cells] for row in table.rows],
    )
    if found is None:
        return []
    by_objective = [
        _(
            "%(label)s: %(sum)s (a favor, %(favour)s; en contra, %(against)s)",
            label=one.label,
            sum=signed(one.value),
            favour=_part(one.favour, one.for_count),
            against=_part(one.against, one.against_count),
        )
        for one in found.sums
    ]
    by_pair = [
        _(
            "%(one)s y %(other)s: %(sum)s (coinciden, %(agree)s; se oponen, %(differ)s)",
            one=pair.one,
            other=pair.other,
            sum=signed(pair.value),
            agree=_shared(pair.agree, pair.agreed),
            differ=_shared(-pair.differ, pair.differed),
        )
        for pair in found.pairs
    ]
    return by_objective + by_pair


def _part(value, actors):
    counted = ngettext("%(num)d actor", "%(num)d actores", actors)
    return _("%(value)s de %(actors)s", value=signed(value), actors=counted) if actors else _("nadie")


def _shared(value, objectives):
    counted = ngettext("%(num)d objetivo", "%(num)d objetivos", objectives)
    return _("%(value)s en %(objectives)s", value=signed(value), objectives=counted) if objectives else _("en nada")
