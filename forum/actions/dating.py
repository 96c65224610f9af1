"""When things happened, where they are told afterwards: the demonstration, an archive that is brought in."""

from ..extensions import db
from . import site_action


@site_action("site.maintain")
def date_back(user, dates):
    """Set times of things: `dates` are (model, number, {field: moment})."""
    for model, number, moments in dates:
        thing = db.session.get(model, number)
        for field, moment in moments.items():
            setattr(thing, field, moment)
