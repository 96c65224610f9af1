"""flask spaces: a space opened by who runs the site."""

import click
from flask_babel import gettext as _

from ..actions import spaces
from ..actions.spaces.templates import TEMPLATES
from ..extensions import db
from ..models import User
from ..permissions import OPERATOR
from .saying import plainly, refuse

command = click.Group("spaces", help="Spaces.")


@command.command("create")
@click.argument("slug")
@click.option("--title", required=True)
@click.option("--template", default="empty", help=f"One of: {', '.join(TEMPLATES)}.", show_default=True)
@click.option("--facilitator", metavar="EMAIL", help="Who facilitates it; else the first administrator.")
@plainly
def create(slug, title, template, facilitator):
    """Open the space SLUG, empty or from a template."""
    query = (
        db.select(User).where(User.email == facilitator.strip().lower())
        if facilitator
        else db.select(User).where(User.is_admin)
    )
    user = db.session.scalar(query.order_by(User.id).limit(1))
    if user is None:
        refuse(
            _("Ninguna cuenta tiene el correo %(email)s: créala antes con flask users create.", email=facilitator)
            if facilitator
            else _(
                "El sitio todavía no tiene quien lo administre: "
                "crea antes una cuenta con flask users create EMAIL --name NAME --admin."
            )
        )
    space = spaces.create(OPERATOR, title, slug, template, facilitator=user)
    click.echo(_("%(number)s: se abrió el espacio «%(slug)s»", number=space.id, slug=space.slug))
