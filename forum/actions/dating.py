"""What happened elsewhere, or earlier: the demonstration, an archive that is brought in."""

from ..extensions import db
from . import site_action
from .observations import place_all


@site_action("site.maintain")
def date_back(user, dates):
    """Set times of things: `dates` are (model, number, {field: moment})."""
    for model, number, moments in dates:
        thing = db.session.get(model, number)
        for field, moment in moments.items():
            setattr(thing, field, moment)


@site_action("site.maintain")
def bring_in(user, things, versions=()):
    """Keep things as they are told; observations find their places in later `versions` of their documents."""
    db.session.add_all(things)
    db.session.flush()
    for version in versions:
        place_all(version)
