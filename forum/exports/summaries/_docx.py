"""Word: a table a document, in the columns of the ISO commenting template; and the letters."""

from xml.sax.saxutils import escape

from flask_babel import gettext as _
from flask_babel import ngettext

from ...readings.summaries.words import letter_lines
from ..docx_running import BOLD_SMALL, SMALL, clean, document, paragraph, run
from . import counted, iso_headings, iso_row

WIDTHS = (600, 1800, 1150, 2200, 1050, 3600, 2500, 2500)  # twentieths of a point, of 15,400 across
STYLES = {"title": "Title", "heading": "Heading1", "label": "Heading2", "answer": "ListBullet"}
_CELL = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}</w:tcPr><w:p><w:r>{}{}</w:r></w:p></w:tc>'
_TEXT = '<w:t xml:space="preserve">{}</w:t>'
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="82858C"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


def write(content, imprint) -> bytes:
    parts = [
        paragraph("Title", run(imprint.title)),
        paragraph("Normal", run(f"{imprint.name} · {imprint.published}", BOLD_SMALL)),
        paragraph("Normal", run(imprint.space, SMALL)),
        *([paragraph("Normal", run(imprint.note))] if imprint.note else []),
        paragraph("Normal", run(" · ".join(f"{name}: {count}" for name, count in counted(content)), SMALL)),
    ]
    for one in content["documents"]:
        count = len(one["observations"])
        said = ngettext("%(num)d observación", "%(num)d observaciones", count) if count else _("Sin observaciones")
        parts.append(paragraph("Heading1", run(f"{one['code']} · {one['title']}")))
        parts.append(paragraph("Normal", run(" · ".join(filter(None, (one["sector"], said))), SMALL)))
        if count:
            parts.append(_table(one["observations"]))
            parts.append(paragraph("Normal"))
    parts.append(paragraph("Normal", run(f"{_('Huella (SHA-256)')}: {imprint.digest}", SMALL)))
    parts.append(paragraph("Normal", run(imprint.address, SMALL)))
    return document(imprint.title, imprint.space, parts, landscape=True)


def _table(observations):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F1F1EF"/>'
    head = "".join(_cell(width, words, BOLD_SMALL, shade) for width, words in zip(WIDTHS, iso_headings(), strict=True))
    rows = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(_cell(width, words, SMALL) for width, words in zip(WIDTHS, iso_row(one), strict=True))
        + "</w:tr>"
        for one in observations
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/><w:tblBorders>{_EDGES}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


def _cell(width, words, look, shade=""):
    text = _TEXT.format(escape(clean(words)).replace("\n", _BREAK))
    return _CELL.format(width, shade, f"<w:rPr>{look}</w:rPr>", text)


def letters(content, listed) -> bytes:
    """One letter after the other, each on its own page."""
    parts = []
    for place, one in enumerate(listed):
        if place:
            parts.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        for style, words in letter_lines(content, one):
            look = SMALL if style in ("note", "quote") else ""
            parts.append(paragraph(STYLES.get(style, "Normal"), run(f"«{words}»" if style == "quote" else words, look)))
    told = content["summary"]
    return document(told["worktable"], told["space"], parts)
