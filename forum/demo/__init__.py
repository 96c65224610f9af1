"""The demonstration: three spaces with invented people, told through the same verbs as everything else.

The story lies in TOML files beside this one; its schema stands at the top of `course.toml`. The verbs write it as of
now, and what happened when is set afterwards, in one more verb.
"""

import tomllib
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from .. import storage
from ..actions import accounts, forums, matrices, spaces
from ..actions.dating import date_back
from ..extensions import db
from ..imports import attached
from ..models import (
    Attachment,
    Decision,
    Entry,
    Event,
    Forum,
    Hiding,
    Invitation,
    Matrix,
    Membership,
    Organization,
    Post,
    PostRevision,
    Source,
    Space,
    Support,
    Thread,
    User,
)
from ..permissions import OPERATOR
from ..text import Passage
from . import centres, keeping, pictures, voices, worktables

PASSWORD = "tinkuy tinkuy"
HERE = Path(__file__).parent
COURSE = ("course.toml", "course_posts.toml", "course_matrix.toml", "course_voices.toml", "course_moderation.toml")
STORIES = (COURSE, ("consultation.toml",))
NETWORK = "centres.toml"
ROLES = {
    "admin": _l("administra"),
    "facilitator": _l("facilita"),
    "moderator": _l("modera"),
    "observer": _l("observa"),
}


def fill():
    """Tell the stories in an empty database."""
    people = {}
    for files in STORIES:
        story = {}
        for name in files:
            story |= tomllib.loads((HERE / name).read_text())
        Telling(story, people).tell()
    worktables.fill(people)
    centres.tell(Telling(tomllib.loads((HERE / NETWORK).read_text()), people))


def people() -> list[tuple[str, str, str]]:
    """(role, name, e-mail) of the people that are in this database: of the first story one a role and actor, of the
    working table who keeps it and one who observes, of the network who keeps it and one who reports."""
    story = tomllib.loads((HERE / STORIES[0][0]).read_text())
    known = set(db.session.scalars(db.select(User.email).where(User.email.like("%.example"))))
    shown, listed = set(), []
    for person in story["people"]:
        kind = (person["role"], tuple(person["actors"]))
        if person["email"] in known and kind not in shown:
            shown.add(kind)
            role = str(ROLES.get(person["role"]) or ", ".join(person["actors"]))
            listed.append((role, person["name"], person["email"]))
    network = tomllib.loads((HERE / NETWORK).read_text())
    return [*listed, *worktables.people(), *centres.people(network, known)]


