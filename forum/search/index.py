"""The index of words: FTS5 on SQLite, tsvectors on PostgreSQL, of the same words, so that both find the same.

Whatever has words is indexed when it is flushed, in the transaction that writes it: no verb has to remember.
"""

from sqlalchemy import delete, event, inspect, select, text

from ..extensions import db
from ..models import SearchDocument
from .kinds import KINDS
from .words import words_of

# A thing's space and kind are words beside its own: «s12», «kpost».
_WRITE = {
    "sqlite": text(
        "INSERT OR REPLACE INTO search_words (rowid, place, stems, forms) VALUES (:id, :place, :stems, :forms)"
    ),
    "postgresql": text(
        "INSERT INTO search_words (id, words) VALUES (:id, CAST(:words AS tsvector)) "
        "ON CONFLICT (id) DO UPDATE SET words = EXCLUDED.words"
    ),
}
_KEEP = text(
    "INSERT INTO search_documents (kind, thing_id, space_id, stems) VALUES (:kind, :thing_id, :space_id, :stems) "
    "ON CONFLICT (kind, thing_id) DO UPDATE SET space_id = EXCLUDED.space_id, stems = EXCLUDED.stems RETURNING id"
)
_EMPTY = {"sqlite": text("DELETE FROM search_words"), "postgresql": text("TRUNCATE search_words")}
_FORGET = {
    "sqlite": text("DELETE FROM search_words WHERE rowid = :id"),
    "postgresql": text("DELETE FROM search_words WHERE id = :id"),
}


@event.listens_for(db.session, "after_flush")
def index_what_was_written(session, _context):
    connection = session.connection()
    for thing in session.deleted:
        for kind in KINDS.values():
            if isinstance(thing, kind.model):
                forget(connection, kind, inspect(thing).identity[0])
    for thing in [*session.new, *session.dirty]:
        kind = kind_of(thing)
        if kind is None:
            continue
        state = inspect(thing)
        if any(state.attrs[name].history.has_changes() for name in kind.worded):
            index_thing(connection, thing)


def kind_of(thing):
    return next((kind for kind in KINDS.values() if isinstance(thing, kind.model)), None)


def index_thing(connection, thing):
    """For what was written without a flush."""
    kind = kind_of(thing)
    index(connection, kind, thing.id, kind.space_of(connection, thing), kind.words(thing))


def index(connection, kind, thing_id, space_id, said: str):
    """Have a thing be found by what it says."""
    words = words_of(said)
    stems = " ".join(word.stem for word in words)
    values = {"kind": kind.name, "thing_id": thing_id, "space_id": space_id, "stems": stems}
    number = connection.scalar(_KEEP, values)
    write(connection, [(number, f"s{space_id} k{kind.name}", words)])


def write(connection, rows):
    """The words of (number, place, words) rows, over what stood there."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        values = [{"id": number, "words": vector(place, words)} for number, place, words in rows]
    else:
        values = [
            {
                "id": number,
                "place": place,
                "stems": " ".join(word.stem for word in words),
                "forms": " ".join(word.form for word in words),
            }
            for number, place, words in rows
        ]
    connection.execute(_WRITE[connection.dialect.name], values)


def vector(place, words):
    """A tsvector: stems as they are, forms behind «=», where they stand. Nothing in a word needs quoting."""
    places = {}
    for position, word in enumerate(words, start=1):
        places.setdefault(word.stem, []).append(str(position))
        places.setdefault(f"={word.form}", []).append(str(position))
    # PostgreSQL keeps 255 places of a word.
    said = [f"'{word}':{','.join(at[:255])}" for word, at in places.items()]
    return " ".join([*(f"'@{one}'" for one in place.split()), *said])


def forget(connection, kind, thing_id):
    mine = (SearchDocument.kind == kind.name, SearchDocument.thing_id == thing_id)
    number = connection.scalar(select(SearchDocument.id).where(*mine))
    if number is not None:
        connection.execute(_FORGET[connection.dialect.name], {"id": number})
        connection.execute(delete(SearchDocument.__table__).where(SearchDocument.id == number))


def empty():
    connection = db.session.connection()
    connection.execute(_EMPTY[connection.dialect.name])
    connection.execute(delete(SearchDocument.__table__))


def rebuild(name: str, after: int, most: int) -> tuple[int, int | None]:
    """Index the next `most` things of a kind, those after number `after`: (how many, the last's number or None)."""
    kind, connection = KINDS[name], db.session.connection()
    things = db.session.scalars(
        select(kind.model).where(kind.model.id > after).order_by(kind.model.id).limit(most).options(*kind.reading)
    ).all()
    if not things:
        return 0, None
    spaces = kind.spaces(connection, things)
    said = {thing.id: words_of(kind.words(thing)) for thing in things}
    numbers = db.session.execute(
        SearchDocument.__table__.insert().returning(SearchDocument.id, SearchDocument.thing_id),
        [
            {
                "kind": name,
                "thing_id": number,
                "space_id": spaces[number],
                "stems": " ".join(word.stem for word in words),
            }
            for number, words in said.items()
        ],
    ).all()
    write(connection, [(id, f"s{spaces[thing]} k{name}", said[thing]) for id, thing in numbers])
    return len(things), things[-1].id


def matching(dialect, kind: str, spaces, looked):
    """The clause, with its parameters, that `search_words` holds these words in one of these spaces."""
    if dialect == "postgresql":
        terms = [f"'@k{kind}'", "(" + " | ".join(f"'@s{space}'" for space in spaces) + ")"]
        terms += [f"'{stem}'" for stem in looked.stems]
        terms += ["(" + " <-> ".join(f"'={form}'" for form in phrase) + ")" for phrase in looked.phrases]
        return text("search_words.words @@ CAST(:looked AS tsquery)").bindparams(looked=" & ".join(terms))
    places = " OR ".join(f'"s{space}"' for space in spaces)
    terms = [f'place : ("k{kind}" AND ({places}))']
    terms += [f'stems : "{stem}"' for stem in looked.stems]
    terms += ['forms : "' + " ".join(phrase) + '"' for phrase in looked.phrases]
    return text("search_words MATCH :looked").bindparams(looked=" AND ".join(terms))
