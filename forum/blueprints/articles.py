"""Thread pages are the same for many readers and many readings, so what was made of them is kept.

A person's frame (the head and foot of the page) is the same around all threads of a space. A post's piece depends on
nothing but its row, what the reader may do with it, the language and the words for its dates; the sheet around the
posts of a page on that reader's standing, and on nothing having happened in the forum, its space and its matrices
since. Those are their keys. Marks stand where each reader's own goes.
"""

from collections import namedtuple
from datetime import datetime, timedelta
from functools import lru_cache
from secrets import token_urlsafe
from types import SimpleNamespace

from flask import current_app, g, request, session
from flask_babel import get_locale, get_timezone
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup, escape

from ..models.base import now
from ..permissions import can, refusal, standing
from ..readings.forums import personal_rows, stamp
from ..readings.forums.drafts import draft_version
from ..readings.forums.kept import bookmarked
from ..readings.forums.unread import MOST_NEW, own_of
from ..visibility import answers_shown
from .blanks import Kept, blank, cut, fill
from .doors import csp_nonce, me
from .presentation import exact, when

FIELD = Markup('<input type="hidden" name="csrf_token" value="{}">').format(blank("token"))
LEVELS = 4  # how far to the right a branch goes on a page

PIECES = Kept(6000)  # of about 2 kB
SHEETS = Kept(100)  # of about 100 kB
FRAMES = Kept(1000)  # of about 12 kB
# `before` and `after` the posts, `pieces` theirs: HTML cut at its blanks; `reading` has them as rows.
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
        due=thread.forum.due_at,
        language=str(get_locale()),
        zone=str(get_timezone()),
        now=now(),
    )


def thread_html(thread, read, form):
    """The page of a thread for this reader; `read()` reads its ThreadPage and `form()` makes the field to answer in,
    where nobody of the same standing saw the same page a moment ago."""
    rights = thread_rights(thread)
    rights.changes = can(me(), "thread.change", thread)
    rights.closed = refusal(me(), "post.create", thread)
    now_at = stamp(me(), thread)
    key = (request.full_path, now_at, *_standing_key(rights, thread, now_at))
    sheet = SHEETS.get(key) or SHEETS.keep(key, _sheet(thread, read(), form(), rights, now_at))
    posts = sheet.reading.posts
    mine = {post.id: post for post in posts if _edits(post, rights) and not rights.moderates}
    own = own_of(me(), thread, [post.id for post in posts])
    mine |= personal_rows(me(), posts, own.supported)
    words = {
        "token": token(),
        "nonce": csp_nonce(),
        "title": escape(thread.title),
        "news": _news(thread, own.read, rights),
        "read to": str(own.read.mark or 0),
        "sending": sending_token(),
        "draft": str(own.draft),
    }
    parts = fill(sheet.before, words)
    for post, piece in zip(posts, sheet.pieces, strict=True):
        if post.id in mine:
            piece = _piece(mine[post.id], rights, sheet.reading.base, _is_flat(sheet.reading))
        words["new"] = _new_word(rights.language) if _is_new(post, rights, own.read) else ""
        words["own"], words["mine"] = _own_name(post, rights)
        words["keep"] = _own_actions(post, post.id in own.kept, rights, words)
        parts += fill(piece, words)
    words["main"] = "".join((*parts, *fill(sheet.after, words)))
    words["aside"] = "".join(fill(sheet.aside, words))
    return "".join(fill(_frame(thread, now_at), words))


def _frame(thread, now_at):
    """What is around every thread of a space for this person, with marks where a thread's own goes."""
    user, who = me(), standing(me(), thread)
    mine = (user.id, user.name, user.scheme, g.login.unread) if user else None
    voices = tuple(actor.id for actor in who.membership.actors) if who.membership else ()
    space = thread.forum.space
    key = (space.id, space.created_at, now_at.space, mine, who.role, who.suspended, voices, str(get_locale()))
    if "_flashes" in session:
        return _framed()
    return FRAMES.get(key) or FRAMES.keep(key, _framed())


def _framed():
    own = {"csrf_token": lambda: blank("token"), "csrf_field": lambda: FIELD, "csp_nonce": lambda: blank("nonce")}
    sheet = {name: blank(name) for name in ("main", "aside", "title")}
    return cut(_rendered("forums/thread.html", {"sheet": sheet, "live": True} | own))


def _is_new(post, rights, had):
    """In a thread that was never opened all is new, and no post is said to be."""
    unseen = had.mark is not None and post.id > had.mark and post.id not in had.ahead
    return unseen and post.author_id != rights.me and not post.hidden


