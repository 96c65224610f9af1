"""A document as PDF by Typst."""

import io
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from flask_babel import get_locale
from flask_babel import gettext as _
from PIL import Image

from .. import pdf
from . import Paper

TEMPLATE = Path(__file__).with_name("document.typ")
FULL = 900  # points across at which a picture is as wide as the text


def write(paper: Paper) -> bytes:
    with TemporaryDirectory() as folder:
        template = Path(folder) / TEMPLATE.name
        shutil.copy(TEMPLATE, template)  # the pictures lie beside it
        data = {
            "title": f"{paper.code} {paper.title}",
            "head": " · ".join(part for part in (paper.code, paper.about, paper.version) if part),
            "place": paper.place,
            "foot": f"{paper.code}, {paper.version}",
            "page": _("Página"),
            "language": get_locale().language,
            "clauses": [_clause(clause, paper, Path(folder)) for clause in paper.clauses],
        }
        return pdf.compiled(template, data)


def _clause(clause, paper, folder):
    return {
        "number": clause.number,
        "heading": clause.heading,
        "level": clause.level,
        "paragraphs": [words.split("\n") for words in clause.text.split("\n\n") if words],
        "tables": clause.tables,
        "figures": [_figure(figure, paper, folder) for figure in clause.figures],
    }


def _figure(figure, paper, folder):
    data, name, width = paper.picture(figure["digest"]), "", 100
    if data is not None:
        name = f"{figure['digest']}.{figure['type'].rpartition('/')[2]}"
        (folder / name).write_bytes(data)
        with Image.open(io.BytesIO(data)) as image:
            width = max(5, min(100, image.width * 100 // FULL))
    alt = figure["caption"] or figure["filename"]
    return {"file": name, "width": width, "alt": alt, "caption": figure["caption"]}
