"""A version that is being written: its list of clauses, the form of one, and what is done with the whole."""

from flask import current_app, flash, redirect, request, url_for
from flask_babel import gettext as _

from ... import storage
from ...actions import documents
from ...errors import Conflict, Invalid, NotFound
from ...imports import attached
from ...models import Document, DocumentVersion
from ...models.base import bounded
from ...permissions import fetch, require
from ...readings import documents as readings
from ...text.pipes import from_tables, to_tables
from ..doors import enter_worktable, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import ClauseForm, FinishForm


@blueprint.post("/documents/<int:id>/versions")
@members_door
def begin_version(id):
    document = fetch(me(), Document, id)
    require(me(), "version.write", document)
    try:
        version = documents.begin(me(), document)
    except Conflict:
        version = readings.version_being_written(fetch(me(), Document, id))
        flash(_("Esta versión ya estaba en preparación: sigue en ella."))
    return redirect(url_for(".editor", id=version.id), 303)


@blueprint.get("/versions/<int:id>/editor")
@members_door
def editor(id):
    return editor_page(_written(id))


def editor_page(version, form=None, status=200):
    enter_worktable(version.document.worktable)
    return page(
        "documents/editor.html",
        status,
        document=version.document,
        version=version,
        clauses=readings.clauses_of(version),
        removed=readings.removed_from(version),
        form=form or FinishForm(obj=version, formdata=None),
    )


def _written(id):
    """One that is being written, by who may write."""
    version = fetch(me(), DocumentVersion, id)
    require(me(), "version.write", version)
    if version.finished_at is not None:
        raise Conflict(_("Esta versión ya se publicó: para cambiarla, prepara otra."))
    return version


@blueprint.get("/versions/<int:id>/clauses/new")
@members_door
def new_clause(id):
    version = _written(id)
    texts = readings.clauses_of(version)
    after = request.args.get("after", None, bounded)
    before = next((text for text in texts if text.clause_id == after), None)
    form = ClauseForm(formdata=None, level=before.level if before else 1)
    form.after.data = after or ""
    return clause_page(version, form, None, before=before)


def clause_page(version, form, text, status=200, before=None):
    """`text` None: a new one, behind `before`."""
    enter_worktable(version.document.worktable)
    return page(
        "documents/clause.html",
        status,
        document=version.document,
        version=version,
        text=text,
        before=before,
        form=form,
        seen=documents.fingerprint(text) if text else "",
    )


@blueprint.post("/versions/<int:id>/clauses")
@members_door
def add_clause(id):
    version = _written(id)
    form = ClauseForm()
    after = form.after_number
    try:
        words = typed_words(validated(form), [])
        text = documents.add_clause(me(), version, after, words)
    except (Invalid, Conflict) as error:
        before = next((one for one in readings.clauses_of(_written(id)) if one.clause_id == after), None)
        return clause_page(_written(id), come_back(form, error), None, error.status, before)
    return onwards(version, text)


@blueprint.get("/versions/<int:id>/clauses/<int:clause>")
@members_door
def clause(id, clause):
    version = _written(id)
    text = _one(version, clause)
    form = ClauseForm(formdata=None, obj=text)
    form.tables.data = from_tables(text.tables)
    return clause_page(version, form, text)


@blueprint.put("/versions/<int:id>/clauses/<int:clause>")
@members_door
def write_clause(id, clause):
    version = _written(id)
    form = ClauseForm()
    try:
        words = typed_words(validated(form), _one(version, clause).figures)
        text = documents.write_clause(me(), version, clause, words, request.form.get("seen", ""))
    except (Invalid, Conflict) as error:
        version = _written(id)
        return clause_page(version, come_back(form, error), _one(version, clause), error.status)
    return onwards(version, text)


def come_back(form, error):
    return take_errors(form, error if isinstance(error, Invalid) else Invalid(error.message))


def onwards(version, text):
    """To the list, or to the next new clause for who types many."""
    if "and_next" in request.form:
        return redirect(url_for(".new_clause", id=version.id, after=text.clause_id), 303)
    return redirect(url_for(".editor", id=version.id, _anchor=f"clause-{text.clause_id}"), 303)


