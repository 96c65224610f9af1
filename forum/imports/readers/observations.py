"""The process that reads remarks on a document: bytes on standard input, JSON on standard output.

    python -c "…; main(['docx'])" < file

The answer is `{"kind": …, "tables": [[name, [[row, {column: text}], …]], …], "comments": […]}`, or `{"refused": code,
"detail": {…}}`. Rows and columns are counted from one; a Word comment is `{"author", "text", "quote", "paragraph",
"start"}`: the words it is about, the paragraph in which they begin, and where.
"""

import json
import sys
import traceback
import warnings
from collections import Counter

from . import bounds, kinds, lines
from .bounds import Refused
from .docx import _beside, _main_part
from .docx_text import GONE, WRAPPERS, Text, W, number_of, through
from .main import _size, limit
from .package import Package

MOST_COMMENTS = 2_000
RANGES = (W("commentRangeStart"), W("commentRangeEnd"))


def main(arguments):
    limit()
    warnings.simplefilter("ignore")
    answer = answer_to(sys.stdin.buffer.read(), arguments[0])
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def answer_to(data, suffix):
    try:
        answer = read(data, suffix)
        if _size(answer) > bounds.MAX_TEXT:
            raise Refused("too_big")
        return answer
    except Refused as refused:
        return {"refused": refused.code, "detail": refused.detail}
    except MemoryError:
        return {"refused": "too_big", "detail": {}}
    except RecursionError:
        return {"refused": "nested", "detail": {}}
    except Exception:  # a file that no reader expected; the log of the server gets the rest
        traceback.print_exc()
        return {"refused": "damaged", "detail": {}}


def read(data, suffix):
    if kinds.of_bytes(data, suffix) == "zip":
        package = Package(data)
        if kinds.of_package(package) == "docx":
            kinds.check_name("docx", suffix)
            return _word(package)
    kind, sheets = lines.read(data, suffix)
    return {"kind": kind, "tables": sheets, "comments": []}


def _word(package):
    main_part = _main_part(package)
    body = package.xml(main_part).find(W("body"))
    if body is None:
        raise Refused("damaged")
    tables = [[str(number), _rows(table)] for number, table in enumerate(body.iter(W("tbl")), 1) if _is_outer(table)]
    return {"kind": "docx", "tables": tables, "comments": _comments(package, main_part, body)}


def _is_outer(table):
    return next(table.iterancestors(W("tbl")), None) is None


def _rows(table):
    """[[row, {column: text}]]; a cell that spans columns stands in its first, one that goes on below in each row."""
    rows, above = [], {}
    for number, row in enumerate(through(table, (W("tr"),)), 1):
        cells, column = {}, 1
        for cell in through(row, (W("tc"),)):
            properties = cell.find(W("tcPr"))
            span = number_of(properties.find(W("gridSpan")), 1) if properties is not None else 1
            merge = properties.find(W("vMerge")) if properties is not None else None
            text = "\n".join(_text(paragraph) for paragraph in cell.iter(W("p"))).strip()
            if merge is not None and merge.get(W("val")) != "restart":
                text = above.get(column, "")
            if text:
                cells[str(column)] = text
            above[column] = text
            column += max(1, span)
        if cells:
            rows.append([number, cells])
    return rows


def _text(paragraph):
    return Text(paragraph, Counter()).text


def _comments(package, main_part, body):
    """What was noted at the margin, in the order of the text; an answer to another note is one of its own."""
    name = _beside(main_part, "comments.xml")
    if name not in package.names:
        return []
    noted = {}
    for comment in package.xml(name).iter(W("comment")):
        words = "\n".join(_text(paragraph) for paragraph in comment.iter(W("p"))).strip()
        if words:
            noted[comment.get(W("id"))] = {"author": comment.get(W("author")) or "", "text": words}
    if len(noted) > MOST_COMMENTS:
        bounds.too_large()
    reader = _Ranges(noted)
    for paragraph in body.iter(W("p")):
        reader.paragraph(paragraph)
    return [place | noted[number] for number, place in reader.places.items() if number in noted]


class _Ranges:
    """Follows where comments begin and end through paragraphs."""

    def __init__(self, noted):
        self.noted, self.places, self.open = noted, {}, set()

    def paragraph(self, paragraph):
        self.text, self.begun = "", []
        for number in self.open:
            self.places[number]["quote"] += "\n" if self.places[number]["quote"] else ""
        self._walk(paragraph)
        for number in self.begun:
            self.places[number]["paragraph"] = self.text

    def _walk(self, element):
        for child in element:
            if child.tag in RANGES:
                self._mark(child.get(W("id")), child.tag == W("commentRangeStart"))
            elif child.tag == W("r"):
                self._run(child)
            elif child.tag in WRAPPERS:
                self._walk(child)
            elif child.tag in GONE:
                for mark in child.iter(*RANGES):
                    self._mark(mark.get(W("id")), mark.tag == W("commentRangeStart"))

    def _mark(self, number, begins):
        if begins and number in self.noted and number not in self.places:
            self.places[number] = {"quote": "", "paragraph": "", "start": len(self.text)}
            self.begun.append(number)
            self.open.add(number)
        elif not begins:
            self.open.discard(number)

    def _run(self, run):
        for child in run:
            words = child.text or "" if child.tag == W("t") else "\t" if child.tag == W("tab") else ""
            if child.tag in (W("br"), W("cr")):
                words = "\n"
            self.text += words
            for number in self.open:
                self.places[number]["quote"] += words
            number = child.get(W("id")) if child.tag == W("commentReference") else None
            if number in self.noted and number not in self.places:  # about no words: about where it stands
                self.places[number] = {"quote": "", "paragraph": "", "start": len(self.text)}
                self.begun.append(number)
