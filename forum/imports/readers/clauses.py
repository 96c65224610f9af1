"""The process that reads a document into numbered clauses: bytes on standard input; on standard output a line of JSON,
and after it the pictures, made anew.

    python -c "…; main(['docx'])" < file

The line is `{"kind": "docx", "title": …, "clauses": [{"number", "heading", "text", "level", "tables", "figures"}],
"left_out": {code: how many}, "sizes": […]}`, where `figures` are `{"picture": place among the pictures, "caption",
"type"}`, and a clause that a bookmark of our exports names has its `mark`; or `{"refused": code, "detail": {…}}`.
"""

import importlib
import json
import re
import sys
import textwrap
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field

from . import attached, bounds, kinds
from .bounds import Refused
from .main import limit
from .package import Package

MOST_CLAUSES = 1_000
MOST_PICTURES = 200
MOST_PICTURE_BYTES = 60 * 1024 * 1024
LONGEST_HEADING = 300
LONGEST_TEXT = 15_000  # of one clause; what is more goes on in one without a number
MOST_ROWS, MOST_COLUMNS = 400, 30
MOST_BESIDE = 20  # tables or figures of one clause

# Of our own exports: the bookmark of a clause, the style of what stands above the first.
MARK = re.compile(r"_tk_c_(\d{1,9})")
HEAD = "tk head"

DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
NAMED = re.compile(
    r"((?:art[ií]culo|art\.|cl[aá]usula|cap[ií]tulo|secci[oó]n|t[ií]tulo|anexo|ap[eé]ndice)\s+"
    r"(?:\d{1,3}|[IVXLC]{1,7}|[A-Z])\b\.?[°º]?)\s*(?:[.:)]?\s*[-–—.:]?\s*)",
    re.IGNORECASE,
)
TYPED = re.compile(
    r"(\d{1,3}(?:\.\d{1,3})*)(\.[-–]?|[-–)])?(?:[\s\u00a0]+(?=\S)|(?<=[.)–-])(?=[A-ZÁÉÍÓÚÑ]))"  # «3.1 Forro», «3.Forro»
)
ITEM = re.compile(r"(?:[a-zñ]{1,2}|[ivx]{1,5}|\d{1,2})\)\s|[-–—•·*▪○]\s")
TABLE_CAPTION = re.compile(r"(?:tabla|cuadro|table)\s+(?:n\.?[°º]?\s*)?[\dIVX]", re.IGNORECASE)
FIGURE_CAPTION = re.compile(
    r"(?:figura|gr[aá]fico|imagen|foto|fotograf[ií]a|figure)\s+(?:n\.?[°º]?\s*)?[\dIVX]", re.IGNORECASE
)


@dataclass
class Block:
    """A paragraph, or a table with its `rows`. `outline` is its level as a heading; `number` what the word processor
    prints before it, by which `numbering`; `pictures` those that hang on it."""

    text: str = ""
    outline: int | None = None
    number: str = ""
    numbering: object = None
    depth: int = 0  # within that numbering
    kind: str = ""  # title, caption, contents, bullet
    bold: bool = False
    pictures: list = field(default_factory=list)  # (bytes, words that describe it)
    rows: list | None = None
    mark: int | None = None  # the clause of ours that begins here


def main(arguments):
    limit()
    warnings.simplefilter("ignore")
    answer, files = answer_to(sys.stdin.buffer.read(), arguments[0])
    line = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    sys.stdout.buffer.write(line + b"\n" + b"".join(files))


def answer_to(data, suffix):
    try:
        return read(data, suffix)
    except Refused as refused:
        return {"refused": refused.code, "detail": refused.detail}, []
    except MemoryError:
        return {"refused": "too_big", "detail": {}}, []
    except RecursionError:
        return {"refused": "nested", "detail": {}}, []
    except Exception:  # a file that no reader expected; the log of the server gets the rest
        traceback.print_exc()
        return {"refused": "damaged", "detail": {}}, []


def read(data, suffix):
    kind = kinds.of_bytes(data, suffix)
    package = None
    if kind == "zip":
        package = Package(data)
        kind = kinds.of_package(package)
    if kind not in ("docx", "odt"):
        raise Refused("not_clauses", kind=kind)
    kinds.check_name(kind, suffix)
    blocks, left_out = importlib.import_module(f".{kind}_clauses", __package__).blocks(package)
    assembled = Assembler(blocks, left_out)
    if not assembled.clauses:
        raise Refused("no_clauses")
    answer = {"kind": kind, "title": assembled.title, "clauses": assembled.clauses}
    answer |= {"left_out": {code: n for code, n in assembled.left_out.items() if n}}
    return answer | {"sizes": [len(file) for file in assembled.files]}, assembled.files


