"""CSV: one line an entry, for spreadsheets and scripts.

The separator is ";": in Bolivia and wherever else the comma separates decimals, Excel takes a comma for part of the
text and opens a comma-separated file as one column. (The "sep=" line that would tell it so makes it forget the UTF-8
mark.) Python's and LibreOffice's readers recognise either.

A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage return) gets a "'"
before it, and so does one that begins with "'" marks followed by one of these: whoever reads the file takes away one
"'" wherever `QUOTED` matches, and has the text to the letter.
"""

import csv
import io
import re

from flask_babel import gettext as _

from . import layout

SEPARATOR = ";"
QUOTED = re.compile(r"'+[=+\-@\t\r]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write(table, options) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow([*layout.headings(), _("Fuentes")])
    states = layout.state_names()
    for row, column, entry in layout.records(table, options.progress):
        writer.writerow([guarded(layout.clean(text)) for text in (row, column, *_said(entry, states))])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _said(entry, states):
    if entry is None:
        return ("",) * 6
    sources = "\n".join(_source(source) for source in entry.sources)
    return entry.text, states[entry.state], entry.author, entry.actor, entry.reason, sources


def _source(source):
    """«las palabras» Nélida Quispe, Productores, Foro 2, 12 de noviembre de 2026 https://…"""
    note = layout.note(0, source)
    said_by = ", ".join(part for part in (note.who, note.where) if part)
    return " ".join(part for part in (f"«{note.quote}»", said_by, note.url) if part)


def guarded(text):
    return f"'{text}" if _FORMULA.match(text) else text
