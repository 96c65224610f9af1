"""Files as word processors and worse write them, made from scratch: every part is text that a test can bend."""

import io
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

# A list style two steps up the chain, one that takes the list away again, and one that leads in a circle.
STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Vineta"><w:name w:val="Viñeta de tabla"/>
<w:basedOn w:val="ListBullet"/></w:style>
<w:style w:type="paragraph" w:styleId="SinVineta"><w:name w:val="Sin viñeta"/><w:basedOn w:val="Vineta"/>
<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Uno"><w:name w:val="Uno"/><w:basedOn w:val="Dos"/></w:style>
<w:style w:type="paragraph" w:styleId="Dos"><w:name w:val="Dos"/><w:basedOn w:val="Uno"/></w:style>
<w:style w:type="paragraph" w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style>
</w:styles>"""


def package(parts):
    """A ZIP file of name → text or bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


# Word


def docx(*body, styles=STYLES, main_type=WORD_TYPE, **parts):
    """A Word document with this body; `parts` add to or replace parts, dots and slashes of their names given as __."""
    parts = {name.replace("__", "/"): content for name, content in parts.items()}
    return package(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/styles.xml": styles,
            "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        }
        | parts
    )


def p(*content, style="", num=None, mark=""):
    """A paragraph; texts become runs, what looks like XML stays."""
    inner = "".join(text if text.startswith("<w:") else run(text) for text in content)
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>' if num is not None else ""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{number}{mark}</w:pPr>{inner}</w:p>"


def bullet(*content):
    return p(*content, style="Vineta")


def run(text, properties=""):
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def tc(*content, span=1, merge=None):
    """A cell; bare texts become paragraphs. `merge`: restart, continue."""
    content = "".join(text if text.startswith("<w:") else p(text) for text in content) or "<w:p/>"
    span = f'<w:gridSpan w:val="{span}"/>' if span != 1 else ""
    merge = {"restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>", None: ""}[merge]
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>"


def tr(*cells, properties="", head=False):
    properties += "<w:tblHeader/>" if head else ""
    cells = "".join(cell if cell.startswith("<w:") else tc(cell) if cell else tc() for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def tbl(*rows, properties=""):
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def consultation(*cell):
    """The smallest matrix: one row, one column, one cell with this content."""
    return tbl(tr("Actor", "Propuestas"), tr("Municipio", tc(*cell)))


# OpenDocument

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "draw" else "drawing"}:1.0"'
    for name in ("office", "text", "table", "style", "draw")
)


def odt(*body, automatic="", tracked="", media="application/vnd.oasis.opendocument.text", manifest="", **parts):
    return package(
        {
            "mimetype": media,
            "content.xml": f"<office:document-content {NAMESPACES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{tracked}{''.join(body)}</office:text></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        }
        | {name.replace("__", "/"): content for name, content in parts.items()}
    )


# Excel


def xlsx(sheet, main_type=EXCEL_TYPE, strings="", **parts):
    """A workbook with one sheet given as XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return package(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{main_type}"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{relations}">'
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE}">'
            '<sheets><sheet name="Hoja1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">'
            f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
        }
        | {name.replace("__", "/"): content for name, content in parts.items()}
    )


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


# What is no document at all


def compound_file(*streams):
    """The look of the container of old Office files, and of new ones with a password."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + b"".join(s.encode("utf-16-le") + b"\0" * 40 for s in streams)
    )
