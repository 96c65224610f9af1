"""What every kind of thing that can be found has."""

from collections import namedtuple
from datetime import datetime

from sqlalchemy import and_

from ...extensions import db
from ...models import Actor, Forum, Organization, Space, User
from ...readings.names import named

# `title` and `text` are what the words may stand in; `place` and `note` are said beside.
Hit = namedtuple("Hit", "kind href title text place note author actor organization date space")


class Kind:
    """A kind of thing that can be found."""

    name: str
    model: type
    worded: tuple[str, ...] = ()
    weight = 1.0
    facets: dict = {}
    reading = ()  # options with which a thing is read for its words
    names = True  # whether its author is one of a post, whose name may be a secret

    def words(self, thing) -> str:
        raise NotImplementedError

    def spaces_of(self):
        """(number of a thing, number of its space), as a statement."""
        raise NotImplementedError

    def spaces(self, connection, things) -> dict[int, int]:
        numbers = [thing.id for thing in things]
        return dict(connection.execute(self.spaces_of().where(self.model.id.in_(numbers))).all())

    def space_of(self, connection, thing) -> int:
        return self.spaces(connection, [thing])[thing.id]

    def narrowed(self, user, facet, value):
        """The clause that a thing's `facet` is `value`, as far as `user` may know it."""
        clause = self.facets[facet] == value
        return and_(clause, named(user)) if self.names and facet in ("author", "organization") else clause

    def statement(self, user, *columns):
        """A select over what of this kind `user` may read; that it lies in a readable space is known."""
        raise NotImplementedError

    def shown(self, user, numbers) -> dict[int, Hit]:
        """The things with these numbers as hits."""
        raise NotImplementedError


def with_voice(query, said):
    """The same with who said it: space, author, actor and organization."""
    return (
        query.join(Space, Space.id == Forum.space_id)
        .join(User, User.id == said.author_id)
        .outerjoin(Actor, Actor.id == said.actor_id)
        .outerjoin(Organization, Organization.id == said.organization_id)
    )


def rows(query, column, numbers):
    return db.session.execute(query.where(column.in_(list(numbers)))).all()


def hit(kind, href, title, words, space, place="", note="", date: datetime | None = None):
    return Hit(kind.name, href, title, words, place, note, "", None, "", date, space)
