"""A working table of 35 documents with 60 observations each: the board, the list of observations, the desk, a document
with its margin, the public page, a summary of all and its Word paper; queries and the server's own time."""

import statistics
import time
from contextlib import contextmanager

from sqlalchemy import event

from forum.actions import accounts, spaces, summaries
from forum.actions.dating import bring_in
from forum.exports import summaries as papers
from forum.extensions import db
from forum.models import (
    Clause,
    ClauseText,
    Document,
    DocumentVersion,
    Observation,
    ObservationGroup,
    Resolution,
    Worktable,
)
from forum.models.base import now
from forum.permissions import OPERATOR
from forum.readings.summaries import thawed

from .site import client_of, cookie_of, site

DOCUMENTS, OBSERVATIONS, CLAUSES = 35, 60, 12
MOST_QUERIES, MOST_TIME, MOST_PAPER = 12, 0.3, 3
WORDS = "La capellada será de cuero vacuno plena flor, de 2,0 a 2,2 mm de espesor, color negro, sin marcas ni cortes."
KINDS = ("accepted", "changed", "rejected", "noted")


def rows():
    with site() as (app, _folder):
        with app.app_context():
            user = accounts.register(OPERATOR, "f@bench.example", "Facilitadora", "tres palabras juntas", is_admin=True)
            space = spaces.create(user, "Banco", template="course")
            table, documents = filled(user, space)
            started = time.process_time()
            summary = summaries.publish(user, table, documents)
            published = time.process_time() - started
            content, digest = thawed(summary.frozen), summary.digest
            paper = spent(lambda: papers.write(content, digest, "https://tinkuy.example/summaries/1", "docx"))
            person, number, table, first = user.id, summary.id, table.id, documents[0]
            db.session.remove()
        client = client_of(app, cookie_of(app, person))
        pages = {
            "public page": f"/worktables/{table}",
            "board": f"/worktables/{table}/documents",
            "observations": f"/worktables/{table}/observations",
            "desk": f"/worktables/{table}/observations/desk",
            "document": f"/documents/{first}",
            "summary": f"/summaries/{number}",
            "what to publish": f"/worktables/{table}/summaries/new",
            "letters": f"/summaries/{number}/letters",
        }
        found = [measured(app, client, name, address) for name, address in pages.items()]
    size = f"{DOCUMENTS} documents × {OBSERVATIONS} observations"
    return [
        *[(f"{name} of {size}, server", figure, reach) for name, figure, reach in found],
        (f"summary of {size} published", f"{published:.2f} s", "–"),
        ("that summary → DOCX", f"{paper:.2f} s", f"≤ {MOST_PAPER} s"),
    ]


def measured(app, client, name, address):
    with counting(app) as seen:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    taken = spent(lambda: client.get(address))
    reach = f"≤ {MOST_TIME} s" if name == "document" else f"≤ {MOST_TIME} s, ≤ {MOST_QUERIES}"
    return name, f"{taken:.2f} s, {len(seen)} queries", reach


def spent(function):
    """The processor's seconds that it takes: others may be at work on the machine."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        function()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


@contextmanager
def counting(app):
    """The statements sent meanwhile."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT")):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def filled(user, space):
    """(the working table, the numbers of its documents): half of the observations are answered, like ones together."""
    table = Worktable(space_id=space.id, title="Uniformes y calzado", public=True, created_by_id=user.id)
    things = [table]
    documents = [document_of(table, number, user, things) for number in range(DOCUMENTS)]
    bring_in(OPERATOR, things)
    return table, [one.id for one in documents]


def document_of(table, number, user, things):
    document = Document(worktable=table, code=f"FT-{number + 1:02}", title=f"Zapato de vestir {number}", state="review")
    document.sector = ("Textil y confecciones", "Cuero y calzado")[number % 2]
    version = DocumentVersion(document=document, number=1, finished_at=now(), created_by=user)
    clauses = [Clause(document=document) for _place in range(CLAUSES)]
    for place, clause in enumerate(clauses):
        words = {"position": place, "number": f"{place + 1}", "heading": f"Apartado {place + 1}", "text": WORDS}
        things.append(ClauseText(version=version, clause=clause, **words))
    for turn in range(0, OBSERVATIONS, 3):
        resolution = group = None
        if turn % 2:
            resolution = Resolution(document=document, kind=KINDS[turn % 4], reason="Se midió en laboratorio.")
        else:
            group = ObservationGroup(document=document)
        for place in range(3):
            made = Observation(
                document=document,
                made_on=version,
                clause=clauses[turn % CLAUSES],
                number=turn + place + 1,
                kind=("technical", "general", "editorial")[turn % 3],
                quote="de 2,0 a 2,2 mm de espesor",
                comment=f"Casi ningún taller consigue cuero de ese espesor: pedimos bajarlo, razón {turn} y {place}.",
                proposal="de 1,8 a 2,2 mm de espesor",
                reason="El cuero se rebaja al armar, y el ensayo de flexión pasa con menos.",
                organization_name=f"Taller {(number * 7 + turn + place) % 40}",
                name="Nélida Quispe",
                contact=f"taller{(number + turn) % 40}@correo.example",
                resolution=resolution,
                group=group,
            )
            things.append(made)
    return document
