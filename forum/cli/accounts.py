"""flask users: accounts made by who runs the site."""

import sys

import click
from flask_babel import gettext as _

from ..actions import accounts
from ..permissions import OPERATOR
from .saying import plainly

command = click.Group("users", help="Accounts.")


@command.command("create")
@click.argument("email")
@click.option("--name", required=True, help="As others will see it.")
@click.option("--admin", is_flag=True, help="May do everything on the site.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@plainly
def create(email, name, admin, password_stdin):
    """Open an account for EMAIL; asks for the password."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = click.prompt(_("Contraseña"), hide_input=True, confirmation_prompt=_("La misma contraseña otra vez"))
    person = accounts.register(OPERATOR, email, name, password, is_admin=admin)
    click.echo(_("%(number)s: se abrió la cuenta de %(email)s", number=person.id, email=person.email))
