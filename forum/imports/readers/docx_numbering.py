"""The numbers that Word prints before paragraphs: they stand nowhere in the file, and are counted as Word counts."""

from .docx_text import W, is_on, number_of, value_of

LEVELS = 9
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
         (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


class Level:
    def __init__(self, element):
        self.start = number_of(element.find(W("start")), 1)
        self.format = value_of(element.find(W("numFmt"))) or "decimal"
        self.text = value_of(element.find(W("lvlText"))) or ""
        self.style = value_of(element.find(W("pStyle")))
        self.legal = is_on(element.find(W("isLgl")))
        restart = element.find(W("lvlRestart"))
        self.restart = None if restart is None else number_of(restart, 0)


class Numbering:
    """Asked once for every paragraph, in the order of the document."""

    def __init__(self, root, style_numbers):
        """`root` of numbering.xml or None; `style_numbers(name)`: the `numPr` of the chain of a style."""
        self._style_numbers = style_numbers
        self._abstract, self._links, self._numbers = {}, {}, {}
        self._counts, self._begun = {}, set()
        for element in root.iter(W("abstractNum")) if root is not None else ():
            name = element.get(W("abstractNumId"))
            self._abstract[name] = {number_of_level(one): Level(one) for one in element.findall(W("lvl"))}
            self._links[name] = value_of(element.find(W("numStyleLink")))
        for element in root.findall(W("num")) if root is not None else ():
            abstract = value_of(element.find(W("abstractNumId")))
            self._numbers[element.get(W("numId"))] = (abstract, _overrides(element))

    def of(self, properties, style):
        """(what is printed, by which numbering, at which level, whether it is a bullet), or None for a paragraph that
        is not numbered."""
        number, level = _numbered(properties)
        if number is None:
            number, own = self._style_numbers(style)
            level = own if level is None else level
        if number in (None, "0"):
            return None
        abstract, overrides = self._numbers.get(number, (None, {}))
        abstract = self._followed(abstract)
        if abstract is None:
            return None
        levels = self._abstract[abstract] | {n: one for n, (one, _start) in overrides.items() if one}
        if level is None:
            level = next((n for n, one in levels.items() if style and one.style == style), 0)
        if level not in levels:
            return None
        counts = self._counts.setdefault(abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            for n, (_one, start) in overrides.items():
                if start is not None:
                    counts[n] = start - 1
        self._count(counts, levels, level)
        kind = levels[level].format
        return _printed(levels, counts, level), abstract, level, kind == "bullet"

    def _followed(self, abstract):
        """The definition itself, where one only points at a style that has it."""
        for _step in range(3):
            if abstract not in self._abstract:
                return None
            if self._abstract[abstract] or not self._links[abstract]:
                return abstract
            number, _level = self._style_numbers(self._links[abstract])
            abstract = self._numbers.get(number, (None, {}))[0]
        return None

    def _count(self, counts, levels, level):
        for n in range(level):
            if n in levels and n not in counts:
                counts[n] = levels[n].start
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for n in range(level + 1, LEVELS):
            restart = levels[n].restart if n in levels else None
            if restart is None or (restart and level < restart):
                counts.pop(n, None)


def number_of_level(element):
    try:
        return min(max(int(element.get(W("ilvl"), "0")), 0), LEVELS - 1)
    except ValueError:
        return 0


def _overrides(element):
    """{level: (its definition or None, where it starts or None)}"""
    found = {}
    for one in element.findall(W("lvlOverride")):
        definition, start = one.find(W("lvl")), one.find(W("startOverride"))
        found[number_of_level(one)] = (
            Level(definition) if definition is not None else None,
            number_of(start, 1) if start is not None else None,
        )
    return found


def _numbered(properties):
    """(numId, level) that paragraph properties say, each None where they are silent."""
    numbering = properties.find(W("numPr")) if properties is not None else None
    if numbering is None:
        return None, None
    level = numbering.find(W("ilvl"))
    return value_of(numbering.find(W("numId"))), None if level is None else min(number_of(level, 0), LEVELS - 1)


def _printed(levels, counts, level):
    own = levels[level]
    if own.format in ("bullet", "none") and "%" not in own.text:
        return "" if own.format == "none" else "–"
    text = own.text
    for n in range(LEVELS):
        if f"%{n + 1}" in text and n in levels:
            form = "decimal" if own.legal else levels[n].format
            text = text.replace(f"%{n + 1}", said(counts.get(n, levels[n].start), form))
    return text.strip()


def said(n, form):
    """A number as its format writes it."""
    if form in ("lowerRoman", "upperRoman"):
        return roman(n) if form == "upperRoman" else roman(n).lower()
    if form in ("lowerLetter", "upperLetter"):
        letters = letter(n)
        return letters if form == "lowerLetter" else letters.upper()
    if form == "decimalZero":
        return f"{n:02d}"
    if form == "ordinal":
        return f"{n}.º"
    return "" if form == "none" else str(n)


def roman(n):
    out = ""
    for value, letters in ROMAN:
        while n >= value and len(out) < 20:
            out, n = out + letters, n - value
    return out


def letter(n):
    """a … z, aa, bb, …"""
    return chr(97 + (n - 1) % 26) * min((n - 1) // 26 + 1, 20) if n > 0 else str(n)
