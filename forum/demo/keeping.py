"""What the story's moderators and facilitators have before them: cards, what was captured, a queue, and marks."""

from ..actions import cards, forums
from ..actions.forums.capturing import capture
from ..actions.moderation import appeals, flags, settings
from ..actions.spaces import marks
from ..extensions import db
from ..models import Appeal, Card, Flag, Mark, Membership, Post, User
from ..readings.marks import rubric_of


def keep(telling):
    """All of it, each when it was; a story may tell none."""
    story = telling.story
    if "moderation" not in story:
        return
    people_without_email(telling)
    told = story["moderation"]
    words = {"watched_hold": told["watched"], "hiding_reasons": told["reasons"]}
    settings.change(telling.person[told["by"]], telling.space, **words)
    telling.at(telling.moment(told["at"]))
    for one in story["captured"]:
        member = member_of(telling, one["author"])
        parent, by = telling.posts[one["parent"]], telling.person[one["by"]]
        post = capture(by, telling.threads[one["thread"]], member.id, one["how"], one["body"].strip(), parent)
        dated(telling, one, Post, post.id, "created_at")
    for one in story["held"]:
        parent, thread = telling.posts[one["parent"]], telling.threads[one["thread"]]
        actor = telling.first_actor(one["author"])
        post = forums.reply(telling.person[one["author"]], thread, one["body"].strip(), parent, actor)
        dated(telling, one, Post, post.id, "created_at", "held_at")
        for number in db.session.scalars(db.select(Flag.id).filter_by(post_id=post.id)):
            dated(telling, one, Flag, number, "created_at")
    for one in story["flags"]:
        raised = flags.flag(telling.person[one["by"]], telling.posts[one["post"]], one["kind"], one["words"])
        dated(telling, one, Flag, raised.id, "created_at")
    for one in story["appeals"]:
        post = telling.posts[one["post"]]
        asked = appeals.appeal(post.author, post, one["words"])
        dated(telling, one, Appeal, asked.id, "created_at")
    mark(telling)


def people_without_email(telling):
    told = telling.story["cards"]
    lines = "\n".join(f"{one['name']}; {one['actor']}; {one['organization']}" for one in told)
    members = cards.make_accounts(telling.facilitator, telling.space, lines)
    for one, member in zip(told, members, strict=True):
        joined = telling.moment(one["joined"])
        telling.dates.append((Membership, member.id, {"joined_at": joined}))
        telling.dates += [(model, member.user_id, {"created_at": joined}) for model in (User, Card)]
    telling.at(telling.moment(told[-1]["joined"]))


def mark(telling):
    told = telling.story["rubric"]
    marks.write_rubric(telling.person[told["by"]], telling.space, told["lines"])
    telling.at(telling.moment(told["at"]))
    for one in telling.story["marks"]:
        chosen = dict(zip((criterion.id for criterion in rubric_of(telling.space)), one["levels"], strict=True))
        member = member_of(telling, one["person"])
        made = marks.mark(telling.person[one["by"]], member, chosen, one["comment"], one["published"])
        dated(telling, one, Mark, made.id, "created_at", *(["published_at"] if one["published"] else []))


def member_of(telling, key) -> Membership:
    window = {"space_id": telling.space.id, "user_id": telling.person[key].id}
    return db.session.scalar(db.select(Membership).filter_by(**window))


def dated(telling, one, model, number, *fields):
    at = telling.moment(one["at"])
    telling.dates.append((model, number, dict.fromkeys(fields, at)))
    telling.at(at)
