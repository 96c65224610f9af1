"""Files that were sent to a working table: what they would become, and which clause of a new version is which."""

import re
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...extensions import db
from ...models import ClauseText, Document, DocumentFile, DocumentImport, DocumentVersion, Worktable
from ...text import folded
from ...text.likeness import Match, Part, matched
from .versions import clauses_of, finished_versions

CODE = re.compile(r"[A-Za-zÑñ]{1,6}[-_ .]?\d{1,4}(?:[-.]\d{1,4})?")


@dataclass
class Proposed:
    """What a file would become: `known` is the document of the working table that has its code already."""

    file: DocumentFile
    code: str
    title: str
    known: Document | None


def document_imports_of(table: Worktable):
    """(import, how many files), the newest first."""
    query = (
        select(DocumentImport, func.count(DocumentFile.id))
        .outerjoin(DocumentFile, DocumentFile.import_id == DocumentImport.id)
        .where(DocumentImport.worktable_id == table.id, DocumentImport.removed_at.is_(None))
        .group_by(DocumentImport.id)
        .options(joinedload(DocumentImport.user), joinedload(DocumentImport.document))
        .order_by(DocumentImport.id.desc())
        .limit(20)
    )
    return db.session.execute(query).all()


def proposals(found: DocumentImport) -> list[Proposed]:
    """For each file that was read, or refused."""
    query = select(Document).where(Document.worktable_id == found.worktable_id, Document.removed_at.is_(None))
    known = {folded(one.code): one for one in db.session.scalars(query)}
    out = []
    for file in found.files:
        code, title = guessed(file.filename, file.title)
        out.append(Proposed(file, code, title, known.get(folded(code))))
    return out


def guessed(filename: str, title: str) -> tuple[str, str]:
    """«FT-07 Zapato de vestir.docx» → («FT-07», «Zapato de vestir»); the title that the file says comes first."""
    stem = " ".join(filename.rpartition(".")[0].replace("_", " ").split()) or filename
    found = CODE.search(stem)
    code = found[0].upper().replace(" ", "-") if found else stem[:40]
    rest = (stem[: found.start()] + stem[found.end() :]).strip(" -–.") if found else ""
    return code, (title or rest or stem)[:200]


def likened(version: DocumentVersion | None, content: list) -> tuple[list[ClauseText], list[Match]]:
    """(the clauses of `version`, for each clause that was read which of them it is)."""
    before = clauses_of(version) if version is not None else []
    place_of = {text.clause_id: place for place, text in enumerate(before)}
    known = {}  # by the bookmarks of our own exports; a copy of one says nothing
    for place, one in enumerate(content):
        if (old := place_of.get(one.get("mark"))) is not None and old not in known.values():
            known[place] = old
    olds = [place for place in range(len(before)) if place not in known.values()]
    news = [place for place in range(len(content)) if place not in known]
    likely = matched([_part(before[place]) for place in olds], [_read_part(content[place]) for place in news])
    matches = {place: Match(old) for place, old in known.items()}
    for place, match in zip(news, likely, strict=True):
        old = None if match.old is None else olds[match.old]
        matches[place] = Match(old, match.doubtful, [olds[one] for one in match.candidates])
    return before, [matches[place] for place in range(len(content))]


def _part(text):
    prose = f"{text.heading} {text.text}".strip()
    return Part(text.number, text.heading, _words(text.heading, text.text, text.tables), prose)


def _read_part(one):
    prose = f"{one['heading']} {one['text']}".strip()
    return Part(one["number"], one["heading"], _words(one["heading"], one["text"], one["tables"]), prose)


def latest(document: Document) -> DocumentVersion | None:
    versions = finished_versions(document)
    return versions[0] if versions else None


def _words(heading, text, tables):
    cells = (cell for table in tables for row in table["rows"] for cell in row)
    return " ".join([heading, text, *cells])
