"""A small world to tell stories in: one space, its people, a forum and a matrix.

Marcela facilitates, Elena moderates, Nélida and Julián and Wilfredo and Teresa take part (one an actor), Olga
observes, Pedro has an account and no space, Ana administers the site. Set up straight in the database: verbs
are what the tests are about.
"""

import secrets
from copy import deepcopy
from datetime import timedelta
from types import SimpleNamespace

from forum import exchange, storage, text
from forum.actions.accounts import digest
from forum.extensions import db, writing_connection
from forum.models import (
    Actor,
    Edition,
    EditionPaper,
    Entry,
    Forum,
    Login,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Membership,
    MembershipActor,
    Organization,
    Post,
    Question,
    Room,
    Source,
    Space,
    Thread,
    User,
)
from forum.models.base import now
from forum.readings.editions import shared

from .hashing import credentials

PASSWORD = "tres palabras juntas"
PASSWORD_HASH = credentials.HASHER.hash(PASSWORD)

ACTORS = {
    "municipio": ("Municipio", "el municipio"),
    "productores": ("Productores", "los productores"),
    "universidad": ("Universidad", "la universidad"),
    "ong": ("ONG", "las ONG"),
}
PEOPLE = {
    "marcela": ("Marcela Iporre", "facilitator", None),
    "elena": ("Elena Poma", "moderator", None),
    "wilfredo": ("Wilfredo Ancasi", "participant", "municipio"),
    "nelida": ("Nélida Quispe", "participant", "productores"),
    "teresa": ("Teresa Lizárraga", "participant", "universidad"),
    "julian": ("Julián Barrientos", "participant", "ong"),
    "olga": ("Olga Mamani", "observer", None),
    "pedro": ("Pedro Vilca", None, None),
    "ana": ("Ana Choque", None, None),
}
COLUMNS = (
    ["Rol para promover las compras públicas hacia", "La producción nacional"],
    ["Rol para promover las compras públicas hacia", "Los pequeños productores"],
    ["Propuestas"],
    ["Desafíos"],
)


