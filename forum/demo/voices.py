"""What the story's actors say of entries, who speaks for one of them, what entries have to do with each other; and the
editions of its matrix, with what changes after them."""

from ..actions import editions, matrices
from ..actions.dating import date_back
from ..extensions import db
from ..models import Actor, Entry, Link, Stance
from ..permissions import OPERATOR


def steps(telling):
    """(moment, turn, what is done, about what); a story may tell none."""
    told_of = {
        "delegates": name_delegate,
        "stances": take_stance,
        "links": link,
        "rewordings": reword,
        "editions": publish,
    }
    for turn, (table, step) in enumerate(told_of.items(), 3):
        for told in telling.story.get(table, ()):
            yield telling.moment(told["at"]), turn, step, telling, told


def name_delegate(_at, telling, told):
    actor = db.session.get(Actor, telling.actor[told["actor"]])
    matrices.name_delegate(telling.person[told["by"]], actor, telling.person[told["person"]].id)


def take_stance(at, telling, told):
    person, entry = telling.person[told["person"]], telling.entries[told["entry"]]
    stance = matrices.take_stance(person, entry, told["stance"], told.get("reason", ""))
    telling.dates.append((Stance, stance.id, {"created_at": at}))


def link(at, telling, told):
    entry, other = telling.entries[told["entry"]], telling.entries[told["other"]]
    made = matrices.link(telling.person[told["by"]], entry, other, told["kind"])
    telling.dates.append((Link, made.id, {"created_at": at}))


def reword(at, telling, told):
    entry = telling.entries[told["entry"]]
    matrices.edit(telling.person[told["by"]], entry, told["text"], entry.version)
    telling.dates.append((Entry, entry.id, {"changed_at": at}))


def publish(at, telling, told):
    """An edition keeps the dates of what it quotes: those told so far are set before it is made."""
    date_back(OPERATOR, telling.dates)
    editions.publish(
        telling.person[told["by"]], telling.matrix, told["note"].strip(), told["visibility"], True, False, moment=at
    )
