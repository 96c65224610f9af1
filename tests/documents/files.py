"""Technical sheets as Word and LibreOffice write them: numbers that stand in no paragraph, tables, pictures, comments,
tracked changes."""

import io

from PIL import Image

from tests.imports.files import OFFICE, STYLES, W, docx, odt, p, run, tbl, tc, tr

NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Ttulo1"/>
<w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="9">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="10">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="10"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="8"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""
NUMBERED_STYLES = STYLES.replace(
    '<w:name w:val="heading 1"/>',
    '<w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
).replace("</w:styles>", '<w:style w:type="paragraph" w:styleId="Titulo"><w:name w:val="Title"/></w:style></w:styles>')
COMMENTS = f"""<w:comments {W}><w:comment w:id="1" w:author="Gremio"><w:p><w:r><w:t>Muy grueso</w:t></w:r></w:p>
</w:comment></w:comments>"""
RELATIONS = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/numbering" Target="numbering.xml"/>
<Relationship Id="rId3" Type="{OFFICE}/comments" Target="comments.xml"/>
<Relationship Id="rId9" Type="{OFFICE}/image" Target="media/image1.png"/>
<Relationship Id="rId8" Type="{OFFICE}/image" Target="media/image2.emf"/></Relationships>"""
WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORDS}document.main+xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORDS}{part}+xml"/>'
        for part in ("styles", "numbering", "comments")
    )
    + "</Types>"
)
DRAWN = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:docPr id="1" descr="Corte de la planta"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    f' xmlns:r="{OFFICE}" r:embed="%s"/></wp:inline></w:drawing></w:r>'
)


def picture(colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def level(n, text, num=1):
    """A numbered paragraph at a level of the list."""
    return p(text).replace("<w:pPr>", f'<w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="{num}"/></w:numPr>', 1)


def word(*more, hide="2,2 mm"):
    """A sheet as Word writes it: headings and sub-clauses of one list, lists within a clause, a table with its caption,
    a picture, a comment, an insertion and a deletion."""
    return docx(
        p("Zapato de vestir", style="Titulo"),
        p("Ficha técnica de prueba."),
        p("Materiales", style="Ttulo1"),
        level(1, "PLACE").replace(
            run("PLACE"),
            '<w:commentRangeStart w:id="1"/>'
            + run("La capellada será de cuero ")
            + f'<w:ins w:author="Lucía">{run("vacuno ")}</w:ins>'
            + '<w:del w:author="Lucía"><w:r><w:delText>de chancho </w:delText></w:r></w:del>'
            + run(f"de {hide}.")
            + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
        ),
        level(0, "sin costuras", num=2),
        level(0, "sin manchas", num=2),
        level(1, "La planta será de caucho, según la tabla."),
        level(0, "cosida", num=3),
        level(0, "pegada", num=4),
        p("Tabla 1. Ensayos de la planta"),
        tbl(tr("Ensayo", "Requisito", head=True), tr(tc("Flexión", "y abrasión"), "≥ 30 000"), tr(tc("Todo", span=2))),
        p(DRAWN % "rId9"),
        p("Figura 1. La planta"),
        p(DRAWN % "rId8"),
        p("Rotulado y entrega", style="Ttulo1"),
        level(0, "otra vez a", num=5),
        level(1, "Cada par llevará talla y lote."),
        *more,
        styles=NUMBERED_STYLES,
        **{
            "[Content_Types].xml": TYPES,
            "word/numbering.xml": NUMBERING,
            "word/comments.xml": COMMENTS,
            "word/_rels/document.xml.rels": RELATIONS,
            "word/media/image1.png": picture(),
            "word/media/image2.emf": b"\x01\x00\x00\x00 EMF",
        },
    )


def typed(*paragraphs):
    """A document whose numbers were typed, without any style."""
    return docx(*(p(text) for text in paragraphs))


def libre():
    """The same as LibreOffice writes it: numbers by its outline and list styles, the picture in a frame."""
    numbers = "".join(
        f'<text:outline-level-style text:level="{n}" style:num-format="1" style:num-suffix="." '
        f'text:display-levels="{n}" text:start-value="{3 if n == 1 else 1}"/>'
        for n in (1, 2)
    )
    styles = (
        '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:styles>'
        f'<text:outline-style style:name="Outline">{numbers}</text:outline-style>'
        '<text:list-style style:name="Letras"><text:list-level-style-number text:level="1" style:num-format="a" '
        'style:num-suffix=")"/></text:list-style></office:styles></office:document-styles>'
    )
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    head, row = ((cell.format(a) + cell.format(b)) for a, b in (("Ensayo", "Requisito"), ("Flexión", "≥ 30 000")))
    frame = (
        '<draw:frame><draw:image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="Pictures/1.png"/></draw:frame>'
    )
    return odt(
        '<text:p text:style-name="Title">Zapato de vestir</text:p>',
        '<text:h text:outline-level="1">Materiales</text:h>',
        '<text:h text:outline-level="2">Capellada</text:h>',
        "<text:p>Será de cuero vacuno.<office:annotation><text:p>No</text:p></office:annotation></text:p>",
        f'<text:list text:style-name="Letras">{item.format("sin costuras")}{item.format("sin manchas")}</text:list>',
        '<text:h text:outline-level="2">Planta</text:h>',
        "<text:p>Será de caucho.</text:p>",
        f"<table:table><table:table-row>{head}</table:table-row><table:table-row>{row}</table:table-row></table:table>",
        f"<text:p>{frame}</text:p><text:p>Figura 1. La planta</text:p>",
        '<text:h text:outline-level="1">Rotulado</text:h>',
        "<text:p>Cada par llevará talla.</text:p>",
        **{"styles.xml": styles, "Pictures/1.png": picture()},
    )
