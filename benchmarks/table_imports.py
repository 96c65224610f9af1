"""60 Word files of as many people brought into one matrix: sent, read in the background, proposed."""

import io
import time

from forum import exports
from forum.actions import accounts, matrices, spaces
from forum.exchange import Column, Entry, Row, Table
from forum.extensions import db
from forum.jobs.table_imports import read_tables
from forum.models import TableImport
from forum.permissions import OPERATOR

from .desk import proposals
from .site import client_of, cookie_of, site

FILES, ROWS, COLUMNS, EACH = 60, 4, 4, 3


def rows():
    texts = iter(proposals(FILES * ROWS * COLUMNS * EACH))
    files = [
        exports.write(
            table([[[Entry(next(texts)) for _ in range(EACH)] for _ in range(COLUMNS)] for _ in range(ROWS)]), "docx"
        )
        for _ in range(FILES)
    ]
    with site() as (app, _folder):
        with app.app_context():
            user = accounts.register(OPERATOR, "f@bench.example", "Facilitadora", "tres palabras juntas", is_admin=True)
            space = spaces.create(user, "Banco", template="empty")
            matrix = matrices.import_table(user, space, table([[[] for _ in range(COLUMNS)] for _ in range(ROWS)])).id
            number = user.id
            db.session.remove()
        client = client_of(app, cookie_of(app, number))
        started = time.perf_counter()
        sent = [
            (io.BytesIO(data), f"Persona {chr(65 + place // 26)}{chr(65 + place % 26)}.docx")
            for place, data in enumerate(files)
        ]
        answer = client.post(f"/matrices/{matrix}/imports", data={"files": sent}, content_type="multipart/form-data")
        assert answer.status_code == 303, answer.status_code
        uploaded = time.perf_counter() - started
        with app.app_context():
            read_tables({"table_import": 1})
            form = {}
            for file in db.session.get(TableImport, 1).files:
                assert file.state == "read", file.problem
                form |= {
                    f"take-{file.id}": "1",
                    f"author-{file.id}": file.author,
                    f"seen-{file.id}": ROWS * COLUMNS * EACH,
                }
            db.session.remove()
        read = time.perf_counter() - started
        shown = time.perf_counter()
        assert client.get("/table-imports/1").status_code == 200
        shown = time.perf_counter() - shown
        written = time.perf_counter()
        assert client.post("/table-imports/1/proposals", data=form).status_code == 303
        written = time.perf_counter() - written
    figure = f"{read + written:.1f} s (sent {uploaded:.1f}, read {read - uploaded:.1f}, written {written:.1f})"
    return [
        (f"{FILES} Word files of {ROWS * COLUMNS * EACH} entries → proposals", figure, "≤ 60 s"),
        ("… the report by file", f"{shown * 1000:.0f} ms", "–"),
    ]


def table(cells):
    return Table(
        "Tablas",
        "",
        ["Actor"],
        [Column([f"Pregunta {number + 1}"]) for number in range(COLUMNS)],
        [Row([f"Actor {number + 1}"], line) for number, line in enumerate(cells)],
    )
