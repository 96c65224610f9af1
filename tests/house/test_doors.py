"""Every door and every kind of person: who gets through, who is sent to log in, who is told no, who learns nothing;
and that nothing an address holds breaks a door. The table is in `doors.py`.
"""

import re
from pathlib import Path

import pytest

from forum import models
from forum.events import EVENTS
from forum.extensions import db
from forum.models import Export, Invitation, Login, Matrix, Space
from forum.models.base import now
from forum.models.moderation import Decision
from forum.realtime import LOSSES
from tests.commitments.story import promise
from tests.databases import ON_POSTGRESQL, keeper, make_app, teller
from tests.figures.story import count_services
from tests.house.doors import DOORS, FACILITATOR, KINDS, MODERATOR, PARTICIPANT, READ
from tests.meetings.story import begin_minutes, call_meetings
from tests.observations.story import observe_shoe
from tests.summaries.story import deliver, publish
from tests.worktables.story import open_worktable


def rules(app):
    return {(method, str(rule)) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}}


def missing(doors, app):
    """Doors without a row, and rows without a door."""
    return sorted(rules(app) ^ doors.keys())


def test_every_door_has_its_row(app):
    assert missing(DOORS, app) == []


def test_a_door_without_a_row_is_found(database_url, tmp_path):
    app = make_app(tmp_path / "instance", database_url)
    app.add_url_rule("/backdoor", "backdoor", lambda: "")
    assert missing(DOORS, app) == [("GET", "/backdoor")]


@pytest.fixture(scope="session")
def laying(house, empty, telling, tmp_path_factory):
    """(`tell()` gives the database with a thing behind every address, and the World; their numbers): laid out once."""
    world = telling()
    numbers = lay_out(world)
    return teller(house.app, keeper(house.app, empty, tmp_path_factory.mktemp("doors")), world), numbers


@pytest.fixture
def things(world, laying):
    """The number or name each address asks for."""
    tell, numbers = laying
    vars(world).update(vars(tell()))
    return numbers


def lay_out(world):
    review = open_worktable(world)
    observed = observe_shoe(world, review)
    counted, promised = count_services(world), promise(world)
    summary = publish(world, review)
    delivery = deliver(world, review)
    called = call_meetings(world, review)
    begun = begin_minutes(world, called, "remarks")
    world.beside = world.entry("productores", 1, "Otra entrada de la celda")
    with world.app.app_context():
        invitation = Invitation(space_id=world.space, token="abc", created_by_id=world.user.marcela, role="observer")
        login = Login(user_id=world.user.nelida, token_digest="x", browser="otro")
        warning = Decision(space_id=world.space, kind="warn", person_id=world.user.nelida)
        export = Export(matrix_id=world.matrix, user_id=world.user.nelida, format="docx", options={})
        event = models.Event(room="none:1", seq=1, name="post.created", subject="post:1", data={})  # notified
        # A moment of the matrix.
        filled = models.Event(room=f"matrix:{world.matrix}", seq=1, name="matrix.filled", subject="matrix:1", data={})
        filled.data = {"entries": 2}
        db.session.add_all([invitation, login, warning, export, event, filled, models.Room(name=filled.room, seq=1)])
        db.session.flush()
        told = models.Notification(user_id=world.user.nelida, event_id=event.id, kind="new", space_id=world.space)
        told.post_id = world.post.answer
        attachment = models.Attachment(
            space_id=world.space, post_id=world.post.opening, user_id=world.user.nelida, name="a.txt", size=1
        )
        attachment.media_type, attachment.digest = "text/plain", "0"
        comment = models.Comment(entry_id=world.accepted, author_id=world.user.nelida, body="Sí")
        link = models.Link(
            entry_id=world.accepted, other_id=world.beside, kind="needs", created_by_id=world.user.nelida
        )
        db.session.add_all([told, attachment, comment, link])
        returned = models.Return(matrix_id=world.matrix, filename="a.docx", identified=True, same=0)
        returned.changes = [models.ReturnedChange(kind="new", text="Otra", row_path=["Otra"], column_path=["Otra"])]
        batch = models.TableImport(matrix_id=world.matrix, user_id=world.user.marcela)
        brought = models.DocumentImport(worktable_id=review.table, user_id=world.user.marcela)
        db.session.add_all([returned, batch, brought])
        db.session.commit()
        return {
            "actors": world.actor.ong,
            "attachments": attachment.id,
            "columns": world.column[0],
            "comments": comment.id,
            "editions": world.edition("members"),
            "entries": world.accepted,
            "decisions": warning.id,
            "exports": export.id,
            "forums": world.forum,
            "invitations": invitation.id,
            "links": link.id,
            "logins": login.id,
            "matrices": world.matrix,
            "members": world.membership.nelida,
            "notifications": told.id,
            "organizations": world.organization.wara,
            "posts": world.post.opening,
            "returned-changes": returned.changes[0].id,
            "returns": returned.id,
            "rows": world.row.ong,
            "sources": 1,
            "table-imports": batch.id,
            "threads": world.thread,
            "worktables": review.table,
            "summaries": summary,
            "deliveries": delivery,
            "observations": observed.observation,
            "resolutions": observed.resolution,
            "indicators": counted.indicator,
            "figures": counted.figure,
            "commitments": promised.commitment,
            "commitment-notes": promised.note,
            "meetings": called.meeting,
            "agenda-items": called.item,
            "agenda": called.removed,
            "attendances": called.attendance,
            "attendance": called.struck,
            "minutes": begun.minutes,
            "agreements": begun.agreement,
            "agreement": begun.dropped,
            "remarks": begun.remark,
            "remark": begun.withdrawn,
            "document-imports": brought.id,
            "documents": review.document,
            "versions": review.version,
        }


