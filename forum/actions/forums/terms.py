"""What a forum asks of who writes in it: its mode, its limits, and who has to wait for a moderator."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func

from ... import text
from ...errors import Invalid
from ...extensions import db
from ...models import Forum, Post, Thread
from ...models.base import now
from ...models.forums import MODES
from ...permissions import standing

MOST_WORDS, MOST_A_DAY = 5000, 100
TERMS = ("mode", "min_words", "max_words", "posts_a_day", "due_at", "asks_question", "holds_new", "anonymous")


def settle(forum: Forum, terms: dict):
    """Take over the terms that are given; `Invalid` for what cannot be, or not any more."""
    unknown = terms.keys() - set(TERMS)
    if unknown:
        raise TypeError(f"a forum has no {sorted(unknown)}")
    mode = terms.get("mode") or forum.mode or "discussion"
    if mode not in MODES:
        raise Invalid(fields={"mode": _("Elige una de las formas de la lista.")})
    written = forum.id is not None and has_posts(forum)
    if written and mode != forum.mode:
        raise Invalid(fields={"mode": _("La forma del foro ya no se cambia: alguien escribió en él.")})
    if written and forum.anonymous and not terms.get("anonymous", True):
        raise Invalid(
            fields={"anonymous": _("Quienes ya escribieron lo hicieron sin mostrar su nombre: eso no se deshace.")}
        )
    for name, most in (("min_words", MOST_WORDS), ("max_words", MOST_WORDS), ("posts_a_day", MOST_A_DAY)):
        if (number := terms.get(name)) is not None and not 1 <= number <= most:
            raise Invalid(fields={name: _("Escribe un número de 1 a %(most)s, o deja vacío.", most=most)})
    least, most = terms.get("min_words", forum.min_words), terms.get("max_words", forum.max_words)
    if least and most and most < least:
        raise Invalid(fields={"max_words": _("El máximo de palabras es menor que el mínimo.")})
    for name, value in terms.items():
        setattr(forum, name, value)
    forum.mode = mode
    if forum.due_at and forum.closes_at and forum.due_at > forum.closes_at:
        raise Invalid(fields={"due_at": _("La fecha de entrega debe ser antes del cierre.")})
    if forum.due_at and forum.opens_at and forum.due_at <= forum.opens_at:
        raise Invalid(fields={"due_at": _("La fecha de entrega debe ser después de la apertura.")})


def has_posts(forum) -> bool:
    return bool(
        db.session.scalar(db.select(db.exists().where(Post.thread_id == Thread.id, Thread.forum_id == forum.id)))
    )


def check_words(user, forum, html):
    """Who moderates writes as much as they need."""
    if standing(user, forum).reaches("moderator"):
        return
    words = len(text.plain(html).split())
    if forum.min_words and words < forum.min_words:
        raise Invalid(
            fields={
                "body": ngettext(
                    "Tu aporte tiene %(num)d palabra y aquí se piden al menos %(least)s.",
                    "Tu aporte tiene %(num)d palabras y aquí se piden al menos %(least)s.",
                    words,
                    least=forum.min_words,
                )
            }
        )
    if forum.max_words and words > forum.max_words:
        raise Invalid(
            fields={
                "body": ngettext(
                    "Tu aporte tiene %(num)d palabra y aquí caben %(most)s.",
                    "Tu aporte tiene %(num)d palabras y aquí caben %(most)s.",
                    words,
                    most=forum.max_words,
                )
            }
        )


def check_day(user, forum):
    """At most so many posts of a participant a day, by their own clock."""
    if not forum.posts_a_day or standing(user, forum).reaches("moderator"):
        return
    zone = ZoneInfo(user.timezone or forum.space.timezone)
    midnight = datetime.combine(now().astimezone(zone).date(), time(), tzinfo=zone).astimezone(UTC)
    today = db.session.scalar(
        db.select(func.count())
        .select_from(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .where(Thread.forum_id == forum.id, Post.author_id == user.id, Post.created_at >= midnight)
    )
    if today >= forum.posts_a_day:
        raise Invalid(
            ngettext(
                "En este foro se publica %(num)d aporte al día: mañana podrás escribir otra vez.",
                "En este foro se publican hasta %(num)d aportes al día: mañana podrás escribir otra vez.",
                forum.posts_a_day,
            )
        )


def check_question(forum, question_id):
    if forum.asks_question and not question_id and any(q.removed_at is None for q in forum.questions):
        raise Invalid(fields={"question": _("En este foro cada hilo responde a una pregunta guía. Elige cuál.")})


def has_to_wait(user, forum) -> bool:
    """Whether what `user` writes here waits: nothing of theirs was published in this space yet."""
    if not forum.holds_new or standing(user, forum).reaches("moderator"):
        return False
    published = (
        db.select(Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(
            Forum.space_id == forum.space_id,
            Post.author_id == user.id,
            Post.held_at.is_(None),
            Post.hidden_at.is_(None),
        )
    )
    return db.session.scalar(published.limit(1)) is None
