"""Thread pages are the same for many readers and many readings, so what was made of them is kept.

A post's piece depends on nothing but its row, what the reader may do with it, the language and the words for its
dates; the sheet around the posts of a page on that reader's standing, and on nothing having happened in the forum,
its space and its matrices since. Those are their keys. Marks stand where each reader's own goes.
"""

from collections import namedtuple
from datetime import datetime, timedelta
from functools import lru_cache
from secrets import token_urlsafe
from types import SimpleNamespace

from flask import current_app, g, request
from flask_babel import get_locale, get_timezone
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from ..models.base import now
from ..permissions import can, refusal, standing
from ..readings.forums import personal_rows, stamp
from ..readings.forums.drafts import draft_version
from ..readings.forums.kept import bookmarked
from ..readings.forums.unread import own_of
from ..visibility import answers_shown
from .doors import me
from .presentation import exact, when

TOKEN = "\x00token\x00"  # noqa: S105 - where the token goes, not a secret
SENDING = "\x00sending\x00"  # where the token of one sending goes
DRAFT = "\x00draft\x00"  # where the page says whether one was writing here
POSTS = "\x00posts\x00"
NEWS = "\x00news\x00"  # where the page says what is new to one
NEW = "\x00new\x00"  # where a post says that it is
KEEP = "\x00keep\x00"  # where one keeps a post for oneself
NUMBER = "\x00number\x00"
FIELD = Markup('<input type="hidden" name="csrf_token" value="{}">').format(TOKEN)
LEVELS = 4  # how far to the right a branch goes on a page


