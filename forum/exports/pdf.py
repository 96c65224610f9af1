"""PDF by Typst: tagged, PDF/UA-1, the same on every machine.

The words go in as JSON, so none of them is markup; `matrix.typ` says how it looks. Letters come from the fonts that are
installed with us, not from the machine's, but for signs that ours do not have (Arabic, Chinese, emoji): for those the
machine's fonts are asked, and where they do not have them either a "□" stands, for PDF/UA wants every sign shown.
"""

import json
import re
from dataclasses import asdict, replace
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib.util import find_spec
from math import ceil
from pathlib import Path

import typst
from flask_babel import gettext as _

from . import layout, signing, spans, weaves

TEMPLATE = Path(__file__).with_name("matrix.typ")
FONTS = ("font_source_serif_pro", "font_source_sans_pro")
MISSING = "□"
NARROW = 36  # mm: words are hyphenated in narrower columns
PATIENCE = 300  # how many signs are looked for one by one before all strange ones are given up

# What the fonts of ours surely have; runs of anything else, with the letter that they may sit on, are tried first.
PLAIN = "\t\n\u200b -~\u00a0-\u017e–—‘’“”„†‡•…‰‹›⁄€™−←↑→↓≈≠≤≥□"
SIGN = re.compile(f"[^{PLAIN}]")
STRANGE = re.compile(f".?[^{PLAIN}]+")
PROBE = b"""#set document(title: "-")
#for words in json(bytes(sys.inputs.data)) {
  box(text(font: ("Source Serif Pro", "Libertinus Serif", "DejaVu Sans Mono"), words))
  box(text(font: ("Source Sans Pro", "DejaVu Sans Mono"), words))
}"""


def write(table, options) -> bytes:
    paper = layout.lay(table, options)
    made = datetime.combine(options.date, time(12), UTC) if options.date else datetime.now(UTC).replace(microsecond=0)
    return compiled(TEMPLATE, _data(paper, table, options), made)


def compiled(source, data, made=None) -> bytes:
    """The paper that the template `source` makes of this."""
    data = json.dumps(data, ensure_ascii=False).replace("\ufeff", "")
    machine = bool(SIGN.search(data))
    if machine:
        data = _showable(data)
    return _compile(source, data, machine, made or datetime.now(UTC).replace(microsecond=0))


def _compile(source, data, machine, made=None):
    """PDF/UA-1, or TypstError; `machine` says whether the machine's fonts may help."""
    return typst.compile(
        source,
        font_paths=_fonts(machine),
        ignore_system_fonts=not machine,
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=made,
    )


@lru_cache
def _fonts(machine):
    places = [place for name in FONTS if (spec := find_spec(name)) for place in spec.submodule_search_locations]
    return typst.Fonts(include_system_fonts=machine, font_paths=[str(Path(place) / "files") for place in places])


def _showable(data):
    """The data with "□" for what no font can show, found out on a small page that has only the strange signs.

    Each alone first, for Typst looks for a font by the first sign of a run and gives up the run with it.
    """
    missing = {}
    for pattern in (SIGN, STRANGE):
        tried = sorted(set(pattern.findall(data.translate(missing))))
        for _attempt in range(PATIENCE):
            try:
                _compile(PROBE, json.dumps(tried), True)
                break
            except typst.TypstError as error:
                signs = SIGN.findall(_named_in(error.message))
                if not signs:
                    return SIGN.sub(MISSING, data)
                missing |= {ord(sign): MISSING for sign in signs}
                tried = [text.translate(missing) for text in tried]
        else:
            return SIGN.sub(MISSING, data)
    return data.translate(missing)


def _named_in(message):
    """The text that Typst complains about: it stands in its message as a literal between grave accents."""
    found = re.search(r'`"(.*?)"`', message, re.DOTALL)
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), found[1]) if found else ""


# What matrix.typ is given


