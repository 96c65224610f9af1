"""flask mail: what comes in and goes out by mail."""

import sys

import click
from flask.cli import AppGroup

from ..jobs import letters, receiving, telling

command = AppGroup("mail", help="Mail that comes in and goes out.")
LATER = 75  # a mail server that gets this tries again (EX_TEMPFAIL)


@command.command("receive")
@click.option("--to", default="", help="The address it was delivered to, where its head does not say so.")
def receive(to):
    """Take in a mail from standard input: an answer, or a letter that came back."""
    content = sys.stdin.buffer.read()
    try:
        outcome = receiving.take_in(content, to)
    except Exception as error:
        click.echo(f"tinkuy: {error}", err=True)
        sys.exit(LATER)
    click.echo(outcome)


@command.command("send")
def send():
    """Tell of what happened, write what is due and carry it, once; `flask jobs` does it all the time."""
    telling.tell_all()
    letters.write_all()
    click.echo(letters.carry_all())


@command.command("poll")
def poll():
    """Take in what lies unread in the mailbox of TINKUY_IMAP_URL."""
    click.echo(receiving.look_into_mailbox())
