"""A document for LibreOffice: the same as in Word, with the same bookmarks."""

import io
import re
from xml.sax.saxutils import escape, quoteattr

import odfdo
from PIL import Image

from ..odt_styles import INK, INK2, NAMESPACES, SANS, SERIF, VERSION
from ..spans import clean
from . import Paper

HANG, WIDEST = 12.5, 130  # mm
DOTS = 96 / 25.4  # of a picture to a millimetre
BLANKS = re.compile(r"^ +| +$| {2,}")
CELL = (
    '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
    f'fo:border-bottom="0.5pt solid {INK2}" fo:padding="1.2mm"/></style:style>'
)


def write(paper: Paper) -> bytes:
    document = odfdo.Document("text")
    document.del_part("Thumbnails/thumbnail.png")
    document.manifest.del_full_path("Thumbnails/thumbnail.png")
    pictures = {}
    document.set_part("content.xml", _content(paper, pictures).encode())
    document.set_part("styles.xml", _styles().encode())
    document.meta.set_title(clean(f"{paper.code} {paper.title}"))
    for name, (data, media_type) in pictures.items():
        document.container.set_part(name, data)
        document.manifest.add_full_path(name, media_type)
    out = io.BytesIO()
    for name in ("meta.xml", "META-INF/manifest.xml"):
        document.container.set_part(name, document.get_part(name).serialize())
    document.container.save(out)
    return out.getvalue()


def _content(paper, pictures):
    head = " · ".join(part for part in (paper.code, paper.about, paper.version) if part)
    parts = [f'<text:p text:style-name="Title">{_text(paper.title)}</text:p>']
    parts += [f'<text:p text:style-name="Tk_20_Head">{_text(words)}</text:p>' for words in (head, paper.place)]
    for clause in paper.clauses:
        parts += _clause(clause, paper, pictures)
    body = "".join(parts)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} office:version="{VERSION}">'
        f"<office:automatic-styles>{CELL}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def _clause(clause, paper, pictures):
    mark = f"_tk_c_{clause.clause_id:04d}"
    gap = "\t" if len(clause.number) <= 6 else "  "  # beyond where the words begin a tab leads nowhere
    numbered = clause.number + gap if clause.number else ""
    lines = []  # (style, outline level or None, words)
    if clause.heading:
        level = min(max(clause.level, 1), 6)
        lines.append((f"Above{level}", level, numbered + clause.heading))
        numbered = ""
    for words in clause.text.split("\n\n") if clause.text else []:
        lines.append(("Clause" if numbered else "Under" if clause.number else "Plain", None, numbered + words))
        numbered = ""
    if numbered or not lines:
        lines.append(("Clause", None, numbered))
    start, end = (f'<text:bookmark-{side} text:name="{mark}"/>' for side in ("start", "end"))
    for n, (style, level, words) in enumerate(lines):
        tag, outline = ("h", f' text:outline-level="{level}"') if level else ("p", "")
        inside = f"{start if n == 0 else ''}{_text(words)}{end if n == len(lines) - 1 else ''}"
        yield f'<text:{tag} text:style-name="{style}"{outline}>{inside}</text:{tag}>'
    for table in clause.tables:
        yield from _caption(table["caption"])
        yield _table(table["rows"])
    for figure in clause.figures:
        yield from _figure(figure, paper, pictures)
        yield from _caption(figure["caption"])


def _caption(words):
    if words:
        yield f'<text:p text:style-name="Caption">{_text(words)}</text:p>'


