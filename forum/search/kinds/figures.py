"""What is found of figures: the indicators, by what they count and how that is defined."""

from sqlalchemy import select

from ...models import Indicator, Space
from .kind import Kind, hit, rows


class Indicators(Kind):
    name = "indicator"
    names = False
    model = Indicator
    worded = ("title", "unit", "definition", "categories")
    weight = 1.4
    facets = {"date": Indicator.created_at}

    def words(self, indicator):
        return " ".join([indicator.title, indicator.unit, indicator.definition, *(indicator.categories or ())])

    def spaces_of(self):
        return select(Indicator.id, Indicator.space_id)

    def statement(self, user, *columns):
        query = select(*columns).select_from(Indicator).join(Space, Space.id == Indicator.space_id)
        return query.where(Indicator.removed_at.is_(None))

    def shown(self, user, numbers):
        return {
            one.id: hit(
                self, f"/indicators/{one.id}", one.title, one.definition, space, note=one.unit, date=one.created_at
            )
            for one, space in rows(self.statement(user, Indicator, Space), Indicator.id, numbers)
        }
