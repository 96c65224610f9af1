"""The working table of the demonstration: 35 sheets in every state, what was observed on them, and what came of it.

People, sheets and observations lie in the TOML files beside this one. All of it is brought in at once, with its times;
what is frozen is published by the verbs.
"""

import tomllib
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from ..actions.dating import bring_in
from ..extensions import db
from ..models import (
    Actor,
    Clause,
    ClauseText,
    Document,
    DocumentStep,
    DocumentVersion,
    Membership,
    MembershipActor,
    Observation,
    ObservationGroup,
    ObservationReception,
    Organization,
    Resolution,
    Space,
    User,
    Worktable,
)
from ..models.documents import STATES
from ..permissions import OPERATOR
from ..text import anchors, render
from ..text.folding import folded
from . import sessions

HERE = Path(__file__).parent
FILES = (
    "worktables.toml",
    "worktables_sheets.toml",
    "worktables_observations.toml",
    "worktables_sessions.toml",
)
# Days from today on which a sheet that is in a state went into it and those before.
CALENDAR = {
    "draft": {},
    "prepublished": {"prepublished": -3},
    "review": {"prepublished": -11, "review": -5},
    "closed": {"prepublished": -16, "review": -9, "closed": -3},
    "updated": {"prepublished": -21, "review": -14, "closed": -8, "updated": -4},
    "delivered": {"prepublished": -24, "review": -17, "closed": -10, "updated": -5, "delivered": -2},
}
WINDOW = 7  # days that a sheet stands pre-published
OBSERVED = {"prepublished": 2, "review": 5, "closed": 4, "updated": 4, "delivered": 3}
GUILDS = {
    "Textil y confecciones": ("mirtha", "fermin", "sabina", "percy", "karina", "rufina", "gladys", "ines", "sonia"),
    "Cuero y calzado": (
        "santos",
        "hernan",
        "gilmer",
        "ulises",
        "edson",
        "dina",
        "elsa",
        "yesenia",
        "ines",
        "victor",
    ),
}
STANDINGS = ("waiting", "unconfirmed", "published", "refused", "published")  # in the window that is open
SATISFIED = ("", "Gracias por tomarlo en cuenta.", "Alivia a los talleres chicos.")
DISSATISFIED = ("Seguimos creyendo que deja fuera a la mayoría.", "Pedimos que se revise en la próxima compra.")


def fill(people):
    """Tell it; `people` are those who are there already, by their e-mail."""
    story = {}
    for name in FILES:
        story |= tomllib.loads((HERE / name).read_text())
    Process(story, people).tell()


def people():
    """(role, name, e-mail) of those who are in this database."""
    told = tomllib.loads((HERE / FILES[0]).read_text())["people"]
    listed = [(_("secretaría"), told["secretariat"][0][1]), (_("gremio"), told["members"][0][1])]
    addresses = {address_of(name): (role, name) for role, name in listed}
    known = db.session.scalars(db.select(User.email).where(User.email.in_(addresses)).order_by(User.id))
    return [(*addresses[email], email) for email in known]


def address_of(name):
    first, last = name.split()[:2]
    return f"{folded(first)}.{folded(last)}@fichas.example"


