"""Forms of observations."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, MultipleFileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ...actions.observations import Words
from ...actions.observations.coming_in import LONGEST_NAME, LONGEST_ORGANIZATION
from ...actions.observations.making import LONGEST
from ...mail import LONGEST as LONGEST_MAIL
from ...models.base import bounded, bounded_numbers
from ...text import excerpt
from ..fields import MultiCheckboxField, options


class ObservationForm(FlaskForm):
    """What is observed, where, and what of it stays with the secretariat."""

    clause = SelectField(_l("Apartado"), [Optional()], coerce=lambda typed: number(typed), validate_choice=False)
    quote = TextAreaField(
        _l("Pasaje"),
        [Length(max=4000)],
        description=_l("Las palabras del apartado de las que hablas, tal como están. Vacío: todo el apartado."),
    )
    prefix, suffix, version = HiddenField(), HiddenField(), HiddenField()
    kind = RadioField(
        _l("Tipo"),
        choices=options([("general", _l("General")), ("technical", _l("Técnica")), ("editorial", _l("De redacción"))]),
        default="technical",
        validate_choice=False,
    )
    comment = TextAreaField(_l("Observación"), [InputRequired(_l("Escribe qué observas.")), Length(max=LONGEST)])
    proposal = TextAreaField(
        _l("Redacción que propones"),
        [Length(max=LONGEST)],
        description=_l("Cambia aquí las palabras del pasaje. Si no propones otra redacción, déjalo como está."),
    )
    reason = TextAreaField(
        _l("Razón"), [Length(max=LONGEST)], description=_l("Por qué: un ensayo, una norma, un precio, la experiencia.")
    )
    files = MultipleFileField(
        _l("Archivos"), description=_l("Imágenes, PDF, documentos de oficina; hasta cinco, de 10 MB cada uno.")
    )
    confidential = MultiCheckboxField(
        _l("Partes confidenciales"),
        choices=options(
            [
                ("comment", _l("La observación")),
                ("proposal", _l("La redacción que propongo")),
                ("reason", _l("La razón")),
                ("files", _l("Los archivos")),
            ]
        ),
        description=_l("Lo que marques lo lee solo la secretaría: no se publica nunca, ni en el resumen."),
        validate_choice=False,
    )
    actor = SelectField(_l("En nombre de"), [Optional()], coerce=lambda typed: number(typed), validate_choice=False)

    def offer(self, clauses, actors=()):
        """`clauses` of the version, and the actors that one may speak for."""
        self.clause.choices = options(
            [("", _l("Todo el documento")), *((one.clause_id, clause_label(one)) for one in clauses)]
        )
        if len(actors) > 1:
            self.actor.choices = options([("", "—"), *((actor.id, actor.name) for actor in actors)])
        else:
            del self.actor
        return self

    def words(self, files) -> Words:
        return Words(
            comment=self.comment.data or "",
            kind=self.kind.data or "",
            clause=self.clause.data,
            version=next(iter(bounded_numbers(self.version.data or "")), None),
            quote=self.quote.data or "",
            prefix=self.prefix.data or "",
            suffix=self.suffix.data or "",
            proposal=self.proposal.data or "",
            reason=self.reason.data or "",
            confidential=tuple(self.confidential.data or ()),
            files=files,
        )


class PublicForm(ObservationForm):
    """The same of who has no account."""

    name = StringField(
        _l("Tu nombre"),
        [InputRequired(_l("Escribe tu nombre.")), Length(max=LONGEST_NAME)],
        render_kw={"autocomplete": "name"},
    )
    organization = StringField(
        _l("Organización"),
        [Length(max=LONGEST_ORGANIZATION)],
        description=_l("Si observas por una empresa, un gremio, una institución."),
        render_kw={"autocomplete": "organization"},
    )
    email = StringField(
        _l("Correo"),
        [InputRequired(_l("Escribe tu correo: ahí llega el enlace para confirmar.")), Length(max=LONGEST_MAIL)],
        description=_l("No se publica. Ahí llegan el enlace para confirmar y la respuesta."),
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )
    consents = BooleanField(
        _l("Acepto que mi observación se publique con mi nombre y mi organización"),
        description=_l(
            "Se publica cuando la secretaría la aprueba, sin tu correo y sin las partes confidenciales. Puedes pedir "
            "que se retire."
        ),
    )


def number(typed):
    try:
        return bounded(str(typed or 0)) or None
    except ValueError:
        return None


def clause_label(clause):
    words = clause.heading or excerpt(clause.text, 60)
    return f"{clause.number} {words}".strip()
