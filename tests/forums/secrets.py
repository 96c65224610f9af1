"""Private things, each with a word of its own, and everywhere that a person can look for it."""

import re
from copy import deepcopy
from types import SimpleNamespace

import pytest

from forum import storage
from forum.actions import forums, matrices, meetings, spaces, worktables
from forum.actions.forums import drafts
from forum.actions.moderation import appeals, flags
from forum.actions.moderation import people as people_noted
from forum.extensions import db
from forum.imports.attached import Attached
from forum.imports.returned import Change, Comparison
from forum.models import (
    Actor,
    AgendaItem,
    Agreement,
    Attachment,
    Edition,
    Entry,
    Forum,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Meeting,
    Membership,
    MembershipActor,
    Minutes,
    Organization,
    Post,
    Source,
    Space,
    Thread,
    User,
    Worktable,
)
from forum.models.base import now
from forum.models.moderation import Decision
from forum.text import Passage
from tests import world as story
from tests.databases import keeper, teller

MODERATORS = {"marcela", "elena", "ana"}
# Each word, and who may read it. Wilfredo has answered where one answers first, Nélida has not.
SECRETS = {
    "zetaespera": MODERATORS | {"julian"},  # in a post that waits
    "zetahiloespera": MODERATORS | {"julian"},  # in the title of a thread that waits
    "zetaoculta": MODERATORS | {"julian"},  # in a hidden post
    "zetarespuesta": MODERATORS | {"teresa", "wilfredo"},  # in an answer, and in the words that the matrix quotes of it
    "zetaaviso": MODERATORS,  # in what people ask of moderators, and in these' notes
    "zetaborrador": {"nelida"},  # in the entry that one has begun to write, which nobody else reads
    "Zetanselma": MODERATORS,  # the name of who wrote where no names are shown
    "Zetaorganiza": MODERATORS,  # … and of the organization
    "zetadevuelto": {"marcela", "ana"},  # in a file that came back
    "zetatablas": {"marcela", "ana"},  # in a file among those of several people
    "zetasala": {"marcela"},  # in one's own notes beside what a room is shown
    "zetacerrado": {"teresa", "marcela", "ana"},  # in all that a space of members has
}
COMMON = "quinuapampa"  # stands beside every secret, to search for
# Where people are listed as people, whatever they wrote.
LISTS = re.compile(
    r"/spaces/<slug>/(members|membership|organizations|people|invitations)|/(members|organizations)/<|.*/blind-spots"
)
CHOICE = re.compile(r'<a href="/forums/\d+\?organization=.*?</a>')  # the space's organizations, to narrow a list by
PARTIAL = ("/posts", "/entries", "/sources")  # doors that answer a page's script otherwise than a person
WHOLE = ("/appeal", "/notes", "/thread")  # … but these
OWN = {"Zetanselma": "anselma", "Zetaorganiza": "anselma"}


@pytest.fixture(scope="session")
def planting(house, empty, telling, tmp_path_factory):
    """(`tell()` gives the database with the private things in it, and the World; what `plant` gave): made once."""
    world = telling()
    made = plant(world)
    return teller(house.app, keeper(house.app, empty, tmp_path_factory.mktemp("planted")), world), made


@pytest.fixture
def planted(world, planting):
    """The private things; gives the numbers of those that events may name."""
    tell, made = planting
    vars(world).update(vars(tell()))
    return deepcopy(made)


def plant(world):
    """The private things, made by the verbs that make them."""
    with world.app.app_context():
        people = {name: db.session.get(User, number) for name, number in vars(world.user).items()}
        space = db.session.get(Space, world.space)
        before = {noun: db.session.scalar(db.select(db.func.max(model.id))) or 1 for noun, model in NOUNS.items()}
        anselma = User(email="anselma@tinkuy.example", name="Zetanselma", password_hash=story.PASSWORD_HASH)
        organization = Organization(space_id=space.id, name="Zetaorganiza", actor_id=world.actor.ong)
        db.session.add_all([anselma, organization])
        db.session.flush()
        member = Membership(space_id=space.id, user_id=anselma.id, organization_id=organization.id)
        member.voices = [MembershipActor(actor_id=world.actor.ong)]
        db.session.add(member)
        db.session.commit()
        world.user.anselma, people["anselma"] = anselma.id, anselma
        made = SimpleNamespace(spaces=["compras"], before=before)
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
        matrix, row, column = matrix_place()
        begun = {"body": f"{COMMON} zetaborrador de una entrada"}
        drafts.keep(person("nelida"), matrix, f"cell-{matrix.id}-{row.id}-{column.id}", begun, 0)
        back = Comparison(
            [Change("new", text=f"{COMMON} zetadevuelto", row_path=["Otra"], column_path=["Otra"])], 0, True
        )
        matrices.take_back(person("marcela"), db.session.get(Matrix, world.matrix), "zetadevuelto.docx", back)
        tables = matrices.take_tables(person("marcela"), db.session.get(Matrix, world.matrix), ["zetatablas.docx"])
        content = {"rows": [[["ONG"], [[f"{COMMON} zetatablas"]]]], "columns": [["Propuestas"]]}
        matrices.note_reading(person("marcela"), tables, tables.files[0], content, [], "")
        matrices.keep_room_note(person("marcela"), db.session.get(Matrix, world.matrix), f"{COMMON} zetasala")
        closed(person, made, attach)
        world.edition("public", matrix=world.matrix)
        world.edition("members", matrix=made.closed_matrix)
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
    made.closed_matrix = matrix.id
    if matrix is not None:
        row = db.session.scalar(db.select(MatrixRow).where(MatrixRow.matrix_id == matrix.id))
        column = db.session.scalar(db.select(MatrixColumn).where(MatrixColumn.matrix_id == matrix.id))
        if row is not None and column is not None:
            matrices.propose(
                person("marcela"), matrix, row, column, f"Entrada {word}", post=post, passage=Passage(word, "", "")
            )
    table = worktables.create(person("marcela"), db.session.get(Space, space.id), f"Mesa {word}", purpose=word)
    [meeting] = meetings.create(person("marcela"), table, now(), title=word, place=word)
    item = meetings.add_item(person("marcela"), meeting, f"Punto {word}")
    meetings.begin(person("marcela"), db.session.get(Meeting, meeting.id))
    meetings.discuss(person("marcela"), item, f"{COMMON} {word}", 1)
    meetings.agree(person("marcela"), db.session.get(AgendaItem, item.id), f"{COMMON} {word}")
    meetings.write_down(person("marcela"), db.session.get(Meeting, meeting.id), name=f"Quien vino {word}")


