"""What is found of commitments: their words, and whose they are where that is none of the space's organizations."""

from sqlalchemy import or_, select

from ...models import Commitment, Organization, Space, Worktable
from .kind import Hit, Kind, rows


class Commitments(Kind):
    name = "commitment"
    names = False
    model = Commitment
    worded = ("text", "owner")
    facets = {"organization": Commitment.organization_id, "date": Commitment.created_at}

    def words(self, commitment):
        return f"{commitment.text} {commitment.owner}".strip()

    def spaces_of(self):
        return select(Commitment.id, Commitment.space_id)

    def statement(self, user, *columns):
        return (
            select(*columns)
            .select_from(Commitment)
            .join(Space, Space.id == Commitment.space_id)
            .outerjoin(Worktable, Worktable.id == Commitment.worktable_id)
            .where(Commitment.removed_at.is_(None), or_(Worktable.id.is_(None), Worktable.removed_at.is_(None)))
        )

    def shown(self, user, numbers):
        query = self.statement(user, Commitment, Space, Organization)
        query = query.outerjoin(Organization, Organization.id == Commitment.organization_id)
        return {
            one.id: Hit(
                kind=self.name,
                href=f"/commitments/{one.id}",
                title=organization.name if organization else one.owner,
                text=one.text,
                place="",
                note="",
                author="",
                actor=None,
                organization="",
                date=one.created_at,
                space=space,
            )
            for one, space, organization in rows(query, Commitment.id, numbers)
        }
