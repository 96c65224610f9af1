"""OpenDocument texts: the tables in them."""

import re
from collections import Counter

from . import bounds, grid, matrix
from .bounds import Refused
from .bullets import Paragraph
from .marks import Marks, Noted, comment, joined
from .ours import AROUND_STYLES, LABEL_STYLES, NOTE_STYLES, QUESTION_STYLE, SOURCE_STYLE
from .package import Package, name_in

OFFICE = name_in("urn:oasis:names:tc:opendocument:xmlns:office:1.0")
STYLE = name_in("urn:oasis:names:tc:opendocument:xmlns:style:1.0")
TABLE = name_in("urn:oasis:names:tc:opendocument:xmlns:table:1.0")
TEXT = name_in("urn:oasis:names:tc:opendocument:xmlns:text:1.0")
DC = name_in("http://purl.org/dc/elements/1.1/")
DRAW = name_in("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0")

ROW_GROUPS = {TABLE("table-header-rows"), TABLE("table-rows"), TABLE("table-row-group")}
PARAGRAPHS = {TEXT("p"), TEXT("h")}
LISTS = {TEXT("list"), TEXT("ordered-list"), TEXT("unordered-list")}
ITEMS = {TEXT("list-item"), TEXT("list-header")}
SECTIONS = {TEXT("section"), TEXT("index-body"), TEXT("numbered-paragraph")}
PASSED_OVER = {
    TEXT("note"): "footnotes",
    OFFICE("annotation"): "comments",
    DRAW("frame"): "pictures",
    DRAW("custom-shape"): "pictures",
    TEXT("hidden-text"): "hidden",
    TEXT("hidden-paragraph"): "hidden",
    TEXT("ruby-text"): None,
    OFFICE("annotation-end"): None,
}
CHANGES = {TEXT("change"), TEXT("change-start"), TEXT("change-end")}
BLANKS = re.compile("[ \t\r\n]+")


def read(package: Package, words: dict):
    """The tables of the document, the outer before the inner (see the package's docstring)."""
    root = package.xml("content.xml")
    body = root.find(f"{OFFICE('body')}/{OFFICE('text')}")
    if body is None:
        raise Refused("damaged")
    return Document(root, body).tables()