NOUNS = {
    "actors": Actor,
    "agenda-items": AgendaItem,
    "agreements": Agreement,
    "decisions": Decision,
    "attachments": Attachment,
    "columns": MatrixColumn,
    "editions": Edition,
    "entries": Entry,
    "forums": Forum,
    "matrices": Matrix,
    "meetings": Meeting,
    "members": Membership,
    "minutes": Minutes,
    "organizations": Organization,
    "posts": Post,
    "rows": MatrixRow,
    "sources": Source,
    "threads": Thread,
    "worktables": Worktable,
}
# What an address takes beside its path.
QUERIES = {
    "/threads/<int:id>": ["", "actor={actor}", "page=2"],
    "/forums/<int:id>": ["", "actor={actor}", "question=0"],
    "/matrices/<int:id>": ["", "state=all", "actor={actor}"],
    "/matrices/<int:id>/print": ["sources=1&authors=1&state=accepted&state=proposed"],
    "/matrices/<int:id>/convergence/file": ["format=csv"],
    "/editions/<int:id>/changes": ["with=now"],
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
        numbers = {noun: numbers_of(noun, model, planted) for noun, model in NOUNS.items()}
        numbers |= {"downloads": [1], "exports": [1], "invitations": [1], "notifications": [1], "returns": [1]}
        numbers["table-imports"] = [1]
        actor = world.actor.ong
        cells = db.session.execute(db.select(Entry.matrix_id, Entry.row_id, Entry.column_id).distinct()).all()
    for rule in world.app.url_map.iter_rules():
        path = str(rule).replace("<format>", "json")
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
                    filled = path.replace("<int:id>", str(matrix)).replace("<int:row>", str(row))
                    yield path, filled.replace("<int:column>", str(column)) + "?since=0"
            elif path.endswith("/cells"):
                for matrix, row, column in cells:
                    yield path, f"/matrices/{matrix}/cells?of={row}-{column}&since=0"
            elif "<int:id>" in path:
                for number in numbers.get(path.split("/")[1], [1]):
                    yield path, path.replace("<int:id>", str(number)) + mark
            else:
                yield path, re.sub(r"<[^>]+>", "abc", path) + mark


def numbers_of(noun, model, planted):
    """The private things of a noun and what came with them, and one that was there before."""
    before = planted.before[noun]
    return db.session.scalars(db.select(model.id).where(model.id >= before)).all()


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


def told_to(world, planted, name, under="/"):
    """(word, address), one address after the other."""
    client = world.client(name)
    for rule, address in addresses(world, planted):
        if not rule.startswith(under):
            continue
        for headers in ({}, {"HX-Request": "true"})[
            : 2 if rule.startswith(PARTIAL) and not rule.endswith(WHOLE) else 1
        ]:
            answer = client.get(address, headers=headers, buffered=True)
            assert answer.status_code < 500, address
            if answer.status_code == 302 and answer.location.startswith("/files/"):
                answer = world.client().get(answer.location, buffered=True)
            page = CHOICE.sub("", answer.get_data().decode(errors="replace"))
            words = found_in(page + str(answer.headers))
            if LISTS.match(rule):
                words -= OWN.keys()
            yield from ((word, address) for word in words)


def leaks(world, planted, name, word, under):
    """Whether any page under this address tells this person the word; they may not read it."""
    assert word not in allowed(name)
    return any(told == word for told, _address in told_to(world, planted, name, under))
