"""The words of clauses, as observations quote them."""

from ...extensions import db
from ...models import ClauseText


def clause_words(clause) -> str:
    """A clause as one text, in which passages are counted: heading, paragraphs, cells of tables."""
    cells = [" ".join(map(str, row)) for table in clause.tables or () for row in table.get("rows", ())]
    return "\n".join([clause.heading, clause.text, *cells])


def words_of_version(version_id) -> dict[int, str]:
    """{clause: its words} of a version."""
    query = db.select(ClauseText).where(ClauseText.version_id == version_id).order_by(ClauseText.position)
    return {clause.clause_id: clause_words(clause) for clause in db.session.scalars(query)}
