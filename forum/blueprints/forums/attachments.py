"""Attachments: taking one in, leading to its bytes, removing it and putting it back."""

from flask import redirect, render_template, request
from flask_babel import gettext as _

from ...actions import forums
from ...errors import Invalid, TooMany
from ...models import Attachment, Forum, Post
from ...permissions import fetch, require
from ..doors import me, members_door
from ..files import signed_address
from . import blueprint
from .posts import after_write
from .uploads import taken


@blueprint.post("/forums/<int:id>/attachments")
@members_door
def attach(id):
    """One file for what is being written; answers with its row of the form, or with a sentence."""
    forum = fetch(me(), Forum, id)
    try:
        require(me(), "attachment.create", forum)
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise Invalid(_("Elige el archivo que quieres adjuntar."))
        attachment = taken(forum, sent)
    except (Invalid, TooMany) as error:
        return str(error.message), error.status, {"Content-Type": "text/plain; charset=utf-8"}
    return render_template("forums/_attached.html", file=attachment), 201


@blueprint.get("/attachments/<int:id>")
def attachment(id):
    return redirect(signed_address(fetch(me(), Attachment, id)))


@blueprint.get("/attachments/<int:id>/thumbnail")
def thumbnail(id):
    attachment = fetch(me(), Attachment, id)
    return redirect(signed_address(attachment, small=attachment.thumbnail is not None))


@blueprint.post("/posts/<int:id>/attachments/<int:attachment>/removal")
@members_door
def remove_attachment(id, attachment):
    forums.remove_attachment(me(), fetch(me(), Post, id), attachment)
    return after_write(id)


@blueprint.delete("/posts/<int:id>/attachments/<int:attachment>/removal")
@members_door
def restore_attachment(id, attachment):
    forums.restore_attachment(me(), fetch(me(), Post, id), attachment)
    return after_write(id)
