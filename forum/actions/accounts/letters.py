"""What is written to people about their accounts, each in the language they read."""

from urllib.parse import quote

from flask_babel import force_locale
from flask_babel import gettext as _

from ... import mail
from .. import letter


def open_account(email, token, language):
    with force_locale(language):
        letter(
            email,
            _("Abre tu cuenta en Tinkuy"),
            _(
                "Para abrir tu cuenta, entra por este enlace en los próximos dos días y elige una contraseña. "
                "Sirve una sola vez:\n%(link)s\n\nSi no la pediste, no hagas nada: sin el enlace no se abre.",
                link=mail.link(f"/register/{token}"),
            ),
        )


def already_open(person, then="/"):
    with force_locale(person.language):
        letter(
            person.email,
            _("Ya tienes cuenta en Tinkuy"),
            _(
                "Hola, %(name)s:\n\nAlguien, quizás tú, quiso abrir una cuenta con este correo, y ya tienes una.\n\n"
                "Para entrar:\n%(login)s\n\nSi olvidaste la contraseña:\n%(reset)s\n\nSi no fuiste tú, no hagas nada.",
                name=person.name,
                login=mail.link("/login" if then == "/" else f"/login?next={quote(then)}"),
                reset=mail.link("/password/reset"),
            ),
        )


def new_password(person, token):
    with force_locale(person.language):
        letter(
            person.email,
            _("Contraseña nueva para Tinkuy"),
            _(
                "Hola, %(name)s:\n\nPara elegir una contraseña nueva, entra por este enlace en la próxima hora. "
                "Sirve una sola vez:\n%(link)s\n\nSi no la pediste, no hagas nada: la de siempre sigue valiendo.",
                name=person.name,
                link=mail.link(f"/password/reset/{token}"),
            ),
        )


def no_account(email, language):
    with force_locale(language):
        letter(
            email,
            _("Contraseña nueva para Tinkuy"),
            _(
                "Alguien, quizás tú, pidió una contraseña nueva con este correo, pero con él no hay ninguna cuenta.\n\n"
                "Si participas en Tinkuy, prueba con tu otro correo:\n%(reset)s\n\nSi no fuiste tú, no hagas nada.",
                reset=mail.link("/password/reset"),
            ),
        )


def password_changed(person):
    with force_locale(person.language):
        letter(
            person.email,
            _("Tu contraseña de Tinkuy cambió"),
            _(
                "Hola, %(name)s:\n\nLa contraseña de tu cuenta acaba de cambiar, y los demás accesos se cerraron.\n\n"
                "Si no fuiste tú, pide ahora mismo otra:\n%(reset)s",
                name=person.name,
                reset=mail.link("/password/reset"),
            ),
        )
