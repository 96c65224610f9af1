"""Looking for words, in a space or in all that one may read."""

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from ..models import Space
from ..models.base import bounded
from ..permissions import fetch
from ..readings.search import choices_of, spaces_to_search
from ..search import Filters, Found, find, kind_words
from .doors import enter, me, page
from .fields import options
from .filters import FilterForm

blueprint = Blueprint("search", __name__)

FACETS = ("forum", "question", "actor", "organization", "author")


class SearchForm(FilterForm):
    facets = FACETS
    q = StringField(_l("Palabras"))
    space = SelectField(_l("Dónde"), validate_choice=False)
    kind = SelectField(_l("Qué"), validate_choice=False)
    forum = SelectField(_l("Foro"), validate_choice=False)
    question = SelectField(_l("Pregunta guía"), validate_choice=False)
    actor = SelectField(_l("Actor"), validate_choice=False)
    organization = SelectField(_l("Organización"), validate_choice=False)
    author = SelectField(_l("Persona"), validate_choice=False)

    def offer(self, space):
        """Fill the lists; those of a space are there where one is chosen."""
        everywhere = options([("", _("Todos los espacios que puedes leer"))])
        self.space.choices = everywhere + options((one.slug, one.title) for one in spaces_to_search(me(), space))
        self.kind.choices = options([("", _("Todo")), *kind_words().items()])
        return self.offer_lists(choices_of(me(), space) if space else {})

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
        number = request.args.get("page", 1, bounded)
        found = find(me(), form.q.data or "", filters_of(form, space), min(max(1, number), 10_000))
    return page("search/page.html", status, form=form, found=found, kinds=kind_words(), here=space)


def filters_of(form, space):
    return Filters(
        space_id=space.id if space else None,
        kind=form.kind.data if form.kind.data in kind_words() else None,
        **{name: form.number(name) for name in FACETS},
        **form.days,
    )
