"""Posts as pages show them: the HTML of a post is the same for many readers and many readings, so it is kept.

A post's piece depends on nothing but its row, what the reader may do with it, the language and the words for its
dates; those are its key. Forms carry a mark where each reader's own token goes.
"""

from datetime import datetime, timedelta
from functools import lru_cache
from types import SimpleNamespace

from flask import current_app, g
from flask_babel import get_locale, get_timezone
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from ..models.base import now
from ..permissions import can, standing
from .doors import me
from .presentation import exact, when

KEPT = 6000  # pieces of about 2 kB
TOKEN = "\x00token\x00"  # noqa: S105 - where the token goes, not a secret
LEVELS = 4  # how far to the right a branch goes on a page


class Pieces(dict):
    """The newest `KEPT` pieces; the oldest go first."""

    def keep(self, key, piece):
        if len(self) >= KEPT:
            for old in list(self)[: KEPT // 4]:
                self.pop(old, None)
        self[key] = piece
        return piece


PIECES = Pieces()


def init_app(app):
    app.jinja_env.globals.update(thread_rights=thread_rights, post_article=post_article)


def thread_rights(thread):
    """What the reader may do in a thread, in which language and hours: asked once for all its posts."""
    user = me()
    who = standing(user, thread)
    g.speaks = who.reaches("participant") and who.space.archived_at is None and not who.suspended
    return SimpleNamespace(
        me=user.id if user else 0,
        thread=thread.id,
        speaks=can(user, "post.create", thread),
        supports=g.speaks,
        cites=can(user, "entry.propose", who.space),
        moderates=can(user, "thread.lock", thread),
        window=timedelta(minutes=who.space.edit_minutes),
        language=str(get_locale()),
        zone=str(get_timezone()),
        now=now(),
    )


def post_article(post, rights, base=0, flat=False):
    """The `<article>` of a PostRow, for this reader."""
    level = 0 if flat else min(max(0, post.depth - base), LEVELS)
    edits = rights.moderates or (
        rights.speaks and rights.me == post.author_id and rights.now - post.created_at < rights.window
    )
    minute = rights.now.replace(second=0, microsecond=0)
    said = date_words(post.created_at, minute, rights.zone, rights.language)
    key = (
        post._replace(html="", body="", citations=tuple(post.citations)),
        level,
        flat,
        edits,
        said,
        rights.speaks,
        rights.supports,
        rights.cites,
        rights.moderates,
        rights.language,
    )
    piece = PIECES.get(key) or PIECES.keep(key, render(post, rights, level, flat, edits, said))
    return Markup(piece.replace(TOKEN, token()))  # noqa: S704 - made by the template below, which escapes


def render(post, rights, level, flat, edits, said):
    template = current_app.jinja_env.get_template("forums/_article.html")
    return template.render(
        post=post,
        rights=rights,
        level=level,
        flat=flat,
        edits=edits,
        said=said,
        csrf=Markup('<input type="hidden" name="csrf_token" value="{}">').format(TOKEN),
    )


@lru_cache(maxsize=20_000)
def date_words(moment: datetime, minute, zone, language):
    """(as people say it, exactly); the words hold for a minute, a zone and a language."""
    return when(moment), exact(moment)


def token():
    if "token" not in g:
        g.token = generate_csrf()
    return g.token