class Assembler:
    """Blocks in their order, made into clauses."""

    def __init__(self, blocks, left_out):
        self.clauses, self.files, self.title, self.left_out = [], [], "", Counter(left_out)
        self._last = ()  # the decimal number of the last clause that has one
        self._caption = ""  # that waits for its table
        self._made = {}  # bytes of a picture → its place
        self._size = 0
        self._chief = _chief_numberings(blocks)
        self._chapters = False
        for block in blocks:
            if block.rows is not None:
                self._table(block)
            else:
                self._paragraph(block)
        self._flush()
        self._promote()

    def _paragraph(self, block):
        text = block.text.strip()
        if block.kind == "contents":
            self.left_out["contents"] += bool(text)
            return
        if block.kind == "title" and text and not self.clauses:
            self.title = " ".join(f"{self.title} {text}".split())
        elif text:
            self._words(block, text)
        for data, words in block.pictures:
            self._picture(data, words)

    def _words(self, block, text):
        if not block.outline and self._is_caption(block, text):
            return
        self._flush()
        start = self._start(block, text)
        if start is None and block.mark:
            start = (self.clauses[-1]["level"] if self.clauses else 1, "", "", text)
        if start:
            self._begin(*start)
            if block.mark:
                self.clauses[-1]["mark"] = block.mark
        elif block.kind == "bullet":
            self._add(f"– {text}", item=True)
        elif block.number:
            self._add(f"{block.number} {text}", item=True)
        else:
            self._add(text, item=bool(ITEM.match(text)))

    def _is_caption(self, block, text):
        """Take the paragraph as the caption of a table to come, or of the figure before it."""
        said = block.kind == "caption"
        words = f"{block.number} {text}".strip()
        figures = self.clauses[-1]["figures"] if self.clauses else []
        if (said or FIGURE_CAPTION.match(text)) and figures and not figures[-1]["caption"] and len(words) < 300:
            figures[-1]["caption"] = words
            return True
        if TABLE_CAPTION.match(text) and (said or len(words) < 200):
            self._flush()
            self._caption = words
            return True
        return False

    def _flush(self):
        """A caption without its table is a paragraph."""
        if self._caption:
            caption, self._caption = self._caption, ""
            self._add(caption)

    def _start(self, block, text):
        """(level, number, heading, text) where this paragraph begins a clause, else None."""
        number, rest = clean_number(block.number), text
        decimal = bool(number and DECIMAL.fullmatch(number))
        if not number:
            if named := NAMED.match(text):
                return self._named(block, " ".join(named[1].split()).rstrip("."), text[named.end() :].strip())
            typed = TYPED.match(text)
            if typed and (block.outline or self._is_typed(block, typed, text)):
                number, rest, decimal = typed[1], text[typed.end() :].strip(), True
        elif NAMED.fullmatch(number) and not block.outline:
            return self._named(block, number, text)
        if block.outline:
            level = len(number.split(".")) if decimal and "." in number else block.outline
            self._note(number, decimal)
            return level, number, rest, ""
        if not number or not decimal or (block.number and not self._is_chief(block, number)):
            return None
        self._note(number, decimal)
        parts = number.split(".")
        is_heading = block.bold or (rest.isupper() and len(rest) < 200)
        is_heading = is_heading or (len(parts) == 1 and len(rest) <= 80 and not rest.endswith((".", ";", ":", ",")))
        return len(parts), number, rest if is_heading else "", "" if is_heading else rest

    def _named(self, block, number, rest):
        """«Artículo 3», «CAPÍTULO II»."""
        is_chapter = number[:3].lower() in ("cap", "tít", "tit", "sec", "ane", "apé", "ape")
        self._chapters = self._chapters or is_chapter
        level = block.outline or (1 if is_chapter or not self._chapters else 2)
        is_heading = block.outline or is_chapter or block.bold or (len(rest) <= 60 and not rest.endswith("."))
        return level, number, rest if is_heading else "", "" if is_heading else rest

    def _is_chief(self, block, number):
        """Whether it is a clause's, not that of a list within one."""
        if "." in number or block.numbering in self._chief:
            return True
        return not self._chief and self._goes_on((int(number),))

    def _is_typed(self, block, typed, text):
        """Whether a number that was typed is a clause's: it goes on from the last, and does not look like a measure."""
        number = tuple(map(int, typed[1].split(".")))
        rest = text[typed.end() :]
        if len(number) == 1:
            looks = block.bold or rest.isupper() or typed[2] in (".", ".-", ".–", "-", "–") or not self.clauses
            return looks and len(text) <= (2000 if typed[2] else 120) and self._goes_on(number)
        return self._goes_on(number)

    def _goes_on(self, number):
        last = self._last
        if not last:
            return True
        shared = len(number) - 1
        if shared > len(last) or number[:shared] != last[:shared]:
            return False
        if shared == len(last):
            return number[-1] <= 1
        return last[shared] < number[-1] <= last[shared] + 3

    def _note(self, number, decimal):
        if decimal:
            self._last = tuple(map(int, number.split(".")))

    def _begin(self, level, number, heading, text):
        if len(self.clauses) >= MOST_CLAUSES:
            raise Refused("many_clauses", n=MOST_CLAUSES)
        if len(heading) > LONGEST_HEADING:
            heading, text = "", f"{heading}\n\n{text}".strip()
        rest = ""
        if len(text) > LONGEST_TEXT:
            text, rest = "", text
        self.clauses.append(
            {
                "number": number[:40],
                "heading": " ".join(heading.split()),
                "text": text,
                "level": min(max(level, 1), 6),
                "tables": [],
                "figures": [],
            }
        )
        if rest:
            self._add(rest)

    def _add(self, text, item=False):
        """A paragraph of the clause that was begun; before the first, of one without a number."""
        if not self.clauses:
            self._begin(1, "", "", text)
            return
        for piece in (
            textwrap.wrap(text, LONGEST_TEXT, replace_whitespace=False) if len(text) > LONGEST_TEXT else [text]
        ):
            clause = self._roomy(len(piece))
            clause["text"] += ("\n" if item else "\n\n") * bool(clause["text"]) + piece

    def _roomy(self, letters=0):
        """The last clause, or one that goes on with it where it is full."""
        if not self.clauses:
            self._begin(1, "", "", "")
        last = self.clauses[-1]
        full = letters and last["text"] and len(last["text"]) + letters > LONGEST_TEXT
        if full or max(len(last["tables"]), len(last["figures"])) >= MOST_BESIDE:
            self._begin(last["level"], "", "", "")
        return self.clauses[-1]

    def _table(self, block):
        caption, self._caption = self._caption, ""
        head, *rows = [_narrow(row) for row in block.rows]
        for start in range(0, max(len(rows), 1), MOST_ROWS):
            self._roomy()["tables"].append({"caption": caption, "rows": [head, *rows[start : start + MOST_ROWS]]})

    def _picture(self, data, words):
        if data not in self._made:
            try:
                if len(self.files) >= MOST_PICTURES or self._size > MOST_PICTURE_BYTES:
                    raise Refused("too_big")
                answer, files = attached.picture(data)
            except Exception:  # one picture that cannot be read is no reason to refuse the document
                self.left_out["pictures"] += 1
                return
            self._made[data] = (len(self.files), answer["kind"])
            self.files.append(files[0])
            self._size += len(files[0])
        place, kind = self._made[data]
        self._roomy()["figures"].append({"picture": place, "type": f"image/{kind}", "caption": "", "words": words})

    def _promote(self):
        """A short first paragraph without a full stop, with others below it, is the heading of its clause."""
        for clause in self.clauses:
            first, _end, rest = clause["text"].partition("\n\n")
            short = len(first) <= 60 and "\n" not in first and not first.endswith((".", ";", ":", ","))
            if clause["number"] and not clause["heading"] and rest and first and short:
                clause["heading"], clause["text"] = first, rest


def _narrow(row):
    """What does not fit beside the others stands in the last cell."""
    return (
        row
        if len(row) <= MOST_COLUMNS
        else [*row[: MOST_COLUMNS - 1], "\n".join(filter(None, row[MOST_COLUMNS - 1 :]))]
    )


def clean_number(printed):
    """«3.1.» → «3.1»"""
    return re.sub(r"[\s.):\-–—]+$", "", printed.strip())


def _chief_numberings(blocks):
    """Those that number headings, or print «3.1»: other lists are lists within a clause."""
    return {
        block.numbering for block in blocks if block.number and (block.outline or "." in clean_number(block.number))
    }


def check(blocks):
    """`Refused` where there is more than anybody writes."""
    if len(blocks) > 20_000 or sum(len(block.text) for block in blocks) > bounds.MAX_TEXT // 8:
        raise Refused("too_big")