@lru_cache(maxsize=16)
def _new_word(_language):
    word = _("nuevo")
    return f'<span class="post-new">{escape(word)}</span>'


def _own_name(post, rights):
    """Where no names are shown: one's own, to oneself, and a word that says so."""
    if post.author or not rights.me or post.author_id != rights.me:
        return "", ""
    name = Markup('<span class="post-author">{}</span>').format(me().name)
    words = _("tu aporte: solo tú y quien modera ven tu nombre")
    return name, Markup('<span class="post-role">{}</span>').format(words)


def _own_actions(post, kept, rights, words):
    """«Guardar», for who has logged in; «Avisar», of what others wrote."""
    if not rights.me:
        return ""
    flags = rights.supports and not rights.moderates and post.author_id != rights.me
    captured = post.capture is not None and post.author_id == rights.me
    return "".join(fill(_actions_form(rights.language, kept, flags, captured), words | {"number": str(post.id)}))


@lru_cache(maxsize=16)
def _actions_form(_language, kept, flags, captured):
    own = {"id": blank("number"), "kept": kept, "flags": flags, "captured": captured, "csrf": FIELD}
    return cut(_rendered("forums/_own_actions.html", own))


def _news(thread, had, rights):
    """How much is new to this person, and the way to the first of it."""
    if had.mark is None or not had.unread:
        return ""
    return "".join(fill(_news_words(rights.language, had.unread), {"number": str(thread.id)}))


@lru_cache(maxsize=500)
def _news_words(_language, unread):
    return cut(_rendered("forums/_thread_news.html", {"thread": blank("number"), "unread": unread, "most": MOST_NEW}))


def _standing_key(rights, thread, now_at):
    """What decides how a page looks, besides its address and what happened: one key for all who see the same."""
    actors = tuple(actor.id for actor in g.membership.actors) if g.membership else ()
    minute = rights.now.replace(second=0, microsecond=0)
    may = (rights.speaks, rights.supports, rights.cites, rights.moderates, rights.changes, str(rights.closed or ""))
    sees = (answers_shown(standing(me(), thread), thread), rights.me if now_at.own else 0)
    place = (thread.id, thread.forum_id, thread.created_at)
    return (place, rights.me == 0, actors, may, sees, rights.language, rights.zone, minute)


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
        "read_to": blank("read to"),
        **{name: blank(name) for name in ("sending", "draft", "posts", "news")},
    }
    before, _mark, after = _rendered("forums/_thread.html", surroundings).partition(blank("posts"))
    flat = _is_flat(reading)
    return Sheet(
        before=cut(before),
        after=cut(after),
        aside=cut(_rendered("forums/_thread_aside.html", surroundings)),
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
    own, mine = _own_name(post, rights)
    words = {"token": token(), "new": "", "own": own, "mine": mine}
    words["keep"] = _own_actions(post, post.id in bookmarked(me(), [post.id]), rights, words)
    piece = fill(_piece(post, rights, base, flat), words)
    return Markup("".join(piece))  # noqa: S704 - made by the template below, which escapes


def _edits(post, rights):
    own = rights.speaks and rights.me == post.author_id and rights.now - post.created_at < rights.window
    return rights.moderates or own


def _piece(post, rights, base, flat, mine=True):
    """A post as it is for this reader, or (not `mine`) for others of the same standing."""
    level = 0 if flat else min(max(0, post.depth - base), LEVELS)
    edits = _edits(post, rights) if mine else rights.moderates
    minute = rights.now.replace(second=0, microsecond=0)
    said = date_words(post.created_at, minute, rights.zone, rights.language)
    late = rights.due is not None and post.created_at > rights.due
    key = (
        post._replace(html="", body="", citations=tuple(post.citations)),
        hash(post.html),  # the name in a mention changes without a version
        level,
        flat,
        edits,
        said,
        late,
        rights.speaks,
        rights.supports,
        rights.cites,
        rights.moderates,
        rights.language,
    )
    return PIECES.get(key) or PIECES.keep(key, _article(post, rights, level, flat, edits, said, late))


def _article(post, rights, level, flat, edits, said, late):
    template = current_app.jinja_env.get_template("forums/_article.html")
    own = {"csrf": FIELD, "new": blank("new"), "own": blank("own"), "mine": blank("mine"), "keep": blank("keep")}
    words = {"level": level, "flat": flat, "edits": edits, "said": said, "late": late}
    return cut(template.render(post=post, rights=rights, **words, **own))


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
