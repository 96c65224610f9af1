"""A working table to tell stories of: two documents of a ministry, one in review with two versions of its clauses."""

from types import SimpleNamespace

from forum.extensions import db
from forum.models import Clause, ClauseText, Document, DocumentVersion, Worktable
from forum.models.base import now

CLAUSES = (
    (1, "3", "Materiales", ""),
    (2, "3.1", "", "La capellada será de cuero vacuno plena flor, de 2,0 a 2,2 mm de espesor, color negro."),
    (2, "3.2", "", "El forro será de cuero o de tela no tejida, sin costuras en la zona del talón."),
    (1, "4", "Rotulado y entrega", "Cada par llevará talla, lote y nombre del taller que lo produjo."),
)


def open_worktable(world, state="review", public=False):
    """The numbers of what was made: `table`, `document` (in `state`, with one version), `draft` (another, without any
    version), `version`, `clauses` (of `CLAUSES`, in order)."""
    with world.app.app_context():
        table = Worktable(
            space_id=world.space,
            title="Uniformes y calzado",
            purpose="Revisamos fichas técnicas.",
            public=public,
            created_by_id=world.user.marcela,
        )
        db.session.add(table)
        db.session.flush()
        shoe = Document(
            worktable_id=table.id,
            code="FT-07",
            title="Zapato de vestir",
            sector="Cuero y calzado",
            demander="Policía",
            state=state,
        )
        other = Document(worktable_id=table.id, code="FT-08", title="Camisa de faena", sector="Textil")
        db.session.add_all([shoe, other])
        db.session.flush()
        version = DocumentVersion(document_id=shoe.id, number=1, finished_at=now(), created_by_id=world.user.marcela)
        db.session.add(version)
        db.session.flush()
        clauses = []
        for place, (level, number, heading, text) in enumerate(CLAUSES):
            clause = Clause(document_id=shoe.id)
            db.session.add(clause)
            db.session.flush()
            clauses.append(clause.id)
            db.session.add(
                ClauseText(
                    version_id=version.id,
                    clause_id=clause.id,
                    position=place,
                    level=level,
                    number=number,
                    heading=heading,
                    text=text,
                )
            )
        db.session.commit()
        return SimpleNamespace(table=table.id, document=shoe.id, draft=other.id, version=version.id, clauses=clauses)