def address(rule, things, world):
    noun = rule.split("/")[1]
    if rule.startswith("/spaces") and rule.endswith("/removal"):
        noun = rule.split("/")[3]
    filled = rule.replace("<slug>", "compras").replace("<token>", "abc").replace("<topic>", "participant")
    filled = filled.replace("<int:document>", "1").replace("<int:step>", "1").replace("<int:clause>", "1")
    filled = filled.replace("<int:version>", "1").replace("<digest>", "0")
    filled = filled.replace("<format>", "docx").replace("<int:seq>", "1")
    filled = filled.replace("<code>", "abcd-efgh").replace("<int:file>", "1")
    filled = filled.replace("<int:organization>", str(world.organization.wara)).replace("<int:note>", "1")
    filled = filled.replace("<place>", f"thread-{world.thread}")
    filled = filled.replace("<int:attachment>", str(things["attachments"])).replace("<name>", "a.txt")
    filled = filled.replace("<fingerprint>/<path:path>", "x/img/favicon.svg")
    filled = filled.replace("<int:item>", str(things["agenda"]))
    for inner in ("attendance", "agreement", "remark"):
        filled = filled.replace(f"<int:{inner}>", str(things[inner]))
    filled = filled.replace("<int:row>", str(world.row.ong)).replace("<int:column>", str(world.column[0]))
    if "/changes" in rule:
        filled += "?with=now"
    if rule.endswith("/cells"):
        filled += f"?of={world.row.ong}-{world.column[0]}"
    return filled.replace("<int:id>", str(things.get(noun, 0)))


def outcome(answer):
    if answer.status_code in (301, 302, 303) and "/login" in answer.location:
        return "l"
    return {401: "l", 403: "3", 404: "4"}.get(answer.status_code, "o")


