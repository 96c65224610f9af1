"""PDF, by Typst."""

from dataclasses import asdict
from pathlib import Path

from flask_babel import get_locale
from flask_babel import gettext as _

from .. import layout, pdf

TEMPLATE = Path(__file__).with_name("minutes.typ")


def write(paper) -> bytes:
    data = {
        "title": paper.title,
        "space": paper.space,
        "foot": paper.foot,
        "language": get_locale().language if get_locale() else "es",
        "page": layout.pieces(_("Página {page} de {pages}")),
        "blocks": [_block(block) for block in paper.blocks],
    }
    return pdf.compiled(TEMPLATE, data, paper.date)


def _block(block):
    told = asdict(block)
    told["rows"] = [[pdf.breakable(words) for words in row] for row in block.rows]
    return told | {"words": pdf.breakable(block.words), "widths": list(block.widths)}