def _table(rows):
    lines = [
        "<table:table-row>"
        + "".join(
            '<table:table-cell table:style-name="Cell" office:value-type="string">'
            + "".join(f'<text:p text:style-name="{look}">{_text(words)}</text:p>' for words in cell.split("\n"))
            + "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row, look in zip(rows, ["Head", *["Cell"] * len(rows)], strict=False)
    ]
    columns = f'<table:table-column table:number-columns-repeated="{max(map(len, rows))}"/>'
    head = f"<table:table-header-rows>{lines[0]}</table:table-header-rows>"
    return f'<table:table>{columns}{head}{"".join(lines[1:])}</table:table><text:p text:style-name="Plain"/>'


def _figure(figure, paper, pictures):
    data = paper.picture(figure["digest"])
    if data is None:
        return
    name = f"Pictures/{figure['digest']}.{figure['type'].rpartition('/')[2]}"
    pictures[name] = (data, figure["type"])
    with Image.open(io.BytesIO(data)) as image:
        wide = min(image.width / DOTS, WIDEST)
        high = wide * image.height / image.width
    said = quoteattr(clean(figure["filename"]))
    yield (
        f'<text:p text:style-name="Plain"><draw:frame draw:name={said} text:anchor-type="as-char" '
        f'svg:width="{wide:.1f}mm" svg:height="{high:.1f}mm"><draw:image xlink:href="{name}" xlink:type="simple" '
        'xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
    )


def _text(words):
    """Line ends, tabs and several blanks as the format has them."""
    text = BLANKS.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(clean(words)))
    return text.replace("\t", "<text:tab/>").replace("\n", "<text:line-break/>")


def _styles():
    hung = (
        f'fo:margin-left="{HANG}mm" fo:text-indent="-{HANG}mm" fo:margin-bottom="2mm"',
        f'<style:tab-stops><style:tab-stop style:position="0mm"/><style:tab-stop style:position="{HANG}mm"/>'
        "</style:tab-stops>",
    )
    looks = [
        _look("Title", SERIF, 20, "bold", INK, 'fo:margin-bottom="2mm"'),
        _look("Tk_20_Head", SANS, 9, "normal", INK2, 'fo:margin-bottom="2mm"'),
        _look("Plain", SERIF, 11, "normal", INK, 'fo:margin-bottom="2mm"'),
        _look("Under", SERIF, 11, "normal", INK, f'fo:margin-left="{HANG}mm" fo:margin-bottom="2mm"'),
        _look("Clause", SERIF, 11, "normal", INK, *hung),
        _look("Caption", SANS, 9, "normal", INK2, 'fo:margin-top="2mm" fo:margin-bottom="1.5mm"'),
        _look("Head", SANS, 9, "bold", INK, ""),
        _look("Cell", SANS, 9.5, "normal", INK, ""),
    ]
    for level in range(1, 7):
        above = f'{hung[0]} fo:margin-top="{5 if level == 1 else 3}mm" fo:keep-with-next="always"'
        looks.append(_look(f"Above{level}", SERIF, 14 if level == 1 else 11.5, "bold", INK, above, hung[1]))
    # Without a number of its own, so that a heading keeps the indents of its style.
    levels = "".join(
        f'<text:outline-level-style text:level="{n}" style:num-format=""><style:list-level-properties '
        'text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment '
        'text:label-followed-by="nothing"/></style:list-level-properties></text:outline-level-style>'
        for n in range(1, 7)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NAMESPACES} office:version="{VERSION}">'
        f"<office:font-face-decls>{_font(SERIF, 'Caladea, Noto Serif')}{_font(SANS, 'Carlito, Noto Sans')}"
        f"</office:font-face-decls><office:styles>{''.join(looks)}"
        f'<text:outline-style style:name="Outline">{levels}</text:outline-style></office:styles>'
        '<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties '
        'fo:page-width="210mm" fo:page-height="297mm" fo:margin="25mm"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/>'
        "</office:master-styles></office:document-styles>"
    )


def _look(name, font, size, weight, ink, paragraph, stops=""):
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}>{stops}'
        f'</style:paragraph-properties><style:text-properties style:font-name="{font}" fo:font-size="{size}pt" '
        f'fo:font-weight="{weight}" fo:color="{ink}"/></style:style>'
    )


def _font(name, others):
    return f'<style:font-face style:name="{name}" svg:font-family="{name}, {others}"/>'
