"""Files that come with a form, or before it."""

from flask import current_app, g, request

from ... import storage
from ...actions import forums
from ...imports import attached
from ...models import Attachment
from ...models.base import bounded_numbers
from ...permissions import require
from ...readings.forums.attachments import own_unsent
from ..doors import me
from . import blueprint


def taken(forum, sent) -> Attachment:
    """An uploaded file, kept. What it is is found out before the writing begins."""
    most = current_app.config["ATTACHMENT_MB"] * 1024 * 1024
    file = attached.read(sent.stream.read(most + 1), sent.filename, most)
    thumbnail = storage.put(file.thumbnail) if file.thumbnail else None
    return forums.attach(me(), forum, file, storage.put(file.data), thumbnail, current_app.config["SPACE_QUOTA_MB"])


def attached_in_form(forum) -> list[int]:
    """The numbers of the files of the form that was sent: those taken in before, and those that came with it."""
    g.attached = bounded_numbers(" ".join(request.form.getlist("attachment")))
    sent = [file for file in request.files.getlist("files") if file.filename]
    if sent:
        require(me(), "attachment.create", forum)
    for file in sent:
        g.attached.append(taken(forum, file).id)
    return g.attached


@blueprint.app_template_global()
def waiting_attachments():
    """The files of the form that comes back."""
    return own_unsent(me(), g.get("attached", ()))
