"""flask matrices: tables in, papers out."""

import datetime
from pathlib import Path

import click
from flask import current_app

from .. import exports, imports
from ..actions import matrices
from ..errors import Invalid
from ..exchange import STATES
from ..extensions import db
from ..models import Matrix, Membership, Space, User
from ..readings.matrices import table as table_of
from .saying import plainly, refuse

command = click.Group("matrices", help="Actor matrices.")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--space", "slug", required=True, metavar="SLUG")
@click.option("--table", "number", type=int, help="Which of the file's tables, from 1; else the one with most entries.")
@click.option("--title", default="", help="Of the matrix; else the table's or the file's name.")
@plainly
def import_(file, slug, number, title):
    """Make a matrix of the table in FILE (DOCX, ODT, XLSX, CSV, JSON)."""
    space = db.session.scalar(db.select(Space).where(Space.slug == slug))
    if space is None:
        refuse(f"{slug}: there is no such space; make it with flask spaces create")
    try:
        data = file.read_bytes()
    except OSError as error:
        refuse(f"{file}: {error.strerror or error}")
    reading = imports.read(data, file.name)
    chosen = reading.best if number is None else number - 1
    if not 0 <= chosen < len(reading.tables):
        refuse(f"{file.name}: it has {len(reading.tables)} tables; --table goes from 1 to {len(reading.tables)}")
    for place, found in enumerate(reading.tables):
        if place != chosen:
            rows, columns, entries = found.table.counts
            click.echo(
                f"left aside: {found.name}: {rows} rows, {columns} columns, {entries} entries (--table {place + 1})"
            )
    found = reading.tables[chosen]
    for left in found.left_out:
        click.echo(f"left out: {left.where}: {left.what} ({left.why})")
    rows, columns, entries = found.table.counts
    matrix = matrices.import_table(facilitator_of(space), space, found.table, title or found.table.title or file.stem)
    click.echo(f"matrix {matrix.id}: {rows} rows, {columns} columns, {entries} entries")


@command.command("export")
@click.argument("id", type=int)
@click.option("--format", "format", required=True, help="docx, odt, xlsx, pdf, csv, json or md.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="Which entries; else the accepted.")
@click.option("--all-states", is_flag=True)
@click.option("--authors", is_flag=True, help="With who wrote each entry.")
@click.option("--sources", is_flag=True, help="With the words each entry came from.")
@plainly
def export(id, format, output, states, all_states, authors, sources):
    """Write matrix ID to a file."""
    matrix = db.session.get(Matrix, id)
    if matrix is None or matrix.removed_at is not None:
        refuse(f"{id}: there is no such matrix")
    if format not in exports.FORMATS:
        raise Invalid(f"--format {format}: write one of {', '.join(exports.FORMATS)}")
    options = exports.Options(
        states=STATES if all_states else states or ("accepted",),
        authors=authors,
        sources=sources,
        space=matrix.space.title,
        date=datetime.date.today(),
        url=f"{current_app.config['BASE_URL']}/matrices/{matrix.id}",
    )
    data = exports.write(table_of(None, matrix), format, options)
    try:
        output.write_bytes(data)
    except OSError as error:
        refuse(f"{output}: {error.strerror or error}")
    click.echo(f"{output}: {len(data)} bytes")


def facilitator_of(space) -> User:
    """In whose name the command line writes: the first who facilitates the space, else an administrator."""
    query = (
        db.select(User)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.space_id == space.id, Membership.role == "facilitator", Membership.left_at.is_(None))
        .order_by(Membership.id)
        .limit(1)
    )
    user = db.session.scalar(query) or db.session.scalar(db.select(User).where(User.is_admin).limit(1))
    if user is None:
        refuse(f"{space.slug}: nobody facilitates this space, and there is no administrator")
    return user
