"""Markdown: the matrix as a document to read from top to bottom, row by row, with footnotes."""

import re

from flask_babel import gettext as _

from . import layout

# Wherever a character may be markup it is escaped; what is so only where a line begins is handled apart.
_MARKUP = re.compile(r"([\\`*_{}\[\]|~$#!])")
_STARTS = re.compile(r"^([ \t]*)(?:([-+=])|(\d+)([.)]))", re.MULTILINE)


def write(table, options) -> bytes:
    paper = layout.lay(table, options)
    lines = [f"# {_one_line(paper.title or _('Matriz'))}", ""]
    if paper.question:
        lines += [f"*{_one_line(paper.question)}*", ""]
    about = " · ".join(_one_line(part) for part in (paper.space, paper.footing) if part)
    if about:
        lines += [about, ""]
    before = [None] * paper.stub
    for _number, labels, line in layout.walk(paper, options.progress):
        lines += _label_headings(labels, before)
        before = labels
        for place, cell in enumerate(line.cells):
            if cell:
                lines += [f"**{_column(paper, place)}**", ""]
                lines += [text for item in cell for text in _entry(item)]
                lines.append("")
    if paper.sums:
        lines += [f"## {_('Qué suman los valores')}", "", *(f"- {_one_line(text)}" for text in paper.sums), ""]
    if paper.notes:
        lines += [f"## {_('De dónde sale cada entrada')}", ""]
        lines += [text for note in paper.notes for text in (_note(note), "")]
    if paper.url:
        lines += [f"<{paper.url}>", ""]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _label_headings(labels, before):
    """A group's heading once, where it begins; the row's own always."""
    lines = []
    for level, span in enumerate(dict.fromkeys(labels)):
        if span not in before:
            lines += [f"{'#' * min(6, level + 2)} {_one_line(span.text) or '–'}", ""]
    return lines


def _column(paper, place):
    path = dict.fromkeys(row[paper.stub + place] for row in paper.heads)
    return " › ".join(_one_line(span.text) for span in path) or "–"


def _entry(item):
    lines = [line.strip() for line in escaped(item.text).split("\n")]
    if item.state == "declined":
        lines = [f"~~{line}~~" if line else "" for line in lines]
    breaks = ["\\" if line and after else "" for line, after in zip(lines, [*lines[1:], ""], strict=True)]
    lines = [f"{lead}{line}{end}" for lead, line, end in zip(["- ", *["  "] * len(lines)], lines, breaks, strict=False)]
    marks = "".join(f"[^{number}]" for number in item.numbers)
    aside = f" *({_one_line(item.aside)})*" if item.aside else ""
    lines[-1] += marks + aside
    return lines


def _note(note):
    parts = [f"«{_one_line(note.quote)}»", _one_line(note.who)]
    where = _one_line(note.where)
    parts.append(f"[{where or _('Abrir')}](<{note.url}>)" if note.url else where)
    if note.changed:
        parts.append(_("(el aporte cambió desde entonces)"))
    return f"[^{note.number}]: " + " – ".join(part for part in parts if part)


def _one_line(text):
    return " ".join(escaped(" ".join(text.split())).split("\n"))


def escaped(text: str) -> str:
    """The text such that Markdown shows it as it stands."""
    text = _MARKUP.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _STARTS.sub(_start, text)


def _start(match):
    blank, sign, number, dot = match.groups()
    return f"{blank}\\{sign}" if sign else f"{blank}{number}\\{dot}"
