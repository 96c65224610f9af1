"""Every door and every kind of person: who gets through, who is sent to log in, who is told no, who learns nothing.

A row is an address, a method and seven letters: visitor, outsider, observer, participant, moderator, facilitator,
administrator. `o` gets through, `l` is sent to log in, `3` is told no (403), `4` learns nothing (404). A door without
a row fails the suite. Asked in a space for members; in a public one the readings are open to the first two as well.
"""

import pytest

from forum import models
from forum.events import EVENTS
from forum.extensions import db
from forum.models import Export, Invitation, Login, Matrix, Space
from forum.models.base import now
from forum.models.moderation import Decision
from forum.realtime import LOSSES
from tests.conftest import make_app

KINDS = {
    "visitor": None,
    "outsider": "pedro",
    "observer": "olga",
    "participant": "nelida",
    "moderator": "elena",
    "facilitator": "marcela",
    "administrator": "ana",
}
ALL, PERSON = "ooooooo", "loooooo"
READ, MEMBER = "44ooooo", "l4ooooo"
PARTICIPANT, MODERATOR, FACILITATOR = "l43oooo", "l433ooo", "l4333oo"
OPENS_SPACES, SECRET = "l3333oo", "l4444oo"

DOORS = {
    # the site
    ("GET", "/"): ALL,
    ("GET", "/favicon.ico"): ALL,
    ("GET", "/help"): ALL,
    ("GET", "/help/<topic>"): ALL,
    ("GET", "/search"): ALL,  # finds what one may read: tests/search
    ("GET", "/static/<fingerprint>/<path:path>"): ALL,
    ("POST", "/language"): ALL,
    ("POST", "/preview"): PERSON,
    # accounts
    ("GET", "/login"): ALL,
    ("POST", "/login"): ALL,
    ("DELETE", "/login"): ALL,
    ("GET", "/letter"): "lllllll",  # it tells where the letter went, once
    ("GET", "/register"): "4444444",  # without an invitation; tests/accounts knows the rest
    ("POST", "/register"): "4444444",
    ("GET", "/register/<token>"): ALL,
    ("POST", "/register/<token>"): ALL,
    ("GET", "/password/reset"): ALL,
    ("POST", "/password/reset"): ALL,
    ("GET", "/password/reset/<token>"): ALL,
    ("POST", "/password/reset/<token>"): ALL,
    ("GET", "/account"): PERSON,
    ("PUT", "/account"): PERSON,
    ("PUT", "/account/password"): PERSON,
    ("GET", "/account/download"): PERSON,
    ("POST", "/account/download"): PERSON,
    ("GET", "/downloads/<int:id>/file"): "l444444",  # nobody's; tests/accounts/test_downloads.py knows the rest
    ("GET", "/account/erasure"): PERSON,
    ("POST", "/account/erasure"): PERSON,
    ("DELETE", "/account"): PERSON,  # who has not said their password a moment ago is asked for it
    ("DELETE", "/logins/<int:id>"): "l44o444",  # the participant's own
    ("GET", "/card"): ALL,
    ("POST", "/card"): ALL,
    ("GET", "/card/<code>"): ALL,
    ("POST", "/card/<code>"): ALL,
    # spaces
    ("GET", "/spaces"): ALL,
    ("GET", "/spaces/new"): OPENS_SPACES,
    ("POST", "/spaces"): OPENS_SPACES,
    ("GET", "/spaces/<slug>"): READ,
    ("PUT", "/spaces/<slug>"): FACILITATOR,
    ("GET", "/spaces/<slug>/edit"): FACILITATOR,
    ("GET", "/spaces/<slug>/archival"): FACILITATOR,
    ("POST", "/spaces/<slug>/archival"): FACILITATOR,
    ("DELETE", "/spaces/<slug>/archival"): "l433333",  # it is not archived
    ("GET", "/spaces/<slug>/actors.css"): READ,
    ("GET", "/spaces/<slug>/actors"): FACILITATOR,
    ("POST", "/spaces/<slug>/actors"): FACILITATOR,
    ("GET", "/actors/<int:id>"): FACILITATOR,
    ("PUT", "/actors/<int:id>"): FACILITATOR,
    ("PUT", "/actors/<int:id>/position"): FACILITATOR,
    ("DELETE", "/actors/<int:id>"): FACILITATOR,
    ("GET", "/spaces/<slug>/organizations"): FACILITATOR,
    ("POST", "/spaces/<slug>/organizations"): FACILITATOR,
    ("GET", "/organizations/<int:id>"): FACILITATOR,
    ("PUT", "/organizations/<int:id>"): FACILITATOR,
    ("DELETE", "/organizations/<int:id>"): FACILITATOR,
    ("GET", "/spaces/<slug>/members"): MEMBER,
    ("GET", "/members/<int:id>"): FACILITATOR,
    ("PUT", "/members/<int:id>"): FACILITATOR,
    ("GET", "/members/<int:id>/departure"): "l43o3oo",  # the participant's own
    ("DELETE", "/members/<int:id>"): "l43o3oo",  # the participant's own: leaving
    ("GET", "/spaces/<slug>/membership"): "l4oooo4",  # the administrator is no member
    ("PUT", "/spaces/<slug>/membership"): "l4ooooo",
    ("GET", "/spaces/<slug>/participation"): MEMBER,  # a participant's own row: tests/spaces/test_participation.py
    ("GET", "/spaces/<slug>/rubric"): FACILITATOR,
    ("PUT", "/spaces/<slug>/rubric"): FACILITATOR,
    ("POST", "/spaces/<slug>/marks/publication"): FACILITATOR,
    ("GET", "/members/<int:id>/marks"): FACILITATOR,
    ("POST", "/members/<int:id>/marks"): FACILITATOR,
    ("GET", "/spaces/<slug>/cards"): FACILITATOR,
    ("POST", "/spaces/<slug>/cards"): FACILITATOR,
    ("POST", "/spaces/<slug>/cards/preview"): FACILITATOR,
    ("POST", "/spaces/<slug>/cards/sheet"): FACILITATOR,
    ("POST", "/members/<int:id>/code"): FACILITATOR,
    ("DELETE", "/members/<int:id>/code"): FACILITATOR,
    ("GET", "/spaces/<slug>/invitations"): FACILITATOR,
    ("POST", "/spaces/<slug>/invitations"): FACILITATOR,
    ("POST", "/spaces/<slug>/people"): FACILITATOR,
    ("POST", "/spaces/<slug>/people/preview"): FACILITATOR,
    ("GET", "/invitations/<int:id>"): SECRET,
    ("DELETE", "/invitations/<int:id>"): SECRET,
    ("GET", "/join/<token>"): ALL,
    ("POST", "/join/<token>"): PERSON,
    # forums
    ("GET", "/spaces/<slug>/forums"): READ,
    ("GET", "/spaces/<slug>/forums/new"): FACILITATOR,
    ("POST", "/spaces/<slug>/forums"): FACILITATOR,
    ("GET", "/forums/<int:id>"): READ,
    ("GET", "/forums/<int:id>/edit"): FACILITATOR,
    ("PUT", "/forums/<int:id>"): FACILITATOR,
    ("GET", "/forums/<int:id>/threads/new"): PARTICIPANT,
    ("POST", "/forums/<int:id>/threads"): PARTICIPANT,
    ("GET", "/threads/<int:id>"): READ,
    ("GET", "/spaces/<slug>/news"): READ,
    ("GET", "/forums/<int:id>/new"): READ,
    ("GET", "/threads/<int:id>/new"): READ,
    ("POST", "/forums/<int:id>/attachments"): PARTICIPANT,
    ("GET", "/attachments/<int:id>"): READ,
    ("GET", "/attachments/<int:id>/thumbnail"): READ,
    ("POST", "/posts/<int:id>/attachments/<int:attachment>/removal"): PARTICIPANT,  # the participant's own
    ("DELETE", "/posts/<int:id>/attachments/<int:attachment>/removal"): PARTICIPANT,
    ("GET", "/files/<token>/<name>"): "4444444",  # without a signature; tests/forums/test_attachments.py knows the rest
    ("GET", "/forums/<int:id>/mentions"): MEMBER,
    ("POST", "/threads/<int:id>/reading"): MEMBER,
    ("GET", "/threads/<int:id>/edit"): PARTICIPANT,  # the participant's own
    ("PUT", "/threads/<int:id>"): PARTICIPANT,
    ("POST", "/threads/<int:id>/replies"): PARTICIPANT,
    ("GET", "/threads/<int:id>/conclusion"): MODERATOR,
    ("PUT", "/threads/<int:id>/conclusion"): MODERATOR,
    ("DELETE", "/threads/<int:id>/conclusion"): MODERATOR,
    ("GET", "/forums/<int:id>/conclusion"): FACILITATOR,
    ("PUT", "/forums/<int:id>/conclusion"): FACILITATOR,
    ("DELETE", "/forums/<int:id>/conclusion"): FACILITATOR,
    ("POST", "/threads/<int:id>/lock"): MODERATOR,
    ("DELETE", "/threads/<int:id>/lock"): MODERATOR,
    ("POST", "/threads/<int:id>/pin"): MODERATOR,
    ("DELETE", "/threads/<int:id>/pin"): MODERATOR,
    ("GET", "/posts/<int:id>"): READ,
    ("GET", "/threads/<int:id>/captures/new"): MODERATOR,
    ("POST", "/threads/<int:id>/captures"): MODERATOR,
    ("GET", "/posts/<int:id>/capture"): "l444444",  # of one's own that somebody else typed in
    ("PUT", "/posts/<int:id>/capture"): "l444444",
    ("GET", "/posts/<int:id>/history"): READ,
    ("GET", "/posts/<int:id>/reply"): PARTICIPANT,
    ("POST", "/posts/<int:id>/replies"): PARTICIPANT,
    ("GET", "/posts/<int:id>/edit"): PARTICIPANT,  # the participant's own
    ("PUT", "/posts/<int:id>"): PARTICIPANT,
    ("POST", "/posts/<int:id>/support"): PARTICIPANT,
    ("DELETE", "/posts/<int:id>/support"): PARTICIPANT,
    ("GET", "/bookmarks"): PERSON,
    ("GET", "/drafts/<place>"): PERSON,  # their own
    ("PUT", "/drafts/<place>"): MEMBER,
    ("DELETE", "/drafts/<place>"): PERSON,
    ("GET", "/forums/<int:id>/exports"): MEMBER,
    ("POST", "/forums/<int:id>/exports"): MEMBER,
    ("POST", "/threads/<int:id>/exports"): MEMBER,
    ("GET", "/forums/<int:id>/print"): MEMBER,
    ("GET", "/threads/<int:id>/exports"): MEMBER,
    ("GET", "/threads/<int:id>/print"): MEMBER,
    ("GET", "/members/<int:id>/posts"): MEMBER,
    ("GET", "/actors/<int:id>/posts"): READ,
    ("POST", "/posts/<int:id>/bookmark"): MEMBER,
    ("DELETE", "/posts/<int:id>/bookmark"): MEMBER,
    ("GET", "/posts/<int:id>/hiding"): MODERATOR,
    ("POST", "/posts/<int:id>/hiding"): MODERATOR,
    ("DELETE", "/posts/<int:id>/hiding"): MODERATOR,
    ("POST", "/posts/<int:id>/approval"): MODERATOR,
    ("GET", "/posts/<int:id>/citation"): PARTICIPANT,
    ("POST", "/posts/<int:id>/citation"): PARTICIPANT,
    # what one is told
    ("GET", "/notifications"): PERSON,
    ("GET", "/notifications/count"): PERSON,
    ("GET", "/notifications/<int:id>"): "l44o444",  # the participant's own
    ("POST", "/notifications/reading"): PERSON,
    ("GET", "/mail/off/<token>"): "4444444",  # without a letter's token; tests/notifications has one
    ("POST", "/mail/off/<token>"): "4444444",
    ("GET", "/forums/<int:id>/feed"): READ,
    ("GET", "/threads/<int:id>/feed"): READ,
    ("GET", "/spaces/<slug>/calendar.ics"): READ,
    ("POST", "/follows/feeds"): PERSON,
    ("GET", "/follows"): PERSON,
    ("PUT", "/follows/mail"): PERSON,
    ("GET", "/spaces/<slug>/follow"): MEMBER,
    ("PUT", "/spaces/<slug>/follow"): MEMBER,
    ("GET", "/forums/<int:id>/follow"): MEMBER,
    ("PUT", "/forums/<int:id>/follow"): MEMBER,
    ("GET", "/threads/<int:id>/follow"): MEMBER,
    ("PUT", "/threads/<int:id>/follow"): MEMBER,
    ("GET", "/members/<int:id>/follow"): MEMBER,
    ("PUT", "/members/<int:id>/follow"): MEMBER,
    # moderation
    ("GET", "/moderation"): "l333ooo",
    ("POST", "/moderation/decisions"): MODERATOR,
    ("GET", "/posts/<int:id>/flag"): "l433ooo",  # the participant's own: nobody flags that
    ("POST", "/posts/<int:id>/flag"): "l433ooo",
    ("GET", "/posts/<int:id>/appeal"): "l43o333",  # the participant's own
    ("POST", "/posts/<int:id>/appeal"): "l43o333",
    ("GET", "/posts/<int:id>/notes"): MODERATOR,
    ("POST", "/posts/<int:id>/notes"): MODERATOR,
    ("GET", "/posts/<int:id>/thread"): MODERATOR,
    ("POST", "/posts/<int:id>/thread"): MODERATOR,
    ("GET", "/threads/<int:id>/forum"): MODERATOR,
    ("PUT", "/threads/<int:id>/forum"): MODERATOR,
    ("GET", "/threads/<int:id>/merging"): MODERATOR,
    ("POST", "/threads/<int:id>/merging"): MODERATOR,
    ("GET", "/members/<int:id>/moderation"): MODERATOR,
    ("POST", "/members/<int:id>/sanctions"): MODERATOR,
    ("POST", "/members/<int:id>/notes"): MODERATOR,
    ("GET", "/decisions/<int:id>"): "l44oooo",  # about the participant
    ("POST", "/decisions/<int:id>/undoing"): "l443ooo",
    ("GET", "/spaces/<slug>/moderation"): MODERATOR,
    ("GET", "/spaces/<slug>/moderation/summary"): MODERATOR,
    ("GET", "/spaces/<slug>/moderation/log"): MODERATOR,
    ("GET", "/spaces/<slug>/moderation/settings"): FACILITATOR,
    ("PUT", "/spaces/<slug>/moderation/settings"): FACILITATOR,
    ("GET", "/spaces/<slug>/membership/decisions"): MEMBER,  # about themselves
    # matrices
    ("GET", "/spaces/<slug>/matrices"): READ,
    ("GET", "/spaces/<slug>/matrices/new"): FACILITATOR,
    ("POST", "/spaces/<slug>/matrices"): FACILITATOR,
    ("DELETE", "/spaces/<slug>/matrices/<int:id>/removal"): FACILITATOR,
    ("GET", "/matrices/<int:id>"): READ,
    ("PUT", "/matrices/<int:id>"): FACILITATOR,
    ("DELETE", "/matrices/<int:id>"): FACILITATOR,
    ("GET", "/matrices/<int:id>/table"): READ,
    ("GET", "/matrices/<int:id>/cells"): READ,
    ("GET", "/matrices/<int:id>/cells/<int:row>-<int:column>"): READ,
    ("GET", "/matrices/<int:id>/history"): READ,
    ("GET", "/matrices/<int:id>/settings"): FACILITATOR,
    ("GET", "/matrices/<int:id>/shape"): FACILITATOR,
    ("POST", "/matrices/<int:id>/rows"): FACILITATOR,
    ("POST", "/matrices/<int:id>/columns"): FACILITATOR,
    ("PUT", "/matrices/<int:id>/headers"): FACILITATOR,
    ("POST", "/matrices/<int:id>/undo"): PARTICIPANT,
    ("GET", "/rows/<int:id>/edit"): FACILITATOR,
    ("PUT", "/rows/<int:id>"): FACILITATOR,
    ("PUT", "/rows/<int:id>/position"): FACILITATOR,
    ("DELETE", "/rows/<int:id>"): FACILITATOR,
    ("GET", "/columns/<int:id>/edit"): FACILITATOR,
    ("PUT", "/columns/<int:id>"): FACILITATOR,
    ("PUT", "/columns/<int:id>/position"): FACILITATOR,
    ("DELETE", "/columns/<int:id>"): FACILITATOR,
    ("GET", "/matrices/<int:id>/entries/new"): PARTICIPANT,
    ("POST", "/matrices/<int:id>/entries"): PARTICIPANT,
    ("GET", "/entries/<int:id>"): READ,
    ("GET", "/entries/<int:id>/history"): READ,
    ("GET", "/entries/<int:id>/edit"): FACILITATOR,
    ("PUT", "/entries/<int:id>"): FACILITATOR,
    ("DELETE", "/entries/<int:id>"): FACILITATOR,
    ("GET", "/entries/<int:id>/position"): FACILITATOR,
    ("PUT", "/entries/<int:id>/position"): FACILITATOR,
    ("GET", "/entries/<int:id>/decision"): FACILITATOR,
    ("PUT", "/entries/<int:id>/decision"): FACILITATOR,
    ("GET", "/entries/<int:id>/merging"): FACILITATOR,
    ("PUT", "/entries/<int:id>/merging"): FACILITATOR,
    ("DELETE", "/entries/<int:id>/merging"): FACILITATOR,
    ("GET", "/entries/<int:id>/sources"): "l43o3oo",  # the participant's own
    ("POST", "/entries/<int:id>/sources"): "l43o3oo",
    ("DELETE", "/sources/<int:id>"): "l43o3oo",
    ("GET", "/sources/<int:id>/comparison"): READ,
    # papers
    ("GET", "/matrices/<int:id>/exports"): MEMBER,
    ("POST", "/matrices/<int:id>/exports"): MEMBER,
    ("GET", "/matrices/<int:id>/print"): MEMBER,
    ("GET", "/exports/<int:id>"): "l44o444",  # the participant's own
    ("GET", "/exports/<int:id>/file"): "l444444",  # it is not written yet
    ("GET", "/spaces/<slug>/imports"): FACILITATOR,
    ("POST", "/spaces/<slug>/imports"): FACILITATOR,
    ("GET", "/spaces/<slug>/imports/<token>"): "l433344",  # nobody's upload
    ("POST", "/spaces/<slug>/imports/<token>"): "l433344",
    ("DELETE", "/spaces/<slug>/imports/<token>"): "l433344",
}


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


