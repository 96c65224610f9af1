"""Whom what becomes of an observation concerns: who made it, who sees to it, and the secretariat."""

from flask_babel import gettext as _
from sqlalchemy import select

from ...extensions import db
from ...models import Event, Membership, Observation, Resolution, space_of


def told_of_answer(event: Event) -> list[dict]:
    """The members who observed; nobody where it was answered again, or taken back, meanwhile."""
    query = select(Observation).where(
        Observation.id.in_(event.data["observations"]),
        Observation.author_id.is_not(None),
        Observation.removed_at.is_(None),
    )
    is_answer = event.name == "observations.answered"
    wanted = event.data["resolution"] if is_answer else None
    kind = "resolved" if is_answer else "unresolved"
    # One who made several of them is told of the first.
    told = {}
    for one in db.session.scalars(query.order_by(Observation.id.desc())):
        if one.resolution_id == wanted:
            told[one.author_id] = _about(one, kind)
    return _members(event, told)


def told_of_assignment(event: Event) -> list[dict]:
    observation = db.session.get(Observation, event.data["observation"])
    person = event.data["person"]
    if observation is None or person is None or observation.assignee_id != person:
        return []
    return _members(event, {person: _about(observation, "assigned")})


def told_of_waiting(event: Event) -> list[dict]:
    """Who facilitates, while nobody decided."""
    observation = db.session.get(Observation, event.data["observation"])
    if observation is None or observation.standing != "waiting":
        return []
    query = select(Membership.user_id).where(
        Membership.space_id == space_of(observation).id,
        Membership.left_at.is_(None),
        Membership.role == "facilitator",
    )
    return _members(event, {person: _about(observation, "sent") for person in db.session.scalars(query)})


def told_of_reception(event: Event) -> list[dict]:
    """Who answered, where it does not satisfy."""
    observation = db.session.get(Observation, event.data["observation"])
    resolution = db.session.get(Resolution, observation.resolution_id) if observation is not None else None
    if resolution is None or resolution.user_id is None or (event.kept or {}).get("satisfied", True):
        return []
    return _members(event, {resolution.user_id: _about(observation, "unsatisfied")})


def _about(observation, kind):
    return {"kind": kind, "space_id": space_of(observation).id, "observation_id": observation.id}


def _members(event, told):
    """Those who are still in the space, but for who did it."""
    told.pop(event.user_id, None)
    if not told:
        return []
    space = next(iter(told.values()))["space_id"]
    standing = select(Membership.user_id).where(
        Membership.space_id == space, Membership.left_at.is_(None), Membership.user_id.in_(told)
    )
    return [told[person] | {"user_id": person} for person in sorted(db.session.scalars(standing))]


def which_observation(number, code, title) -> str:
    """«FT-07 · Zapato de vestir, observación n.º 3»."""
    return _("%(code)s · %(title)s, observación n.º %(number)s", code=code, title=title, number=number)
