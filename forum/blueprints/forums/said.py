"""What a person or an actor said in a space."""

from flask import request

from ...models import Actor, Membership
from ...models.base import bounded
from ...permissions import fetch
from ...readings.forums.said import said_by
from ..doors import enter, me, members_door, page
from . import blueprint


@blueprint.get("/members/<int:id>/posts")
@members_door
def said_by_member(id):
    member = fetch(me(), Membership, id)
    space = enter(member.space)
    said = said_by(me(), space, page_asked(), author_id=member.user_id)
    return page("forums/said.html", said=said, name=member.user.name, actors=member.actors, person=member)


@blueprint.get("/actors/<int:id>/posts")
def said_by_actor(id):
    actor = fetch(me(), Actor, id)
    space = enter(actor.space)
    said = said_by(me(), space, page_asked(), actor_id=actor.id)
    return page("forums/said.html", said=said, name=actor.name, actors=[actor], person=None)


def page_asked():
    return min(max(1, request.args.get("page", 1, bounded)), 100_000)
