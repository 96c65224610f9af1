"""flask serve: the database brought up, the demonstration where there is nothing yet, and the servers, until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time

import click
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _
from flask_migrate import upgrade

from .. import demo
from ..extensions import db
from ..models import User
from .demo import announce
from .saying import refuse

PATIENCE = 8  # seconds a server has to stop by itself


@click.command("serve")
@click.option("--host", default="127.0.0.1", envvar="HOST", show_default=True)
@click.option("--port", default=8000, envvar="PORT", show_default=True, type=int)
@click.option("--demo", "with_demo", is_flag=True, help="Fill an empty database with the demonstration.")
@with_appcontext
def command(host, port, with_demo):
    """Serve the site with one gevent worker, and one process for background work."""
    if is_taken(host, port):
        refuse(
            _(
                "Otro programa ocupa %(address)s. Elige otro puerto, por ejemplo: PORT=%(other)s make run",
                address=f"{host}:{port}",
                other=port + 1,
            )
        )
    bring_up()
    if with_demo and db.session.scalar(db.select(User.id).limit(1)) is None:
        click.echo(_("La base de datos está vacía: se está llenando con la demostración…"))
        demo.fill()
    db.session.remove()
    root = current_app.config["ROOT"]
    environ = os.environ | {"HOST": host, "PORT": str(port)}
    environ.setdefault("TINKUY_BASE_URL", f"http://{host}:{port}")
    servers = [
        subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "wsgi:app"],
            cwd=root,
            env=environ,
            process_group=0,
        ),
        subprocess.Popen([sys.executable, "-m", "flask", "jobs"], cwd=root, env=environ, process_group=0),
    ]
    click.echo(f"\n  Tinkuy: {environ['TINKUY_BASE_URL']}\n")
    if current_app.config["DEMO"]:
        announce()
    click.echo("\n  " + _("Para detenerlo: Ctrl-C") + "\n")
    sys.exit(watch(servers))


def bring_up():
    """The database at this version; nothing to do is found out without starting the migrations."""
    config = current_app.extensions["migrate"].migrate.get_config()
    with db.engine.connect() as connection:
        now = MigrationContext.configure(connection).get_current_heads()
    if set(now) != set(ScriptDirectory.from_config(config).get_heads()):
        upgrade()


def is_taken(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def watch(servers):
    """Until a signal comes or one of them ends; then all are stopped. Gives the exit code."""
    told = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, _frame: told.append(number))
    while not told and all(server.poll() is None for server in servers):
        time.sleep(0.1)
    for server in servers:
        if server.poll() is None:
            server.terminate()
    for server in servers:
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
    return 0 if told else 1
