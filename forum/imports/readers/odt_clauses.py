"""OpenDocument texts as a list of blocks: paragraphs with the numbers that are printed, tables, pictures."""

from collections import Counter

from .bounds import MAX_COLUMNS, MAX_ROWS, Refused
from .clauses import HEAD, MARK, Block, check
from .docx_numbering import letter, roman
from .odt import DRAW, ITEMS, LISTS, OFFICE, SECTIONS, STYLE, TABLE, TEXT, Document, _count, _rows
from .package import name_in

FO = name_in("urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0")
SVG = name_in("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0")
XLINK = name_in("http://www.w3.org/1999/xlink")
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
INDEXES = {TEXT(f"{kind}-index") for kind in ("alphabetical", "illustration", "table", "object", "user")} | {
    TEXT("table-of-content"),
    TEXT("bibliography"),
}
NUMBERS, BULLETS = TEXT("list-level-style-number"), TEXT("list-level-style-bullet")


def blocks(package):
    """(the blocks, what was passed over by its code)."""
    root = package.xml("content.xml")
    body = root.find(f"{OFFICE('body')}/{OFFICE('text')}")
    if body is None:
        raise Refused("damaged")
    styles = package.xml("styles.xml") if "styles.xml" in package.names else None
    reader = Reader(package, root, body, styles)
    reader.walk(body)
    check(reader.blocks)
    reader.left_out.pop("pictures", None)  # they are read here
    reader.left_out["changes"] = len(reader.hands)
    return reader.blocks, reader.left_out


