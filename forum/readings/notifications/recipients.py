"""Whom an event concerns, and why.

Only who may read the thing is told of it, nobody of what they did themselves. What one follows is asked of the
narrowest: the thread, its forum, its space, and at last what the space set for all. To follow a person tells who they
are, so it counts only where their name is shown.
"""

from sqlalchemy import select

from ...extensions import db
from ...models import (
    Decision,
    Event,
    Follow,
    Membership,
    MembershipActor,
    Mention,
    Notification,
    Post,
    ReadMark,
    Source,
    space_of,
)
from ...permissions import is_readable
from ...visibility import readers
from .commitments import told_of_commitment
from .deliveries import told_of_delivery, told_of_summary
from .entries import TURNED, told_of_comments, told_of_entries
from .matrices import told_of_asking, told_of_edition
from .meetings import told_of_meeting, told_of_minutes
from .observations import told_of_answer, told_of_assignment, told_of_reception, told_of_waiting

# Events that may concern somebody → function(event), which gives {person: kind} and the thing it is about.
CONCERNS = {}
# Events in the room of the one person whom they concern → function(event), which gives the row, or None.
TO_A_PERSON = {}
_ROW = dict.fromkeys(("post_id", "entry_id", "decision_id", "asking_id", "edition_id")) | {"seen": False}
_ROW |= dict.fromkeys(("meeting_id", "commitment_id", "observation_id", "summary_id", "delivery_id"))


def on(*names):
    def wrap(function):
        CONCERNS.update(dict.fromkeys(names, function))
        return function

    return wrap


def on_person(*names):
    def wrap(function):
        TO_A_PERSON.update(dict.fromkeys(names, function))
        return function

    return wrap


# How a decision about a person is told to them.
DECIDED = {"warn": "warn", "silence": "silence", "suspend": "suspend", "uphold": "upheld", "lift": "lifted"}


def recipients(event: Event) -> list[dict]:
    """The notifications an event makes, as rows; `seen`: that the person has read the thing already."""
    if event.name in TO_A_PERSON:
        told = TO_A_PERSON[event.name](event)
        return [] if told is None else [_ROW | {"event_id": event.id, "created_at": event.at} | told]
    if event.name in TO_MANY:
        return [_ROW | {"event_id": event.id, "created_at": event.at} | told for told in TO_MANY[event.name](event)]
    if event.name in OF_ENTRIES:
        return _rows_of_entries(event, OF_ENTRIES[event.name](event))
    if event.name not in CONCERNS or (event.room.startswith("waiting:") and event.name != "post.hidden"):
        return []
    kinds, post, entry = CONCERNS[event.name](event)
    kinds.pop(event.user_id, None)
    thing = post if post is not None else entry
    if thing is None or not kinds:
        return []
    seen = _seen(post, kinds) if event.name in ("post.created", "thread.created") else set()
    return [
        _ROW
        | {
            "user_id": person,
            "event_id": event.id,
            "created_at": event.at,
            "kind": kind,
            "space_id": space_of(thing).id,
            "post_id": post.id if post is not None else None,
            "entry_id": entry.id if entry is not None else None,
            "seen": person in seen,
        }
        for person, kind in sorted(kinds.items())
    ]


@on("thread.created", "post.created", "post.approved")
def published(event):
    post = db.session.get(Post, event.data["post"])
    if post is None or post.held_at is not None:
        return {}, None, None
    kinds = _concerned(post)
    if event.name == "post.approved":
        kinds[post.author_id] = "approved"
    else:
        kinds.pop(post.author_id, None)
    return kinds, post, None


@on("post.changed")
def corrected(event):
    """Who is named now and was told nothing of this post."""
    post = db.session.get(Post, event.data["post"])
    if post is None or post.held_at is not None:
        return {}, None, None
    told = set(db.session.scalars(select(Notification.user_id).where(Notification.post_id == post.id)))
    kinds = dict.fromkeys(_mentioned(post) - told - {post.author_id}, "mention")
    return _allowed(post, kinds, _levels(post), {}), post, None