class Process:
    """Who is who and what is what, by key, while it is told."""

    def __init__(self, story, people):
        self.story, self.people = story, people
        self.zone = ZoneInfo(story["space"]["timezone"])
        self.person, self.member, self.sheets = {}, {}, []
        self.things, self.finished, self.receptions = [], [], []

    def tell(self):
        self.gather()
        self.open_table()
        for number, told in enumerate(self.story["sheets"]):
            self.sheets.append(Sheet(self, number, told))
        bring_in(OPERATOR, self.things, self.finished)
        bring_in(
            OPERATOR,
            [
                ObservationReception(
                    observation_id=observation.id,
                    resolution_id=resolution.id,
                    user_id=observation.author_id,
                    satisfied=satisfied,
                    words=words,
                    at=at,
                )
                for observation, resolution, satisfied, words, at in self.receptions
            ],
        )

        sessions.hold(self)
        sessions.publish(self)

    def gather(self):
        told, began = self.story["space"], self.moment("-26d 8:00")
        self.space = Space(
            slug=told["slug"],
            title=told["title"],
            description=told["description"].strip(),
            description_html=render(told["description"].strip()),
            visibility="public",
            timezone=told["timezone"],
            opens_on=self.day("-26d"),
            created_at=began,
        )
        self.actor = {
            one["name"]: Actor(space=self.space, position=place, **one)
            for place, one in enumerate(self.story["actors"])
        }
        self.organization = {
            key: Organization(space=self.space, actor=self.actor[actor], name=name, territory=territory)
            for actor, listed in self.story["organizations"].items()
            for key, name, territory in listed
        }
        told = self.story["people"]
        roles = {"secretariat": "facilitator", "observers": "observer", "members": "participant"}
        for kind, role in roles.items():
            for key, name, *organization in told[kind]:
                self.join(key, name, role, organization[0] if organization else None, began)
        self.things += [self.space, *self.actor.values(), *self.organization.values(), *self.member.values()]

    def join(self, key, name, role, organization, began):
        known = next(iter(self.people.values()))  # all accounts of the demonstration have one password
        user = User(name=name, email=address_of(name), password_hash=known.password_hash, created_at=began)
        member = Membership(user=user, space=self.space, role=role, joined_at=began)
        if organization:
            member.organization = self.organization[organization]
            member.voices = [MembershipActor(actor=member.organization.actor)]
        self.person[key], self.member[key] = user, member

    def open_table(self):
        told = self.story["worktable"]
        self.secretariat = [self.person[key] for key, _name in self.story["people"]["secretariat"]]
        self.table = Worktable(
            space=self.space,
            title=told["title"],
            purpose=told["purpose"].strip(),
            how=told["how"].strip(),
            outcome=told["outcome"].strip(),
            contact=told["contact"],
            starts_on=self.day(told["starts"]),
            ends_on=self.day(told["ends"]),
            public=True,
            created_at=self.moment("-26d 9:00"),
        )
        self.things.append(self.table)

    def day(self, offset) -> date:
        return datetime.now(self.zone).date() + timedelta(days=int(offset.rstrip("d")))

    def moment_of(self, day, hour) -> datetime:
        """The hour of a working day, so many of them from today, also of one to come."""
        day = self.working_day(day)
        return datetime(day.year, day.month, day.day, hour, tzinfo=self.zone).astimezone(UTC)

    def working_day(self, count) -> date:
        day = self.day("0d")
        while count:
            day += timedelta(days=1 if count > 0 else -1)
            if day.weekday() < 5:
                count += -1 if count > 0 else 1
        return day

    def moment(self, offset) -> datetime:
        """«-12d 19:05»: so many days from today, at that hour of the space; never later than a minute ago."""
        days, _space, hour = offset.partition(" ")
        hours, minutes = (int(part) for part in hour.split(":"))
        day = self.day(days)
        then = datetime(day.year, day.month, day.day, hours, minutes, tzinfo=self.zone).astimezone(UTC)
        return min(then, datetime.now(UTC) - timedelta(hours=1))


