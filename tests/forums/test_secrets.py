"""What is private stays so: a word is planted in every private thing, and looked for in every page, file, message and
letter of each kind of person. Who may read it finds it there.
"""

import io
import re
import sys
import zipfile
from contextlib import closing
from types import SimpleNamespace

import pypdf
import pytest

from forum import permissions, storage
from forum.actions import forums, matrices, spaces
from forum.actions.moderation import appeals, flags
from forum.actions.moderation import people as people_noted
from forum.exports import FORMATS
from forum.exports.conversations import FORMATS as CONVERSATION_FORMATS
from forum.extensions import db
from forum.imports.attached import Attached
from forum.models import (
    Actor,
    Attachment,
    Entry,
    Forum,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Membership,
    MembershipActor,
    Organization,
    Post,
    Source,
    Space,
    Thread,
    User,
)
from forum.models.moderation import Decision
from forum.text import Passage
from tests import letters
from tests import world as story
from tests.conftest import ON_POSTGRESQL
from tests.realtime.test_sockets import Listener, over_http

# Who goes to every door, by twos; an administrator reads all. What the clauses give is compared on both databases.
READERS = (("elena", "nelida"), ("wilfredo", "teresa"), ("julian", "anselma"), ("olga", None))
READERS = READERS[2:] if ON_POSTGRESQL else READERS
MODERATORS = {"marcela", "elena", "ana"}
# Each word, and who may read it. Wilfredo has answered where one answers first, Nélida has not.
SECRETS = {
    "zetaespera": MODERATORS | {"julian"},  # in a post that waits
    "zetahiloespera": MODERATORS | {"julian"},  # in the title of a thread that waits
    "zetaoculta": MODERATORS | {"julian"},  # in a hidden post
    "zetarespuesta": MODERATORS | {"teresa", "wilfredo"},  # in an answer, and in the words that the matrix quotes of it
    "zetaaviso": MODERATORS,  # in what people ask of moderators, and in these' notes
    "Zetanselma": MODERATORS,  # the name of who wrote where no names are shown
    "Zetaorganiza": MODERATORS,  # … and of the organization
    "zetacerrado": {"teresa", "marcela", "ana"},  # in all that a space of members has
}
COMMON = "quinuapampa"  # stands beside every secret, to search for
# Where people are listed as people, whatever they wrote.
LISTS = re.compile(r"/spaces/<slug>/(members|membership|organizations|people|invitations)|/(members|organizations)/<")
CHOICE = re.compile(r'<a href="/forums/\d+\?organization=.*?</a>')  # the space's organizations, to narrow a list by
PARTIAL = ("/posts", "/entries", "/sources")  # doors that answer a page's script otherwise than a person
WHOLE = ("/appeal", "/notes", "/thread")  # … but these
OWN = {"Zetanselma": "anselma", "Zetaorganiza": "anselma"}


