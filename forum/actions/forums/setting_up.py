"""Forums, their guiding questions and the titles of threads."""

from flask_babel import gettext as _
from sqlalchemy import func

from ... import text
from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Forum, Question, Space, Thread, User
from ...models.base import now
from .. import action
from ..moderation.watching import watch_title
from .drafts import forget_draft
from .terms import check_question, settle

LONGEST_TITLE = 200
LONGEST_QUESTION = 1000
MOST_QUESTIONS = 20


@action("forum.create")
def create(
    user: User, space: Space, title, introduction="", questions=(), opens_at=None, closes_at=None, **terms
) -> Forum:
    """A forum with the next number of its space; `questions` are texts in order, `terms` those of terms.py."""
    last = db.session.scalar(db.select(func.max(Forum.number)).where(Forum.space_id == space.id))
    forum = Forum(space_id=space.id, number=(last or 0) + 1)
    _fill(forum, title, introduction, opens_at, closes_at)
    settle(forum, terms)
    db.session.add(forum)
    db.session.flush()
    _ask(forum, [(None, question) for question in questions])
    record("forum.created", user, forum, forum=forum.id)
    return forum


@action("forum.change")
def change(user: User, forum: Forum, title, introduction, questions, opens_at=None, closes_at=None, **terms) -> Forum:
    """`questions` are (number or None, text) in their new order; one left out is taken away, its threads stay."""
    _fill(forum, title, introduction, opens_at, closes_at)
    settle(forum, terms)
    forget_draft(user, f"introduction-{forum.id}")
    _ask(forum, questions)
    record("forum.changed", user, forum, forum=forum.id)
    return forum


@action("thread.change")
def change_thread(user: User, thread: Thread, title, question_id=None) -> Thread:
    before = {"title": thread.title, "question": thread.question_id}
    thread.title = clean_title(title, "title")
    thread.question_id = question_of(thread.forum, question_id)
    check_question(thread.forum, thread.question_id)
    watch_title(user, thread, before["title"])
    record("thread.changed", user, thread, kept=before, thread=thread.id)
    return thread


def clean_title(title, field):
    title = " ".join(title.split())
    if not title:
        raise Invalid(fields={field: _("Escribe un título: dice en una línea de qué se trata.")})
    if len(title) > LONGEST_TITLE:
        raise Invalid(fields={field: _("Usa como mucho %(n)s letras.", n=LONGEST_TITLE)})
    return title


def question_of(forum, question_id):
    """The number of a question of this forum, or None."""
    if not question_id:
        return None
    question = db.session.get(Question, question_id)
    if question is None or question.forum_id != forum.id or question.removed_at is not None:
        raise Invalid(fields={"question": _("Esa pregunta ya no está en este foro. Elige otra.")})
    return question.id


def _fill(forum, title, introduction, opens_at, closes_at):
    if opens_at and closes_at and closes_at <= opens_at:
        raise Invalid(fields={"closes_at": _("El cierre debe ser después de la apertura.")})
    forum.title = clean_title(title, "title")
    forum.introduction = introduction.strip()
    forum.introduction_html = text.render(forum.introduction)
    forum.opens_at, forum.closes_at = opens_at, closes_at


def _ask(forum, questions):
    questions = [(number, " ".join(words.split())) for number, words in questions if words.strip()]
    if len(questions) > MOST_QUESTIONS:
        raise Invalid(fields={"questions": _("Un foro lleva como mucho %(n)s preguntas.", n=MOST_QUESTIONS)})
    if any(len(words) > LONGEST_QUESTION for _number, words in questions):
        raise Invalid(fields={"questions": _("Una pregunta lleva como mucho %(n)s letras.", n=LONGEST_QUESTION)})
    standing = {question.id: question for question in forum.questions if question.removed_at is None}
    for position, (number, words) in enumerate(questions, start=1):
        question = standing.pop(number, None) or Question(forum=forum)
        question.position, question.text = position, words
        db.session.add(question)
    for question in standing.values():
        question.removed_at = now()
