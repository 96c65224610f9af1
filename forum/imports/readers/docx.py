"""Word documents: the tables in them, with what Word hides in a table (spans, lists by style, tracked changes)."""

import re
from collections import Counter

from . import bounds, grid, matrix
from .bounds import Refused
from .bullets import Paragraph
from .docx_text import BOOKMARKS, Text, W, follow, is_on, number_of, through, value_of
from .marks import Marks, comment, joined
from .ours import AROUND_STYLES, LABEL_STYLES, QUESTION_STYLE, SOURCE_STYLE
from .package import Package, name_in

R_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = name_in("http://schemas.openxmlformats.org/package/2006/relationships")("Relationship")
TITLE_STYLES = ("title", "heading ")

ESCAPED = re.compile(r"_x005F_(x[0-9A-Fa-f]{4}_)")
ROWS = (W("tr"),)
CELLS = (W("tc"),)
BLOCKS = (W("p"), W("tbl"))


def read(package: Package, words: dict):
    """The tables of the document, the outer before the inner (see the package's docstring)."""
    main = _main_part(package)
    styles = Styles(package.xml(name)) if (name := _beside(main, "styles.xml")) in package.names else Styles(None)
    body = package.xml(main).find(W("body"))
    if body is None:
        raise Refused("damaged")
    document = Document(styles)
    document.escapes = "docProps/app.xml" in package.names and b"LibreOffice" in package.read("docProps/app.xml")
    document.comments = _comments(package, _beside(main, "comments.xml"))
    return document.tables(body)


def _comments(package, name):
    """{number: what somebody noted at the margin}"""
    if name not in package.names:
        return {}
    return {
        element.get(W("id")): comment(
            element.get(W("author")),
            element.get(W("date")),
            "\n".join(Text(paragraph, Counter()).text for paragraph in element.iter(W("p"))),
        )
        for element in package.xml(name).iter(W("comment"))
    }


def _main_part(package):
    if "_rels/.rels" in package.names:
        for relation in package.xml("_rels/.rels").iter(RELATION):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _beside(main, name):
    return f"{main.rpartition('/')[0]}/{name}".lstrip("/")


class Styles:
    """Which paragraph styles make list items and which titles; which character styles are our note numbers."""

    def __init__(self, root):
        self._styles = {}
        self._default = None
        self._lists = {}
        for style in root.iter(W("style")) if root is not None else ():
            self._styles[style.get(W("styleId"))] = style
            if style.get(W("type")) == "paragraph" and style.get(W("default")) in (
                "1",
                "true",
                "on",
            ):
                self._default = style.get(W("styleId"))

    def is_list(self, name):
        """Whether a paragraph style, or one it is based on, numbers its paragraphs."""
        name = name or self._default
        if name not in self._lists:
            self._lists[name] = self._chain_has_list(name)
        return self._lists[name]

    def _chain_has_list(self, name):
        seen = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            properties = style.find(W("pPr"))
            listed = list_of(properties)
            if listed is not None:
                return listed
            name = value_of(style.find(W("basedOn")))
        return False

    def name(self, style_id):
        """The name of a style as Word knows it in every language, "heading 1"; "" where there is none."""
        style = self._styles.get(style_id)
        return (value_of(style.find(W("name"))) or "").lower() if style is not None else ""


def list_of(properties):
    """True or False where the paragraph properties say whether this is a list item, None where they are silent."""
    numbering = properties.find(W("numPr")) if properties is not None else None
    number = numbering.find(W("numId")) if numbering is not None else None
    return None if number is None else value_of(number) not in ("0", None)