@on("post.hidden", "post.shown")
def moderated(event):
    post = db.session.get(Post, event.data["post"])
    kind = event.name.partition(".")[2]
    if post is None or (post.hidden_at is None) == (kind == "hidden"):
        return {}, None, None  # it was taken back meanwhile
    if (event.kept or {}).get("kind") == "lift":
        return {}, None, None  # told as the answer to who asked for it
    kind = "refused" if kind == "hidden" and post.held_at is not None else kind
    return _allowed(post, {post.author_id: kind}, {}, {}), post, None


@on("post.captured")
def captured(event):
    """It was typed in for its author, who says whether it is theirs."""
    post = db.session.get(Post, event.data["post"])
    return ({post.author_id: "captured"} if post is not None else {}), post, None


@on_person("decision.told")
def told_of(event):
    """What was decided about a person; of hidden and shown posts the posts themselves tell."""
    decision, kind = db.session.get(Decision, event.data["decision"]), event.data["kind"]
    undone = bool((event.kept or {}).get("undone"))
    if decision is None or kind not in DECIDED or undone != (decision.undone_at is not None):
        return None
    if undone and kind == "lift":
        return None
    told = {"kind": "undone" if undone else DECIDED[kind], "space_id": decision.space_id}
    return told | {"user_id": decision.person_id, "post_id": decision.post_id, "decision_id": decision.id}


@on_person("sanction.ended", "mark.published")
def of_membership(event):
    member = db.session.get(Membership, event.data["membership"])
    if member is None or member.left_at is not None:
        return None
    kind = "ended" if event.name == "sanction.ended" else "marked"
    return {"user_id": member.user_id, "kind": kind, "space_id": member.space_id}


@on("decision.made")
def relocated(event):
    """A branch or a thread stands somewhere else now."""
    if event.data["kind"] not in ("move", "split", "merge"):
        return {}, None, None
    decision = db.session.get(Decision, event.data["decision"])
    if decision is None or decision.undone_at is not None:
        return {}, None, None
    if (number := decision.post_id or decision.data.get("opening")) is not None:
        post = db.session.get(Post, number)
    else:
        window = (Post.thread_id == decision.thread_id, Post.parent_id.is_(None))
        post = db.session.scalar(select(Post).where(*window).order_by(Post.path).limit(1))
    return (_allowed(post, {post.author_id: "moved"}, {}, {}) if post is not None else {}), post, None


# Events that concern many in the same way → function(event), which gives the rows.
TO_MANY = {
    "actor.asked": told_of_asking,
    "edition.published": told_of_edition,
    "meeting.invited": told_of_meeting,
    "meeting.changed": told_of_meeting,
    "meeting.cancelled": told_of_meeting,
    "meeting.restored": told_of_meeting,
    "minutes.moved": told_of_minutes,
    "commitment.due": told_of_commitment,
    "observations.answered": told_of_answer,
    "observations.reopened": told_of_answer,
    "observation.assigned": told_of_assignment,
    "observation.waits": told_of_waiting,
    "observation.received": told_of_reception,
    "summary.published": told_of_summary,
    "delivery.received": told_of_delivery,
    "delivery.called": told_of_delivery,
}

# Events about entries → function(event), which gives {person: (kind, entry)}.
OF_ENTRIES = {"entry.commented": told_of_comments} | dict.fromkeys(
    (
        "entry.decided",
        "entries.decided",
        "entry.merged",
        "entry.united",
        "entry.separated",
        "entry.changed",
        "entry.moved",
        *TURNED,
    ),
    told_of_entries,
)


