"""A new document, its title and code, taking it away and bringing it back."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ...actions import documents
from ...errors import Invalid
from ...models import Document, Worktable
from ...permissions import fetch, require
from ...readings.documents import members_of, sectors
from ..doors import enter_worktable, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import DocumentForm


def form_page(form, table, document, status=200):
    enter_worktable(table)
    suggested, demanders = sectors(table)
    return page(
        "documents/form.html",
        status,
        form=form.offer(members_of(table)),
        table=table,
        document=document,
        sectors=suggested,
        demanders=demanders,
    )


@blueprint.get("/worktables/<int:id>/documents/new")
@members_door
def new_document(id):
    table = fetch(me(), Worktable, id)
    require(me(), "document.create", table)
    return form_page(DocumentForm(), table, None)


@blueprint.post("/worktables/<int:id>/documents")
@members_door
def create_document(id):
    table = fetch(me(), Worktable, id)
    require(me(), "document.create", table)
    form = DocumentForm().offer(members_of(table))
    try:
        made = documents.create(me(), table, **validated(form).words())
    except Invalid as error:
        return form_page(take_errors(form, error), fetch(me(), Worktable, id), None, 422)
    return redirect(url_for(".document", id=made.id), 303)


@blueprint.get("/documents/<int:id>/settings")
@members_door
def settings(id):
    document = fetch(me(), Document, id)
    require(me(), "document.change", document)
    return form_page(DocumentForm(obj=document), document.worktable, document)


@blueprint.put("/documents/<int:id>")
@members_door
def change_document(id):
    document = fetch(me(), Document, id)
    require(me(), "document.change", document)
    form = DocumentForm().offer(members_of(document.worktable))
    try:
        documents.change(me(), document, **validated(form).words())
    except Invalid as error:
        document = fetch(me(), Document, id)
        return form_page(take_errors(form, error), document.worktable, document, 422)
    flash(_("Documento guardado"))
    return redirect(url_for(".document", id=id), 303)


@blueprint.delete("/documents/<int:id>")
@members_door
def remove_document(id):
    document = fetch(me(), Document, id)
    table = document.worktable_id
    documents.remove(me(), document)
    flash(_("Documento retirado. Puedes recuperarlo al pie de esta lista."))
    return redirect(url_for(".documents_list", id=table), 303)


@blueprint.delete("/worktables/<int:id>/documents/<int:document>/removal")
@members_door
def restore_document(id, document):
    documents.restore(me(), fetch(me(), Worktable, id), document)
    flash(_("Documento recuperado"))
    return redirect(url_for(".document", id=document), 303)
