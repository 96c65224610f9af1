"""flask matrices: tables in, papers out."""

import datetime
from pathlib import Path

import click
from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from .. import exports, imports
from ..actions import matrices
from ..exchange import STATES
from ..extensions import db
from ..models import Matrix, Membership, Space, User
from ..readings.matrices import table as table_of
from .saying import plainly, refuse, trouble

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
        refuse(_("No hay un espacio «%(slug)s»: ábrelo antes con flask spaces create.", slug=slug))
    try:
        data = file.read_bytes()
    except OSError as error:
        refuse(_("No se pudo leer «%(file)s»: %(reason)s", file=file, reason=trouble(error)))
    reading = imports.read(data, file.name)
    chosen = reading.best if number is None else number - 1
    if not 0 <= chosen < len(reading.tables):
        refuse(
            ngettext(
                "«%(file)s» tiene una sola tabla: con --table solo se puede pedir la 1.",
                "«%(file)s» tiene %(num)d tablas: con --table se pide una de la 1 a la %(num)d.",
                len(reading.tables),
                file=file.name,
            )
        )
    for place, found in enumerate(reading.tables):
        if place != chosen:
            click.echo(
                _(
                    "%(number)s: quedó aparte «%(name)s», con %(size)s; para importarla: --table %(number)s",
                    number=place + 1,
                    name=found.name,
                    size=size_of(found.table),
                )
            )
    found = reading.tables[chosen]
    for left in found.left_out:
        click.echo(_("Quedó fuera: %(where)s: %(what)s (%(why)s)", where=left.where, what=left.what, why=left.why))
    matrix = matrices.import_table(facilitator_of(space), space, found.table, title or found.table.title or file.stem)
    click.echo(_("%(number)s: se hizo la matriz, con %(size)s", number=matrix.id, size=size_of(found.table)))


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
        refuse(_("No hay una matriz con el número %(number)s.", number=id))
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
        refuse(_("No se pudo escribir «%(file)s»: %(reason)s", file=output, reason=trouble(error)))
    click.echo(ngettext("%(num)d byte en %(file)s", "%(num)d bytes en %(file)s", len(data), file=output))


def size_of(table) -> str:
    """How much a table holds: "2 filas, 3 columnas, 5 entradas"."""
    rows, columns, entries = table.counts
    return ", ".join(
        (
            ngettext("%(num)d fila", "%(num)d filas", rows),
            ngettext("%(num)d columna", "%(num)d columnas", columns),
            ngettext("%(num)d entrada", "%(num)d entradas", entries),
        )
    )


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
        refuse(
            _(
                "Nadie facilita el espacio «%(slug)s» y el sitio no tiene quien lo administre: "
                "crea antes una cuenta con flask users create EMAIL --name NAME --admin.",
                slug=space.slug,
            )
        )
    return user
