"""Two editions of 40 × 12 × 20 entries: what changed from one to the other, and that as a page's words and as Word."""

import time
from copy import deepcopy

from forum.actions import accounts, editions, matrices, spaces
from forum.exchange import from_frozen, to_frozen
from forum.exports import differences as papers
from forum.extensions import db
from forum.permissions import OPERATOR
from forum.readings.editions import differences
from forum.text import difference

from .matrices import large, timed
from .site import client_of, cookie_of, site


def two():
    """The table, and the same where every entry of a fifth was reworded, moved, declined, removed or shuffled."""
    before = large()
    for number, column in enumerate(before.columns):
        column.id = number + 1
    for number, row in enumerate(before.rows):
        row.id = number + 1
    for number, entry in enumerate(before.entries()):
        entry.id, entry.actor = number + 1, f"Actor {number % 40 + 1}"
    after = deepcopy(before)
    for row in after.rows:
        for place, cell in enumerate(row.cells):
            for entry in cell[0:4]:
                entry.text = entry.text.replace("Acordar con", "Firmar un convenio con") + " antes de marzo"
            row.cells[(place + 1) % 12].extend(cell[4:8])
            del cell[4:8]
            for entry in cell[4:8]:
                entry.state, entry.reason = "declined", "No es rol de este actor"
            cell.reverse()
            del cell[-1:]
    return before, after


def served():
    """Publishing such a matrix, its edition's page, and where its actors come together; by the server's own time."""
    with site() as (app, _folder):
        with app.app_context():
            user = accounts.register(OPERATOR, "f@bench.example", "Facilitadora", "tres palabras juntas", is_admin=True)
            space = spaces.create(user, "Banco", template="course")
            matrix = matrices.import_table(user, space, large(), "Grande")
            number, person = matrix.id, user.id
            started = time.perf_counter()
            edition = editions.publish(user, matrix, "", "members", True, False).id
            published = time.perf_counter() - started
            db.session.remove()
        client = client_of(app, cookie_of(app, person))
        read, answer = timed(lambda: client.get(f"/editions/{edition}"), 3)
        assert answer.status_code == 200, answer.status_code
        agenda, answer = timed(lambda: client.get(f"/matrices/{number}/convergence"), 3)
        assert answer.status_code == 200, answer.status_code
    return [
        ("edition of 9,600 entries published", f"{published:.2f} s", "–"),
        ("that edition: the page, server", f"{read:.2f} s", "–"),
        ("convergence of 9,600 entries: the page, server", f"{agenda:.2f} s", "–"),
    ]


def rows():
    before, after = two()
    told = {"number": 1}
    with site() as (app, _folder), app.test_request_context():
        frozen = [to_frozen(table, told) for table in (before, after)]
        read, pair = timed(lambda: [from_frozen(data)[0] for data in frozen], 3)
        taken, found = timed(lambda: differences(*pair), 3)
        words, _said = timed(lambda: [difference(*one.words) for one in found.changes if "reworded" in one.kinds], 3)
        paper, _data = timed(lambda: papers.write(found, found.by_cell(), "Matriz", "Banco", ("1", "2")), 1)
    return [
        *served(),
        ("two editions of 9,600 entries read", f"{read:.2f} s", "–"),
        (f"what changed between them: {len(found.changes):,} entries", f"{taken:.2f} s", "≤ 1 s"),
        (f"{found.counts['reworded']:,} of them word by word", f"{words:.2f} s", "–"),
        ("read, compared and word by word", f"{read + taken + words:.2f} s", "≤ 1 s"),
        ("that difference → DOCX", f"{paper:.2f} s", "–"),
    ]