class Reader(Document):
    def __init__(self, package, root, body, styles):
        super().__init__(root, body)
        self.package, self.blocks, self.left_out = package, [], Counter()
        self._lists, self._outline, self._styled, self._counts = {}, {}, {}, {}
        for part in (styles, root):
            for style in part.iter(TEXT("list-style")) if part is not None else ():
                self._lists[style.get(STYLE("name"))] = _levels(style)
            for style in part.iter(TEXT("outline-style")) if part is not None else ():
                self._outline = _levels(style)
            for style in part.iter(STYLE("style")) if part is not None else ():
                self._styled[style.get(STYLE("name"))] = style
        self._ids = {}  # of a list → its counts

    def walk(self, element):
        for block in element:
            tag = block.tag
            if tag in (TEXT("p"), TEXT("h")):
                self._paragraph(block)
            elif tag in LISTS:
                self._list(block, None, 1, None)
            elif tag == TABLE("table"):
                self._tabular(block)
            elif tag in INDEXES:
                self.left_out["contents"] += 1
            elif tag in SECTIONS:
                self.walk(block)
            elif tag == DRAW("frame"):
                self._framed(block)

    def _list(self, element, style, depth, counts):
        """A list and those within it; `counts` are those of the list it is in."""
        style = element.get(TEXT("style-name")) or style
        if counts is None:
            before = element.get(TEXT("continue-list"))
            goes_on = before in self._ids or element.get(TEXT("continue-numbering")) == "true"
            counts = self._ids.get(before) if before in self._ids else self._counts.get(style)
            counts = counts if goes_on and counts is not None else {}
            self._counts[style] = counts
        if name := element.get(XML_ID):
            self._ids[name] = counts
        for item in element:
            if item.tag not in ITEMS:
                continue
            first = item.tag == TEXT("list-item")
            for block in item:
                if block.tag in (TEXT("p"), TEXT("h")):
                    self._paragraph(block, (style, depth, counts, item) if first else None)
                    first = False
                elif block.tag in LISTS:
                    self._list(block, style, depth + 1, counts)
                elif block.tag == TABLE("table"):
                    self._tabular(block)

    def _paragraph(self, element, item=None):
        words = self._text(element, self.left_out).replace("\u00ad", "").strip()
        style = element.get(TEXT("style-name"), "")
        block = Block(words, pictures=list(self._pictures(element)))
        if element.tag == TEXT("h"):
            block.outline = min(_count(element, "outline-level", TEXT), 9)
        if words and element.get(TEXT("is-list-header")) != "true":
            self._number(block, item)
        names = [name.replace("_20_", " ").lower() for name in self._names(style)]
        if "title" in names:
            block.kind, block.outline = "title", None
        elif {"caption", "table", "illustration", "figure", "tabla", "ilustración"} & set(names):
            block.kind = "caption"
        elif any(name.startswith("contents ") for name in names):
            block.kind = "contents"
        elif HEAD in names:
            return
        marks = (one.get(TEXT("name"), "") for one in element.iter(TEXT("bookmark-start")))
        block.mark = next((int(found[1]) for name in marks if (found := MARK.fullmatch(name))), None)
        block.bold = bool(words) and self._is_bold(element, style)
        self.blocks.append(block)
        for box in element.iter(DRAW("text-box")):
            self.walk(box)

    def _number(self, block, item):
        if item is None:
            if block.outline is None or not self._outline.get(block.outline, (None,))[0]:
                return
            levels, depth, counts, key = self._outline, block.outline, self._counts.setdefault("outline", {}), "outline"
        else:
            style, depth, counts, element = item
            levels, key = self._lists.get(style) or (self._outline if block.outline else {}), style
            if depth in levels and element.get(TEXT("start-value")):
                counts[depth] = _count(element, "start-value", TEXT) - 1
        if depth not in levels:
            if item is not None:
                block.kind = "bullet"
            return
        form, prefix, suffix, shown, start = levels[depth]
        if form is None:
            block.kind = "bullet"
            return
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if not form:
            return
        above = [
            (levels[n][0], counts.setdefault(n, levels[n][4]))
            for n in range(depth - shown + 1, depth + 1)
            if n in levels
        ]
        block.number = f"{prefix}{'.'.join(_said(n, one) for one, n in above if one)}{suffix}".strip()
        block.numbering, block.depth = key, depth - 1

    def _names(self, style):
        """A style and those above it."""
        seen = []
        while style and style not in seen and len(seen) < 20:
            seen.append(style)
            found = self._styled.get(style)
            style = found.get(STYLE("parent-style-name")) if found is not None else None
        return seen

    def _is_bold(self, element, style):
        bold = self._weight(style)
        pieces = [(element.text, bold)]
        for child in element:
            if child.tag == TEXT("span"):
                own = self._weight(child.get(TEXT("style-name"), ""))
                pieces.append(("".join(child.itertext()), bold if own is None else own))
            pieces.append((child.tail, bold))
        said = [is_bold for words, is_bold in pieces if (words or "").strip()]
        return bool(said) and all(said)

    def _weight(self, style):
        for name in self._names(style):
            found = self._styled.get(name)
            weight = found.find(STYLE("text-properties")) if found is not None else None
            if weight is not None and (value := weight.get(FO("font-weight"))):
                return value in ("bold", "600", "700", "800", "900")
        return None

    def _pictures(self, element):
        for frame in element.iter(DRAW("frame")):
            yield from self._picture(frame)

    def _framed(self, frame):
        """What is anchored to the page, not to a paragraph."""
        if pictures := list(self._picture(frame)):
            self.blocks.append(Block(pictures=pictures))
        for box in frame.findall(DRAW("text-box")):
            self.walk(box)

    def _picture(self, frame):
        for image in frame.findall(DRAW("image"))[:1]:
            name = image.get(XLINK("href"), "").removeprefix("./")
            if name in self.package.names:
                yield self.package.read(name), frame.findtext(SVG("desc")) or frame.findtext(SVG("title")) or ""
            else:
                self.left_out["lost_pictures"] += 1

    def _tabular(self, element):
        lines = [line for line, _is_head in _rows(element)]
        cells = [[cell for cell in line if cell.tag == TABLE("table-cell")] for line in lines]
        if all(len(line) == 1 for line in cells):  # a frame around the text
            for (cell,) in cells:
                self.walk(cell)
            return
        rows, pictures = [], []
        for line in lines:
            row = []
            for cell in line:
                repeated = min(_count(cell, "number-columns-repeated"), MAX_COLUMNS)
                words = self._cell(cell, pictures) if cell.tag == TABLE("table-cell") else ""
                row += [words] * repeated
            times = _count(line, "number-rows-repeated") if any(row) else 1
            if len(rows) + times > MAX_ROWS:
                raise Refused("too_big")
            rows += [row[:MAX_COLUMNS]] * times
        while rows and not any(rows[-1]):
            rows.pop()
        width = max((max((n + 1 for n, cell in enumerate(row) if cell), default=0) for row in rows), default=0)
        if width:
            self.blocks.append(Block(rows=[(row + [""] * width)[:width] for row in rows]))
        if pictures:
            self.blocks.append(Block(pictures=pictures))

    def _cell(self, cell, pictures):
        outside, self.blocks = self.blocks, []
        self.walk(cell)
        inside, self.blocks = self.blocks, outside
        lines = []
        for block in inside:
            pictures += block.pictures
            if block.rows is not None:
                self.left_out["inner_table"] += 1
                lines += [" | ".join(row) for row in block.rows]
            else:
                lines.append(f"{'–' if block.kind == 'bullet' else block.number} {block.text}".strip())
        return "\n".join(line for line in lines if line)


def _levels(style):
    """{level: (format, prefix, suffix, how many levels are shown, start)}; a format of None is a bullet."""
    found = {}
    for one in style:
        level = _count(one, "level", TEXT)
        if one.tag == BULLETS:
            found[level] = (None, "", "", 1, 1)
        elif one.tag in (NUMBERS, TEXT("outline-level-style")):
            found[level] = (
                one.get(STYLE("num-format"), ""),
                one.get(STYLE("num-prefix"), ""),
                one.get(STYLE("num-suffix"), ""),
                min(_count(one, "display-levels", TEXT), 10),
                _count(one, "start-value", TEXT),
            )
    return found


def _said(n, form):
    if form in ("i", "I"):
        return roman(n) if form == "I" else roman(n).lower()
    if form in ("a", "A"):
        return letter(n) if form == "a" else letter(n).upper()
    return str(n)
