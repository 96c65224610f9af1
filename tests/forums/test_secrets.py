"""What is private stays so: a word is planted in every private thing, and looked for in every page, file, message and
letter of each kind of person. Who may read it finds it there.
"""

import io
import re
import sys
import zipfile
from contextlib import closing

import pypdf
import pytest

from forum import permissions
from forum.exports import FORMATS
from forum.exports.conversations import FORMATS as CONVERSATION_FORMATS
from forum.extensions import db
from forum.models import (
    Attachment,
    Post,
    Thread,
)
from tests import letters
from tests.databases import ON_POSTGRESQL
from tests.forums.secrets import MODERATORS, OWN, SECRETS, allowed, found_in, leaks, seen_by
from tests.realtime.test_sockets import Listener, over_http

# Who goes to every door; what the clauses give is compared for everybody on both databases.
READERS = ("julian",) if ON_POSTGRESQL else ("marcela", "nelida", "wilfredo", "anselma")


@pytest.mark.parametrize("name", READERS)
def test_every_page_tells_what_one_may_read_and_no_more(world, planted, name):
    seen = seen_by(world, planted, name)
    assert {word: address for word, address in seen.items() if word not in allowed(name)} == {}
    assert seen.keys() | (OWN.keys() if name == "anselma" else set()) >= allowed(name)


@pytest.mark.parametrize(
    ("module", "guard", "word", "under"),
    [
        ("forum.readings.forums.threads", "names_shown", "Zetanselma", "/threads"),
        ("forum.readings.forums.threads", "known_in", "zetarespuesta", "/threads"),
        ("forum.readings.matrices.provenance", "known_posts", "zetarespuesta", "/entries"),
    ],
)
def test_the_search_notices_a_guard_that_is_off(world, planted, monkeypatch, module, guard, word, under):
    everything = True if guard == "names_shown" else db.true()
    monkeypatch.setattr(sys.modules[module], guard, lambda *_args: everything)
    assert leaks(world, planted, "nelida", word, under)


@pytest.mark.parametrize(("model", "under"), [(Post, "/posts"), (Attachment, "/attachments")])
def test_the_search_notices_a_gate_that_is_off(world, planted, monkeypatch, model, under):
    monkeypatch.setitem(permissions.READING, model, permissions.reads)
    assert leaks(world, planted, "nelida", "zetaespera", under)


def text_of(format, data):
    if format == "pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).replace("\n", "")
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(archive.read(part).decode(errors="replace") for part in archive.namelist())
    return data.decode()


@pytest.mark.parametrize("format", FORMATS)
def test_every_paper_tells_what_one_may_read_and_no_more(world, planted, format):
    asked = {"format": format, "state": ["accepted", "proposed"], "authors": "1", "sources": "1"}
    for name in ("nelida", "olga", "anselma", "wilfredo", "elena", "ana"):
        answer = world.client(name).post(f"/matrices/{world.matrix}/exports", data=asked)
        assert answer.status_code == 200
        found = found_in(text_of(format, answer.data))
        assert found <= allowed(name), name
        if name == "elena" and format != "csv":
            assert "zetarespuesta" in found and "Zetanselma" in found
        assert found & {"zetaespera", "zetaoculta", "zetacerrado", "zetahiloespera"} == set()


@pytest.mark.parametrize("name", ["nelida", "wilfredo", "elena"])
def test_every_paper_of_a_conversation_tells_what_one_may_read_and_no_more(world, planted, name):
    """What waits or is hidden is on nobody's paper: it goes from hand to hand."""
    client = world.client(name)
    private = {"zetaespera", "zetahiloespera", "zetaoculta", "zetacerrado", "zetaaviso", "zetaborrador"}
    for format in CONVERSATION_FORMATS:
        found = set()
        for forum in (world.forum, *planted.forums.values()):
            answer = client.get(f"/forums/{forum}/exports?format={format}&authors=1")
            assert answer.status_code == 200
            found |= found_in(text_of(format, answer.data))
        assert found == allowed(name) - private, format


@pytest.mark.parametrize("name", ["nelida", "wilfredo", "anselma", "elena"])
def test_what_one_downloads_of_ones_own_tells_nothing_of_others(world, planted, name):
    client = world.client(name)
    client.post(f"/posts/{next(iter(planted.secret_posts))}/bookmark")
    client.post("/account/download")
    number = re.search(r"/downloads/(\d+)/file", client.get("/account/download").text)[1]
    found = found_in(text_of("zip", client.get(f"/downloads/{number}/file", buffered=True).data))
    own_words = {"zetaaviso"} if name == "nelida" else set()  # what she asked of moderators
    assert found <= allowed(name) | own_words
    assert ("Zetanselma" in found) is (name == "anselma")