def _rows_of_entries(event, told):
    told.pop(event.user_id, None)
    return [
        _ROW
        | {"user_id": person, "event_id": event.id, "created_at": event.at, "kind": kind}
        | {"space_id": entry.matrix.space_id, "entry_id": entry.id}
        for person, (kind, entry) in sorted(told.items())
    ]


@on("entry.created", "entry.sourced")
def carried(event):
    """The words of somebody's post came into a matrix."""
    steps = (event.kept or {}).get("steps", ())
    made = next((step["id"] for step in steps if step["kind"] == "source" and not step["before"]), None)
    source = db.session.get(Source, made) if made else None
    if source is None or source.post is None or source.removed_at is not None:
        return {}, None, None
    author = source.post.author
    if not is_readable(author, source.post) or not is_readable(author, source.entry):
        return {}, None, None
    return {author.id: "carried"}, source.post, source.entry


def _concerned(post) -> dict[int, str]:
    """{person: kind} of a post that is to be read from now on."""
    forum, space = post.thread.forum, post.thread.forum.space
    levels, persons = _levels(post), _person_levels(post)
    members = set()
    if space.follow_level == "all" or (forum.mode == "news" and post.parent_id is None):
        members = set(
            db.session.scalars(
                select(Membership.user_id).where(Membership.space_id == space.id, Membership.left_at.is_(None))
            )
        )
    following = {one for one, level in (*levels.items(), *persons.items()) if level == "all"}
    kinds = dict.fromkeys(members | following, "new")
    if forum.mode == "news" and post.parent_id is None:
        kinds |= dict.fromkeys(members, "news")
    if post.parent is not None:
        kinds[post.parent.author_id] = "answer"
    kinds |= dict.fromkeys(_mentioned(post), "mention")
    return _allowed(post, kinds, levels, persons)


def _allowed(post, kinds, levels, persons):
    """Those of `kinds` who may read the post and asked for as much."""
    forum, may = post.thread.forum, readers(post, list(kinds))
    default = forum.space.follow_level
    left = {}
    for person, kind in kinds.items():
        if person not in may:
            continue
        level = levels.get(person, default)
        of_author = persons.get(person) if not forum.anonymous or may[person] else None
        if kind in ("hidden", "shown", "refused", "moved"):
            level, of_author = "all", None  # what is done to one's own words is always told
        if "none" in (level, of_author):
            continue
        if kind != "new" or level == "all" or of_author == "all":
            left[person] = kind
    return left


def _levels(post) -> dict[int, str]:
    """{person: level}, of the narrowest thing around the post for which they set one."""
    forum = post.thread.forum
    levels = {}
    for kind, number in (("space", forum.space_id), ("forum", forum.id), ("thread", post.thread_id)):
        levels |= _chosen(kind, number)
    return levels


def _person_levels(post):
    return _chosen("person", post.author_id)


def _chosen(kind, number):
    query = select(Follow.user_id, Follow.level).where(Follow.kind == kind, Follow.thing_id == number)
    return dict(map(tuple, db.session.execute(query)))


def _mentioned(post) -> set[int]:
    """By name, or as who speaks for an actor that is named."""
    space = post.thread.forum.space_id
    named = select(Mention.user_id).where(Mention.post_id == post.id, Mention.user_id.is_not(None))
    speaking = (
        select(Membership.user_id)
        .join(MembershipActor, MembershipActor.membership_id == Membership.id)
        .join(Mention, Mention.actor_id == MembershipActor.actor_id)
        .where(Mention.post_id == post.id, Membership.space_id == space, Membership.left_at.is_(None))
    )
    return set(db.session.scalars(named)) | set(db.session.scalars(speaking))


def _seen(post, people) -> set[int]:
    """Those who have read the post already: they were on its page."""
    query = select(ReadMark).where(ReadMark.thread_id == post.thread_id, ReadMark.user_id.in_(people))
    marks = db.session.scalars(query)
    return {mark.user_id for mark in marks if mark.post_id >= post.id or post.id in mark.numbers_ahead}
