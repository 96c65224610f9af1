"""What a clause may hold, and putting clauses into a version: shared by who writes and by what is read from files."""

from dataclasses import dataclass, field
from hashlib import sha256

from flask_babel import gettext as _

from ...errors import Invalid
from ...extensions import db
from ...models import Clause, ClauseText, DocumentVersion
from ...text.legible import legible, one_line

LONGEST_NUMBER = 40
LONGEST_HEADING = 300
LONGEST_TEXT = 20_000
LONGEST_CELL = 20_000
LONGEST_CAPTION = 300
DEEPEST = 6
MOST_CLAUSES = 1_000
MOST_TABLES = 20
MOST_ROWS = 500
MOST_COLUMNS = 30
MOST_FIGURES = 20


@dataclass
class Words:
    """A clause as somebody gives it; `clause` is the number of the one it stays, None for a new one."""

    number: str = ""
    heading: str = ""
    text: str = ""
    level: int = 1
    tables: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    clause: int | None = None


def fingerprint(text: ClauseText) -> str:
    """Of what stands in it: who changes it names what they saw."""
    held = (text.number, text.heading, text.text, text.level, text.tables, text.figures)
    return sha256(repr(held).encode()).hexdigest()[:16]


def clean(words: Words) -> Words:
    """As it is kept; `Invalid` with a sentence for each field that cannot be."""
    tables = [clean_table(table) for table in words.tables]
    kept = Words(
        one_line(words.number),
        one_line(words.heading),
        legible(words.text),
        min(max(words.level, 1), DEEPEST),
        [table for table in tables if table["rows"]],
        [figure | {"caption": one_line(figure.get("caption", ""))[:LONGEST_CAPTION]} for figure in words.figures],
        words.clause,
    )
    wrong = {}
    lengths = (("number", LONGEST_NUMBER), ("heading", LONGEST_HEADING), ("text", LONGEST_TEXT))
    for name, most in lengths:
        if len(getattr(kept, name)) > most:
            wrong[name] = _("Usa como mucho %(n)s letras.", n=most)
    if any(not table["rows"] for table in tables):
        wrong["tables"] = _("Una línea sin «|» no es una fila. Escribe las celdas separadas por «|».")
    if len(tables) > MOST_TABLES or any(
        len(table["rows"]) > MOST_ROWS or len(table["rows"][0]) > MOST_COLUMNS for table in kept.tables
    ):
        wrong["tables"] = _(
            "Un apartado lleva como mucho %(tables)s tablas, de %(rows)s filas y %(columns)s columnas.",
            tables=MOST_TABLES,
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        )
    if len(kept.figures) > MOST_FIGURES:
        wrong["figure"] = _("Un apartado lleva como mucho %(n)s figuras.", n=MOST_FIGURES)
    if not (kept.number or kept.heading or kept.text or kept.tables or kept.figures):
        wrong["text"] = _("Escribe el apartado antes de guardarlo.")
    if wrong:
        raise Invalid(fields=wrong)
    return kept


def clean_table(table):
    rows = [[legible(str(cell))[:LONGEST_CELL] for cell in row] for row in table["rows"]]
    return {"caption": one_line(table.get("caption", ""))[:LONGEST_CAPTION], "rows": rows}


def fill(version: DocumentVersion, clauses: list[Words]):
    """Put the clauses into a version that has none yet, in their order."""
    check_count(len(clauses))
    for place, words in enumerate(clauses):
        put(version, words, place)


def put(version: DocumentVersion, words: Words, position: int) -> ClauseText:
    number = words.clause
    if number is None:
        clause = Clause(document_id=version.document_id)
        db.session.add(clause)
        db.session.flush()
        number = clause.id
    text = ClauseText(version_id=version.id, clause_id=number, position=position)
    write(text, words)
    db.session.add(text)
    return text


def write(text: ClauseText, words: Words):
    text.number, text.heading, text.text, text.level = words.number, words.heading, words.text, words.level
    text.tables, text.figures = words.tables, words.figures


def taken(text: ClauseText) -> Words:
    """The same clause for another version."""
    return Words(text.number, text.heading, text.text, text.level, text.tables, text.figures, text.clause_id)


def check_count(count):
    if count > MOST_CLAUSES:
        raise Invalid(_("Un documento lleva como mucho %(n)s apartados.", n=MOST_CLAUSES))


def numbered(levels: list[int]) -> list[str]:
    """«1», «1.1», «1.2», «2»: the numbers of clauses of these levels. A level that is skipped counts as one."""
    counts, numbers = [], []
    for level in levels:
        depth = min(level, len(counts) + 1)
        counts = [*counts[: depth - 1], (counts[depth - 1] if depth <= len(counts) else 0) + 1]
        numbers.append(".".join(map(str, counts)))
    return numbers
