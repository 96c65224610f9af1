"""A matrix of 40 × 12 × 20 entries: opened, written in every format, read back."""

import statistics
import time

from forum import exports, imports
from forum.actions import matrices, spaces
from forum.exchange import Column, Entry, Row, Table
from forum.permissions import OPERATOR

from .site import client_of, cookie_of, site

WORDS = "Acordar con el actor {} el punto {} de la columna {}"
REACH = {"docx": 1, "xlsx": 1, "csv": 1, "json": 1, "odt": 2, "pdf": 10}


def large():
    """40 rows, 12 columns under four heads, 20 entries a cell: 9,600."""
    columns = [Column([f"Grupo {n // 3 + 1}", f"Columna {n + 1}"]) for n in range(12)]
    rows = [
        Row(
            [f"Actor {r + 1}"],
            [
                [Entry(f"Acordar con el actor {r + 1} el punto {n + 1} de la columna {c + 1}") for n in range(20)]
                for c in range(12)
            ],
        )
        for r in range(40)
    ]
    return Table("Matriz grande", "¿Cuánto cabe?", ["Actor"], columns, rows)


def rows():
    table = large()
    with site() as (app, _folder), app.test_request_context():
        out = []
        for format, reach in REACH.items():
            times, data = timed(lambda format=format: exports.write(table, format), 3)
            out.append((f"9,600 entries → {format}", f"{times:.2f} s", f"≤ {reach} s"))
            if format == "docx":
                times, _ = timed(lambda data=data: imports.read(data, "grande.docx"), 3)
                out.append(("that DOCX → table", f"{times:.2f} s", "≤ 4 s"))
    return out + opened(table)


def opened(table):
    """The editor's page, by the server's own time."""
    from forum.actions import accounts
    from forum.extensions import db

    with site() as (app, _folder):
        with app.app_context():
            user = accounts.register(OPERATOR, "f@bench.example", "Facilitadora", "tres palabras juntas", is_admin=True)
            space = spaces.create(user, "Banco", template="empty")
            started = time.perf_counter()
            matrix = matrices.import_table(user, space, table, "Grande").id
            stored = time.perf_counter() - started
            number = user.id
            db.session.remove()
        client = client_of(app, cookie_of(app, number))
        times, answer = timed(lambda: client.get(f"/matrices/{matrix}"), 5)
        assert answer.status_code == 200, answer.status_code
        size = len(answer.data) / 1e6
    return [
        ("9,600 entries stored (import)", f"{stored:.2f} s", "–"),
        ("matrix of 40 × 12 × 20: the page, server", f"{times:.2f} s ({size:.1f} MB)", "≤ 0.4 s"),
    ]


def timed(function, times):
    """(median seconds, last result)."""
    taken, result = [], None
    for _ in range(times):
        started = time.perf_counter()
        result = function()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken), result
