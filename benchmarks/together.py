"""Eight people on one matrix at once over bad lines, for long: what they see in the end, and what the log tells."""

import random
import time

from forum.actions import accounts, matrices, spaces
from forum.exchange import Column, Row, Table
from forum.extensions import db
from forum.models import Entry
from forum.permissions import OPERATOR
from tests.matrices.together import Client, replayed, run, texts_of

from .site import site

STEPS, CLIENTS, SEED = 20_000, 8, 20261121


def rows():
    print(f"seed {SEED}")
    with site() as (app, _folder), app.app_context():
        user, *others = [
            accounts.register(OPERATOR, f"f{n}@bench.example", f"Facilita {n}", "tres palabras juntas", is_admin=True)
            for n in range(CLIENTS)
        ]
        people = [user.id, *(other.id for other in others)]
        space = spaces.create(user, "Banco", template="empty")
        rows = [Row([f"Actor {n}"], [[] for _ in range(4)]) for n in range(6)]
        columns = [Column([f"Columna {n}"]) for n in range(4)]
        matrix = matrices.import_table(user, space, Table("Juntos", "", ["Actor"], columns, rows), "Juntos").id
        clients = [Client(person, matrix) for person in people]
        started = time.perf_counter()
        done = run(clients, random.Random(SEED).choice, STEPS)
        taken = time.perf_counter() - started
        fresh = Client(people[0], matrix)
        fresh.reload()
        other = sum(client.cells != fresh.cells for client in clients)
        lost = {words for client in clients for words in client.said} - texts_of(matrix)
        wrong = sum(db.session.get(Entry, number).text != fields["text"] for number, fields in replayed(matrix).items())
    figure = f"{other} clients see otherwise, {wrong} entries other in the log, {len(lost)} texts lost"
    return [(f"{STEPS:,} steps of {CLIENTS} clients, {done:,} done, in {taken:.0f} s", figure, "0, 0, 0")]
