"""Word: a delivered document, clause by clause; and what changed in it since its first version, word by word."""

from xml.sax.saxutils import escape

from flask_babel import gettext as _

from ...text import changes
from ..docx_running import BOLD_SMALL, SMALL, clean, document, paragraph, run

MARKS = {
    "same": "",
    "gone": '<w:strike/><w:color w:val="4B505B"/>',
    "come": '<w:b/><w:u w:val="single"/>',
}
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="82858C"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def sheet(told: dict, clauses: list[dict]) -> bytes:
    """`told`: code, title, sector, demander, version; a clause: number, level, heading, text, tables, figures."""
    parts = _head(told, _("Versión %(n)s", n=told["version"]))
    for clause in clauses:
        title = " ".join(filter(None, (clause["number"], clause["heading"])))
        if clause["heading"]:
            parts.append(paragraph(f"Heading{min(clause['level'], 2)}", run(title)))
        for place, words in enumerate(filter(None, clause["text"].split("\n\n"))):
            number = f"{clause['number']}  " if place == 0 and not clause["heading"] and clause["number"] else ""
            parts.append(paragraph("Normal", run(number + words)))
        for table in clause["tables"]:
            if table.get("caption"):
                parts.append(paragraph("Normal", run(table["caption"], BOLD_SMALL)))
            parts += [_table(table["rows"]), paragraph("Normal")]
        parts += [paragraph("Normal", run(_figure(figure), SMALL)) for figure in clause["figures"]]
    return document(f"{told['code']} · {told['title']}", told["demander"], parts)


def difference(told: dict, before: int, pairs: list[tuple[dict | None, dict | None]]) -> bytes:
    """`pairs` are (clause as it was, as it is) of those that are other; None: was not there, is not any more."""
    between = _("Qué cambió: de la versión %(before)s a la %(after)s", before=before, after=told["version"])
    parts = _head(told, between)
    if not pairs:
        parts.append(paragraph("Normal", run(_("Ningún apartado cambió."))))
    for was, now in pairs:
        one = now or was
        title = " ".join(filter(None, (one["number"], one["heading"]))) or _("Sin número")
        state = _("apartado nuevo") if was is None else _("apartado quitado") if now is None else ""
        parts.append(paragraph("Heading1", run(title), run(f"  {state}" if state else "", SMALL)))
        said = changes(_words(was), _words(now))
        parts.append(paragraph("Normal", *(run(words, MARKS[kind]) for kind, words in said)))
    return document(f"{told['code']} · {told['title']}", told["demander"], parts)


def _head(told, what):
    about = " · ".join(filter(None, (told["sector"], told["demander"])))
    return [
        paragraph("Title", run(f"{told['code']} · {told['title']}")),
        paragraph("Normal", run(what, BOLD_SMALL)),
        paragraph("Normal", run(about, SMALL)),
    ]


def _words(clause):
    if clause is None:
        return ""
    tables = ["\n".join(" | ".join(map(str, row)) for row in table["rows"]) for table in clause["tables"]]
    return "\n".join(filter(None, (clause["text"], *tables)))


def _figure(figure):
    return _("[Figura: %(name)s]", name=figure.get("caption") or figure.get("filename", ""))


def _table(rows):
    columns = max((len(row) for row in rows), default=1)
    width = 9_000 // columns
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    lines = "".join(
        "<w:tr>" + "".join(_cell(width, str(words), place == 0) for words in row) + "</w:tr>"
        for place, row in enumerate([[*row, *[""] * (columns - len(row))] for row in rows])
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width * columns}" w:type="dxa"/><w:tblBorders>{_EDGES}</w:tblBorders>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )


def _cell(width, words, head):
    look = BOLD_SMALL if head else SMALL
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r><w:rPr>{look}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(clean(words))}</w:t></w:r></w:p></w:tc>'
    )
