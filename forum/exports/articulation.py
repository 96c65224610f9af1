"""PAPERS of who depends on whom: the network as a drawing, the links as tables. Plain data in, a file's bytes out."""

from pathlib import Path
from xml.sax.saxutils import escape

from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from . import Format, _slug, pdf, weaves
from .docx_running import BOLD_SMALL, SMALL, document, paragraph, run

TEMPLATE = Path(__file__).with_name("articulation.typ")
STROKES = {"needs": ("2", ""), "supports": ("2", "8 4"), "contradicts": ("2.5", "2 4")}
SVG = 'xmlns="http://www.w3.org/2000/svg"'
HEAD = (  # of an arrow
    '<defs><marker id="head" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="9" markerHeight="9" '
    'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z"/></marker></defs>'
)
NAME = 24  # letters of a name in the drawing
WIDTHS = (1350, 3070, 1350, 3070)  # of the columns in Word, in twentieths of a point


def verbs() -> dict[str, str]:
    return {"needs": _("necesita de"), "supports": _("apoya a"), "contradicts": _("contradice a")}


def heads(found) -> dict[str, str]:
    """What each table says above itself."""
    told = {
        "needs": lambda n: ngettext(
            "Quién depende de quién: %(num)d vínculo", "Quién depende de quién: %(num)d vínculos", n
        ),
        "supports": lambda n: ngettext(
            "Quién apoya a quién: %(num)d vínculo", "Quién apoya a quién: %(num)d vínculos", n
        ),
        "contradicts": lambda n: ngettext(
            "Quién contradice a quién: %(num)d vínculo", "Quién contradice a quién: %(num)d vínculos", n
        ),
    }
    return {kind: words(found.count(kind)) for kind, words in told.items() if found.count(kind)}


def finding(found) -> str:
    """The drawing's title says what is to be seen in it."""
    most = found.most_needed
    return _("De %(actor)s se necesita más", actor=most[0].name) if most else _("Los vínculos entre actores")


def filename(title, format) -> str:
    return f"{_slug(title)[:60].strip('-') or _slug(_('Matriz'))}-{_slug(_('Articulación'))}.{format}"


def write(found, title: str, space: str, day, format: str) -> bytes:
    """`found` is what `readings.matrices.articulation` gives; `day` when it was so."""
    return FORMATS[format].write(found, title, space, day)


def drawing(found) -> str:
    """The network in ink alone: the line tells the kind, the weave and the name who."""
    parts = [f'<svg {SVG} viewBox="0 0 {found.wide} {found.high}" font-family="Source Sans Pro">{HEAD}']
    parts += [f'<path d="{tie.path}" {_stroke(tie.kind)}/>' for tie in found.ties]
    for node in found.nodes:
        parts.append(_weave(node))
        name = node.name if len(node.name) <= NAME else node.name[: NAME - 1] + "…"
        place = f'x="{node.label_x}" y="{node.label_y}" text-anchor="{node.anchor}"'
        parts.append(f'<text {place} font-size="15" font-weight="600">{escape(name)}</text>')
    for tie in found.ties:
        parts.append(
            f'<rect x="{tie.x - 12}" y="{tie.y - 12}" width="24" height="24" rx="3" fill="#fff" stroke="#000"/>'
        )
        parts.append(
            f'<text x="{tie.x}" y="{tie.y + 5}" text-anchor="middle" font-size="14" font-weight="600">'
            f"{len(tie.pairs)}</text>"
        )
    return "".join(parts) + "</svg>"


def key_of(kind) -> str:
    """A piece of its line."""
    return f'<svg {SVG} viewBox="0 0 44 10">{HEAD}<path d="M0 5H36" {_stroke(kind)}/></svg>'


def _stroke(kind):
    width, dashes = STROKES[kind]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'fill="none" stroke="#000" stroke-width="{width}"{dashed} marker-end="url(#head)"'


def _weave(node):
    rows = weaves.pattern(node.actor.weave if node.actor else None)
    if rows is None:
        return f'<circle cx="{node.x}" cy="{node.y}" r="11"/>'
    side = 26 / 6
    threads = (
        f"M{node.x - 13 + x * side:.2f} {node.y - 13 + y * side:.2f}h{side:.2f}v{side:.2f}h-{side:.2f}z"
        for y, row in enumerate(rows)
        for x, sign in enumerate(row)
        if sign == "#"
    )
    return f'<path d="{"".join(threads)}"/>'


def _tables(found):
    """(head, [(who, their entry, whom, that one's entry)]) by kind, and what stands within one actor."""
    for kind, head in heads(found).items():
        yield head, verbs()[kind], _lines(found.of(kind))
    for kind, verb in verbs().items():
        if lines := _lines(tie for tie in found.within if tie.kind == kind):
            yield _("Dentro de un mismo actor"), verb, lines


def _lines(ties):
    return [
        (tie.one.name, f"{left[1]} ({left[2]})", tie.other.name, f"{right[1]} ({right[2]})")
        for tie in ties
        for left, right in tie.pairs
    ]


def _columns(verb):
    return [_("Actor"), _("Su entrada"), verb, _("La otra entrada")]


def _docx(found, title, space, day) -> bytes:
    parts = [
        paragraph("Title", run(title)),
        paragraph("Normal", run(f"{space} · {format_date(day, 'd/M/y')}", SMALL)),
        paragraph("Normal", run(_("Articulación: quién depende de quién, y para qué"), BOLD_SMALL)),
    ]
    if not found.ties and not found.within:
        parts.append(paragraph("Normal", run(_("Todavía nadie vinculó entradas."))))
    for head, verb, lines in _tables(found):
        parts.append(paragraph("Heading1", run(head)))
        rows = [_row([run(words, BOLD_SMALL) for words in _columns(verb)], head=True)]
        rows += [
            _row([run(one, BOLD_SMALL), run(left), run(other, BOLD_SMALL), run(right)])
            for one, left, other, right in lines
        ]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
        parts.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
        )
        parts.append(paragraph("Normal"))
    return document(title, space, parts)


def _row(cells, head=False):
    told = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    for cell, width in zip(cells, WIDTHS, strict=True):
        told += f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph("Normal", cell)}</w:tc>'
    return f"<w:tr>{told}</w:tr>"


def _pdf(found, title, space, day) -> bytes:
    words = verbs()
    data = {
        "title": _("%(title)s: articulación", title=title),
        "head": title,
        "space": f"{space} · {format_date(day, 'd/M/y')}",
        "language": get_locale().language if get_locale() else "es",
        "lede": _("Articulación: quién depende de quién, y para qué"),
        "finding": finding(found),
        "drawing": drawing(found) if found.ties else "",
        "alt": _("Red de actores; la misma información está en las tablas que siguen"),
        "key": [{"line": key_of(kind), "words": words[kind]} for kind in words],
        "empty": "" if found.ties or found.within else _("Todavía nadie vinculó entradas."),
        "tables": [{"head": head, "columns": _columns(verb), "lines": lines} for head, verb, lines in _tables(found)],
    }
    return pdf.compiled(TEMPLATE, data)


FORMATS = {
    "docx": Format(
        "docx",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _l("Word (DOCX)"),
        _docx,
    ),
    "pdf": Format("pdf", "pdf", "application/pdf", _l("PDF"), _pdf),
}
