"""Word documents as a list of blocks: paragraphs with the numbers that Word prints, tables, pictures."""

import re
from collections import Counter

from .bounds import MAX_COLUMNS, MAX_ROWS, Refused
from .clauses import HEAD, MARK, Block, check
from .docx import CELLS, RELATION, ROWS, _beside, _main_part, _style_of
from .docx_numbering import LEVELS, Numbering, _numbered
from .docx_text import GONE, Text, W, is_on, number_of, through, value_of
from .package import name_in

A = name_in("http://schemas.openxmlformats.org/drawingml/2006/main")
R = name_in("http://schemas.openxmlformats.org/officeDocument/2006/relationships")
V = name_in("urn:schemas-microsoft-com:vml")
WP = name_in("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing")
FALLBACK = name_in("http://schemas.openxmlformats.org/markup-compatibility/2006")("Fallback")
BLOCKS = (W("p"), W("tbl"))
HEADING = re.compile(r"(?:heading|encabezado|título|titulo) ([1-9])")
CONTENTS = re.compile(r"toc|tdc|table of (contents|figures)|tabla de")


def blocks(package):
    """(the blocks, what was passed over by its code)."""
    main = _main_part(package)
    body = package.xml(main).find(W("body"))
    if body is None:
        raise Refused("damaged")
    document = Document(package, main)
    document.walk(body)
    check(document.blocks)
    document.left_out.pop("pictures", None)  # they are read here
    return document.blocks, document.left_out


class Styles:
    """What paragraph styles say, through the chain of those they are based on."""

    def __init__(self, root):
        self._styles, self.default, self._numbers = {}, None, {}
        for style in root.iter(W("style")) if root is not None else ():
            if style.get(W("type")) != "paragraph":
                continue
            self._styles[style.get(W("styleId"))] = style
            if style.get(W("default")) in ("1", "true", "on"):
                self.default = style.get(W("styleId"))

    def chain(self, name):
        seen = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = value_of(self._styles[name].find(W("basedOn")))

    def name(self, name):
        style = self._styles.get(name)
        return (value_of(style.find(W("name"))) or "").lower() if style is not None else ""

    def outline(self, name):
        """1 to 9 for headings."""
        for style in self.chain(name):
            if found := re.fullmatch(
                r"(?:heading|encabezado|título|titulo) ([1-9])", self.name(style.get(W("styleId")))
            ):
                return int(found[1])
            if (level := _outline(style.find(W("pPr")))) is not None:
                return level
        return None

    def numbers(self, name):
        """(numId, level) of the chain."""
        if name not in self._numbers:
            self._numbers[name] = self._chain_numbers(name)
        return self._numbers[name]

    def _chain_numbers(self, name):
        number = level = None
        for style in self.chain(name):
            own, depth = _numbered(style.find(W("pPr")))
            number, level = number or own, depth if level is None else level
            if number is not None:
                break
        return number, level

    def is_bold(self, name):
        for style in self.chain(name):
            if (mark := style.find(f"{W('rPr')}/{W('b')}")) is not None:
                return is_on(mark)
        return False


