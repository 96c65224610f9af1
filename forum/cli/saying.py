"""How a command says no: one line on standard error that names what is wrong and what would be right; exit 2.

What commands print is in the language of the site (`TINKUY_LANGUAGE`); their help, like their names, is in English.
"""

import sys
from functools import wraps

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from ..errors import TinkuyError


def plainly(function):
    """A command with the app around it, whose errors are one line each."""

    @with_appcontext
    @wraps(function)
    def command(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except TinkuyError as error:
            refuse(
                "; ".join(
                    [*filter(None, [str(error.message)]), *(f"{name}: {said}" for name, said in error.fields.items())]
                )
            )

    return command


def refuse(sentence):
    click.echo(" ".join(sentence.split()) or _("No se pudo."), err=True)
    sys.exit(2)


def trouble(error: OSError) -> str:
    """Why a file could be neither read nor written; the system itself would say it in a language of its own."""
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return _("ese archivo o su carpeta no existe. Revisa la ruta.")
        case IsADirectoryError():
            return _("es una carpeta. Da la ruta de un archivo.")
        case PermissionError():
            return _("el sistema no lo permite. Revisa los permisos del archivo y de su carpeta.")
    return error.strerror or str(error)