@pytest.fixture
def things(world):
    """The number or name each address asks for."""
    world.beside = world.entry("productores", 1, "Otra entrada de la celda")
    with world.app.app_context():
        invitation = Invitation(space_id=world.space, token="abc", created_by_id=world.user.marcela, role="observer")
        login = Login(user_id=world.user.nelida, token_digest="x", browser="otro")
        warning = Decision(space_id=world.space, kind="warn", person_id=world.user.nelida)
        export = Export(matrix_id=world.matrix, user_id=world.user.nelida, format="docx", options={})
        event = models.Event(room="none:1", seq=1, name="post.created", subject="post:1", data={})  # notified
        db.session.add_all([invitation, login, warning, export, event])
        db.session.flush()
        told = models.Notification(user_id=world.user.nelida, event_id=event.id, kind="new", space_id=world.space)
        told.post_id = world.post.answer
        attachment = models.Attachment(
            space_id=world.space, post_id=world.post.opening, user_id=world.user.nelida, name="a.txt", size=1
        )
        attachment.media_type, attachment.digest = "text/plain", "0"
        db.session.add_all([told, attachment])
        db.session.commit()
        return {
            "actors": world.actor.ong,
            "attachments": attachment.id,
            "columns": world.column[0],
            "entries": world.accepted,
            "decisions": warning.id,
            "exports": export.id,
            "forums": world.forum,
            "invitations": invitation.id,
            "logins": login.id,
            "matrices": world.matrix,
            "members": world.membership.nelida,
            "notifications": told.id,
            "organizations": world.organization.wara,
            "posts": world.post.opening,
            "rows": world.row.ong,
            "sources": 1,
            "threads": world.thread,
        }


