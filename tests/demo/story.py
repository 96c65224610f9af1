"""A story of the demonstration as its files tell it, and what in it does not hold."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path

STORY = Path(__file__).resolve().parents[2] / "forum/demo"
STORIES = {
    "course": ["course", "course_posts", "course_matrix", "course_voices", "course_moderation"],
    "consultation": ["consultation"],
}
MOMENT = re.compile(r"(-?\d+)d (\d\d):(\d\d)")
MARKS = set("*_`[]<>|#~\n")


def read(name):
    """One story: the tables of its files together."""
    story = {}
    for file in STORIES[name]:
        tables = tomllib.loads((STORY / f"{file}.toml").read_text(encoding="utf-8"))
        assert not story.keys() & tables.keys(), "a table is told in two files"
        story |= tables
    return story


def moment(words):
    """How long from the midnight that today began with."""
    days, hours, minutes = (int(part) for part in MOMENT.fullmatch(words).groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def faults(story):
    """What in a story does not hold, in sentences."""
    return [*of_people(story), *of_posts(story), *of_entries(story), *of_voices(story), *of_moderation(story)]


def of_people(story):
    actors = {actor["name"] for actor in story["actors"]}
    organizations = keyed(story["organizations"])
    people = keyed(story["people"])
    for name in (
        "organizations",
        "people",
        "forums",
        "questions",
        "threads",
        "posts",
        "entries",
    ):
        if len(keyed(story[name])) < len(story[name]):
            yield f"two {name} have one key"
    if len({person["email"] for person in people.values()}) < len(people):
        yield "two people have one e-mail"
    for organization in organizations.values():
        if organization["actor"] not in actors:
            yield f"{organization['key']} is of no actor"
    for person in people.values():
        key = person["key"]
        if not person["email"].endswith(".example"):
            yield f"{key} could get mail"
        if person["role"] not in (
            "admin",
            "facilitator",
            "moderator",
            "observer",
            "participant",
        ):
            yield f"{key} has no role"
        if (person["role"] == "admin") == ("joined" in person):
            yield f"{key} is half a member"
        if not set(person["actors"]) <= actors or (person["role"] == "participant" and not person["actors"]):
            yield f"{key} speaks for no actor"
        if person.get("organization", "") not in {"", *organizations}:
            yield f"{key} is of no organization"
    for actor in story["actors"]:
        if not 1 <= actor["weave"] <= 12 or not actor["phrase"]:
            yield f"{actor['name']} cannot be shown"


def of_posts(story):
    people, forums, questions = (
        keyed(story["people"]),
        keyed(story["forums"]),
        keyed(story["questions"]),
    )
    threads, told = keyed(story["threads"]), {}
    openers = {}
    for question in questions.values():
        if question["forum"] not in forums:
            yield f"{question['key']} is of no forum"
    for thread in threads.values():
        if thread["forum"] not in forums:
            yield f"{thread['key']} is of no forum"
        if "question" in thread and questions.get(thread["question"], {}).get("forum") != thread["forum"]:
            yield f"{thread['key']} answers a question of another forum"
    for post in story["posts"]:
        key, at, thread, author = (
            post["key"],
            moment(post["at"]),
            threads[post["thread"]],
            people[post["author"]],
        )
        forum = forums[thread["forum"]]
        if "parent" not in post:
            if openers.setdefault(post["thread"], key) != key or post["author"] != thread["author"]:
                yield f"{key} opens what is open"
        elif told.get(post["parent"], {}).get("thread") != post["thread"]:
            yield f"{key} answers nothing said before in its thread"
        elif at <= moment(told[post["parent"]]["at"]):
            yield f"{key} is older than what it answers"
        if not moment(forum["opens"]) <= at <= moment(forum.get("closes", "0d 00:00")) or at >= moment("0d 00:00"):
            yield f"{key} was written while its forum was not open"
        if "locked" in thread and at > moment(thread["locked"]["at"]):
            yield f"{key} was written under a lock"
        if author["role"] in ("admin", "observer") or at < moment(author["joined"]):
            yield f"{key} is of somebody who does not write here"
        if post.get("as_actor") not in {None, *author["actors"]}:
            yield f"{key} speaks for another's actor"
        if any(name == post["author"] or not may_write(people.get(name)) for name in post["supports"]):
            yield f"{key} is supported by somebody who cannot"
        for edit in post.get("edits", []):
            if not timedelta() < moment(edit["at"]) - at <= timedelta(minutes=story["space"]["edit_minutes"]):
                yield f"{key} was edited out of its time"
        for act in [post["hidden"]] if "hidden" in post else []:
            if not act["reason"] or moment(act["at"]) < at or not keeps_order(people.get(act["by"])):
                yield f"{key} was hidden without ground"
        told[key] = post
    for thread in threads.values():
        for act in [thread[name] for name in ("pinned", "locked") if name in thread]:
            if not keeps_order(people.get(act["by"])):
                yield f"{thread['key']} was pinned or locked by somebody who cannot"
        if thread["key"] not in openers:
            yield f"{thread['key']} says nothing"


def of_entries(story):
    people, posts, entries = (
        keyed(story["people"]),
        keyed(story["posts"]),
        keyed(story["entries"]),
    )
    actors = {actor["name"] for actor in story["actors"]}
    rows = [row["path"][-1] for row in story["rows"]]
    if len(set(rows)) < len(rows) or {row.get("actor") for row in story["rows"]} - actors - {None}:
        yield "two rows have one name, or one is of no actor"
    if {len(row["path"]) for row in story["rows"]} != {len(story["matrix"]["row_headers"])}:
        yield "rows are not as deep as their headers"
    for entry in entries.values():
        key, state, at = entry["key"], entry["state"], moment(entry["at"])
        if entry["row"] not in rows or not 0 <= entry["column"] < len(story["columns"]):
            yield f"{key} is in no cell"
        if not 0 < len(entry["text"]) <= 90:
            yield f"{key} is no short bullet"
        if not may_write(people.get(entry["author"])) or at < moment(story["matrix"]["at"]):
            yield f"{key} is of somebody who cannot write it yet"
        if state not in ("proposed", "accepted", "declined", "merged"):
            yield f"{key} is in no state"
        decided = people.get(entry.get("decided_by"), {}).get("role") == "facilitator"
        if decided != (state != "proposed") or (decided and moment(entry["decided_at"]) < at):
            yield f"{key} was decided by nobody, or too early"
        if (state == "declined") != bool(entry.get("reason")):
            yield f"{key} is declined and gives no reason"
        into = entries.get(entry.get("merged_into"), {})
        if (state == "merged") != ("merged_into" in entry) or (state == "merged" and into.get("state") != "accepted"):
            yield f"{key} is merged into nothing"
        if into and into["row"] != entry["row"]:
            yield f"{key} is merged into another row"
        for source in entry.get("sources", []):
            post = posts.get(source["post"])
            if post is None or "hidden" in post or moment(post["at"]) > at:
                yield f"{key} quotes a post that cannot be quoted"
            elif MARKS & set(source["quote"]) or body_at(post, at).count(source["quote"]) != 1:
                yield f"{key} quotes what {post['key']} does not say: {source['quote']}"


def of_voices(story):
    people, entries = keyed(story["people"]), keyed(story["entries"])
    for told in story.get("delegates", []):
        if told["actor"] not in people[told["person"]]["actors"] or people[told["by"]]["role"] != "facilitator":
            yield f"{told['person']} is nobody's delegate"
    said = set()
    for told in story.get("stances", []):
        entry, person = entries.get(told["entry"]), people.get(told["person"])
        if entry is None or entry["state"] not in ("proposed", "accepted") or moment(told["at"]) < moment(entry["at"]):
            yield f"{told['person']} spoke of no entry"
        if not may_write(person) or not person["actors"] or (told["entry"], told["person"]) in said:
            yield f"{told['person']} has no voice on {told['entry']}"
        if told["stance"] == "object" and not told.get("reason"):
            yield f"{told['person']} objects to {told['entry']} without a reason"
        said.add((told["entry"], told["person"]))
    for told in story.get("links", []):
        ends = [entries.get(told[end]) for end in ("entry", "other")]
        if None in ends or any(one["state"] in ("declined", "merged") for one in ends) or ends[0] is ends[1]:
            yield f"{told['entry']} is linked with nothing"
        elif moment(told["at"]) < max(moment(one["at"]) for one in ends) or not keeps_order(people.get(told["by"])):
            yield f"{told['entry']} is linked by nobody, or too early"
    for told in story.get("rewordings", []):
        entry = entries.get(told["entry"], {"at": "1d 00:00"})
        if moment(told["at"]) < moment(entry["at"]) or told["text"] == entry["text"]:
            yield f"{told['entry']} is not reworded"
    for told in story.get("editions", []):
        later = [moment(one["at"]) for one in story["rewordings"]]
        later += [moment(one["decided_at"]) for one in entries.values() if one["state"] == "accepted"]
        if sum(moment(told["at"]) < at for at in later) < 2 or not told["note"].strip():
            yield "nothing happens after an edition"


def of_moderation(story):
    if "moderation" not in story:
        return
    people, posts = keyed(story["people"]), keyed(story["posts"])
    watched = story["moderation"]["watched"].splitlines()
    for post in (*story["captured"], *story["held"]):
        parent = posts[post["parent"]]
        if parent["thread"] != post["thread"] or moment(post["at"]) <= moment(parent["at"]):
            yield f"{post['key']} answers nothing said before in its thread"
    for post in story["captured"]:
        if not keeps_order(people[post["by"]]) or post["author"] == post["by"]:
            yield f"{post['key']} was captured by nobody"
    for post in story["held"]:
        if not any(word in post["body"] for word in watched):
            yield f"{post['key']} has no reason to wait"
    for flag in story["flags"]:
        if flag["by"] == posts[flag["post"]]["author"] or moment(flag["at"]) < moment(posts[flag["post"]]["at"]):
            yield f"{flag['post']} was flagged by nobody"
    for appeal in story["appeals"]:
        if moment(appeal["at"]) < moment(posts[appeal["post"]].get("hidden", {"at": "1d 00:00"})["at"]):
            yield f"{appeal['post']} is appealed and was not hidden"
    for mark in story["marks"]:
        lines = story["rubric"]["lines"].strip().splitlines()
        if any(not 0 <= level <= line.count(";") for level, line in zip(mark["levels"], lines, strict=True)):
            yield f"{mark['person']} is marked by no level"


def keyed(rows):
    return {row["key"]: row for row in rows}


def may_write(person):
    return bool(person) and person["role"] in (
        "participant",
        "moderator",
        "facilitator",
    )


def keeps_order(person):
    return bool(person) and person["role"] in ("moderator", "facilitator")


def body_at(post, at):
    """What the post said at a moment."""
    return [
        post["body"],
        *(edit["body"] for edit in post.get("edits", []) if moment(edit["at"]) <= at),
    ][-1]
