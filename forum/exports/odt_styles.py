"""How the OpenDocument text looks: the style sheet, the page with its header and footer, the table's own styles."""

from . import layout

SERIF = "Cambria"
SANS = "Calibri"
INK = "#1a1e27"
INK2 = "#4b505b"
RULE = "0.75pt solid #3a3d44"
BOLD = 'fo:font-weight="bold" style:font-weight-complex="bold"'
VERSION = "1.4"  # the one of odfdo's package: LibreOffice refuses a file whose parts disagree
COUNTRIES = {"es": "BO", "en": "GB"}

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **{name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "style", "text", "table")},
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)


def styles(paper, header: str, footer: str) -> str:
    """styles.xml, with the paragraphs of header and footer put into the page."""
    wide, high = layout.SHEETS[paper.sheet]
    room = wide - 2 * layout.MARGIN
    label = f"{_font(SANS, paper.size - 0.5)} {BOLD}"
    country = COUNTRIES.get(paper.language, "none")
    language = f'fo:language="{paper.language}" fo:country="{country}"'
    quiet = f'fo:color="{INK2}"'
    fonts = "".join(
        f'<style:font-face style:name="{name}" svg:font-family="{name}, {others}" style:font-family-generic="{kind}"/>'
        for name, others, kind in (
            (SERIF, "Caladea, &apos;Noto Serif&apos;", "roman"),
            (SANS, "Carlito, &apos;Noto Sans&apos;", "swiss"),
        )
    )
    paragraphs = "".join(
        (
            _style("Title", _keep(after=0.7 if paper.question else 3.5), f"{_font(SERIF, 18)} {BOLD}"),
            _style("Subtitle", _keep(after=3.5), _font(SERIF, 10.5)),
            _style("Heading_20_1", _keep(after=2.8), f"{_font(SERIF, 14)} {BOLD}", outline=1),
            _style("TinkuyHead", 'fo:text-align="center" fo:margin-top="0.7mm" fo:margin-bottom="0.7mm"', label),
            _style("TinkuyGroup", 'fo:margin-top="0.4mm"', label),
            _style("TinkuyLabel", f'fo:margin-top="0.4mm" {_hanging(5.5)}', label, tabs=[("left", 0)]),
            _style("TinkuyEntry", 'fo:margin-bottom="1.1mm"'),
            _style("TinkuySource", 'fo:margin-bottom="1.2mm" fo:keep-together="always"', _font(SERIF, 9)),
            _style("Header", "", f"{_font(SANS, 8.5)} {quiet}", tabs=[("right", room)]),
            _style(
                "Footer",
                f'fo:border-top="{RULE}" fo:padding-top="1.8mm"',
                f"{_font(SANS, 8.5)} {quiet}",
                tabs=[("center", room * 0.6), ("right", room)],
            ),
        )
    )
    characters = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>'
        for name, properties in (
            ("TinkuyNote", f"{_font(SANS, 8)} {quiet}"),
            ("TinkuyMarks", f'style:text-position="super 58%" {_font(SANS, 10)}'),
            (
                "TinkuyLink",
                f'{_font(SANS, 8)} {quiet} style:text-underline-style="solid" style:text-underline-color="font-color"',
            ),
            (
                "TinkuyDeclined",
                f'{quiet} style:text-line-through-style="solid" style:text-line-through-type="single"',
            ),
        )
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles {NAMESPACES} office:version="{VERSION}">
<office:font-face-decls>{fonts}</office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties style:writing-mode="page"/>
<style:text-properties {_font(SERIF, paper.size)} fo:color="{INK}" {language}/></style:default-style>
<style:default-style style:family="table">
<style:table-properties table:border-model="collapsing"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
{paragraphs}{characters}
<text:list-style style:name="TinkuyEntries"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
{_list_level(4)}<style:text-properties {_font(SERIF, paper.size)}/></text:list-level-style-bullet></text:list-style>
<text:list-style style:name="TinkuyNotes">
<text:list-level-style-number text:level="1" style:num-format="1" text:style-name="TinkuyNote">
{_list_level(8)}</text:list-level-style-number></text:list-style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="Page">
<style:page-layout-properties fo:page-width="{wide}mm" fo:page-height="{high}mm" style:print-orientation="landscape"
 fo:margin-top="12mm" fo:margin-bottom="9mm" fo:margin-left="{layout.MARGIN}mm" fo:margin-right="{layout.MARGIN}mm"/>
