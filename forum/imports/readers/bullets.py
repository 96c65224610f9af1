"""The paragraphs of a cell as entries."""

import re
from typing import NamedTuple

# Signs that are nothing but bullets need no blank after them; those of symbol fonts are at \uf000–\uf0ff.
SIGN = r"[•●○◦▪▫■□‣⁃∙►▸➢➤✓✔❖\uf000-\uf0ff]\s*"
DASH = r"[-–—*·]"
NUMBER = r"(?:\d{1,3}[.)]|[A-Za-z]\)|[ivxIVX]{1,5}\))"
TYPED = re.compile(rf"\s*(?:{SIGN}|(?:{DASH}|{NUMBER})(?:\s+|$))")


class Paragraph(NamedTuple):
    text: str  # line breaks as "\n"
    bullet: bool = False  # a real list item, so that nothing typed in it is taken for a bullet
    marks: dict | None = None  # see `marks.Noted.told`


def entries(paragraphs):
    """The texts of a cell's entries, and how many bullets had nothing behind them; with something noted of it, an entry
    is `{"text", "marks"}`.

    A list item is one entry to the letter. Any other paragraph is one too, unless its lines begin with typed
    bullets: then each of these begins an entry, and the lines that follow it belong to it.
    """
    texts = []
    empty = 0
    for paragraph in paragraphs:
        if paragraph.bullet:
            found = [(True, paragraph.text)]
        else:
            found = _typed(paragraph.text)
        noted = paragraph.marks
        for bulleted, text in found:
            text = text.strip()
            if text:
                texts.append({"text": text, "marks": noted} if noted else text)
                noted = None  # of several typed in one paragraph the first has it
            elif bulleted:
                empty += 1
    return texts, empty


def _typed(text):
    """Pairs of whether a typed bullet was taken off and the text."""
    found = []
    plain = []
    for line in text.split("\n"):
        bullet = TYPED.match(line)
        if bullet:
            if plain:
                found.append((False, "\n".join(plain)))
                plain = []
            found.append((True, line[bullet.end() :]))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
        else:
            plain.append(line)
    return found or [(False, "\n".join(plain))]


def in_a_sheet(text):
    """A spreadsheet cell as paragraphs: its lines, unless typed bullets say where entries begin."""
    lines = text.split("\n")
    if any(TYPED.match(line) for line in lines):
        return [Paragraph(text)]
    return [Paragraph(line) for line in lines]


def label(paragraphs):
    """A header in one line."""
    lines = (line.strip() for paragraph in paragraphs for line in paragraph.text.split("\n"))
    return " ".join(line for line in lines if line)