class Kept(dict):
    """The newest so many; the oldest go first."""

    def __init__(self, most):
        self.most = most

    def keep(self, key, piece):
        if len(self) >= self.most:
            for old in list(self)[: self.most // 4]:
                self.pop(old, None)
        self[key] = piece
        return piece


PIECES = Kept(6000)  # of about 2 kB
UNREAD = Kept(5000)  # how much of a thread is new to a person
SHEETS = Kept(100)  # of about 100 kB
# `before` and `after` the posts; `reading` and `pieces` are the posts, as rows and as HTML.
Sheet = namedtuple("Sheet", "before after aside reading pieces")


def init_app(app):
    app.jinja_env.globals.update(
        thread_rights=thread_rights, post_article=post_article, sending_token=sending_token, draft_here=draft_here
    )


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


def thread_sheet(thread, read, form):
    """The page of a thread for this reader, as `main` and `aside`; `read()` reads its ThreadPage and `form()` makes the
    field to answer in, where nobody of the same standing saw the same page a moment ago."""
    rights = thread_rights(thread)
    rights.changes = can(me(), "thread.change", thread)
    rights.closed = refusal(me(), "post.create", thread)
    now_at = stamp(me(), thread)
    key = (request.full_path, now_at, *_standing_key(rights, thread, now_at))
    sheet = SHEETS.get(key) or SHEETS.keep(key, _sheet(thread, read(), form(), rights, now_at))
    posts = sheet.reading.posts
    mine = {post.id: post for post in posts if _edits(post, rights) and not rights.moderates}

    def unread(read, count):
        new = (*key, *read)  # the same until something happens, or they read on
        return UNREAD.get(new) or UNREAD.keep(new, count())

    own = own_of(me(), thread, [post.id for post in posts], unread)
    mine |= personal_rows(me(), posts, own.supported)
    pieces = list(sheet.pieces)
    if mine:
        for place, post in enumerate(posts):
            if post.id in mine:
                pieces[place] = _piece(mine[post.id], rights, sheet.reading.base, _is_flat(sheet.reading))
    new = {post.id for post in posts if _is_new(post, rights, own.read)}
    pieces = [_own(piece, post.id, new, own.kept, rights) for post, piece in zip(posts, pieces, strict=True)]
    main = "".join((sheet.before.replace(NEWS, _news(thread, own.read)), *pieces, sheet.after))
    main = main.replace(TOKEN, token()).replace(SENDING, sending_token()).replace(DRAFT, str(own.draft))
    return SimpleNamespace(
        main=Markup(main),  # noqa: S704 - from templates, which escape
        aside=Markup(sheet.aside),  # noqa: S704
        seen=[post.id for post in posts],
        advances=_advances(posts, own.read, rights.me),
    )


def _advances(posts, had, me):
    """Whether who saw this page has seen something for the first time."""
    if had.mark is None or (had.behind and not had.unread):
        return True
    return any(post.id > had.mark and post.id not in had.ahead and post.author_id != me for post in posts)


def _is_new(post, rights, had):
    """In a thread that was never opened all is new, and no post is said to be."""
    unseen = had.mark is not None and post.id > had.mark and post.id not in had.ahead
    return unseen and post.author_id != rights.me and not post.hidden


def _own(piece, id, new, kept, rights):
    """The piece of a post with what is this reader's alone: whether it is new to them, and kept by them."""
    form = _bookmark(rights.language, id in kept).replace(NUMBER, str(id)) if rights.me else ""
    return piece.replace(NEW, _new_word(rights.language) if id in new else "").replace(KEEP, form)


@lru_cache(maxsize=16)
def _new_word(_language):
    word = _("nuevo")
    return f'<span class="post-new">{escape(word)}</span>'


@lru_cache(maxsize=16)
def _bookmark(_language, kept):
    return current_app.jinja_env.get_template("forums/_bookmark.html").render(id=NUMBER, kept=kept, csrf=FIELD)


def _news(thread, had):
    """How much is new to this person, and the way to the first of it."""
    if had.mark is None or not had.unread:
        return ""
    return _rendered("forums/_thread_news.html", {"thread": thread, "read": had})


def _standing_key(rights, thread, now_at):
    """What decides how a page looks, besides its address and what happened: one key for all who see the same."""
    actors = tuple(actor.id for actor in g.membership.actors) if g.membership else ()
    minute = rights.now.replace(second=0, microsecond=0)
    may = (rights.speaks, rights.supports, rights.cites, rights.moderates, rights.changes, str(rights.closed or ""))
    sees = (answers_shown(standing(me(), thread), thread), rights.me if now_at.own else 0)
    return (thread.id, thread.created_at, rights.me == 0, actors, may, sees, rights.language, rights.zone, minute)


def _sheet(thread, reading, form, rights, now_at):
    surroundings = {
        "thread": thread,
        "forum": thread.forum,
        "reading": reading,
        "rights": rights,
        "form": form,
        "seq": now_at.seq,
        "also": _also(thread, reading, rights, now_at),
        "csrf": FIELD,
        "sending": SENDING,
        "draft": DRAFT,
        "posts": POSTS,
        "news": NEWS,
    }
    before, _mark, after = _rendered("forums/_thread.html", surroundings).partition(POSTS)
    flat = _is_flat(reading)
    return Sheet(
        before=before,
        after=after,
        aside=_rendered("forums/_thread_aside.html", surroundings),
        reading=reading,
        pieces=[_piece(post, rights, reading.base, flat, mine=False) for post in reading.posts],
    )


def _also(thread, reading, rights, now_at):
    """The narrower rooms that this page follows beside the forum's, with their numbers."""
    rooms = []
    if not thread.forum.answers_are_open and not reading.secret:
        rooms.append(f"answers:{thread.id}={now_at.answers}")
    if rights.moderates:
        rooms.append(f"waiting:{thread.forum_id}={now_at.waiting}")
    return " ".join(rooms)


def _rendered(name, values):
    values = {} | values
    current_app.update_template_context(values)
    return current_app.jinja_env.get_template(name).render(values)


def _is_flat(reading):
    return reading.actor_id is not None


def post_article(post, rights, base=0, flat=False):
    """The `<article>` of a PostRow, for this reader."""
    piece = _piece(post, rights, base, flat)
    piece = _own(piece, post.id, (), bookmarked(me(), [post.id]), rights)
    return Markup(piece.replace(TOKEN, token()))  # noqa: S704 - made by the template below, which escapes


def _edits(post, rights):
    own = rights.speaks and rights.me == post.author_id and rights.now - post.created_at < rights.window
    return rights.moderates or own

        hash(post.html),  # the name in a mention changes without a version

def _piece(post, rights, base, flat, mine=True):
    """A post as it is for this reader, or (not `mine`) for others of the same standing."""
    level = 0 if flat else min(max(0, post.depth - base), LEVELS)
    edits = _edits(post, rights) if mine else rights.moderates
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
    return PIECES.get(key) or PIECES.keep(key, _article(post, rights, level, flat, edits, said))


def _article(post, rights, level, flat, edits, said):
    template = current_app.jinja_env.get_template("forums/_article.html")
    marks = {"csrf": FIELD, "new": NEW, "keep": KEEP}
    return template.render(post=post, rights=rights, level=level, flat=flat, edits=edits, said=said, **marks)


@lru_cache(maxsize=20_000)
def date_words(moment: datetime, minute, zone, language):
    """(as people say it, exactly); the words hold for a minute, a zone and a language."""
    return when(moment), exact(moment)


def token():
    if "token" not in g:
        g.token = generate_csrf()
    return g.token


def sending_token():
    """By which a form that is sent twice is known."""
    return token_urlsafe(12)


def draft_here(place):
    """Which draft the reader has of `place`; 0 for none."""
    return draft_version(me(), place)
