"""What a Word file of a matrix holds besides its text: styles, lists, the weave as a picture, settings."""

from xml.sax.saxutils import escape, quoteattr

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn

SERIF = "Cambria"
SANS = "Calibri"
INK = "1A1E27"
INK2 = "4B505B"
RULE = "3A3D44"
BOLD = "<w:b/><w:bCs/>"

ENTRY_LIST, NOTE_LIST = 1, 2
REGIONS = {"es": "es-BO", "en": "en-GB"}
WEAVE_SIDE = 133350  # English Metric Units: 10.5 points
DECORATIVE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"  # the extension by which Word marks a picture as ornament


def numbering() -> str:
    """The two lists: the bullets of entries, the numbers of notes."""
    bullets = _list(1, "bullet", "•", 227, f'{_font(SERIF)}<w:color w:val="{INK}"/>')
    numbers = _list(2, "decimal", "%1", 454, f'{_font(SANS)}<w:color w:val="{INK2}"/>{_size(16)}')
    uses = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (ENTRY_LIST, NOTE_LIST)
    )
    return f"<w:numbering {nsdecls('w')}>{bullets}{numbers}{uses}</w:numbering>"


def styles(paper) -> str:
    """The style sheet; an entry's letters are as large as the columns allow."""
    size = round(paper.size * 2)  # in half points
    region = REGIONS.get(paper.language, paper.language)
    quiet = f'{_font(SANS)}<w:color w:val="{INK2}"/>'
    label = f"{_font(SANS)}{BOLD}{_size(size - 1)}"
    paragraphs = (
        ("Title", "Title", f'<w:keepNext/><w:spacing w:after="{40 if paper.question else 200}"/>', BOLD + _size(36)),
        ("Subtitle", "Subtitle", '<w:keepNext/><w:spacing w:after="200"/>', _size(21)),
        ("Heading1", "heading 1", '<w:keepNext/><w:spacing w:after="160"/><w:outlineLvl w:val="0"/>', BOLD + _size(28)),
        ("Header", "header", "", quiet + _size(17)),
        ("Footer", "footer", "", quiet + _size(17)),
        (
            "TinkuyHead",
            "Tinkuy Head",
            '<w:keepNext/><w:spacing w:before="40" w:after="40"/><w:jc w:val="center"/>',
            label,
        ),
        (
            "TinkuyLabel",
            "Tinkuy Label",
            (
                '<w:tabs><w:tab w:val="left" w:pos="312"/></w:tabs><w:spacing w:before="20"/>'
                '<w:ind w:left="312" w:hanging="312"/>'
            ),
            label,
        ),
        ("TinkuyEntry", "Tinkuy Entry", '<w:keepLines/><w:spacing w:after="60"/>', ""),
        ("TinkuySource", "Tinkuy Source", '<w:keepLines/><w:spacing w:after="70"/>', _size(18)),
        ("TinkuyEnd", "Tinkuy End", '<w:spacing w:line="20" w:lineRule="exact"/>', _size(2)),
    )
    return (
        f"<w:styles {nsdecls('w')}><w:docDefaults>"
        f'<w:rPrDefault><w:rPr>{_font(SERIF)}<w:color w:val="{INK}"/>{_size(size)}'
        f'<w:lang w:val="{region}" w:eastAsia="{region}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{_cell_margins(0, 108, 0, 108)}</w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        + "".join(_style(*paragraph) for paragraph in paragraphs)
        + '<w:style w:type="character" w:customStyle="1" w:styleId="TinkuyNote"><w:name w:val="TinkuyNote"/>'
        "<w:qFormat/>"
        f"<w:rPr>{quiet}{_size(16)}</w:rPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="TinkuyMatrix"><w:name w:val="Tinkuy Matrix"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{_borders()}</w:tblBorders>'
        f"{_cell_margins(85, 128, 57, 128)}</w:tblPr></w:style></w:styles>"
    )


def picture(key: str, number: int) -> str:
    """The weave of a row as an inline picture that says nothing to who cannot see it: its name stands beside it."""
    side = f'cx="{WEAVE_SIDE}" cy="{WEAVE_SIDE}"'
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {side}/>'
        f'<wp:docPr id="{number}" name="weave {number}" descr=""><a:extLst><a:ext uri="{DECORATIVE}">'
        '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        "</a:ext></a:extLst></wp:docPr>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="weave"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {side}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )


def compatibility(settings, language):
    """Today's layout rules of Word (else it opens the file "in compatibility mode") and the language of the text."""
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for old in settings.findall(f"{qn('w:compat')}/{qn('w:useFELayout')}"):
        old.getparent().remove(old)
    theme_language = settings.find(qn("w:themeFontLang"))
    for name in list(theme_language.attrib):
        del theme_language.attrib[name]
    theme_language.set(qn("w:val"), REGIONS.get(language, language))


def _style(key, name, paragraph, run):
    own = ' w:customStyle="1"' if key.startswith("Tinkuy") else ""
    paragraph = paragraph and f"<w:pPr>{paragraph}</w:pPr>"
    run = run and f"<w:rPr>{run}</w:rPr>"
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/>{paragraph}{run}</w:style>"
    )


def _list(number, kind, sign, indent, run):
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="7A1C0E0{number}"/>'
        f'<w:multiLevelType w:val="singleLevel"/><w:tmpl w:val="7A1C0E1{number}"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
        '<w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr><w:rPr>{run}</w:rPr></w:lvl></w:abstractNum>'
    )


def _font(name):
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(half_points):
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _borders():
    return "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="{RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )


def _cell_margins(*sides):
    margins = zip(("top", "left", "bottom", "right"), sides, strict=True)
    told = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in margins)
    return f"<w:tblCellMar>{told}</w:tblCellMar>"


def own_property(package, name, value):
    """A property of the document that is no property of every document."""
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006"
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Properties xmlns="{namespace}/custom-properties" xmlns:vt="{namespace}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property></Properties>"
    )
    media = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    part = Part(PackURI("/docProps/custom.xml"), media, xml.encode(), package)
    package.relate_to(part, f"{namespace}/relationships/custom-properties")