def address(rule, things, world):
    noun = rule.split("/")[1]
    if rule.endswith("/removal"):
        noun = "matrices"
    filled = rule.replace("<slug>", "compras").replace("<token>", "abc").replace("<topic>", "participant")
    filled = filled.replace("<code>", "abcd-efgh")
    filled = filled.replace("<place>", f"thread-{world.thread}")
    filled = filled.replace("<int:attachment>", str(things["attachments"])).replace("<name>", "a.txt")
    filled = filled.replace("<fingerprint>/<path:path>", "x/img/favicon.svg")
    filled = filled.replace("<int:row>", str(world.row.ong)).replace("<int:column>", str(world.column[0]))
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
        ("POST", "/entries/<int:id>/sources"): {"post": world.post.opening, "quote": "Solos nadie llega"},
        ("POST", "/moderation/decisions"): {"item": f"flag-{world.post.opening}", "decision": "keep"},
        ("POST", "/posts/<int:id>/citation"): {"matrix": world.matrix, "quote": "Solos nadie llega"} | number,
        ("POST", "/matrices/<int:id>/entries"): {"text": "Una entrada"} | number,
    }
    return filled.get((method, rule), {})


def knock(world, kind, method, rule, things):
    place = address(rule, things, world)
    data = form(world, method, rule) if method != "GET" else None
    answer = world.client(KINDS[kind]).open(place, method=method, data=data, buffered=True)
    assert answer.status_code < 500, (method, place, kind, answer.status_code)
    return outcome(answer)