@pytest.fixture
def planted(world):
    """The private things, made by the verbs that make them; gives the numbers of those that events may name."""
    with world.app.app_context():
        people = {name: db.session.get(User, number) for name, number in vars(world.user).items()}
        space = db.session.get(Space, world.space)
        anselma = User(email="anselma@tinkuy.example", name="Zetanselma", password_hash=story.PASSWORD_HASH)
        organization = Organization(space_id=space.id, name="Zetaorganiza", actor_id=world.actor.ong)
        db.session.add_all([anselma, organization])
        db.session.flush()
        member = Membership(space_id=space.id, user_id=anselma.id, organization_id=organization.id)
        member.voices = [MembershipActor(actor_id=world.actor.ong)]
        db.session.add(member)
        db.session.commit()
        world.user.anselma, people["anselma"] = anselma.id, anselma
        made = SimpleNamespace(spaces=["compras"])
        person = people.__getitem__

        def forum(title, **terms):
            return forums.create(person("marcela"), db.session.get(Space, world.space), title, **terms)

        def matrix_place(column=0):
            return (
                db.session.get(Matrix, world.matrix),
                db.session.get(MatrixRow, world.row.ong),
                db.session.get(MatrixColumn, world.column[column]),
            )

        def carry(name, words, post, quote):
            matrix, row, column = matrix_place()
            return matrices.propose(person(name), matrix, row, column, words, post=post, passage=Passage(quote, "", ""))

        def attach(name, post, *words):
            """A file with a word as its name and as its words."""
            place = db.session.get(Post, post.id).thread.forum
            for word in words:
                file = Attached(f"{COMMON} {word}.txt", "text/plain", f"{word} en el archivo".encode())
                kept = forums.attach(person(name), place, file, storage.put(file.data), None, 500)
                db.session.get(Attachment, kept.id).post_id = post.id
            db.session.get(Post, post.id).attached = len(words)
            db.session.commit()

        waits = forum("Quienes llegan", holds_new=True)
        thread = forums.open_thread(person("elena"), waits, "Saludos", "Saluden aquí.")
        held = forums.reply(person("julian"), thread, f"{COMMON} zetaespera de quien llega.")
        attach("julian", held, "zetaespera")
        waiting = forums.open_thread(
            person("julian"), db.session.get(Forum, waits.id), "zetahiloespera", f"Hola {COMMON}"
        )
        thread = db.session.get(Thread, world.thread)
        hidden = forums.reply(person("julian"), thread, f"{COMMON} zetaoculta del todo.")
        attach("julian", hidden, "zetaoculta")
        forums.hide(person("elena"), hidden, "fuera de tema")
        first = forum("Responder primero", mode="first")
        thread = forums.open_thread(person("elena"), first, "¿Qué harías?", "Cada quien responde.")
        answer = forums.reply(person("teresa"), thread, f"{COMMON} zetarespuesta de la universidad.")
        attach("teresa", answer, "zetarespuesta")
        forums.reply(person("wilfredo"), db.session.get(Thread, thread.id), "Mi respuesta.")
        forums.support(person("wilfredo"), answer)
        forums.edit(person("teresa"), answer, f"{COMMON} zetarespuesta de la universidad, corregida.", answer.version)
        entry = carry("elena", "Una entrada", answer, "zetarespuesta de la universidad")
        nameless = forum("Sin nombres", anonymous=True)
        thread = forums.open_thread(person("anselma"), nameless, "Lo que callamos", f"Un hilo {COMMON}.")
        spoken = forums.reply(person("anselma"), thread, f"{COMMON} dicho sin nombre por la ONG.")
        attach("anselma", spoken, "sin nombre")
        forums.edit(person("anselma"), spoken, f"{COMMON} dicho sin nombre por la ONG, corregido.", spoken.version)
        forums.reply(person("nelida"), db.session.get(Thread, thread.id), "Te respondo.", parent=spoken)
        forums.capture(person("elena"), db.session.get(Thread, thread.id), member.id, "voice", "Dicho de voz.", spoken)
        flags.flag(person("nelida"), spoken, "other", "zetaaviso de quien leyó")
        people_noted.note_post(person("elena"), spoken, "zetaaviso de quien modera")
        appeals.appeal(person("julian"), hidden, "zetaaviso de quien escribió")
        veiled = carry("anselma", "Otra entrada", spoken, "dicho sin nombre")
        matrices.add_source(person("elena"), entry, spoken, Passage("por la ONG", "", ""))
        closed(person, made, attach)
        made.secret_posts = {held.id: "zetaespera", answer.id: "zetarespuesta"}
        made.secret_threads = {waiting.id: "zetahiloespera"}
        made.entries = (entry.id, veiled.id)
        made.forums = {"first": first.id, "nameless": nameless.id, "waits": waits.id}
        return made


def closed(person, made, attach):
    """A space of members, with everything that a space has."""
    word = "zetacerrado"
    space = spaces.create(person("marcela"), f"Espacio {word}", slug="aparte", template="course")
    made.spaces.append(space.slug)
    invitation = spaces.invite(person("marcela"), space, role="moderator")
    spaces.join(person("teresa"), space, invitation.token)
    forum = forums.create(
        person("marcela"), db.session.get(Space, space.id), f"Foro {word}", f"Sobre {word}", [f"¿{word}?"]
    )
    thread = forums.open_thread(person("teresa"), forum, f"Hilo {word}", f"{COMMON} {word} entre nosotros.")
    post = db.session.scalar(db.select(Post).where(Post.thread_id == thread.id))
    attach("teresa", post, word)
    matrix = db.session.scalar(db.select(Matrix).where(Matrix.space_id == space.id))
    if matrix is not None:
        row = db.session.scalar(db.select(MatrixRow).where(MatrixRow.matrix_id == matrix.id))
        column = db.session.scalar(db.select(MatrixColumn).where(MatrixColumn.matrix_id == matrix.id))
        if row is not None and column is not None:
            matrices.propose(
                person("marcela"), matrix, row, column, f"Entrada {word}", post=post, passage=Passage(word, "", "")
            )


NOUNS = {
    "actors": Actor,
    "decisions": Decision,
    "attachments": Attachment,
    "columns": MatrixColumn,
    "entries": Entry,
    "forums": Forum,
    "matrices": Matrix,
    "members": Membership,
    "organizations": Organization,
    "posts": Post,
    "rows": MatrixRow,
    "sources": Source,
    "threads": Thread,
}
SEARCHES = (f"q={COMMON}&kind=attachment", "q=zetaoculta")
# What an address takes beside its path.
QUERIES = {
    "/threads/<int:id>": ["", "actor={actor}", "page=2"],
    "/forums/<int:id>": ["", "actor={actor}", "question=0"],
    "/matrices/<int:id>": ["", "state=all", "actor={actor}"],
    "/matrices/<int:id>/print": ["sources=1&authors=1&state=accepted&state=proposed"],
    "/posts/<int:id>/reply": ["", "quote=de+la+universidad", "quote=de+quien+llega", "quote=dicho"],
    "/posts/<int:id>/citation": ["", "quote=dicho"],
    "/search": [
        f"q={COMMON}",
        f"q={COMMON}&kind=post",
        f"q={COMMON}&kind=source",
        f"q={COMMON}&kind=attachment",
        "q=entrada",
        "q=hilo",
        "q=dicho",
    ],
}


