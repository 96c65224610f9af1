"""Forms of accounts."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired

from ..fields import options, zone_options


def email_field(completes):
    return StringField(
        _l("Correo electrónico"),
        [InputRequired(_l("Escribe tu correo."))],
        render_kw={"autocomplete": completes, "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    )


def name_field():
    return StringField(
        _l("Tu nombre"),
        [InputRequired(_l("Escribe tu nombre: es como te verán en los foros."))],
        render_kw={"autocomplete": "name"},
    )


def new_password_field(label):
    return PasswordField(
        label,
        [InputRequired(_l("Elige una contraseña."))],
        description=_l("Al menos diez caracteres: tres palabras juntas sirven."),
        render_kw={"autocomplete": "new-password"},
    )


class LoginForm(FlaskForm):
    email = StringField(
        _l("Correo o usuario"),
        [InputRequired(_l("Escribe tu correo, o el usuario de tu tarjeta."))],
        render_kw={"autocomplete": "username", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Contraseña"), [InputRequired(_l("Escribe tu contraseña."))], render_kw={"autocomplete": "current-password"}
    )


class AddressForm(FlaskForm):
    """For an address to which a letter goes."""

    email = email_field("email")


class OpenForm(FlaskForm):
    """For who has read the letter."""

    name = name_field()
    password = new_password_field(_l("Contraseña"))


class CodeForm(FlaskForm):
    code = StringField(
        _l("Código de tu tarjeta"),
        [InputRequired(_l("Escribe el código que está en tu tarjeta."))],
        description=_l("Ocho letras y números, como k7mp-2xqd."),
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )


class WordForm(FlaskForm):
    """A word or a number of one's own, for people without e-mail."""

    password = PasswordField(
        _l("Tu palabra o número"),
        [InputRequired(_l("Elige una palabra o un número."))],
        description=_l("Al menos seis letras o números, que recuerdes y nadie adivine. Sin tu nombre de usuario."),
        render_kw={"autocomplete": "new-password"},
    )


class ErasureForm(FlaskForm):
    """The first asking: the password, or the word."""

    password = PasswordField(
        _l("Tu contraseña o tu palabra"),
        [InputRequired(_l("Escribe la contraseña o la palabra con que entras."))],
        render_kw={"autocomplete": "current-password"},
    )


class LastForm(FlaskForm):
    """The second."""

    sure = StringField(
        _l("Escribe «borrar»"), render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    )


class NewPasswordForm(FlaskForm):
    password = new_password_field(_l("Contraseña nueva"))


class AccountForm(FlaskForm):
    name = name_field()
    language = SelectField(_l("Idioma"), choices=options([("es", "Español"), ("en", "English")]))
    timezone = SelectField(_l("Hora de"))
    scheme = SelectField(
        _l("Colores"),
        choices=options([("auto", _l("Como el equipo")), ("light", _l("Claros")), ("dark", _l("Oscuros"))]),
    )

    def offer(self, person):
        self.timezone.choices = options([("", _l("La de cada espacio"))]) + zone_options(person.timezone)
        return self


class PasswordForm(FlaskForm):
    old = PasswordField(
        _l("Contraseña de ahora"),
        [InputRequired(_l("Escribe la contraseña de ahora."))],
        render_kw={"autocomplete": "current-password"},
    )
    password = new_password_field(_l("Contraseña nueva"))
