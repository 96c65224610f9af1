"""What can be chosen on the page of search."""

from sqlalchemy import select

from ..extensions import db
from ..models import Actor, Forum, Membership, Post, Question, Space, Thread, User
from ..permissions import readable_posts, readable_spaces
from .forums.narrowing import organizations_heard
from .names import named

MOST_SPACES = 200
LONGEST = 90  # letters of a question in a list


def spaces_to_search(user, here=None) -> list:
    """(slug, title) of what one may read, the newest first; `here` is among them."""
    rows = db.session.execute(
        select(Space.slug, Space.title)
        .where(Space.id.in_(readable_spaces(user)))
        .order_by(Space.archived_at.isnot(None), Space.id.desc())
        .limit(MOST_SPACES)
    ).all()
    if here is not None and here.slug not in {row.slug for row in rows}:
        rows.append(here)
    return rows


def choices_of(user, space) -> dict[str, list]:
    """(number, words) of the forums, questions, actors, organizations and authors of a space, by facet."""
    forums = db.session.execute(
        select(Forum.id, Forum.number, Forum.title).where(Forum.space_id == space.id).order_by(Forum.number)
    ).all()
    questions = db.session.execute(
        select(Question.id, Forum.number, Question.text)
        .join(Forum)
        .where(Forum.space_id == space.id, Question.removed_at.is_(None))
        .order_by(Forum.number, Question.position, Question.id)
    ).all()
    # Asked person by person: one post of theirs that may be read is enough.
    wrote = (
        select(Post.id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Post.author_id == User.id, Forum.space_id == space.id, readable_posts(user), named(user))
    )
    members = select(Membership.user_id).where(Membership.space_id == space.id)
    authors = select(User.id, User.name).where(User.id.in_(members), wrote.exists()).order_by(User.name)
    return {
        "forum": [(id, f"{number}. {title}") for id, number, title in forums],
        "question": [(id, f"{number}: {_brief(text.replace('{actor}', '…'))}") for id, number, text in questions],
        "actor": _named(Actor, space, Actor.position),
        "organization": organizations_heard(user, space),
        "author": [tuple(row) for row in db.session.execute(authors)],
    }


def _named(model, space, order):
    query = select(model.id, model.name).where(model.space_id == space.id, model.removed_at.is_(None))
    return [tuple(row) for row in db.session.execute(query.order_by(order, model.id))]


def _brief(words):
    return words if len(words) <= LONGEST else words[: LONGEST - 1].rpartition(" ")[0] + "…"