def rooms(world, planted):
    for number in planted.forums.values():
        yield f"forum:{number}"
        yield f"waiting:{number}"
    with world.app.app_context():
        for thread in db.session.scalars(db.select(Thread.id)):
            yield f"answers:{thread}"
    yield f"forum:{world.forum}"
    yield f"space:{world.space}"
    yield f"moderation:{world.space}"
    yield f"matrix:{world.matrix}"


def test_sockets_tell_of_what_one_may_know(world, planted, live):
    """Listeners are told numbers: those of a secret thing are a secret too."""
    everywhere = list(rooms(world, planted))
    for name in ("nelida", "olga", "wilfredo", "teresa", "julian", "elena"):
        named, people = heard(world, live, name, everywhere)
        for number, word in planted.secret_posts.items():
            own = word == "zetaespera" and name == "julian"  # it came with the answer
            assert (("post", number) in named) is (name in SECRETS[word] and not own), (name, word)
        for number, word in planted.secret_threads.items():
            assert (("thread", number) in named) is (name in MODERATORS), (name, word)
        assert found_in(people) == set()


def heard(world, live, name, everywhere):
    """({("post", number) …}, who is said to be there) of what was missed in all these rooms."""
    named, people = set(), ""
    for start in range(0, len(everywhere), 10):  # a socket follows so many rooms
        with closing(Listener(world, live, name)) as listener:
            for room in everywhere[start : start + 10]:
                answer = listener.follow(room)
                people += str(answer.get("people", ""))
                for message in answer.get("missed", ()):
                    named |= {("post", message.get("post")), ("thread", message.get("thread"))}
                    assert found_in(str(message)) == set()
    return named, people


def test_a_new_answer_is_told_to_who_may_read_it(world, planted, live):
    with world.app.app_context():
        thread = db.session.scalar(db.select(Thread.id).where(Thread.forum_id == planted.forums["first"]))
    with closing(Listener(world, live, "wilfredo")) as may, closing(Listener(world, live, "nelida")) as may_not:
        assert "error" not in may.follow(f"answers:{thread}", 10_000)
        assert "error" in may_not.follow(f"answers:{thread}")
        may_not.follow(f"forum:{planted.forums['first']}")
        over_http(world, live, "teresa", "POST", f"/threads/{thread}/replies", body="Otra respuesta")
        assert may.hear()["name"] == "post.created"
        over_http(world, live, "marcela", "POST", f"/threads/{thread}/pin")
        assert may_not.hear()["name"] == "thread.pinned"  # the first it hears


def test_nobody_is_named_in_a_room_without_names(world, planted, live):
    room = f"forum:{planted.forums['nameless']}"
    with closing(Listener(world, live, "anselma")) as one, closing(Listener(world, live, "nelida")) as other:
        other.follow(room)
        one.follow(room)
        one.client.call("place", {"room": room, "place": {"thread": "1"}}, timeout=8)
        people = other.people.get(timeout=8)
        assert (people["named"], people["more"]) == ([], 1)


def test_no_letter_tells(world, planted):
    world.client(None).post("/password/reset", data={"email": "nelida@tinkuy.example"})
    sent = letters.letters(world.app)
    assert len(sent) == 2  # and one to whose post was hidden
    for _to, words in sent:
        assert found_in(words) == set()


def test_what_is_quoted_of_a_forum_without_names_is_said_by_its_actor(world, planted):
    with world.app.app_context():
        post = db.session.scalar(db.select(Post.id).where(Post.body.contains("dicho sin nombre")))
    for name in ("nelida", "elena"):  # what is quoted is read by all
        page = world.client(name).get(f"/posts/{post}/reply?quote=dicho").text
        field = re.search(r"<textarea.*?</textarea>", page, re.DOTALL)[0]
        assert "— ONG" in field or "ONG" in field
        assert "Zetanselma" not in field


def test_a_moderator_finds_the_name_where_the_others_find_the_actor(world, planted):
    with world.app.app_context():
        thread = db.session.scalar(db.select(Thread.id).where(Thread.forum_id == planted.forums["nameless"]))
    assert "Zetanselma" in world.client("elena").get(f"/threads/{thread}").text
    page = world.client("nelida").get(f"/threads/{thread}").text
    assert "dicho sin nombre" in page
    assert "Zetanselma" not in page


def test_a_search_by_person_does_not_tell_who_carried_words_from_a_forum_without_names(world, planted):
    asked = {"q": "entrada", "kind": "entry", "space": "compras", "author": world.user.anselma}
    for name, tells in (("nelida", False), ("anselma", True), ("elena", True)):
        assert ("Otra entrada" in story_of(world.client(name).get("/search", query_string=asked).text)) is tells


def story_of(page):
    """What a page says, without its marks."""
    return re.sub(r"<[^>]+>", "", page)