def typed_words(form, figures) -> documents.Words:
    """What the form holds; of the figures that were there, those kept, and the one that came."""
    kept = []
    for one in figures:
        if f"gone-{one['digest']}" not in request.form:
            kept.append(one | {"caption": request.form.get(f"caption-{one['digest']}", one["caption"])})
    sent = request.files.get("figure")
    if sent is not None and sent.filename:
        kept.append(taken_figure(sent) | {"caption": form.caption.data or ""})
    return documents.Words(
        number=form.number.data or "",
        heading=form.heading.data or "",
        text=form.text.data or "",
        level=form.level.data or 1,
        tables=to_tables(form.tables.data or ""),
        figures=kept,
    )


def taken_figure(sent) -> dict:
    """An uploaded picture, made anew and kept."""
    most = current_app.config["ATTACHMENT_MB"] * 1024 * 1024
    try:
        file = attached.read(sent.stream.read(most + 1), sent.filename, most)
    except Invalid as error:
        raise Invalid(fields={"figure": error.message}) from error
    if not file.media_type.startswith("image/"):
        raise Invalid(
            fields={"figure": _("«%(file)s» no es una imagen. Sirven JPEG, PNG, WebP y GIF.", file=file.name)}
        )
    return {"digest": storage.put(file.data), "filename": file.name, "type": file.media_type, "size": len(file.data)}


def _one(version, clause):
    found = next((text for text in readings.clauses_of(version) if text.clause_id == clause), None)
    if found is None:
        raise NotFound()
    return found


@blueprint.put("/versions/<int:id>/clauses/<int:clause>/position")
@members_door
def move_clause(id, clause):
    documents.move_clause(me(), _written(id), clause, request.form.get("to") == "down")
    return redirect(url_for(".editor", id=id, _anchor=f"clause-{clause}"), 303)


@blueprint.delete("/versions/<int:id>/clauses/<int:clause>")
@members_door
def remove_clause(id, clause):
    documents.remove_clause(me(), _written(id), clause)
    flash(_("Apartado quitado. Puedes recuperarlo al pie de esta página."))
    return redirect(url_for(".editor", id=id), 303)


@blueprint.delete("/versions/<int:id>/clauses/<int:clause>/removal")
@members_door
def restore_clause(id, clause):
    documents.restore_clause(me(), _written(id), clause)
    flash(_("Apartado recuperado"))
    return redirect(url_for(".editor", id=id, _anchor=f"clause-{clause}"), 303)


@blueprint.put("/versions/<int:id>/numbers")
@members_door
def renumber(id):
    documents.renumber(me(), _written(id))
    flash(_("Apartados numerados de nuevo"))
    return redirect(url_for(".editor", id=id), 303)


@blueprint.post("/versions/<int:id>/publication")
@members_door
def finish_version(id):
    version = _written(id)
    form = FinishForm()
    try:
        documents.finish(me(), version, validated(form).note.data or "")
    except Invalid as error:
        return editor_page(_written(id), take_errors(form, error), 422)
    flash(_("Versión %(n)s publicada", n=version.number))
    return redirect(url_for(".document", id=version.document_id), 303)


@blueprint.delete("/versions/<int:id>/publication")
@members_door
def take_back_version(id):
    version = documents.take_back(me(), fetch(me(), DocumentVersion, id))
    flash(_("La versión %(n)s está otra vez en preparación", n=version.number))
    return redirect(url_for(".editor", id=id), 303)


@blueprint.delete("/versions/<int:id>")
@members_door
def discard_version(id):
    version = documents.discard(me(), fetch(me(), DocumentVersion, id))
    flash(_("Versión en preparación descartada. Puedes recuperarla en esta página."))
    return redirect(url_for(".document", id=version.document_id, _anchor="versions"), 303)


@blueprint.delete("/documents/<int:id>/versions/<int:version>/removal")
@members_door
def restore_version(id, version):
    documents.restore_version(me(), fetch(me(), Document, id), version)
    flash(_("Versión recuperada"))
    return redirect(url_for(".editor", id=version), 303)
