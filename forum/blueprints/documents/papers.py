"""What changed between two versions, and a version on paper."""

import io
from itertools import groupby

from flask import request, send_file

from ... import storage
from ...errors import NotFound
from ...exports import documents as papers
from ...exports.documents import differences, docx, odt, pdf
from ...models import DocumentVersion
from ...models.base import bounded
from ...permissions import fetch
from ...readings import documents as readings
from ..doors import enter_worktable, me, page
from . import blueprint

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS = {
    "docx": (docx.write, WORD),
    "odt": (odt.write, "application/vnd.oasis.opendocument.text"),
    "pdf": (pdf.write, "application/pdf"),
}


@blueprint.get("/versions/<int:id>/papers/<format>")
def version_paper(id, format):
    version = fetch(me(), DocumentVersion, id)
    if format not in WRITERS:
        raise NotFound()
    write, mimetype = WRITERS[format]
    paper = paper_of(version)
    return sent(write(paper), mimetype, papers.filename(paper, format))


def paper_of(version):
    """It as plain data, with the bytes of its figures at hand."""
    document = version.document
    enter_worktable(document.worktable)
    return papers.Paper(
        code=document.code,
        title=document.title,
        about=" · ".join(part for part in (document.sector, document.demander) if part),
        version=named(version),
        place=document.worktable.title,
        clauses=readings.clauses_of(version),
        picture=picture,
    )


def named(version):
    return readings.version_name(version)


def picture(digest):
    path = storage.path_of(digest)
    return path.read_bytes() if path.exists() else None


def sent(data, mimetype, name):
    return send_file(io.BytesIO(data), mimetype=mimetype, as_attachment=True, download_name=name)


@blueprint.get("/versions/<int:id>/changes")
def version_changes(id):
    version = fetch(me(), DocumentVersion, id)
    versions = readable(version)
    pair = between(version, versions)
    enter_worktable(version.document.worktable)
    found = readings.compared(*pair)
    return page(
        "documents/changes.html",
        table=version.document.worktable,
        document=version.document,
        version=version,
        other=pair[0] if pair[1].id == version.id else pair[1],
        pair=pair,
        names=[named(one) for one in pair],
        versions=versions,
        groups=[(same, list(group)) for same, group in groupby(found, key=lambda change: change.kinds == ["same"])],
        tally=papers.tallied(readings.tally(found)),
        happened=papers.happened,
    )


@blueprint.get("/versions/<int:id>/changes/file")
def version_changes_paper(id):
    version = fetch(me(), DocumentVersion, id)
    pair = between(version, readable(version))
    found, names = readings.compared(*pair), tuple(named(one) for one in pair)
    paper = paper_of(pair[1])
    data = differences.write(paper, found, readings.tally(found), names)
    return sent(data, WORD, papers.filename(paper, "docx").replace(".docx", f"-{pair[0].number}-{pair[1].number}.docx"))


def readable(version):
    """The versions of its document that this person reads, the newest first; itself among them."""
    standing = readings.standing_versions(version.document)
    return [one for one in standing if one.finished_at is not None or one.id == version.id]


def between(version, versions):
    """The two that the address names, the earlier first: with the one before where it names none."""
    asked = request.args.get("with", 0 if "with" in request.args else None, bounded)
    if asked is None:
        other = next((one for one in versions if one.number < version.number), None)
    else:
        other = next((one for one in versions if one.id == asked and one.id != version.id), None)
    if other is None:
        raise NotFound()
    return tuple(sorted((version, other), key=lambda one: one.number))
