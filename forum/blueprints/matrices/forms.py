"""Forms of the matrices."""

from collections import Counter

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from ...actions.matrices.room import LONGEST_NOTES
from ...actions.matrices.setting_up import LONGEST_QUESTION, LONGEST_TITLE
from ...actions.matrices.wording import LONGEST, LONGEST_LABEL, LONGEST_REASON
from ...text import excerpt
from ..fields import MultiCheckboxField

CELL_ENDS = [SelectChoice("end", _l("Al final")), SelectChoice("start", _l("Al principio"))]


class MatrixForm(FlaskForm):
    """A new matrix."""

    title = StringField(
        _l("Título"), [InputRequired(_l("Escribe un título para la matriz.")), Length(max=LONGEST_TITLE)]
    )
    question = TextAreaField(
        _l("Pregunta"), [Length(max=LONGEST_QUESTION)], description=_l("Lo que la matriz responde, en una frase.")
    )
    template = RadioField(
        _l("Para empezar"),
        choices=[
            SelectChoice("actors", _l("Actores: roles, propuestas y desafíos (una fila por cada actor del espacio)")),
            SelectChoice("foda", _l("FODA: fortalezas, debilidades, oportunidades y amenazas de cada actor")),
            SelectChoice(
                "raci", _l("RACI: qué hace cada actor, de qué rinde cuentas, qué se le consulta y qué se le informa")
            ),
            SelectChoice(
                "logframe",
                _l("Marco lógico: del fin a las actividades, con indicadores, medios de verificación y supuestos"),
            ),
            SelectChoice(
                "objectives",
                _l(
                    "Actores por objetivos: cuánto favorece cada actor cada uno, de −3 a +3 («+2 con ayuda»), y su suma"
                ),
            ),
            SelectChoice("empty", _l("Vacía: pondré las filas y las columnas")),
        ],
        default="actors",
    )
    open_editing = BooleanField(
        _l("Abierta a la edición de quienes participan"),
        description=_l("Sin marcar, quienes participan proponen y quien facilita decide."),
    )
    limited_to_actors = BooleanField(
        _l("Cada quien en las filas de su actor"),
        description=_l("Quienes participan escriben solo en las filas de su actor; quien facilita, en todas."),
    )


class CopyForm(FlaskForm):
    """A copy of a matrix: where, under which title, with what."""

    title = MatrixForm.title
    space = SelectField(_l("Espacio"))
    entries = BooleanField(
        _l("Con sus entradas, como propuestas"),
        description=_l("En el mismo espacio, con sus autores y fuentes; en otro, con su actor y sin fuentes."),
    )

    def offer(self, spaces):
        self.space.choices = [SelectChoice(space.slug, space.title) for space in spaces]
        return self


class SettingsForm(FlaskForm):
    """Title, question, and who edits."""

    title = MatrixForm.title
    question = MatrixForm.question
    row_headers = StringField(
        _l("Encabezado de las filas"),
        [Length(max=LONGEST_LABEL)],
        description=_l("Cómo se llama lo que hay en las filas. Con grupos, un nombre por nivel: «Sector; Actor»."),
    )
    open_editing = MatrixForm.open_editing
    limited_to_actors = MatrixForm.limited_to_actors


class RoomNoteForm(FlaskForm):
    """What a facilitator notes for themselves."""

    body = TextAreaField(
        _l("Tus notas"), [Length(max=LONGEST_NOTES)], description=_l("Nadie más las lee, y no salen en la sala.")
    )


class RowForm(FlaskForm):
    """A row: its groups, its own name, whose voice it is."""

    groups = StringField(
        _l("Grupos"), [Length(max=LONGEST_LABEL * 3)], description=_l("Del más amplio al más cercano: «Región; Sector»")
    )
    label = StringField(_l("Nombre"), [InputRequired(_l("Escribe un nombre.")), Length(max=LONGEST_LABEL)])
    actor = SelectField(_l("Actor"), coerce=int, validators=[Optional()])
    after = SelectField(_l("Después de"), coerce=int, validators=[Optional()])

    def offer(self, actors, rows=None):
        self.actor.choices = [
            SelectChoice(0, _("Ninguno: una etiqueta libre")),
            *(SelectChoice(actor.id, actor.name) for actor in actors),
        ]
        return offer_places(self, rows)


