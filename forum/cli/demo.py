"""flask demo: an empty database filled with the demonstration's spaces."""

import click
from flask_babel import gettext as _

from .. import demo
from ..extensions import db
from ..models import User
from .saying import plainly, refuse


@click.command("demo")
@click.option("--if-empty", is_flag=True, help="Do nothing, and say nothing, where there is something already.")
@plainly
def command(if_empty):
    """Fill an empty database with the demonstration; prints who may log in."""
    if db.session.scalar(db.select(User.id).limit(1)) is not None:
        if if_empty:
            return
        refuse(_("La base de datos no está vacía, y la demostración solo entra en una vacía: no se escribió nada."))
    demo.fill()
    announce()


def announce():
    """Who may log in, where the demonstration is."""
    people = demo.people()
    if not people:
        return
    click.echo("  " + _("Contraseña de todas las cuentas: %(password)s", password=demo.PASSWORD))
    for role, name, email in people:
        click.echo(f"    {role:<13} {email:<36} {name}")