class Document:
    def __init__(self, root, body):
        self.body = body
        self.found = []
        self.title = self.question = ""  # the last above
        self.outside = Counter()  # style → paragraphs
        self.sources = 0  # of our own exports
        self.left_out = Counter()
        self.marks = Marks()
        self.hands = {
            region.get(TEXT("id")): region.findtext(f".//{DC('creator')}")
            for region in root.iter(TEXT("changed-region"))
        }
        self._parents = {
            style.get(STYLE("name")): style.get(STYLE("parent-style-name")) for style in root.iter(STYLE("style"))
        }

    def tables(self):
        self._walk(self.body)
        if any(table.pop("ours") for table in self.found):
            self.left_out["our_sources"] = self.sources
            for style in AROUND_STYLES:
                self.outside.pop(style, None)
        self.left_out["outside"] = sum(self.outside.values())
        for table in self.found:
            table["left_out"] += [[code, {"n": n}] for code, n in self.left_out.items() if n]
        return self.found

    def _walk(self, element, listed=False):
        """Counts what stands outside the tables, and reads the tables."""
        for block in element:
            if block.tag == TABLE("table"):
                self._table(block, inside=None)
            elif block.tag in PARAGRAPHS:
                text = self._text(block, Counter()).strip()
                style = self._style_of(block)
                self.outside[style] += bool(text)
                self.sources += bool(text) and listed and style == SOURCE_STYLE
                if text and (block.tag == TEXT("h") or style == "Title"):
                    self.title = " ".join(text.split("\n"))
                elif style == QUESTION_STYLE and text:
                    self.question = text
            elif block.tag == TEXT("tracked-changes"):
                self.left_out["changes"] += len(block)
            elif block.tag in SECTIONS | LISTS | ITEMS:
                self._walk(block, listed or block.tag in LISTS)

    def _style_of(self, element):
        """The name of a style that people see, without blanks; automatic ones stand for the one they change."""
        name = element.get(TEXT("style-name"), "")
        return (self._parents.get(name) or name).replace("_20_", "")

    def _table(self, element, inside):
        """Reads a table, and afterwards those in its cells."""
        if len(self.found) >= bounds.MAX_TABLES:
            raise Refused("too_big")
        table = {"number": len(self.found) + 1, "inside": inside, "name": ""}
        self.found.append(table)
        inner = []
        placed = self._grid(element, inner)
        understood = matrix.understand(placed)
        table["ours"] = placed.ours
        table["understood"] = understood is not None
        table.update(understood or {"left_out": []})
        if understood and not table["title"]:
            table["title"] = (element.findtext(TABLE("title")) or self.title).strip()
        if understood and placed.ours:
            table["question"] = (element.findtext(TABLE("desc")) or self.question).strip()
        self.title = self.question = ""
        for nested in inner:
            self._table(nested, inside=table["number"])

    def _grid(self, element, inner):
        placed = grid.Grid()
        row = 0
        for line, is_head in _rows(element):
            repeated = _count(line, "number-rows-repeated")
            if len(line) and row + repeated > bounds.MAX_ROWS + bounds.MAX_HEADERS and _has_text(line):
                bounds.check_grid(row + repeated, 0)
            for _ in range(repeated if _has_text(line) else 1):
                self._row(placed, line, row, inner)
                row += 1
                if is_head:
                    placed.head_rows = row
        placed.recognise()
        return placed

    def _row(self, placed, line, row, inner):
        column = 0
        for element in line:
            repeated = _count(element, "number-columns-repeated")
            if element.tag == TABLE("covered-table-cell"):
                column += repeated
            elif element.tag == TABLE("table-cell"):
                if not _has_text(element):
                    # A blank cell still keeps its place, but a thousand of them to the right of the table do not.
                    placed_here = min(repeated, bounds.MAX_COLUMNS + bounds.MAX_HEADERS - column)
                else:
                    placed_here = repeated
                for i in range(placed_here):
                    cell = grid.Cell(
                        row=row,
                        column=column + i,
                        height=_count(element, "number-rows-spanned"),
                        width=_count(element, "number-columns-spanned"),
                    )
                    placed.place(cell)
                    self._blocks(element, cell, inner)
                column += repeated

    def _blocks(self, element, cell, inner):
        """The paragraphs of a cell; all that one list item holds is one paragraph."""
        for block in element:
            if block.tag in PARAGRAPHS:
                text, noted = self._read(block, cell.left_out)
                cell.paragraphs.append(Paragraph(text, marks=noted))
                cell.is_label = cell.is_label or self._style_of(block) in LABEL_STYLES
            elif block.tag in LISTS:
                self._list(block, cell, inner)
            elif block.tag == TABLE("table"):
                cell.left_out["inner_table"] += 1
                inner.append(block)
            elif block.tag in SECTIONS:
                self._blocks(block, cell, inner)
        for code in ("comments", "our_notes"):  # told once for the whole document
            self.left_out[code] += cell.left_out.pop(code, 0)

    def _list(self, element, cell, inner):
        for item in element:
            if item.tag not in ITEMS:
                continue
            own = [self._read(block, cell.left_out) for block in item if block.tag in PARAGRAPHS]
            if own:
                texts = "\n".join(text for text, _noted in own)
                noted = joined(noted for _text, noted in own)
                cell.paragraphs.append(Paragraph(texts, item.tag == TEXT("list-item"), noted))
            for block in item:
                if block.tag in LISTS:
                    self._list(block, cell, inner)

    def _text(self, paragraph, left_out):
        return self._read(paragraph, left_out)[0]

    def _read(self, paragraph, left_out):
        """The words of a paragraph, with blanks as OpenDocument means them, and what was noted of it."""
        pieces, noted = [], Noted(self.marks)
        self._pieces(paragraph, pieces, left_out, noted)
        text = []
        after_blank = True
        for piece, literal in pieces:
            if not literal:
                piece = BLANKS.sub(" ", piece)
                if after_blank and piece.startswith(" "):
                    piece = piece[1:]
            if piece:
                after_blank = not literal and piece.endswith(" ")
                text.append(piece)
        return "".join(text), noted.told()

    def _pieces(self, element, pieces, left_out, noted):
        if element.text:
            pieces.append((element.text, False))
            noted.words(element.text)
        for child in element:
            tag = child.tag
            if tag in PASSED_OVER:
                if PASSED_OVER[tag]:
                    left_out[PASSED_OVER[tag]] += 1
                if tag == OFFICE("annotation"):
                    said = "\n".join("".join(one.itertext()) for one in child.iter(*PARAGRAPHS))
                    noted.comments.append(comment(child.findtext(DC("creator")), child.findtext(DC("date")), said))
            elif tag == TEXT("bookmark-start"):
                self.marks.start(child.get(TEXT("name")))
            elif tag == TEXT("bookmark-end"):
                self.marks.end(child.get(TEXT("name")))
            elif tag in CHANGES:
                noted.hand(self.hands.get(child.get(TEXT("change-id"))))
            elif tag == TEXT("s"):
                pieces.append((" " * _count(child, "c", TEXT), True))
            elif tag == TEXT("tab"):
                pieces.append(("\t", True))
            elif tag == TEXT("line-break"):
                pieces.append(("\n", True))
            elif tag == TEXT("span") and self._style_of(child) in NOTE_STYLES:
                left_out["our_notes"] += _has_text(child)
            elif isinstance(tag, str):
                self._pieces(child, pieces, left_out, noted)
            if child.tail:
                pieces.append((child.tail, False))
                noted.words(child.tail)


def _rows(element, is_head=False):
    """Each row of a table and whether it is a header row."""
    for child in element:
        if child.tag == TABLE("table-row"):
            yield child, is_head
        elif child.tag in ROW_GROUPS:
            yield from _rows(child, is_head or child.tag == TABLE("table-header-rows"))


def _has_text(element):
    return any(text.strip() for text in element.itertext())


def _count(element, name, namespace=TABLE):
    """An attribute that counts, from 1; what nobody can mean is cut."""
    try:
        return min(max(1, int(element.get(namespace(name), "1"))), 1_000_000)
    except ValueError:
        return 1