class ColumnForm(FlaskForm):
    """A column: the heads above it, its own name."""

    groups = StringField(
        _l("Encabezados de arriba"),
        [Length(max=LONGEST_LABEL * 3)],
        description=_l("Si comparte encabezado con otras columnas, del más amplio al más cercano, con punto y coma."),
    )
    label = StringField(_l("Nombre"), [InputRequired(_l("Escribe un nombre.")), Length(max=LONGEST_LABEL)])
    questions = MultiCheckboxField(
        _l("Preguntas guía que llevan a esta columna"),
        coerce=int,
        validators=[Optional()],
        description=_l(
            "Con ellas, los puntos ciegos distinguen a quién se preguntó y calla de a quién no se preguntó."
        ),
    )
    after = SelectField(_l("Después de"), coerce=int, validators=[Optional()])

    def offer(self, questions, columns=None):
        """`questions`: the guiding questions of the space."""
        self.questions.choices = [
            SelectChoice(
                one.id, f"{_('Foro %(n)s', n=one.forum.number)}: {excerpt(one.text.replace('{actor}', '…'), 110)}"
            )
            for one in questions
        ]
        return offer_places(self, columns)


class HeaderForm(FlaskForm):
    """Another name for a head over several columns or rows."""

    label = StringField(_l("Nombre"), [InputRequired(_l("Escribe un nombre.")), Length(max=LONGEST_LABEL)])


class EntryForm(FlaskForm):
    """The words of an entry; where it goes and in whose name, for a new one."""

    text = TextAreaField(
        _l("Entrada"), [InputRequired(_l("Escribe la entrada antes de guardarla.")), Length(max=LONGEST)]
    )
    row = SelectField(_l("Fila"), coerce=int, validators=[Optional()])
    column = SelectField(_l("Columna"), coerce=int, validators=[Optional()])
    actor = SelectField(_l("En nombre de"), coerce=int, validators=[Optional()])
    version = IntegerField(validators=[Optional()])

    def offer(self, rows, columns, actors):
        self.row.choices = place_choices(rows)
        self.column.choices = place_choices(columns)
        if len(actors) > 1:
            self.actor.choices = [
                SelectChoice(0, _("El de la fila, si es mío")),
                *(SelectChoice(actor.id, actor.name) for actor in actors),
            ]
        else:
            del self.actor
        return self


class PlaceForm(FlaskForm):
    """Where an entry goes."""

    row = SelectField(_l("Fila"), coerce=int)
    column = SelectField(_l("Columna"), coerce=int)
    place = RadioField(
        _l("Lugar en la celda"),
        default="end",
        choices=CELL_ENDS,
    )

    def offer(self, rows, columns):
        self.row.choices = place_choices(rows)
        self.column.choices = place_choices(columns)
        return self


class ReasonForm(FlaskForm):
    """Why an entry is not taken up."""

    reason = TextAreaField(
        _l("Motivo"),
        [InputRequired(_l("Escribe por qué no se recoge: lo leerá quien la propuso.")), Length(max=LONGEST_REASON)],
    )


def offer_places(form, things):
    """Behind which row or column a new one goes; a change does not ask."""
    if things is None:
        del form.after
    else:
        form.after.choices = [SelectChoice(0, _("Al final")), *place_choices(things)]
    return form


def place_choices(things):
    """Rows or columns to choose from."""
    return [SelectChoice(id, name) for id, name in short_names(things).items()]


def short_names(things) -> dict[int, str]:
    """{number: its own label, or its whole path where another has the same label}."""
    labels = Counter(thing.path[-1] for thing in things)
    return {thing.id: thing.path[-1] if labels[thing.path[-1]] == 1 else " › ".join(thing.path) for thing in things}


def labels(typed) -> list[str]:
    """The labels of «Región; Sector»."""
    return [label.strip() for label in (typed or "").split(";") if label.strip()]
