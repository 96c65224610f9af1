"""Looking for words, in a space or in all that one may read."""

from datetime import datetime, timedelta

from flask import Blueprint, request
from flask_babel import get_timezone
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField

from ..models import Space
from ..permissions import fetch
from ..readings.search import choices_of, spaces_to_search
from ..search import Filters, Found, find, kind_words
from .doors import enter, me, page
from .fields import DayField, after, options

blueprint = Blueprint("search", __name__)

LARGEST = 2**31 - 1
FACETS = ("forum", "question", "actor", "organization", "author")


class SearchForm(FlaskForm):
    """Asked by GET: its answer is an address one may keep. A filter that means nothing here says nothing."""

    class Meta:
        csrf = False

    q = StringField(_l("Palabras"))
    space = SelectField(_l("Dónde"), validate_choice=False)
    kind = SelectField(_l("Qué"), validate_choice=False)
    forum = SelectField(_l("Foro"), validate_choice=False)
    question = SelectField(_l("Pregunta guía"), validate_choice=False)
    actor = SelectField(_l("Actor"), validate_choice=False)
    organization = SelectField(_l("Organización"), validate_choice=False)
    author = SelectField(_l("Persona"), validate_choice=False)
    since = DayField(_l("Desde el día"), description=_l("día/mes/año"))
    until = DayField(
        _l("Hasta el día"),
        [after("since", _l("El último día debe ser después del primero."))],
        description=_l("día/mes/año"),
    )

    def offer(self, space):
        """Fill the lists; those of a space are there where one is chosen."""
        everywhere = options([("", _("Todos los espacios que puedes leer"))])
        self.space.choices = everywhere + options((one.slug, one.title) for one in spaces_to_search(me(), space))
        self.kind.choices = options([("", _("Todo")), *kind_words().items()])
        lists = choices_of(me(), space) if space else {}
        self.chosen = {name: self[name].data or "" for name in FACETS}
        for name in FACETS:
            if lists.get(name):
                self[name].choices = options([("", _("Cualquiera")), *((str(id), words) for id, words in lists[name])])
            else:
                del self[name]
        return self

    def number(self, name):
        """What was chosen; also from a list that this person is not shown, for it narrows all the same."""
        typed = self.chosen.get(name, "")
        return int(typed) if typed.isdecimal() and int(typed) <= LARGEST else None

    @property
    def narrowed(self):
        """Whether anything but the words and the place is asked for."""
        return any(self.chosen.values()) or any(self[name].data for name in ("kind", "since", "until"))


@blueprint.get("/search")
def search():
    space = None
    if slug := request.args.get("space", ""):
        space = enter(fetch(me(), Space, slug))
    form = SearchForm(formdata=request.args).offer(space)
    status = 200 if form.validate() else 422
    found = Found(asked=False)
    if status == 200:
        number = request.args.get("page", 1, int)
        found = find(me(), form.q.data or "", filters_of(form, space), min(max(1, number), 10_000))
    return page("search/page.html", status, form=form, found=found, kinds=kind_words(), here=space)


def filters_of(form, space):
    return Filters(
        space_id=space.id if space else None,
        kind=form.kind.data if form.kind.data in kind_words() else None,
        **{name: form.number(name) for name in FACETS},
        since=midnight(form.since.data),
        until=midnight(form.until.data, 1),
    )


def midnight(day, later=0):
    """The moment at which a day (or one `later`) begins where the reader is."""
    if day is None or day.year > 9000:
        return None
    start = datetime.combine(day + timedelta(days=later), datetime.min.time())
    return get_timezone().localize(start)