def walked(world, things, method, rule, expected):
    """What each kind of person meets. Of those who get through a write only the first tries: the rest would find it
    written."""
    if rule.endswith("/removal"):
        with world.app.app_context():
            db.session.get(Matrix, world.matrix).removed_at = now()
            db.session.commit()
    met = {}
    kinds = sorted(zip(KINDS, expected, strict=True), key=lambda pair: pair[1] == "o")  # who is refused comes first
    for kind, letter in kinds:
        if letter == "o" and method != "GET" and "o" in met.values():
            met[kind] = "o"
        else:
            met[kind] = knock(world, kind, method, rule, things)
    return "".join(met[kind] for kind in KINDS)


@pytest.mark.parametrize(("method", "rule"), DOORS, ids=[f"{method} {rule}" for method, rule in DOORS])
def test_each_kind_of_person_at_each_door(world, things, method, rule):
    expected = DOORS[method, rule]
    assert walked(world, things, method, rule, expected) == expected


PUBLIC = [key for key, letters in DOORS.items() if letters == READ]


def test_in_a_public_space_anybody_reads_and_nobody_else_writes(world, things):
    with world.app.app_context():
        db.session.get(Space, world.space).visibility = "public"
        db.session.commit()
    for method, rule in PUBLIC:
        for kind in ("visitor", "outsider"):
            assert knock(world, kind, method, rule, things) == "o", rule
    for (method, rule), letters in DOORS.items():
        if letters in (PARTICIPANT, MODERATOR, FACILITATOR):
            assert knock(world, "visitor", method, rule, things) == "l", rule
            assert knock(world, "outsider", method, rule, things) in "34", rule


def test_in_an_archived_space_nobody_writes(world, things):
    with world.app.app_context():
        db.session.get(Space, world.space).archived_at = now()
        db.session.commit()
    open_still = {"/exports", "/archival", "/imports/<token>", "/spaces/<slug>/membership", "/members/<int:id>"}
    for (method, rule), letters in DOORS.items():
        if method == "GET" or letters not in (PARTICIPANT, MODERATOR, FACILITATOR) or rule.endswith(tuple(open_still)):
            continue
        for kind in ("participant", "moderator", "facilitator", "administrator"):
            assert knock(world, kind, method, rule, things) in "34", (method, rule, kind)


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
