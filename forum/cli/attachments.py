"""flask attachments: files that nobody waits for."""

import click
from flask_babel import ngettext

from ..actions.forums.attachments import forget_bytes, forget_unsent
from ..permissions import OPERATOR
from .saying import plainly

command = click.Group("attachments", help="Files of posts.")


@command.command("sweep")
@plainly
def sweep():
    """Forget what was attached more than a day ago and never sent, and bytes that no attachment has."""
    done = forget_unsent(OPERATOR)
    forget_bytes()
    click.echo(ngettext("%(num)d archivo sin enviar, quitado", "%(num)d archivos sin enviar, quitados", done))
