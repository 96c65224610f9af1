"""How a command says no: one line on standard error that names what is wrong and what would be right; exit 2."""

import sys
from functools import wraps

import click
from flask.cli import with_appcontext

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
    click.echo(" ".join(sentence.split()) or "No se pudo.", err=True)
    sys.exit(2)