<style:header-style><style:header-footer-properties fo:min-height="4mm" fo:margin-bottom="6mm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:min-height="4mm" fo:margin-top="4mm"/></style:footer-style>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">
<style:header>{header}</style:header><style:footer>{footer}</style:footer></style:master-page></office:master-styles>
</office:document-styles>"""


def automatic_styles(paper) -> str:
    """What content.xml needs of its own: columns, rows, cells, and text that runs from right to left."""
    columns = "".join(
        f'<style:style style:name="Column{n}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}mm"/></style:style>'
        for n, width in enumerate(paper.widths)
    )
    rows = "".join(
        f'<style:style style:name="{name}" style:family="table-row">'
        f'<style:table-row-properties fo:keep-together="{keep}"/></style:style>'
        for name, keep in (("Whole", "always"), ("Tall", "auto"))
    )
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties fo:border="{RULE}" '
        'fo:padding-top="1.5mm" fo:padding-bottom="0.9mm" fo:padding-left="2.2mm" fo:padding-right="2.2mm" '
        f"{more}/></style:style>"
        for name, more in (("HeadCell", 'fo:background-color="#f0f0ee" style:vertical-align="middle"'), ("Cell", ""))
    )
    rightward = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}">'
        '<style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="start"/></style:style>'
        for name, parent in (("EntryRight", "TinkuyEntry"), ("SourceRight", "TinkuySource"))
    )
    return f"""<style:style style:name="Matrix" style:family="table"><style:table-properties
 style:width="{sum(paper.widths):.2f}mm" table:align="left" table:border-model="collapsing"
 fo:margin-bottom="2mm"/></style:style>
{columns}{rows}{cells}{rightward}
<style:style style:name="NotesHeading" style:family="paragraph" style:parent-style-name="Heading_20_1">
<style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="Notes" style:family="section"><style:section-properties text:dont-balance-text-columns="true">
<style:columns fo:column-count="2" fo:column-gap="10mm"/></style:section-properties></style:style>
<style:style style:name="Weave" style:family="graphic"><style:graphic-properties style:vertical-pos="from-top"
 style:vertical-rel="baseline" fo:border="none" fo:padding="0mm"/></style:style>"""


def _font(name, size):
    return (
        f'style:font-name="{name}" style:font-name-complex="{name}" '
        f'fo:font-size="{size}pt" style:font-size-complex="{size}pt"'
    )


def _hanging(indent):
    return f'fo:margin-left="{indent}mm" fo:text-indent="-{indent}mm"'


def _keep(after):
    return f'fo:keep-with-next="always" fo:margin-bottom="{after}mm"'


def _list_level(indent):
    return (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="{indent}mm" '
        f"{_hanging(indent)}/></style:list-level-properties>"
    )


def _style(name, paragraph="", text="", tabs=(), outline=0):
    stops = "".join(f'<style:tab-stop style:position="{place}mm" style:type="{kind}"/>' for kind, place in tabs)
    stops = stops and f"<style:tab-stops>{stops}</style:tab-stops>"
    shown = name.replace("_20_", " ")
    level = f' style:default-outline-level="{outline}"' if outline else ""
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
        f'style:parent-style-name="Standard"{level}>'
        f"<style:paragraph-properties {paragraph}>{stops}</style:paragraph-properties>"
        f"<style:text-properties {text}/></style:style>"
    )