def addresses(world, planted):
    """(rule, address) of every GET door, with every number that there is."""
    with world.app.app_context():
        numbers = {noun: db.session.scalars(db.select(model.id)).all() for noun, model in NOUNS.items()}
        numbers |= {"downloads": [1], "exports": [1], "invitations": [1], "notifications": [1]}
        actor = world.actor.ong
        cells = db.session.execute(db.select(Entry.matrix_id, Entry.row_id, Entry.column_id).distinct()).all()
    for rule in world.app.url_map.iter_rules():
        path = str(rule)
        if "GET" not in rule.methods or path.startswith(("/static", "/help", "/socket.io")):
            continue
        for query in QUERIES.get(path, [""]):
            mark = f"?{query.format(actor=actor)}" if query else ""
            if "<slug>" in path:
                for slug in planted.spaces:
                    filled = path.replace("<slug>", slug).replace("<int:id>", str(world.matrix))
                    yield path, re.sub(r"<[^>]+>", "abc", filled) + mark
            elif "<int:row>" in path:
                for matrix, row, column in cells:
                    yield path, f"/matrices/{matrix}/cells/{row}-{column}?since=0"
            elif path.endswith("/cells"):
                for matrix, row, column in cells:
                    yield path, f"/matrices/{matrix}/cells?of={row}-{column}&since=0"
            elif "<int:id>" in path:
                for number in numbers[path.split("/")[1]]:
                    yield path, path.replace("<int:id>", str(number)) + mark
            else:
                yield path, re.sub(r"<[^>]+>", "abc", path) + mark


def found_in(text):
    return {word for word in SECRETS if word in text}


def allowed(name):
    return {word for word, readers in SECRETS.items() if name in readers or OWN.get(word, ...) == name}


def seen_by(world, planted, name):
    """{word: the first address that tells it to this person}"""
    seen = {}
    for word, address in told_to(world, planted, name):
        seen.setdefault(word, address)
    return seen


def told_to(world, planted, name):
    """(word, address), one address after the other."""
    client = world.client(name)
    for rule, address in addresses(world, planted):
        for headers in ({}, {"HX-Request": "true"})[
            : 2 if rule.startswith(PARTIAL) and not rule.endswith(WHOLE) else 1
        ]:
            answer = client.get(address, headers=headers, buffered=True)
            assert answer.status_code < 500, address
            if answer.status_code == 302 and answer.location.startswith("/files/"):
                answer = world.client().get(answer.location, buffered=True)
            page = CHOICE.sub("", answer.get_data(as_text=True))
            words = found_in(page + str(answer.headers))
            if LISTS.match(rule):
                words -= OWN.keys()
            yield from ((word, address) for word in words)


def leaks(world, planted, name, word):
    """Whether any page tells this person the word; they may not read it."""
    assert word not in allowed(name)
    return any(told == word for told, _address in told_to(world, planted, name))


@pytest.mark.parametrize("readers", READERS)
def test_every_page_tells_what_one_may_read_and_no_more(world, planted, readers):
    for name in readers:
        seen = seen_by(world, planted, name)
        assert {word: address for word, address in seen.items() if word not in allowed(name)} == {}, name
        assert seen.keys() | (OWN.keys() if name == "anselma" else set()) >= allowed(name), name


@pytest.mark.parametrize(
    ("module", "guard", "word"),
    [
        ("forum.readings.forums.threads", "names_shown", "Zetanselma"),
        ("forum.readings.forums.threads", "known_in", "zetarespuesta"),
        ("forum.readings.matrices.provenance", "known_posts", "zetarespuesta"),
    ],
)
def test_the_search_notices_a_guard_that_is_off(world, planted, monkeypatch, module, guard, word):
    everything = True if guard == "names_shown" else db.true()
    monkeypatch.setattr(sys.modules[module], guard, lambda *_args: everything)
    assert leaks(world, planted, "nelida", word)


@pytest.mark.parametrize("model", [Post, Attachment])
def test_the_search_notices_a_gate_that_is_off(world, planted, monkeypatch, model):
    monkeypatch.setitem(permissions.READING, model, permissions.reads)
    assert leaks(world, planted, "nelida", "zetaespera")


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
    client, private = world.client(name), {"zetaespera", "zetahiloespera", "zetaoculta", "zetacerrado", "zetaaviso"}
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
