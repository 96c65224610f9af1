"""The form by which the threads of a forum are narrowed."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from ...readings.forums import standing_questions
from ...readings.forums.narrowing import ONLY, Narrowing, authors_heard, organizations_heard
from ..doors import me
from ..fields import options
from ..filters import FilterForm


class NarrowingForm(FilterForm):
    facets = ("question", "actor", "organization", "author")
    question = SelectField(_l("Pregunta guía"), validate_choice=False)
    only = SelectField(_l("Solo"), validate_choice=False)
    actor = SelectField(_l("Habló el actor"), validate_choice=False)
    organization = SelectField(_l("Habló la organización"), validate_choice=False)
    author = SelectField(_l("Escribió"), validate_choice=False)

    def offer(self, forum):
        words = dict(zip(ONLY, (_("Sin respuesta"), _("En la matriz"), _("No citados")), strict=True))
        self.only.choices = options([("", _("Cualquiera")), *words.items()])
        questions = [(one.id, one.text) for one in standing_questions(forum)]
        actors = [(actor.id, actor.name) for actor in forum.space.actors if actor.removed_at is None]
        return self.offer_lists(
            {
                "question": questions and [(0, _("Ninguna en particular")), *questions],
                "actor": actors,
                "organization": organizations_heard(me(), forum.space, forum),
                "author": authors_heard(me(), forum),
            }
        )

    @property
    def narrowing(self):
        numbers = {f"{name}_id": self.number(name) for name in self.facets}
        return Narrowing(**numbers, only=self.only.data if self.only.data in ONLY else None, **self.days)

    @property
    def narrows(self):
        return any(self.chosen.values()) or any(self[name].data for name in ("only", "since", "until"))