def form(world, method, rule):
    """What a form of this door holds, where the door looks at it before it asks who knocks."""
    number = {"row": world.row.ong, "column": world.column[0]}
    filled = {
        ("PUT", "/threads/<int:id>"): {"title": "Otro título", "question": 0},
        ("PUT", "/threads/<int:id>/conclusion"): {"body": "Acordado."},
        ("PUT", "/forums/<int:id>/conclusion"): {"body": "Acordado."},
        ("PUT", "/posts/<int:id>"): {"body": "Otras palabras", "version": 1},
        ("PUT", "/rows/<int:id>"): {"label": "Otra fila", "actor": 0},
        ("PUT", "/columns/<int:id>"): {"label": "Otra columna"},
        ("PUT", "/entries/<int:id>/position"): number,
        ("PUT", "/entries/<int:id>/merging"): {"into": world.beside},
        ("POST", "/entries/<int:id>/links"): {"other": world.beside, "kind": "supports"},
        ("PUT", "/entries/<int:id>/reception"): {"felt": "yes"},
        ("POST", "/entries/<int:id>/sources"): {"post": world.post.opening, "quote": "Solos nadie llega"},
        ("POST", "/moderation/decisions"): {"item": f"flag-{world.post.opening}", "decision": "keep"},
        ("POST", "/posts/<int:id>/citation"): {"matrix": world.matrix, "quote": "Solos nadie llega"} | number,
        ("POST", "/matrices/<int:id>/editions"): {"visibility": "members"},
        ("PUT", "/entries/<int:id>/stance"): {"kind": "support"},
        ("POST", "/editions/<int:id>/signing"): {"format": "docx", "chosen": "0", "actor": "ONG"},
        ("POST", "/editions/<int:id>/withdrawal"): {"reason": "Tenía un error"},
        ("POST", "/matrices/<int:id>/entries"): {"text": "Una entrada"} | number,
    }
    return filled.get((method, rule), {})


def knock(world, kind, method, rule, things, client=None):
    place = address(rule, things, world)
    data = form(world, method, rule) if method != "GET" else None
    answer = (client or world.client(KINDS[kind])).open(place, method=method, data=data, buffered=True)
    assert answer.status_code < 500, (method, place, kind, answer.status_code)
    return outcome(answer)


def walked(world, things, method, rule, expected, here=KINDS):
    """What each kind of person meets. Of those who get through a write only the first tries: the rest would find it
    written."""
    if rule.endswith("/removal"):
        with world.app.app_context():
            db.session.get(Matrix, world.matrix).removed_at = now()
            db.session.commit()
    met = {}
    kinds = sorted(zip(KINDS, expected, strict=True), key=lambda pair: pair[1] == "o")  # who is refused comes first
    for kind, letter in kinds:
        if kind not in here:
            met[kind] = letter
        elif letter == "o" and method != "GET" and "o" in met.values():
            met[kind] = "o"
        else:
            met[kind] = knock(world, kind, method, rule, things)
    return "".join(met[kind] for kind in KINDS)


# Who may do what is decided in Python: on PostgreSQL it is enough to see that the statements behind it are understood.
HERE = ("outsider", "facilitator") if ON_POSTGRESQL else tuple(KINDS)
READINGS = [rule for method, rule in DOORS if method == "GET"]
WRITINGS = [key for key in DOORS if key[0] != "GET"]


@pytest.mark.parametrize("kind", HERE)
def test_each_kind_of_person_at_each_door_to_read(world, things, kind):
    """All of a person's in one world: readings change nothing that another reading meets."""
    expected = {rule: dict(zip(KINDS, DOORS["GET", rule], strict=True))[kind] for rule in READINGS}
    assert {rule: knock(world, kind, "GET", rule, things) for rule in READINGS} == expected


@pytest.mark.parametrize(("method", "rule"), WRITINGS, ids=[f"{method} {rule}" for method, rule in WRITINGS])
def test_each_kind_of_person_at_each_door_to_write(world, things, method, rule):
    expected = DOORS[method, rule]
    assert walked(world, things, method, rule, expected, HERE) == expected


INSIDE = "/meetings/<int:id>/minutes"  # which are for members alone until they are final
PUBLIC = [key for key, letters in DOORS.items() if letters == READ and not key[1].startswith(INSIDE)]


def test_in_a_public_space_anybody_reads_and_nobody_else_writes(world, things):
    with world.app.app_context():
        db.session.get(Space, world.space).visibility = "public"
        db.session.commit()
    visitor, outsider = world.client(), world.client(KINDS["outsider"])
    for method, rule in PUBLIC:
        for kind, client in (("visitor", visitor), ("outsider", outsider)):
            assert knock(world, kind, method, rule, things, client) == "o", rule
    for (method, rule), letters in DOORS.items():
        if letters in (PARTICIPANT, MODERATOR, FACILITATOR):
            assert knock(world, "visitor", method, rule, things, visitor) == "l", rule
            assert knock(world, "outsider", method, rule, things, outsider) in "34", rule


