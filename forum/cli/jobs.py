"""flask jobs: the background work, until told to stop."""

import click
from flask import current_app
from flask.cli import with_appcontext

from ..jobs import work


@click.command("jobs")
@with_appcontext
def command():
    """Work off the queue: large exports."""
    work(current_app._get_current_object())