class Document:
    def __init__(self, package, main):
        self.package, self.blocks, self.left_out = package, [], Counter()

        def part(name):
            name = _beside(main, name)
            return package.xml(name) if name in package.names else None

        self.styles = Styles(part("styles.xml"))
        self.numbering = Numbering(part("numbering.xml"), self.styles.numbers)
        self._folder = main.rpartition("/")[0]
        relations = part(f"_rels/{main.rpartition('/')[2]}.rels")
        self._targets = {
            one.get("Id"): one.get("Target", "")
            for one in (relations.iter(RELATION) if relations is not None else ())
            if one.get("TargetMode") != "External"
        }
        self._carried = ""

    def walk(self, body):
        for block in through(body, BLOCKS):
            if block.tag == W("tbl"):
                self._table(block)
            elif (made := self._paragraph(block)) is not None:
                self.blocks.append(made)
                for box in _boxes(block):
                    self.walk(box)

    def _words(self, element):
        """The words, the number and the pictures of a paragraph; None where the next one goes on with it."""
        text = Text(element, self.left_out)
        if text.mark_deleted:
            self._carried += text.text
            return None
        words, self._carried = (self._carried + text.text).replace("\u00ad", "").strip(), ""
        block = Block(words, pictures=list(self._pictures(element)))
        # Of an empty one too: Word counts it.
        numbered = self.numbering.of(element.find(W("pPr")), _style_of(element) or self.styles.default)
        if numbered:
            block.number, block.numbering, block.depth, is_bullet = numbered
            block.kind = "bullet" if is_bullet else ""
            block.number = "" if is_bullet else block.number
        return block

    def _paragraph(self, element):
        block = self._words(element)
        if block is None:
            return None
        style = _style_of(element) or self.styles.default
        name = self.styles.name(style)
        outline = _outline(element.find(W("pPr"))) or self.styles.outline(style)
        block.outline = outline if outline and outline < LEVELS else None
        if name == HEAD:
            return None
        if name in ("title", "subtitle"):
            block.kind = "title" if name == "title" else ""
            block.outline = None
        elif name in ("caption", "descripción", "epígrafe"):
            block.kind = "caption"
        elif CONTENTS.match(name):
            block.kind = "contents"
        block.mark = _mark(element)
        block.bold = bool(block.text) and self._is_bold(element, style)
        return block

    def _is_bold(self, element, style):
        marks = []
        for run in element.iter(W("r")):
            if any((text.text or "").strip() for text in run.iter(W("t"))):
                mark = run.find(f"{W('rPr')}/{W('b')}")
                marks.append(self.styles.is_bold(style) if mark is None else is_on(mark))
        return bool(marks) and all(marks)

    def _pictures(self, element):
        """(bytes, words that describe it) of each picture that stands in the text and was not taken out of it."""
        seen = set()
        for found in element.iter(A("blip"), V("imagedata")) if self._targets else ():
            above = [one.tag for one in found.iterancestors()]
            if FALLBACK in above or W("txbxContent") in above or any(tag in GONE for tag in above):
                continue
            target = self._targets.get(found.get(R("embed")) or found.get(R("id")))
            name = target.lstrip("/") if (target or "").startswith("/") else f"{self._folder}/{target}".lstrip("/")
            if not target or name in seen:
                continue
            seen.add(name)
            if name not in self.package.names:
                self.left_out["lost_pictures"] += 1
                continue
            drawn = next((one for one in found.iterancestors() if one.tag in (WP("inline"), WP("anchor"))), None)
            about = drawn.find(WP("docPr")) if drawn is not None else None
            yield self.package.read(name), (about.get("descr") or "") if about is not None else ""

    def _table(self, element):
        rows = []
        cells_of = [list(through(line, CELLS)) for line in through(element, ROWS)]
        if all(len(cells) == 1 for cells in cells_of):  # a frame around the text
            for line in through(element, ROWS):
                if not self._is_deleted(line):
                    self.walk(next(through(line, CELLS)))
            return
        if len(cells_of) > MAX_ROWS:
            raise Refused("too_big")
        pictures = []
        for line in through(element, ROWS):
            if self._is_deleted(line):
                continue
            row = []
            for cell in through(line, CELLS):
                about = cell.find(W("tcPr"))
                width = number_of(about.find(W("gridSpan")), 1) if about is not None else 1
                row.append(self._cell(cell, pictures))
                row += [""] * (min(max(width, 1), MAX_COLUMNS) - 1)
            rows.append(row[:MAX_COLUMNS])
        width = max((len(row) for row in rows), default=0)
        rows = [row + [""] * (width - len(row)) for row in rows]
        if any(cell for row in rows for cell in row):
            self.blocks.append(Block(rows=rows))
        if pictures:
            self.blocks.append(Block(pictures=pictures))

    def _is_deleted(self, line):
        properties = line.find(W("trPr"))
        gone = properties is not None and properties.find(W("del")) is not None
        self.left_out["changes"] += gone
        return gone

    def _cell(self, cell, pictures):
        lines = []
        for block in through(cell, BLOCKS):
            if block.tag == W("tbl"):
                self.left_out["inner_table"] += 1
                for line in through(block, ROWS):
                    lines.append(" | ".join(self._cell(one, pictures) for one in through(line, CELLS)))
                continue
            made = self._words(block)
            if made is not None:
                pictures += made.pictures
                mark = "–" if made.kind == "bullet" else made.number
                lines.append(f"{mark} {made.text}".strip())
        return "\n".join(line for line in lines if line)


def _outline(properties):
    level = properties.find(W("outlineLvl")) if properties is not None else None
    return None if level is None else number_of(level, 9) + 1


def _mark(paragraph):
    """The number of the clause whose bookmark of ours begins here."""
    names = (one.get(W("name"), "") for one in paragraph.iter(W("bookmarkStart")))
    return next((int(found[1]) for name in names if (found := MARK.fullmatch(name))), None)


def _boxes(paragraph):
    """Text boxes that hang on a paragraph, each once."""
    for box in paragraph.iter(W("txbxContent")):
        if not any(one.tag == FALLBACK for one in box.iterancestors()):
            yield box