class Telling:
    """One story: who is who, by key, while it is told."""

    def __init__(self, story, people):
        self.story = story
        self.people = people  # e-mail → user, shared by the stories
        self.person = {}
        self.posts, self.threads, self.forums, self.questions = {}, {}, {}, {}
        self.dates = []  # (model, key, {field: moment})
        self.happened = []  # (number of the last event then, moment), in the order of telling

    def tell(self):
        self.zone = ZoneInfo(self.story["space"].get("timezone", "America/La_Paz"))
        self.beginning = self.moment(f"{self.story['space']['opens']} 08:00")
        self.at(None)
        self.register()
        self.open_space()
        self.gather()
        self.open_forums()
        self.speak()
        self.fill_matrix()
        keeping.keep(self)
        date_back(OPERATOR, self.dates)
        self.close_forums()
        date_back(OPERATOR, list(self.events()))

    def at(self, moment):
        """What was told since this was last said happened at `moment`."""
        self.happened.append((db.session.scalar(db.select(db.func.max(Event.id))) or 0, moment))

    def events(self):
        """The dates of all that happened, and those that its steps remember, which undoing brings back."""
        for (before, _moment), (last, moment) in pairwise(self.happened):
            for event in db.session.scalars(db.select(Event).where(Event.id > before, Event.id <= last)):
                values = {"at": moment}
                if event.kept and "steps" in event.kept:
                    values["kept"] = {"steps": [remembered(step, moment) for step in event.kept["steps"]]}
                yield Event, event.id, values
                if event.name == "decision.made":
                    yield Decision, event.data["decision"], {"created_at": moment}

    def register(self):
        for one in self.story["people"]:
            if one["email"] not in self.people:
                admin = one["role"] == "admin"
                self.people[one["email"]] = accounts.register(
                    OPERATOR, one["email"], one["name"], PASSWORD, is_admin=admin
                )
                self.dates.append((User, self.people[one["email"]].id, {"created_at": self.beginning}))
            self.person[one["key"]] = self.people[one["email"]]
        self.at(self.beginning)
        self.admin = next(user for user in self.people.values() if user.is_admin)

    def open_space(self):
        told = self.story["space"]
        self.space = spaces.create(self.admin, told["title"], told["slug"], "empty", told["visibility"])
        self.change_space(edit_minutes=60 * 24 * 30)
        for actor in self.story["actors"]:
            spaces.add_actor(
                self.admin, self.space, actor["name"], actor["phrase"], actor["description"], actor["weave"]
            )
        self.actor = {actor.name: actor.id for actor in self.space.actors}
        for one in self.story["organizations"]:
            spaces.add_organization(self.admin, self.space, one["name"], self.actor[one["actor"]], one["territory"])
        named = {
            one.name: one.id for one in db.session.scalars(db.select(Organization).filter_by(space_id=self.space.id))
        }
        self.organization = {one["key"]: named[one["name"]] for one in self.story["organizations"]}
        self.dates.append((Space, self.space.id, {"created_at": self.beginning}))
        self.at(self.beginning)

    def change_space(self, **over):
        told = self.story["space"]
        values = {
            "title": told["title"],
            "description": told.get("description", ""),
            "visibility": told["visibility"],
            "timezone": told.get("timezone", "America/La_Paz"),
            "opens_on": self.day(told.get("opens")),
            "closes_on": self.day(told.get("closes")),
            "many_actors": told.get("many_actors", False),
            "edit_minutes": told.get("edit_minutes", 60),
        }
        spaces.change(self.admin, self.space, **values | over)

    def gather(self):
        invitation = spaces.invite(self.admin, self.space, role="observer")
        self.at(self.beginning)
        self.facilitator = self.admin
        everybody = self.beginning
        for one in self.story["people"]:
            if one["role"] == "admin":
                continue
            user = self.person[one["key"]]
            member = spaces.join(user, self.space, invitation.token)
            actors = [self.actor[name] for name in one["actors"]]
            organization = self.organization.get(one.get("organization"))
            spaces.change_member(self.admin, member, one["role"], actors, organization)
            if one["role"] == "facilitator" and self.facilitator is self.admin:
                self.facilitator = user
            joined = self.moment(one["joined"])
            everybody = max(everybody, joined)
            self.dates.append((Membership, member.id, {"joined_at": joined}))
            self.at(joined)
        admins = db.session.scalar(db.select(Membership).filter_by(space_id=self.space.id, user_id=self.admin.id))
        if self.facilitator is not self.admin:
            spaces.leave(self.admin, admins)  # the site's administrator opened it, and goes
            self.dates.append((Membership, admins.id, {"joined_at": self.beginning, "left_at": everybody}))
        spaces.revoke(self.facilitator, invitation)
        self.dates.append((Invitation, invitation.id, {"created_at": self.beginning, "revoked_at": everybody}))
        self.at(everybody)

    def open_forums(self):
        for told in self.story["forums"]:
            asked = [one for one in self.story["questions"] if one["forum"] == told["key"]]
            forum = forums.create(
                self.facilitator, self.space, told["title"], told["introduction"], [one["text"] for one in asked]
            )
            self.forums[told["key"]] = forum
            for one, question in zip(asked, forum.questions, strict=True):
                self.questions[one["key"]] = question.id
            self.dates.append((Forum, forum.id, {"created_at": self.beginning}))
        self.at(self.beginning)

    def speak(self):
        """Posts in the order in which they were written; corrections, hidings and supports after them."""
        for told in self.story["posts"]:
            user = self.person[told["author"]]
            actor = self.actor.get(told.get("as_actor")) or self.first_actor(told["author"])
            if told.get("parent"):
                parent = self.posts[told["parent"]]
                numbers = self.attach(user, self.threads[told["thread"]].forum, told)
                post = forums.reply(
                    user, self.threads[told["thread"]], told["body"].strip(), parent, actor, attachments=numbers
                )
            else:
                post = self.open_thread(told, user, actor)
            self.posts[told["key"]] = post
            at = self.moment(told["at"])
            self.dates.append((Post, post.id, {"created_at": at}))
            self.at(at)
            for place, key in enumerate(told.get("supports", ())):
                forums.support(self.person[key], post)
                moment = at + min(timedelta(hours=1 + 3 * place), (datetime.now(UTC) - at) / 2)
                self.dates.append((Support, (post.id, self.person[key].id), {"created_at": moment}))
                self.at(moment)
        self.last_words()

    def attach(self, user, forum, told):
        """The files of a post, taken in as everybody's; gives their numbers."""
        numbers = []
        for name in told.get("files", ()):
            data = pictures.way_of_the_papers() if name.endswith(".png") else (HERE / name).read_bytes()
            file = attached.read(data, name, len(data))
            thumbnail = storage.put(file.thumbnail) if file.thumbnail else None
            attachment = forums.attach(user, forum, file, storage.put(file.data), thumbnail, quota=500)
            self.dates.append((Attachment, attachment.id, {"created_at": self.moment(told["at"])}))
            numbers.append(attachment.id)
        return numbers

    def open_thread(self, told, user, actor):
        thread = next(one for one in self.story["threads"] if one["key"] == told["thread"])
        opened = forums.open_thread(
            user,
            self.forums[thread["forum"]],
            thread["title"],
            told["body"].strip(),
            self.questions.get(thread.get("question")),
            actor,
            attachments=self.attach(user, self.forums[thread["forum"]], told),
        )
        self.threads[told["thread"]] = opened
        return db.session.scalar(db.select(Post).filter_by(thread_id=opened.id).order_by(Post.path).limit(1))

    def first_actor(self, key):
        names = next(one for one in self.story["people"] if one["key"] == key)["actors"]
        return self.actor[names[0]] if names else None

    def last_words(self):
        """Of threads: when they were opened and last written in, closed or pinned."""
        for told in self.story["threads"]:
            thread = self.threads[told["key"]]
            said = [self.moment(post["at"]) for post in self.story["posts"] if post["thread"] == told["key"]]
            dates = {"created_at": min(said), "last_post_at": max(said)}
            for verb, name in ((forums.pin, "pinned"), (forums.lock, "locked")):
                if name in told:
                    verb(self.person[told[name]["by"]], thread)
                    dates[f"{name}_at"] = self.moment(told[name]["at"])
                    self.at(dates[f"{name}_at"])
            self.dates.append((Thread, thread.id, dates))

    def fill_matrix(self):
        """Entries with their sources, decisions, and corrections of posts, each when it was its turn: an entry quotes
        what the post said then."""
        told = self.story["matrix"]
        self.matrix = matrices.create(self.facilitator, self.space, told["title"], told["question"], template="empty")
        matrices.change(
            self.facilitator, self.matrix, told["title"], told["question"], told["row_headers"], open_editing=False
        )
        self.rows, self.columns = self.lay_out()
        self.entries = {}
        self.dates.append((Matrix, self.matrix.id, {"created_at": self.moment(told["at"])}))
        self.at(self.moment(told["at"]))
        for at, _turn, step, *about in sorted(self.steps(), key=lambda one: one[:2]):
            step(at, *about)
            self.at(at)

    def steps(self):
        """(moment, turn among those of one moment, what is done, about what)."""
        for post in self.story["posts"]:
            for edit in post.get("edits", ()):
                yield self.moment(edit["at"]), 0, self.moderate, post, edit
            if "hidden" in post:
                yield self.moment(post["hidden"]["at"]), 0, self.moderate, post, post["hidden"]
        for entry in self.story["entries"]:
            yield self.moment(entry["at"]), 1, self.propose, entry
            if entry["state"] != "proposed":
                yield self.moment(entry["decided_at"]), 2, self.decide, entry
        yield from voices.steps(self)

    def lay_out(self):
        """(rows by their own label, columns in order)."""
        rows = {
            row["path"][-1]: matrices.add_row(
                self.facilitator, self.matrix, row["path"], actor_id=self.actor.get(row.get("actor"))
            )
            for row in self.story["rows"]
        }
        columns = [
            matrices.add_column(
                self.facilitator,
                self.matrix,
                column["path"],
                questions=[self.questions[key] for key in column.get("questions", ())],
            )
            for column in self.story["columns"]
        ]
        return rows, columns

    def moderate(self, at, post, what):
        written = self.posts[post["key"]]
        if "reason" in what:
            hiding = forums.hide(self.person[what["by"]], written, what["reason"])
            self.dates.append((Hiding, hiding.id, {"created_at": at}))
            self.dates.append((Post, written.id, {"hidden_at": at}))
        else:
            forums.edit(self.person[post["author"]], written, what["body"].strip(), written.version)
            self.dates.append((Post, written.id, {"edited_at": at}))
            first = db.session.scalar(db.select(PostRevision).filter_by(post_id=written.id).order_by(PostRevision.id))
            self.dates.append((PostRevision, first.id, {"written_at": self.moment(post["at"])}))
            broken = db.select(Source.id).where(Source.post_id == written.id, Source.changed_at.is_not(None))
            self.dates += [(Source, number, {"changed_at": at}) for number in db.session.scalars(broken)]

    def propose(self, at, told):
        author = self.person[told["author"]]
        sources = [(self.posts[one["post"]], Passage(one["quote"])) for one in told.get("sources", ())]
        post, passage = sources[0] if sources else (None, None)
        entry = matrices.propose(
            author,
            self.matrix,
            self.rows[told["row"]],
            self.columns[told["column"]],
            told["text"],
            actor_id=self.first_actor(told["author"]),
            post=post,
            passage=passage,
        )
        for post, passage in sources[1:]:
            matrices.add_source(author, entry, post, passage)
        self.entries[told["key"]] = entry
        self.dates.append((Entry, entry.id, {"created_at": at}))
        for number in db.session.scalars(db.select(Source.id).filter_by(entry_id=entry.id)):
            self.dates.append((Source, number, {"created_at": at}))

    def decide(self, at, told):
        user, entry = self.person[told["decided_by"]], self.entries[told["key"]]
        if told["state"] == "merged":
            matrices.merge(user, entry, self.entries[told["merged_into"]], entry.version)
        else:
            matrices.decide(user, entry, told["state"], entry.version, told.get("reason", ""))
        self.dates.append((Entry, entry.id, {"decided_at": at, "changed_at": at}))

    def close_forums(self):
        """Their dates come last: nobody writes in a closed forum."""
        for told in self.story["forums"]:
            forum = self.forums[told["key"]]
            forums.change(
                self.facilitator,
                forum,
                told["title"],
                told["introduction"],
                [(question.id, question.text) for question in forum.questions],
                self.moment(told.get("opens")),
                self.moment(told.get("closes")),
            )
        self.change_space()
        self.at(self.beginning)

    def moment(self, offset):
        """«-12d 19:05»: so many days from today, at that hour of the space."""
        if offset is None:
            return None
        days, _space, hour = offset.partition(" ")
        day = datetime.now(self.zone).date() + timedelta(days=int(days.rstrip("d")))
        hours, minutes = (int(part) for part in hour.split(":"))
        return datetime(day.year, day.month, day.day, hours, minutes, tzinfo=self.zone).astimezone(UTC)

    def day(self, offset) -> date | None:
        return None if offset is None else datetime.now(self.zone).date() + timedelta(days=int(offset.rstrip("d")))


def remembered(step, moment):
    """A step as it would have been kept at `moment`."""
    after = step["after"]
    return step | {"after": after | {"decided_at": moment.isoformat()}} if after.get("decided_at") else step
