"""Sources: the words of a post behind an entry, and what becomes of them when the post changes."""

from flask_babel import gettext as _

from ... import text
from ...errors import Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Entry, Post, Source, User
from ...models.base import now
from ...permissions import is_readable
from .. import action
from .steps import cell, changed, kept, made, snapshot, tell_thread


@action("entry.source")
def add_source(user: User, entry: Entry, post: Post, passage: text.Passage) -> Source:
    """One more passage behind the entry; the same words of the same post are there once."""
    source = attach(user, entry, post, passage)
    record("entry.sourced", user, entry, kept=kept(made(source)), entry=entry.id, cells=[cell(entry)])
    tell_thread(user, post)
    return source


@action("entry.source")
def remove_source(user: User, entry: Entry, source: Source) -> Source:
    """Take a passage from behind the entry it stands behind."""
    if source.entry_id != entry.id:
        raise NotFound()
    before = snapshot(source)
    source.removed_at = now()
    record("entry.sourced", user, entry, kept=kept(changed(source, before)), entry=entry.id, cells=[cell(entry)])
    if source.post is not None:
        tell_thread(user, source.post)
    return source


@action("source.look")
def look(user: User, source: Source) -> Source:
    """Somebody who decides has looked at what became of the post: the entry's flag is down until it changes again."""
    if source.changed_at is not None and source.looked_at is None:
        source.looked_at, source.looked_by_id = now(), user.id
        db.session.flush()
        record("entry.sourced", user, source.entry, entry=source.entry_id, cells=[cell(source.entry)])
    return source


def attach(user, entry, post, passage) -> Source:
    """The source, where the post is of this space, can be read and says these words; else `Invalid`."""
    if not is_readable(user, post):
        raise NotFound()
    if post.thread.forum.space_id != entry.matrix.space_id:
        raise Invalid(_("Este aporte es de otro espacio: su matriz está allí."))
    if post.hidden_at is not None:
        raise Invalid(_("Este aporte está oculto: no se puede citar."))
    if post.held_at is not None:
        raise Invalid(_("Este aporte espera la revisión de quien modera: todavía no se puede citar."))
    if not passage.quote.strip():
        raise Invalid(fields={"quote": _("Selecciona primero las palabras del aporte que quieres llevar.")})
    found = text.anchor(text.plain(post.html), passage.quote, passage.prefix, passage.suffix)
    if found is None:
        raise Invalid(fields={"quote": _("Estas palabras no están en el aporte. Selecciónalas otra vez en él.")})
    for source in sources_of(entry):
        if source.post_id == post.id and source.quote == found.quote:
            raise Invalid(_("Estas palabras ya son fuente de esta entrada."))
    source = Source(
        entry_id=entry.id,
        post_id=post.id,
        post_version=post.version,
        quote=found.quote,
        prefix=found.prefix,
        suffix=found.suffix,
        created_by_id=user.id,
    )
    db.session.add(source)
    db.session.flush()
    return source


def sources_of(entry) -> list[Source]:
    query = db.select(Source).where(Source.entry_id == entry.id, Source.removed_at.is_(None))
    return db.session.scalars(query.order_by(Source.id)).all()


def mark_sources(user: User | None, post: Post) -> list[Entry]:
    """Note which quotations of `post` it no longer says, or says again; gives the entries whose sources changed so.

    Not a verb: called inside those that edit, hide or show a post.
    """
    query = db.select(Source).where(Source.post_id == post.id, Source.removed_at.is_(None)).order_by(Source.id)
    sources = db.session.scalars(query.options(db.joinedload(Source.entry).joinedload(Entry.matrix))).all()
    said = text.plain(post.html) if sources and post.hidden_at is None else ""
    concerned = {}
    for source in sources:
        stands = bool(said) and text.locate(said, source.quote, source.prefix, source.suffix) is not None
        if stands == (source.changed_at is None) and source.looked_at is None:
            continue
        source.changed_at = None if stands else now()
        source.looked_at = source.looked_by_id = None
        concerned[source.entry_id] = source.entry
    for entry in concerned.values():
        if entry.removed_at is None:
            record("entry.sourced", user, entry, entry=entry.id, cells=[cell(entry)])
    return list(concerned.values())
