"""flask text: what an older renderer made, rendered again."""

import click
from flask_babel import ngettext

from .. import text
from ..actions import rendering
from ..extensions import db
from ..models import Post
from ..permissions import OPERATOR
from .saying import plainly

command = click.Group("text", help="What people wrote.")


@command.command("rebake")
@plainly
def rebake():
    """Render again what an older renderer made; the words stay as they are."""
    done = 0
    rendering.rebake_surroundings(OPERATOR)
    while True:
        query = db.select(Post.id).where(Post.renderer != text.RENDERER).order_by(Post.id).limit(200)
        numbers = db.session.scalars(query).all()
        if not numbers:
            break
        rendering.rebake(OPERATOR, numbers)
        done += len(numbers)
    click.echo(ngettext("%(num)d aporte vuelto a componer", "%(num)d aportes vueltos a componer", done))
