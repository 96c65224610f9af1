"""The lines of a text, laid out so that Python-Markdown reads them as people mean them and in bounded depth.

What people expect and the library does not do by itself: a list may follow a paragraph without an empty line; two
blanks are enough to nest it; "1)" is a number; a line below a quotation is not part of it unless it says so; code
between fences stays to the letter.
"""

import re

DEEPEST_QUOTE = 5
DEEPEST_LIST = 6
STEP = 4  # blanks of one level of a list, as the library counts them
CODE = "\x02code{}\x03"  # stands for a fenced text: nobody can type these control characters

APART = {"code", "heading", "rule", "table"}  # never in one block with other lines
FENCE = re.compile(r"( *)(`{3,}|~{3,}) ?[a-z0-9+#-]{0,20} *", re.IGNORECASE)
QUOTES = re.compile(r" {0,3}((?:> ?)+)")
HEADING = re.compile(r"#{1,6} +\S")
RULE = re.compile(r"([*_-])(?: *\1){2,} *")
BULLET = re.compile(r"([*+-]|\d{1,9}[.)])( +|$)")
# After three bullets, numbers or quotes on one line the fourth is shown, not obeyed.
TOO_DEEP = re.compile(r"\A((?:(?:>|[*+-] |\d++\. ) *+){3})(\d*)(>|[*+.-](?= ))")


def settled(source: str) -> tuple[str, list[str]]:
    """The text for the library, and the fenced texts that `CODE.format(0)` and so on stand for in it."""
    codes = []
    kept = list(_without_fences(source.split("\n"), codes))
    return "\n".join(_laid_out(kept)), codes


def _without_fences(lines, codes):
    """Every fenced part becomes one line; one that is never closed goes on to the end."""
    fence, indent, inside = "", 0, []
    for line in lines:
        bare = line.strip()
        if fence:
            if bare.startswith(fence) and not bare.strip(fence[0]):
                codes.append("\n".join(inside))
                fence = ""
            else:
                inside.append(line[min(indent, len(line) - len(line.lstrip(" "))) :])
            continue
        line = line.expandtabs(STEP)
        if opening := FENCE.fullmatch(line):
            fence, indent, inside = opening[2], len(opening[1]), []
            yield opening[1] + CODE.format(len(codes))
        else:
            yield line
    if fence:
        codes.append("\n".join(inside))


def _laid_out(lines):
    """The lines with an empty one wherever a block ends, quotes and lists at the library's own depths."""
    depth, kind, items = 0, "blank", []
    for number, line in enumerate(lines):
        marks = QUOTES.match(line)
        deep = min(marks[1].count(">"), DEEPEST_QUOTE) if marks else 0
        bare = line[marks.end() :] if marks else line
        prefix = "> " * deep
        if deep != depth:
            if kind != "blank":
                yield "> " * min(deep, depth)
            depth, kind, items = deep, "blank", []
        if not bare.strip():
            if kind != "blank":
                yield prefix
            kind = "blank"
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        was, kind = kind, _kind(bare, kind, following)
        bare, parted = _placed(bare, was, kind, items)
        if was != "blank" and (parted or {was, kind} & APART) and not was == kind == "table":
            yield prefix
        yield prefix + (bare if kind in ("table", "code", "rule") else _bounded(bare))


def _kind(bare, was, following):
    text = bare.strip()
    if text.startswith(CODE[:5]):
        return "code"
    if "|" in text and (was == "table" or _is_table_rule(following)):
        return "table"
    if RULE.fullmatch(text):
        return "rule"
    if HEADING.match(bare):
        return "heading"
    return "bullet" if BULLET.match(text) else "text"


def _is_table_rule(line):
    text = line.lstrip("> ").rstrip()
    return "|" in text and "-" in text and set(text) <= set("|:- ")


def _placed(bare, was, kind, items):
    """(the line at the library's depth, whether an empty line must part it from the one before); `items` are those of
    the lists it is in, outermost first, as (indent, whether they are numbered)."""
    text = bare.strip(" ")
    indent = len(bare) - len(bare.lstrip(" "))
    if kind == "bullet":
        mark, rest = text.split(" ", 1) if " " in text else (text, "")
        numbered = mark[0].isdigit()
        if not items and was == "text" and (not rest or (numbered and mark[:-1] != "1")):
            return text, False  # «… del año\n2019. Aquel año …» is no list
        parted = was == "text" and not items
        while items and indent < items[-1][0] + 2:
            last = items.pop()
            if not items or indent >= items[-1][0] + 2:
                parted = parted or last[1] != numbered
        if len(items) < DEEPEST_LIST:
            items.append((indent, numbered))
        mark = f"{mark[:-1]}." if numbered else mark
        return f"{' ' * STEP * (len(items) - 1)}{mark} {rest.lstrip()}", parted
    level = len(items) - 1
    if was == "blank" or {was, kind} & APART:
        while items and indent < items[-1][0] + 2:
            items.pop()
        level = len(items)
    if kind == "heading" and text.rstrip("#").endswith(" "):
        text = text.rstrip("#").rstrip()
    return " " * STEP * max(0, level) + text, False


def _bounded(bare):
    text = bare.lstrip(" ")
    return bare[: len(bare) - len(text)] + TOO_DEEP.sub(r"\1\2\\\3", text)
