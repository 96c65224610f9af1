"""Documents brought in from files: sending them, what was understood of each, and writing them."""

import shutil
from datetime import timedelta

from flask import current_app as app
from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions import documents
from ...errors import Conflict, Invalid
from ...imports import shown
from ...models import Document, DocumentImport, Worktable
from ...models.base import bounded, now
from ...permissions import fetch, require
from ...readings import documents as readings
from ..doors import enter_worktable, is_partial, me, members_door, page
from . import blueprint

LATE = timedelta(minutes=2)  # after which one may ask for the reading again


@blueprint.get("/worktables/<int:id>/document-imports")
@members_door
def document_imports(id):
    return imports_page(fetch(me(), Worktable, id))


def imports_page(table, problem="", status=200):
    enter_worktable(table)
    require(me(), "document.import", table)
    found = readings.document_imports_of(table)
    return page("documents/imports.html", status, table=table, document=None, found=found, problem=problem)


@blueprint.post("/worktables/<int:id>/document-imports")
@members_door
def take_files(id):
    table = fetch(me(), Worktable, id)
    require(me(), "document.import", table)
    try:
        return taken(table, None)
    except Invalid as error:
        return imports_page(fetch(me(), Worktable, id), str(error.message), 422)


@blueprint.get("/documents/<int:id>/imports")
@members_door
def version_import(id):
    return version_import_page(fetch(me(), Document, id))


def version_import_page(document, problem="", status=200):
    enter_worktable(document.worktable)
    require(me(), "document.import", document)
    return page(
        "documents/imports.html",
        status,
        table=document.worktable,
        document=document,
        written=readings.version_being_written(document),
        found=[],
        problem=problem,
    )


@blueprint.post("/documents/<int:id>/imports")
@members_door
def take_version(id):
    document = fetch(me(), Document, id)
    require(me(), "document.import", document)
    try:
        return taken(document.worktable, document)
    except Invalid as error:
        return version_import_page(fetch(me(), Document, id), str(error.message), 422)


def taken(table, document):
    sent = [one for one in request.files.getlist("files") if one.filename]
    found = documents.take_files(me(), table, [shown(one.filename) for one in sent], document)
    folder = folder_of(found)
    folder.mkdir(parents=True, exist_ok=True)
    for file, one in zip(found.files, sent, strict=True):
        (folder / str(file.id)).write_bytes(one.read())
    documents.start_reading(me(), found)
    return redirect(url_for(".document_import", id=found.id), 303)


def folder_of(found):
    return app.config["INSTANCE"] / "document-imports" / str(found.id)


@blueprint.get("/document-imports/<int:id>")
@members_door
def document_import(id):
    """How far the reading is; then what each file would become."""
    return import_page(fetch(me(), DocumentImport, id))


def import_page(found, problem="", status=200, errors=None, typed=None):
    enter_worktable(found.worktable)
    waiting = sum(file.state == "waiting" for file in found.files)
    if is_partial() and waiting:
        return page("documents/_reading.html", found=found, waiting=waiting)
    shown_here = {
        "found": found,
        "table": found.worktable,
        "document": found.document,
        "waiting": waiting,
        "is_late": now() - found.created_at > LATE,
        "problem": problem,
        "errors": errors or {},
        "typed": typed,
    }
    if not waiting and found.document is None:
        shown_here |= {"proposals": readings.proposals(found), "sectors": readings.sectors(found.worktable)[0]}
    elif not waiting and found.written_at is None and found.files[0].state == "read":
        base = readings.latest(found.document)
        texts, matches = readings.likened(base, found.files[0].content)
        there = {match.old for match in matches}
        shown_here |= {
            "base": base,
            "texts": texts,
            "matched": list(zip(found.files[0].content, matches, strict=True)),
            "gone": [text for place, text in enumerate(texts) if place not in there],
        }
    answer = page("documents/import.html", status, **shown_here)
    return (*answer, {"HX-Refresh": "true"}) if is_partial() else answer


@blueprint.post("/document-imports/<int:id>/reading")
@members_door
def read_again(id):
    """Where the background work was stopped in the middle."""
    documents.start_reading(me(), fetch(me(), DocumentImport, id))
    return redirect(url_for(".document_import", id=id), 303)


@blueprint.post("/document-imports/<int:id>/documents")
@members_door
def write_documents(id):
    found, form = fetch(me(), DocumentImport, id), request.form
    names = ("code", "title", "sector", "demander")
    chosen = {
        file.id: {name: form.get(f"{name}-{file.id}", form.get(name, "")) for name in names}
        for file in found.files
        if form.get(f"take-{file.id}")
    }
    try:
        made = documents.write_documents(me(), found, chosen, bool(form.get("publish")))
    except (Invalid, Conflict) as error:
        fields = getattr(error, "fields", {})
        problem = str(error.message or _("Corrige lo que está marcado: todavía no se guardó nada."))
        return import_page(fetch(me(), DocumentImport, id), problem, error.status, fields, form)
    flash(ngettext("%(num)d documento agregado", "%(num)d documentos agregados", len(made)))
    return redirect(url_for(".documents_list", id=found.worktable_id), 303)


@blueprint.post("/document-imports/<int:id>/version")
@members_door
def write_version(id):
    found, form = fetch(me(), DocumentImport, id), request.form
    chosen = {}
    for place in range(len(found.files[0].content if found.files else ())):
        if (said := form.get(f"same-{place}")) is not None:
            chosen[place] = bounded(said) if said.isdecimal() else None
    try:
        version = documents.write_version(me(), found, form.get("base", 0, bounded), chosen)
    except (Invalid, Conflict) as error:
        return import_page(fetch(me(), DocumentImport, id), str(error.message), error.status)
    flash(_("Versión %(n)s preparada. Revísala antes de publicarla.", n=version.number))
    return redirect(url_for(".editor", id=version.id), 303)


@blueprint.delete("/document-imports/<int:id>")
@members_door
def drop_files(id):
    found = fetch(me(), DocumentImport, id)
    table, document = found.worktable_id, found.document_id
    documents.drop_files(me(), found)
    shutil.rmtree(folder_of(found), ignore_errors=True)
    flash(_("Archivos descartados"))
    if document is not None:
        return redirect(url_for(".document", id=document), 303)
    return redirect(url_for(".document_imports", id=table), 303)
