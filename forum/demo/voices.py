"""What the story's actors say of entries, and who speaks for one of them."""

from ..actions import matrices
from ..extensions import db
from ..models import Actor, Stance


def steps(telling):
    """(moment, turn, what is done, about what); a story may tell none."""
    for told in telling.story.get("delegates", ()):
        yield telling.moment(told["at"]), 3, name_delegate, telling, told
    for told in telling.story.get("stances", ()):
        yield telling.moment(told["at"]), 4, take_stance, telling, told


def name_delegate(_at, telling, told):
    actor = db.session.get(Actor, telling.actor[told["actor"]])
    matrices.name_delegate(telling.person[told["by"]], actor, telling.person[told["person"]].id)


def take_stance(at, telling, told):
    person, entry = telling.person[told["person"]], telling.entries[told["entry"]]
    stance = matrices.take_stance(person, entry, told["stance"], told.get("reason", ""))
    telling.dates.append((Stance, stance.id, {"created_at": at}))
