"""flask search: the index of words, made anew."""

import click

from .. import search
from ..actions import search as actions
from ..permissions import OPERATOR
from .saying import plainly

command = click.Group("search", help="What can be found.")


@command.command("rebuild")
@plainly
def rebuild():
    """Index anew all that can be found; meanwhile less is found, and people may go on writing."""
    actions.empty_index(OPERATOR)
    for kind in search.KINDS:
        total, last = 0, 0
        while last is not None:
            done, last = actions.index_next(OPERATOR, kind, last)
            total += done
        click.echo(f"{kind}: {total}")