def test_in_an_archived_space_nobody_writes(world, things):
    with world.app.app_context():
        db.session.get(Space, world.space).archived_at = now()
        db.session.commit()
    clients = {kind: world.client(KINDS[kind]) for kind in ("participant", "facilitator", "administrator")}
    open_still = {"/exports", "/archival", "/imports/<token>", "/spaces/<slug>/membership", "/members/<int:id>"}
    for (method, rule), letters in DOORS.items():
        if method == "GET" or letters not in (PARTICIPANT, MODERATOR, FACILITATOR) or rule.endswith(tuple(open_still)):
            continue
        for kind, client in clients.items():
            assert knock(world, kind, method, rule, things, client) in "34", (method, rule, kind)


def test_the_walk_notices_a_guard_that_is_off(world, things, monkeypatch):
    """The same walk, with the rule of hiding switched off, does not come out as the table says."""
    from forum import permissions

    monkeypatch.setitem(permissions.RULES, "post.hide", permissions.anybody)
    rule = ("POST", "/posts/<int:id>/hiding")
    assert walked(world, things, *rule, DOORS[rule]) != DOORS[rule]


def test_the_walk_notices_a_gate_that_is_off(world, things, monkeypatch):
    from forum import permissions
    from forum.models import Thread

    monkeypatch.setitem(permissions.READING, Thread, permissions.anybody)
    rule = ("GET", "/threads/<int:id>")
    assert walked(world, things, *rule, DOORS[rule]) != DOORS[rule]


def test_every_loss_of_a_right_is_an_event_of_the_catalogue():
    assert set(LOSSES) <= EVENTS.keys()


# What the doors take beside their path: asked for by name, or a field of a form that narrows a list.
ASKED = {
    name
    for file in (Path(__file__).resolve().parents[2] / "forum/blueprints").rglob("*.py")
    for name in re.findall(r'args\.get\("(\w+)"', file.read_text())
} | {"author", "organization", "question", "actor", "person", "forum", "moderator"}
NO_NUMBERS = ("9" * 20, "9" * 5000, "٣")


@pytest.mark.parametrize("typed", NO_NUMBERS, ids=lambda typed: f"{typed[:3]} of {len(typed)}")
def test_what_is_no_number_of_ours_breaks_no_door(world, things, typed):
    client = world.client("marcela")
    assert {"page", "branch", "entry", "since"} <= ASKED
    for method, rule in DOORS:
        if method != "GET":
            continue
        narrowed = dict.fromkeys(ASKED, typed)
        answer = client.get(address(rule, things, world).partition("?")[0], query_string=narrowed, buffered=True)
        assert answer.status_code < 500, (rule, "asked")
        if "<int:" in rule and typed != "٣":  # which is a three
            gone = re.sub(r"<int:\w+>", typed, rule).replace("<slug>", "compras").replace("<name>", "a.txt")
            assert client.get(gone).status_code == 404, rule


def test_a_form_that_holds_no_number_of_ours_breaks_no_door(world):
    client = world.client("marcela")
    for typed in NO_NUMBERS[:2]:
        client.post(f"/threads/{world.thread}/reading", data={"seen": f"{typed} {world.post.answer}"})
        for door, field in (("POST /posts/{0}/replies", "attachment"), ("PUT /entries/{0}", "version")):
            method, place = door.format(1).split()
            assert client.open(place, method=method, data={field: typed, "body": "Hola"}).status_code < 500, door
        terms = {"title": "Foro", "min_words": typed, "posts_a_day": typed, "question_id": typed, "question": "¿Qué?"}
        assert client.post("/spaces/compras/forums", data=terms).status_code == 422
        space = {"title": "Compras", "visibility": "members", "edit_minutes": typed}
        assert client.put("/spaces/compras", data=space).status_code == 422
        invitation = {"role": "participant", "max_uses": typed}
        assert client.post("/spaces/compras/invitations", data=invitation).status_code == 422
    with world.app.app_context():
        assert db.session.get(models.ReadMark, (world.user.marcela, world.thread)).numbers_ahead == {world.post.answer}
