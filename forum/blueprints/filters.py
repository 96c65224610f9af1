"""Forms that narrow a list. Asked by GET: the answer is an address one may keep."""

from datetime import datetime, timedelta

from flask_babel import get_timezone
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from ..models.base import bounded_numbers
from .fields import DayField, after, options


class FilterForm(FlaskForm):
    """By lists of numbered things (the fields named in `facets`) and by days. A filter that means nothing here says
    nothing."""

    class Meta:
        csrf = False

    facets = ()
    since = DayField(_l("Desde el día"), description=_l("día/mes/año"))
    until = DayField(
        _l("Hasta el día"),
        [after("since", _l("El último día debe ser después del primero."))],
        description=_l("día/mes/año"),
    )

    def offer_lists(self, lists):
        """Fill the lists from `lists[facet]`, (number, words) pairs; a list without any is left out."""
        self.chosen = {name: self[name].data or "" for name in self.facets}
        for name in self.facets:
            if lists.get(name):
                self[name].choices = options([("", _("Cualquiera")), *((str(id), words) for id, words in lists[name])])
            else:
                del self[name]
        return self

    def number(self, name):
        """What was chosen; also from a list that this person is not shown, for it narrows all the same."""
        return next(iter(bounded_numbers(self.chosen.get(name, ""))), None)

    @property
    def in_order(self):
        """The fields as they are shown: the lists, then the days."""
        return sorted(self, key=lambda field: field.name in ("since", "until"))

    @property
    def days(self):
        """The moments between which `since` and `until` lie."""
        return {"since": midnight(self.since.data), "until": midnight(self.until.data, 1)}


def midnight(day, later=0):
    """The moment at which a day (or one `later`) begins where the reader is."""
    if day is None or day.year > 9000:
        return None
    start = datetime.combine(day + timedelta(days=later), datetime.min.time())
    return get_timezone().localize(start)