class World:
    """Numbers of what was made (`world.post.opening`), and a browser for each person (`world.client("nelida")`)."""

    def __init__(self, app):
        self.app = app
        self.user = SimpleNamespace()
        self.actor = SimpleNamespace()
        self.organization = SimpleNamespace()
        self.membership = SimpleNamespace()
        self.post = SimpleNamespace()
        self.row = SimpleNamespace()
        self.column = []
        with app.app_context():
            self._people()
            self._space()
            self._forum()
            self._matrix()
            db.session.commit()

    def twin(self):
        """Another World that knows the same numbers."""
        other = World.__new__(World)
        for name, known in vars(self).items():
            setattr(other, name, known if name == "app" else deepcopy(known))
        return other

    def client(self, name=None):
        """A browser in which `name` is logged in; without a name, a visitor's. Writes carry the form's token."""
        client = self.app.test_client()
        if name is not None:
            self.log_in(client, name)
        return client

    def log_in(self, client, name):
        with client.session_transaction() as session:
            session["_user_id"] = str(getattr(self.user, name))
            session["login"] = self.token(name)
            session["_fresh"] = True

    def token(self, name):
        """A new log-in of this person, by its token."""
        token = secrets.token_urlsafe()
        with self.app.app_context():
            writing_connection()  # a server may be writing too
            db.session.add(Login(user_id=getattr(self.user, name), token_digest=digest(token), browser="test"))
            db.session.commit()
        return token

    def add(self, *things):
        """Put things into the database, and give the number of the first."""
        with self.app.app_context():
            writing_connection()  # a server may be writing too
            db.session.add_all(things)
            self._commit()
            return getattr(things[0], "id", None)

    def reply(self, author, parent, body, actor=None):
        """A post below post number `parent`, by `author`; gives its number."""
        with self.app.app_context():
            writing_connection()  # a server may be writing too
            post = self._write(self.thread, db.session.get(Post, parent), author, actor, body)
            self._commit()
            return post.id

    def entry(self, row, column, body, state="accepted", author="nelida", source=None, quote=""):
        """An entry in the cell of row name and column number; with its source; gives its number."""
        with self.app.app_context():
            writing_connection()
            entry = self._enter(row, column, body, state, author, source, quote)
            self._commit()
            return entry.id

    def edition(self, visibility="members", number=1, matrix=None):
        """An edition of the matrix without entries, or of another one as it is, with papers that say the same in JSON;
        gives its number."""
        told = {"number": number, "date": "2026-11-19", "by": "Marcela Iporre", "note": "", "space": "Compras públicas"}
        with self.app.app_context():
            table = shared(db.session.get(Matrix, matrix)) if matrix else exchange.Table(title="Matriz de actores")
        frozen = exchange.to_frozen(table, told | {"names": True, "proposals": True})
        edition = Edition(
            matrix_id=matrix or self.matrix,
            number=number,
            visibility=visibility,
            frozen=frozen.decode(),
            digest=exchange.digest(frozen),
            papers_state="ready",
            created_by_id=self.user.marcela,
        )
        with self.app.app_context():
            digest = storage.put(frozen)
        edition.papers = [
            EditionPaper(format=format, digest=digest, size=len(frozen), filename=f"matriz.{format}")
            for format in ("docx", "json")
        ]
        return self.add(edition)

    def get(self, model, id):
        """The thing as it stands now, detached from any session."""
        with self.app.app_context():
            thing = db.session.get(model, id)
            if thing is not None:
                db.session.refresh(thing)
                db.session.expunge(thing)
            return thing

    def _commit(self):
        """As verbs do: the numbers of the rooms tell that what was read is not true any more."""
        room = db.session.get(Room, f"space:{self.space}") or Room(name=f"space:{self.space}", seq=0)
        room.seq += 1
        db.session.add(room)
        db.session.commit()

    def _people(self):
        for key, (name, _role, _actor) in PEOPLE.items():
            user = User(email=f"{key}@tinkuy.example", name=name, password_hash=PASSWORD_HASH, is_admin=key == "ana")
            db.session.add(user)
            db.session.flush()
            setattr(self.user, key, user.id)

    def _space(self):
        space = Space(
            slug="compras",
            title="Compras públicas",
            visibility="members",
            created_by_id=self.user.marcela,
            template="course",
        )
        db.session.add(space)
        db.session.flush()
        self.space = space.id
        for place, (key, (name, phrase)) in enumerate(ACTORS.items()):
            actor = Actor(space_id=space.id, name=name, phrase=phrase, position=place, weave=place + 1)
            db.session.add(actor)
            db.session.flush()
            setattr(self.actor, key, actor.id)
        wara = Organization(
            space_id=space.id, name="Asociación Wara Quinua", territory="Chaquimayu", actor_id=self.actor.productores
        )
        db.session.add(wara)
        db.session.flush()
        self.organization.wara = wara.id
        for key, (_name, role, actor) in PEOPLE.items():
            if role is None:
                continue
            member = Membership(
                space_id=space.id,
                user_id=getattr(self.user, key),
                role=role,
                organization_id=wara.id if key == "nelida" else None,
            )
            if actor:
                member.voices = [MembershipActor(actor_id=getattr(self.actor, actor))]
            db.session.add(member)
            db.session.flush()
            setattr(self.membership, key, member.id)

    def _forum(self):
        forum = Forum(
            space_id=self.space,
            number=2,
            title="El rol de cada actor",
            introduction="Cada quien responde desde su lugar.",
            introduction_html=text.render("Cada quien responde desde su lugar."),
            closes_at=now() + timedelta(days=7),
        )
        db.session.add(forum)
        db.session.flush()
        questions = [
            Question(forum_id=forum.id, position=1, text="¿Cuál es el rol de {actor} en las compras públicas?"),
            Question(forum_id=forum.id, position=2, text="¿Qué propone {actor}?"),
        ]
        db.session.add_all(questions)
        db.session.flush()
        self.forum = forum.id
        self.question = [question.id for question in questions]
        thread = Thread(
            forum_id=forum.id,
            question_id=self.question[0],
            title="Juntarnos para vender",
            author_id=self.user.nelida,
        )
        db.session.add(thread)
        db.session.flush()
        self.thread = thread.id
        opening = self._write(
            thread.id,
            None,
            "nelida",
            None,
            "Solos nadie llega. Pero juntando tres asociaciones sí se cumple el volumen de cada lunes.",
        )
        answer = self._write(
            thread.id, opening, "wilfredo", None, "El municipio puede dividir la licitación por distritos."
        )
        deeper = self._write(
            thread.id, answer, "teresa", None, "El laboratorio puede hacer los análisis a precio de costo."
        )
        self.post.opening, self.post.answer, self.post.deeper = opening.id, answer.id, deeper.id

    def _write(self, thread, parent, author, actor, body):
        actor = actor or PEOPLE[author][2]
        post = Post(
            thread_id=thread,
            parent_id=parent.id if parent else None,
            depth=parent.depth + 1 if parent else 0,
            author_id=getattr(self.user, author),
            actor_id=getattr(self.actor, actor) if actor else None,
            organization_id=self.organization.wara if author == "nelida" else None,
            role=PEOPLE[author][1],
            body=body,
            html=text.render(body),
            renderer=text.RENDERER,
        )
        db.session.add(post)
        db.session.flush()
        post.path = (parent.path if parent else "") + base36(post.id)
        return post

    def _matrix(self):
        matrix = Matrix(
            space_id=self.space,
            title="Matriz de actores",
            question="¿Cuál es el rol de cada actor?",
            row_headers=["Actor"],
            created_by_id=self.user.marcela,
        )
        db.session.add(matrix)
        db.session.flush()
        self.matrix = matrix.id
        for place, path in enumerate(COLUMNS):
            column = MatrixColumn(matrix_id=matrix.id, position=place, path=path)
            db.session.add(column)
            db.session.flush()
            self.column.append(column.id)
        for place, (key, (name, _phrase)) in enumerate(ACTORS.items()):
            row = MatrixRow(matrix_id=matrix.id, position=place, path=[name], actor_id=getattr(self.actor, key))
            db.session.add(row)
            db.session.flush()
            setattr(self.row, key, row.id)
        self.accepted = self._enter(
            "productores",
            1,
            "Asociarse para cumplir el volumen semanal",
            "accepted",
            "nelida",
            self.post.opening,
            "juntando tres asociaciones sí se cumple el volumen",
        ).id
        self.proposed = self._enter("municipio", 2, "Pagar en treinta días", "proposed", "wilfredo", None, "").id

    def _enter(self, row, column, body, state, author, source, quote):
        row_id = getattr(self.row, row)
        entry = Entry(
            matrix_id=self.matrix,
            row_id=row_id,
            column_id=self.column[column],
            position=db.session.query(Entry).filter_by(row_id=row_id, column_id=self.column[column]).count(),
            text=body,
            state=state,
            author_id=getattr(self.user, author),
            actor_id=getattr(self.actor, PEOPLE[author][2]) if PEOPLE[author][2] else None,
            decided_by_id=self.user.marcela if state != "proposed" else None,
            decided_at=now() if state != "proposed" else None,
        )
        db.session.add(entry)
        db.session.flush()
        if source:
            db.session.add(
                Source(
                    entry_id=entry.id,
                    post_id=source,
                    post_version=1,
                    quote=quote,
                    created_by_id=getattr(self.user, author),
                )
            )
        return entry


def base36(number):
    """As the path of a post writes its number: six characters."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits.rjust(6, "0")
