"""Names that changed, in the posts that mention them."""

from ..actions.forums.mentions import rename_in_mentions
from ..extensions import db
from ..models import Membership, Mention
from ..permissions import OPERATOR

RENAMED = 100  # posts in one transaction


def rename_a_member(message):
    member = db.session.get(Membership, message["membership"])
    _rename_in(Mention.user_id == member.user_id)


def rename_an_actor(message):
    _rename_in(Mention.actor_id == message["actor"])


def _rename_in(mentioning):
    posts = db.session.scalars(db.select(Mention.post_id).where(mentioning).order_by(Mention.post_id)).all()
    for start in range(0, len(posts), RENAMED):
        rename_in_mentions(OPERATOR, posts[start : start + RENAMED])


TASKS = {"member.changed": rename_a_member, "actor.changed": rename_an_actor}
