"""The sheet that institutions sign: the table, its sources, and a line for each who signs."""

import io

from flask import request, send_file
from flask_babel import gettext as _

from ...errors import Conflict, Invalid
from ...exports import FORMATS, write
from ...exports import signing as papers
from ...exports.editions import options, unsigned
from ...models import Edition
from ...permissions import fetch, require
from ...readings.editions.signers import Candidate, signers_of
from ..doors import enter, me, members_door, page
from . import blueprint
from .reading import address, thawed

MOST, LONGEST, SPARE = 80, 160, 3
MOST_IN_PDF = 1500  # entries; more would hold up everybody else
FIELDS = ("actor", "organization", "name", "place")


@blueprint.get("/editions/<int:id>/signing")
@members_door
def signing(id):
    edition = asked(id)
    listed = [(one, True) for one in signers_of(edition.matrix.space)]
    return page("editions/signing.html", edition=edition, listed=with_room(listed), problem="")


@blueprint.post("/editions/<int:id>/signing")
@members_door
def signing_sheet(id):
    """The file, with those lines that are marked and say something; nothing of it is kept."""
    edition = asked(id)
    listed, format = typed(), request.form.get("format", "")
    content, told = thawed(edition)
    try:
        signers = [one for one, chosen in listed if chosen and any(one)]
        if not signers:
            raise Invalid(_("Marca al menos una línea con el actor o la organización que firma."))
        if any(len(words) > LONGEST for one in signers for words in one):
            raise Invalid(_("Usa como mucho %(n)s letras en cada casilla.", n=LONGEST))
        if format not in ("docx", "pdf"):
            raise Invalid(_("Elige uno de los formatos de la lista."))
        if format == "pdf" and content.counts[2] > MOST_IN_PDF:
            raise Invalid(_("Es una matriz grande: descarga la hoja en Word y guárdala como PDF."))
    except Invalid as error:
        enter(edition.matrix.space)
        problem = str(error.message)
        return page("editions/signing.html", 422, edition=edition, listed=with_room(listed), problem=problem)
    paper = options(told, edition.digest, address(edition))
    paper.signers = tuple(papers.Signer(*one) for one in signers)
    return send_file(
        io.BytesIO(write(unsigned(content), format, paper)),
        mimetype=FORMATS[format].mimetype,
        as_attachment=True,
        download_name=papers.filename(content.title, edition.number, format),
    )


def asked(id):
    edition = fetch(me(), Edition, id)
    enter(edition.matrix.space)
    require(me(), "edition.sign", edition)
    if edition.withdrawn_at is not None:
        raise Conflict(_("Esta edición fue retirada: no se firma. Publica otra."))
    return edition


def typed():
    """The lines of the form, each with whether it is marked."""
    columns = [[" ".join(words.split()) for words in request.form.getlist(name)][:MOST] for name in FIELDS]
    high = max(map(len, columns), default=0)
    lines = zip(*(column + [""] * (high - len(column)) for column in columns), strict=True)
    chosen = set(request.form.getlist("chosen"))
    return [(Candidate(*line), str(place) in chosen) for place, line in enumerate(lines)]


def with_room(listed):
    """Some empty lines at the end, for who is not in the space's lists."""
    listed = listed[: MOST - SPARE]
    while len([one for one, _chosen in listed if any(one)]) + SPARE > len(listed):
        listed = [*listed, (Candidate("", "", "", ""), True)]
    return listed
