"""Matrices of odd texts through a word processor: DOCX → LibreOffice → DOCX → read. Needs `soffice`.

    python -m benchmarks wordprocessor

500 matrices are written, opened and saved by LibreOffice, and read again: which entries still know their number, and
which say the same to the letter (but for blanks, which a word processor may change by itself).
"""

import random
import shutil
import subprocess
import tempfile
import unicodedata
from pathlib import Path

from flask import Flask
from flask_babel import Babel

from forum import exports, imports
from forum.exchange import Column, Entry, Row, Table
from forum.exports import Options

MATRICES, AT_ONCE = 500, 50
SEED = 20261121
PIECES = (
    *("- ", "– ", "• ", "1. ", "a) ", "=", "+", "'", "@", " › ", "_x0041_", "<b>", "&amp;", "«…»", "\u200f", "%(n)s"),
    *("Comprar", "quinua", "ración", "العربية", "שלום", "🌽", "👩🏽‍🌾", "lo que se siembra cerca", "a treinta días"),
)


def rows():
    if shutil.which("soffice") is None:
        return [("matrices through LibreOffice", "not measured: there is no soffice here", "0 lost")]
    app = Flask("wordprocessor")
    Babel(app, default_locale="es")
    dice = random.Random(SEED)
    print(f"seed {SEED}")
    entries = known = same = 0
    with app.test_request_context(), tempfile.TemporaryDirectory() as folder:
        for start in range(0, MATRICES, AT_ONCE):
            tables = {f"m{n}": table(dice) for n in range(start, start + AT_ONCE)}
            for name, back in through(tables, Path(folder) / str(start)):
                expected = {entry.id: entry.text for entry in tables[name].entries()}
                found = {entry.marks["ids"][0][0]: entry.text for entry in back if entry.marks and entry.marks["ids"]}
                entries += len(expected)
                known += len(expected.keys() & found.keys())
                same += sum(plain(text) == plain(found.get(id, "")) for id, text in expected.items())
    figure = f"{entries - known} of {entries:,} lost their number, {entries - same} other words"
    return [(f"{MATRICES} matrices DOCX → LibreOffice → DOCX → read", figure, "0 lost")]


def through(tables, folder):
    """(name, entries) of each table, once LibreOffice has opened and saved it."""
    (folder / "out").mkdir(parents=True)
    for name, one in tables.items():
        (folder / f"{name}.docx").write_bytes(exports.write(one, "docx", Options()))
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", folder / "out"),
            *sorted(folder.glob("*.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    for name in tables:
        reading = imports.read((folder / "out" / f"{name}.docx").read_bytes(), f"{name}.docx")
        yield name, reading.tables[reading.best].table.entries()


def table(dice):
    """Up to three levels of heads, groups of rows, some cells empty; every entry has a number."""
    depth, wide, high = dice.randint(1, 3), dice.randint(1, 5), dice.randint(1, 5)
    numbers = iter(range(1, 10_000))
    columns = [Column([*(f"Grupo {n // 2}" for _ in range(depth - 1)), f"Columna {n}"]) for n in range(wide)]
    lines = [
        Row(
            [f"Región {n // 2}", f"Actor {n}"],
            [[Entry(words(dice), id=next(numbers)) for _ in range(dice.randint(0, 3))] for _ in columns],
        )
        for n in range(high)
    ]
    if not any(cell for line in lines for cell in line.cells):
        lines[0].cells[0].append(Entry("Una", id=next(numbers)))
    return Table("Matriz", "¿Qué?", ["Región", "Actor"], columns, lines)


def words(dice):
    text = "".join(dice.choice(PIECES) for _ in range(dice.randint(1, 6))).strip()
    return f"{text} {'palabra ' * dice.choice((0, 0, 3, 60))}".strip() or "una"


def plain(text):
    return " ".join(unicodedata.normalize("NFC", text).split())