class Document:
    def __init__(self, styles):
        self.styles = styles
        self.found = []
        self.title = self.question = ""  # the last above
        self.outside = Counter()  # style → paragraphs
        self.sources = 0  # of our own exports
        self.left_out = Counter()
        self.marks = Marks()
        self.comments = {}
        self.escapes = False  # LibreOffice writes «_x0041_» as «_x005F_x0041_», as in a workbook

    def tables(self, body):
        self._walk(body)
        if any(table.pop("ours") for table in self.found):
            self.left_out["our_sources"] = self.sources
            for style in AROUND_STYLES:
                self.outside.pop(style, None)
        self.left_out["outside"] = sum(self.outside.values())
        for table in self.found:
            table["left_out"] += [[code, {"n": n}] for code, n in self.left_out.items() if n]
        return self.found

    def _walk(self, body):
        """Counts what stands outside the tables, and reads the tables."""
        for block in through(body, BLOCKS):
            if block.tag == W("tbl"):
                self._table(block, inside=None)
                continue
            text = Text(block, Counter()).text.strip()
            if text:
                style = _style_of(block)
                self.outside[style] += 1
                self.sources += style == SOURCE_STYLE and self._is_item(block)
                if self.styles.name(style).startswith(TITLE_STYLES):
                    self.title = " ".join(text.split("\n"))
                elif style == QUESTION_STYLE:
                    self.question = text

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
            table["title"] = (_property(element, "tblCaption") or self.title).strip()
        if understood and placed.ours:
            table["question"] = (_property(element, "tblDescription") or self.question).strip()
        self.title = self.question = ""
        for nested in inner:
            self._table(nested, inside=table["number"])

    def _grid(self, element, inner):
        placed = grid.Grid()
        open_cells = {}  # column → the cell that a vMerge below goes on with
        row = 0
        heads = True
        for line in through(element, ROWS):
            properties = line.find(W("trPr"))
            if properties is not None and properties.find(W("del")) is not None:
                self.left_out["changes"] += 1
                continue
            if heads and properties is not None and is_on(properties.find(W("tblHeader"))):
                placed.head_rows = row + 1
            else:
                heads = False
            self.left_out["changes"] += properties is not None and properties.find(W("ins")) is not None
            column = _count(properties, "gridBefore", 0)
            reached = set()
            for element_cell in through(line, CELLS):
                column += self._cell(placed, open_cells, reached, element_cell, row, column, inner)
            for at in [at for at in open_cells if at not in reached]:
                del open_cells[at]
            row += 1
        placed.recognise()
        return placed

    def _cell(self, placed, open_cells, reached, element, row, column, inner):
        """Places a cell or stretches the one above it; how many columns it takes."""
        properties = element.find(W("tcPr"))
        width = _count(properties, "gridSpan", 1) or 1
        merge = properties.find(W("vMerge")) if properties is not None else None
        above = open_cells.get(column)
        goes_on = merge is not None and value_of(merge) in (None, "continue")
        reached.add(column)
        if goes_on and above is not None and above.width == width:
            above.height += 1
            self._fill(above, element, inner)
            return width
        cell = grid.Cell(row=row, column=column, width=width)
        placed.place(cell)
        self._fill(cell, element, inner)
        if merge is not None:
            open_cells[column] = cell
        else:
            reached.discard(column)
        return width

    def _fill(self, cell, element, inner):
        """The paragraphs of a cell; what is accepted of a deleted paragraph mark joins the next."""
        carried, noted = "", []
        for block in through(element, (*BLOCKS, *BOOKMARKS)):
            if block.tag == W("tbl"):
                cell.left_out["inner_table"] += 1
                inner.append(block)
                continue
            if block.tag in BOOKMARKS:
                follow(self.marks, block)
                continue
            text = Text(block, cell.left_out, self.marks, self.comments)
            noted.append(text.noted.told())
            cell.is_label = cell.is_label or _style_of(block) in LABEL_STYLES
            for code in ("changes", "comments", "our_notes"):  # told once for the whole document
                self.left_out[code] += cell.left_out.pop(code, 0)
            if self.escapes:
                text.text = ESCAPED.sub(r"_\1", text.text)
            if text.mark_deleted:
                carried += text.text
                continue
            cell.paragraphs.append(Paragraph(carried + text.text, self._is_item(block), joined(noted)))
            carried, noted = "", []
        if carried:
            cell.paragraphs.append(Paragraph(carried, marks=joined(noted)))

    def _is_item(self, paragraph):
        listed = list_of(paragraph.find(W("pPr")))
        return self.styles.is_list(_style_of(paragraph)) if listed is None else listed


def _property(table, name):
    return value_of(table.find(f"{W('tblPr')}/{W(name)}"))


def _style_of(paragraph):
    return value_of(paragraph.find(f"{W('pPr')}/{W('pStyle')}"))


def _count(properties, name, default):
    return number_of(properties.find(W(name)), default) if properties is not None else default
