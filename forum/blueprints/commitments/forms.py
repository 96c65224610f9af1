"""Forms of commitments."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import FileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from ...actions.commitments.noting import LONGEST_LINK, LONGEST_NOTE
from ...actions.commitments.setting_up import LONGEST_OWNER, LONGEST_TEXT
from ...models.commitments import COMMITMENT_STATES
from ...readings.commitments import members_to_charge, organizations_of, worktables_to_choose
from ..fields import DayField, options

STATES = {
    "late": _l("Vencidos"),
    "open": _l("Por empezar"),
    "progress": _l("En curso"),
    "done": _l("Cumplidos"),
    "dropped": _l("Dejados"),
}
STATE = {
    "open": _l("por empezar"),
    "progress": _l("en curso"),
    "done": _l("cumplido"),
    "dropped": _l("dejado"),
}


class CommitmentForm(FlaskForm):
    text = TextAreaField(
        _l("Qué se hará"), [Length(max=LONGEST_TEXT)], description=_l("Con un verbo, y de modo que se vea si se hizo.")
    )
    organization_id = SelectField(_l("De quién es"), coerce=int)
    owner = StringField(
        _l("O el nombre de otra"),
        [Length(max=LONGEST_OWNER)],
        description=_l("Si no es una organización de este espacio."),
    )
    responsible_id = SelectField(
        _l("Quién responde"),
        coerce=int,
        description=_l("Recibe los recordatorios. Sin nadie, los recibe toda la organización."),
    )
    due_on = DayField(_l("Hasta cuándo"), description=_l("Día, mes y año: 03/04/2027"))
    worktable_id = SelectField(_l("Mesa de trabajo"), coerce=int)

    def choose_in(self, space):
        self.organization_id.choices = options([(0, _("Otra, o ninguna de estas")), *organizations_of(space)])
        self.responsible_id.choices = options([(0, _("Nadie en particular")), *members_to_charge(space)])
        self.worktable_id.choices = options([(0, _("Ninguna")), *worktables_to_choose(space)])
        return self

    def words(self):
        """What the verbs take."""
        words = {"text": self.text.data or "", "owner": self.owner.data or "", "due_on": self.due_on.data}
        return words | {name: self[name].data or None for name in ("organization_id", "responsible_id", "worktable_id")}


class NoteForm(FlaskForm):
    text = TextAreaField(_l("Qué se hizo"), [Length(max=LONGEST_NOTE)])
    state = RadioField(_l("Cómo está ahora"), choices=lambda: options((one, STATE[one]) for one in COMMITMENT_STATES))
    link = StringField(
        _l("Enlace que lo muestra"), [Length(max=LONGEST_LINK)], description=_l("Una página que empieza con https://")
    )
    file = FileField(_l("Archivo que lo muestra"), description=_l("Una foto, un PDF, un documento de oficina."))
