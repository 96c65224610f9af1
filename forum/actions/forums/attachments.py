"""Files of posts: taken in while one writes, sent with the post, removed and put back."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func

from ... import storage
from ...errors import Forbidden, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import (
    Attachment,
    CommitmentNote,
    Decision,
    Delivery,
    EditionPaper,
    Forum,
    ObservationFile,
    Post,
    SummaryPaper,
    User,
)
from ...models.base import now
from ...permissions import can
from ...readings.documents import figure_digests
from .. import action, site_action
from ..moderation.log import decide

MOST = 10  # of one post
UNSENT_HOURS = 24  # that a file waits for its post
# Whose bytes lie in the storage.
KEPT = (
    Attachment.digest,
    Attachment.thumbnail,
    EditionPaper.digest,
    SummaryPaper.digest,
    Delivery.digest,
    ObservationFile.digest,
    CommitmentNote.digest,
)


@action("attachment.create")
def attach(user: User, forum: Forum, file, digest: str, thumbnail: str | None, quota: int) -> Attachment:
    """A file for a post that is being written in `forum`: what `imports.attached` gave, its bytes in the `storage`.
    All of the space's may take `quota` megabytes."""
    _check_silence(forum, file)
    kept = db.session.scalar(
        db.select(func.coalesce(func.sum(Attachment.size), 0)).where(Attachment.space_id == forum.space_id)
    )
    if kept + len(file.data) > quota * 1024 * 1024:
        raise Invalid(
            _(
                "«%(file)s» ya no cabe: los archivos de este espacio ocupan sus %(mb)s MB. Pide a quien facilita que "
                "haga lugar, o pon un enlace.",
                file=file.name,
                mb=quota,
            )
        )
    attachment = Attachment(
        space_id=forum.space_id,
        user_id=user.id,
        name=file.name,
        media_type=file.media_type,
        size=len(file.data),
        digest=digest,
        thumbnail=thumbnail,
        width=file.width,
        height=file.height,
    )
    db.session.add(attachment)
    db.session.flush()
    record("attachment.created", user, user, attachment=attachment.id)
    return attachment


def give_to(user, post: Post, forum: Forum, numbers):
    """Make the files with these numbers the post's, in its transaction."""
    if not numbers:
        return
    numbers = set(numbers)
    if len(numbers) + (post.attached or 0) > MOST:
        raise Invalid(_("Un aporte lleva como mucho %(n)s archivos. Quita alguno y vuelve a publicar.", n=MOST))
    own = db.session.scalars(
        db.select(Attachment).where(
            Attachment.id.in_(numbers),
            Attachment.user_id == user.id,
            Attachment.space_id == forum.space_id,
            Attachment.post_id.is_(None),
            Attachment.removed_at.is_(None),
        )
    ).all()
    if len(own) < len(numbers):
        raise Invalid(_("Un archivo de este aporte ya no está. Quítalo, adjúntalo de nuevo y vuelve a publicar."))
    for attachment in own:
        _check_silence(forum, attachment)
        attachment.post_id = post.id
        if forum.anonymous:
            attachment.name = _plain_name(attachment)
    post.attached = (post.attached or 0) + len(own)


def _check_silence(forum, file):
    """Where no names are shown: office programs write the author's into the file, and nobody sees it but who looks."""
    if forum.anonymous and not file.media_type.startswith(("image/", "text/")):
        raise Invalid(
            _(
                "«%(file)s» puede llevar dentro el nombre de quien lo hizo, y este foro no muestra nombres. "
                "Adjunta una imagen, un texto o un CSV.",
                file=file.name,
            )
        )


def _plain_name(attachment):
    """Of a file where no names are shown: its own may be one."""
    kind = _("imagen") if attachment.width else _("texto")
    return f"{kind}.{attachment.name.rpartition('.')[2]}"


@action("post.edit")
def remove_attachment(user: User, post: Post, number: int) -> Attachment:
    """Out of sight; who may correct the post sees that it was there and puts it back."""
    attachment = _of(post, number)
    if attachment.removed_at is None:
        attachment.removed_at, attachment.removed_by_id = now(), user.id
        if user.id != post.author_id:
            decide(user, "detach", post, attachment.name, attachment=number)
        record("post.attached", user, post, kept={"removed": number}, thread=post.thread_id, post=post.id)
    return attachment


@action("post.edit")
def restore_attachment(user: User, post: Post, number: int) -> Attachment:
    attachment = _of(post, number)
    if attachment.removed_at is not None:
        if attachment.removed_by_id != user.id and not can(user, "post.hide", post):
            raise Forbidden(_("Lo quitó quien modera: pídele que lo devuelva."))
        for decision in db.session.scalars(
            db.select(Decision).filter_by(post_id=post.id, kind="detach", undone_at=None)
        ):
            if decision.data["attachment"] == number:
                decision.undone_at, decision.undone_by_id = now(), user.id
        put_back(user, post, attachment)
    return attachment


def put_back(user, post, attachment):
    attachment.removed_at = attachment.removed_by_id = None
    record("post.attached", user, post, kept={"restored": attachment.id}, thread=post.thread_id, post=post.id)


def _of(post, number):
    attachment = db.session.get(Attachment, number)
    if attachment is None or attachment.post_id != post.id:
        raise NotFound()
    return attachment


@site_action("site.maintain")
def forget_unsent(user) -> int:
    """What was taken in and not sent within a day goes; gives how many."""
    before = now() - timedelta(hours=UNSENT_HOURS)
    old = db.session.scalars(
        db.select(Attachment).where(Attachment.post_id.is_(None), Attachment.created_at < before)
    ).all()
    for attachment in old:
        db.session.delete(attachment)
    return len(old)


def forget_bytes():
    """Files that nothing kept has, nor was about to have: of unsent ones, of writings that failed."""
    old = storage.older_than(UNSENT_HOURS * 3600)
    figures = figure_digests() if old else ()
    for start in range(0, len(old), 200):
        names = old[start : start + 200]
        used = {digest for column in KEPT for digest in db.session.scalars(db.select(column).where(column.in_(names)))}
        for name in names:
            if name not in used and name not in figures:
                storage.forget(name)
