"""What is discussed of an entry, and what was asked of those who proposed it."""

from collections import namedtuple

from sqlalchemy import select

from ...extensions import db
from ...models import Actor, Comment, Entry, Organization, User
from .united import behind

Said = namedtuple("Said", "id entry_id kind author_id author actor organization body at via")
# `answer` is the first thing that somebody else said after it, a Said; or None.
Question = namedtuple("Question", "body author at answer")


def comments_of(user, entry, secret=()) -> list[Said]:
    """Everything said of the entry and of what is united with it, oldest first. One query."""
    return _said(behind(entry.id), secret, entry.id)


def questions_on(numbers, secret=()) -> dict[int, Question]:
    """{entry: the last question about it}, with its answer where there is one. One query."""
    found = {}
    for said in _said(numbers, secret):
        if said.kind == "question":
            found[said.entry_id] = Question(said.body, said.author, said.at, None), said.author_id
        elif said.entry_id in found:
            question, asker = found[said.entry_id]
            if question.answer is None and said.author_id != asker:
                found[said.entry_id] = question._replace(answer=said), asker
    return {entry: question for entry, (question, _asker) in found.items()}


def _said(numbers, secret, entry_id=None):
    query = (
        select(Comment, User.name, Actor, Organization.name, Entry.text, Entry.author_id)
        .join(Entry, Entry.id == Comment.entry_id)
        .join(User, User.id == Comment.author_id)
        .outerjoin(Actor, Actor.id == Comment.actor_id)
        .outerjoin(Organization, Organization.id == Comment.organization_id)
        .where(Comment.entry_id.in_(numbers), Comment.removed_at.is_(None))
        .order_by(Comment.id)
    )
    rows = []
    for comment, name, actor, organization, text, proposer in db.session.execute(query):
        # Who carried the words of a forum without names is not told by what they say of it either.
        if comment.entry_id in secret and comment.author_id == proposer:
            name = organization = ""
        via = text if entry_id is not None and comment.entry_id != entry_id else ""
        said = Said(
            comment.id,
            comment.entry_id,
            comment.kind,
            comment.author_id,
            name,
            actor,
            organization or "",
            comment.body,
            comment.created_at,
            via,
        )
        rows.append(said)
    return rows