def _data(paper, table, options):
    wide, high = layout.SHEETS[paper.sheet]
    parts = _parts(paper, table, options.progress)
    explained = _("Los números remiten a las palabras de las que sale cada entrada, al final.")
    return {
        "title": paper.title or _("Matriz"),
        "question": paper.question,
        "space": paper.space,
        "imprint": paper.imprint,
        "footing": paper.footing,
        "edition": layout.edition_name(options.edition),
        "date": layout.long_date(options.date),
        "url": paper.url,
        "language": paper.language,
        "size": paper.size,
        "margin": layout.MARGIN,
        "width": wide,
        "height": high,
        "narrow": any(width < NARROW for part in parts for width in part["widths"][paper.stub :]),
        "footer": explained if paper.notes else paper.title,
        "page": layout.pieces(_("Página {page} de {pages}")),
        "weaves": {str(line.weave): weaves.pattern(line.weave) for line in paper.lines if line.weave},
        "parts": parts,
        "signing": _signing(options),
        "sums-title": _("Qué suman los valores"),
        "sums": [breakable(text) for text in paper.sums],
        "notes-title": _("De dónde sale cada entrada"),
        "notes": [
            {
                "number": note.number,
                "quote": breakable(f"«{note.quote}»"),
                "who": note.who,
                "where": note.where or (_("Abrir") if note.url else ""),
                "url": note.url,
                "changed": _("El aporte cambió desde entonces.") if note.changed else "",
                "right": layout.right_to_left(note.quote),
            }
            for note in paper.notes
        ],
    }


def _signing(options):
    """The block of signatures; nothing where nobody signs."""
    return asdict(signing.block(options)) if options.signers else None


def _parts(paper, table, progress):
    """The tables: one, or where a sheet has no room for all columns several, each with the row labels."""
    cuts = _cuts(paper, table)
    total = len(table.columns)
    begun = paper.label_rows
    return [
        {
            "caption": _("Columnas %(first)s a %(last)s de %(total)s", first=first + 1, last=last, total=total)
            if len(cuts) > 1
            else "",
            "widths": _widths(paper, first, last),
            "heads": [
                [breakable(span.text), span.rows, span.columns]
                for row in spans.begun(_heads(paper, table, first, last))
                for span in row
            ],
            "rows": [
                {
                    "labels": [
                        [breakable(span.text), span.rows, span.columns, _pattern(paper, span, line)]
                        for span in begun[number]
                    ],
                    "cells": [[_entry(item) for item in cell] for cell in line.cells[first:last]],
                    "tall": line.tall,
                }
                for number, _labels, line in layout.walk(paper, progress if not first else None)
            ],
        }
        for first, last in cuts
    ]


def _cuts(paper, table):
    """From which column to which each table goes: groups of columns stay together where they fit on a sheet."""
    total = len(table.columns)
    room = int(_room(paper) // layout.READABLE) or 1
    if total <= room:
        return [(0, total)]
    most = ceil(total / ceil(total / room))
    cuts, first = [], 0
    while first < total:
        last = min(total, first + most)
        groups = [n for n in range(first + 1, last + 1) if n == total or _group(table, n) != _group(table, n - 1)]
        last = groups[-1] if groups else last
        cuts.append((first, last))
        first = last
    return cuts


def _group(table, number):
    """Columns under the same outermost head are a group; a column that has one label only stands alone."""
    path = table.columns[number].path
    return path[0] if len(path) > 1 else number


def _room(paper):
    return layout.SHEETS[paper.sheet][0] - 2 * layout.MARGIN - sum(paper.widths[: paper.stub])


def _widths(paper, first, last):
    own = paper.widths[paper.stub + first : paper.stub + last]
    share = _room(paper) / sum(own) if own else 1
    return [*paper.widths[: paper.stub], *(round(width * share, 2) for width in own)]


def _heads(paper, table, first, last):
    if (first, last) == (0, len(table.columns)):
        return paper.heads
    return spans.heads(replace(table, columns=table.columns[first:last]), paper.stub)


def _pattern(paper, span, line):
    return str(line.weave) if line.weave and span.column + span.columns == paper.stub else ""


def _entry(item):
    return [
        breakable(item.text),
        item.marks,
        min(item.numbers, default=0),
        item.aside,
        item.state == "declined",
        layout.right_to_left(item.text),
    ]


def breakable(text):
    """Words longer than a column may break: invisible places to do so, every ten letters. Tabs become blanks."""
    text = text.replace("\t", "\u00a0" * 4)
    return re.sub(r"\S{25,}", lambda word: "\u200b".join(re.findall(r".{1,10}", word[0])), text)