class Sheet:
    """One document with its versions, steps and observations."""

    def __init__(self, process, number, told):
        self.process, self.number, self.told = process, number, told
        self.kind = process.story["kinds"][told["kind"]]
        self.words = process.story["words"][told["kind"]] | told
        self.secretary = process.secretariat[number % 2]
        self.state, self.calendar = told["state"], CALENDAR[told["state"]]
        self.document = Document(
            worktable=process.table,
            code=f"FT-{number + 1:02}",
            title=told["title"],
            sector=self.kind["sector"],
            demander=process.story["worktable"]["demander"],
            responsible=self.secretary,
            state=self.state,
            created_at=self.at(-26, 10),
        )
        if "prepublished" in self.calendar:
            opens = self.calendar["prepublished"]
            self.document.opens_on, self.document.closes_on = (
                process.day(f"{opens}d"),
                process.day(f"{opens + WINDOW}d"),
            )
        process.things.append(self.document)
        self.steps()
        self.first()
        self.observe()
        if "updated" in self.calendar:
            self.second()

    def at(self, day, hour, minute=0):
        return self.process.moment(f"{day}d {hour}:{(minute + 7 * self.number) % 60:02}")

    def steps(self):
        for before, state in pairwise(STATES):
            if state in self.calendar:
                step = DocumentStep(document=self.document, before=before, state=state, user=self.secretary)
                step.at = self.at(self.calendar[state], 9)
                if before != "draft":  # the window before the step
                    step.opens_on, step.closes_on = self.document.opens_on, self.document.closes_on
                self.process.things.append(step)

    def version(self, number, at, note=""):
        version = DocumentVersion(document=self.document, number=number, note=note, created_at=at, finished_at=at)
        version.created_by = self.secretary
        return version

    def first(self):
        version = self.version(1, self.at(-25, 16))
        self.clause, self.texts, counts = {}, {}, [0, 0]
        for place, (level, key, heading, text) in enumerate(self.kind["clauses"]):
            counts = [counts[0] + 1, 0] if level == 1 else [counts[0], counts[1] + 1]
            clause = Clause(document=self.document)
            written = ClauseText(
                version=version,
                clause=clause,
                position=place,
                level=level,
                number=".".join(str(count) for count in counts[:level]),
                heading=heading,
                text=text.format(**self.words),
                tables=self.kind["tables"].get(key, []),
            )
            self.clause[key or place], self.texts[key or place] = clause, written
        self.one = version
        self.process.things.append(version)

    def observe(self):
        """As many observations as a sheet in this state has, theme after theme."""
        themes = self.process.story[self.told["kind"]]
        self.resolutions, self.number_of = [], 0
        for turn in range(len(themes)):
            theme = themes[(self.number + turn) % len(themes)]
            left = OBSERVED.get(self.state, 0) - self.number_of
            said = [self.observation(theme, comment, turn) for comment in theme["comments"][:left]]
            if not said:
                return
            self.answer(theme, said, turn)

    def observation(self, theme, comment, turn):
        self.number_of += 1
        count = self.number * 5 + self.number_of
        public = self.state == "prepublished" or count % 7 == 3
        made = Observation(
            document=self.document,
            made_on=self.one,
            number=self.number_of,
            kind=theme["type"],
            comment=comment,
            proposal=theme["proposal"].format(**self.words),
            reason=theme["reason"],
            confidential=theme.get("confidential", []),
            created_at=self.at(self.calendar["prepublished"] + (1 if self.state == "prepublished" else turn + 1), 10),
        )
        if theme["clause"]:
            text = self.texts[theme["clause"]]
            made.clause, made.quote = self.clause[theme["clause"]], theme["quote"].format(**self.words)
            words = "\n".join([text.heading, text.text])
            start = words.index(made.quote)
            made.prefix, made.suffix = anchors.around(words, start, start + len(made.quote))
        if public:
            self.by_anybody(made, count)
        else:
            self.by_member(made, count)
        self.process.things.append(made)
        return made

    def by_anybody(self, made, count):
        told = self.process.story["public"][count % len(self.process.story["public"])]
        made.origin, made.name, made.organization_name = "public", told["name"], told["organization"]
        made.contact, made.consented_at, made.confirmed_at = told["contact"], made.created_at, made.created_at
        made.actor = self.process.actor["Ciudadanía"]
        made.token = f"demonstration-{self.number + 1:02}-{self.number_of}"
        if self.state == "prepublished":
            made.standing = STANDINGS[(self.number + self.number_of) % 5]
            if made.standing == "unconfirmed":
                made.confirmed_at = None
            if made.standing == "refused":
                made.refused_reason = "Repite palabra por palabra otra observación de la misma persona."

    def by_member(self, made, count):
        keys = GUILDS[self.kind["sector"]]
        key = keys[count % len(keys)]
        member = self.process.member[key]
        made.author, made.organization, made.actor = member.user, member.organization, member.organization.actor
        made.origin = {4: "table", 9: "word", 13: "meeting"}.get(count % 16, "member")

    def answer(self, theme, said, turn):
        """Like ones are answered once; those in review by a third, as the secretariat is at it."""
        if self.state == "prepublished":
            return
        if len(said) > 1:
            group = ObservationGroup(document=self.document, created_at=self.at(self.calendar["review"], 15))
            for one in said:
                one.group = group
        if self.state == "review":
            for one in said:
                one.assignee = self.secretary
            if (self.number + turn) % 3:
                return
        elif self.state == "closed" and turn and (self.number + turn) % 2:
            return
        at = self.at(self.calendar.get("closed", -2) + 1, 11, turn)
        resolution = Resolution(document=self.document, kind=theme["resolution"], reason=theme["answer"], at=at)
        resolution.user = self.secretary
        for place, one in enumerate(said):
            one.resolution, one.version = resolution, 2
            if one.author and (self.number + turn + place) % 3 == 0:
                self.receive(one, resolution, at, turn + place)
        if theme.get("wording"):
            resolution.wording = theme["wording"].format(**self.words)
            self.resolutions.append((theme, resolution))

    def receive(self, observation, resolution, at, turn):
        satisfied = resolution.kind not in ("rejected", "out_of_scope")
        words = SATISFIED[turn % len(SATISFIED)] if satisfied else DISSATISFIED[turn % len(DISSATISFIED)]
        self.process.receptions.append((observation, resolution, satisfied, words, at + timedelta(hours=5)))

    def second(self):
        """The version that takes up what was accepted."""
        version = self.version(2, self.at(self.calendar["updated"], 8), "Con lo que se aceptó de las observaciones.")
        texts = {key: text.text for key, text in self.texts.items()}
        for theme, resolution in self.resolutions:
            quote = theme["quote"].format(**self.words)
            if quote in texts[theme["clause"]]:
                texts[theme["clause"]] = texts[theme["clause"]].replace(quote, resolution.wording)
                resolution.version = version
        for key, before in self.texts.items():
            written = ClauseText(version=version, clause=before.clause, position=before.position, level=before.level)
            written.number, written.heading, written.tables = before.number, before.heading, before.tables
            written.text = texts[key]
        self.process.things.append(version)
        self.process.finished.append(version)
