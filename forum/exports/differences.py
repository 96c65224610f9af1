"""PAPERS of what changed between two states of a matrix: Word, word by word. No database, no request."""

from flask_babel import gettext as _
from flask_babel import ngettext

from ..text import changes as worded
from . import Format, _slug
from .docx_running import BOLD_SMALL, SMALL, document, paragraph, run

MARKS = {
    "same": "",
    "gone": '<w:strike/><w:color w:val="4B505B"/>',
    "come": '<w:b/><w:u w:val="single"/>',
}


def tally(difference) -> list[str]:
    """«3 nuevas», «1 quitada», …: what there is of it."""
    words = {
        "added": lambda n: ngettext("%(num)d nueva", "%(num)d nuevas", n),
        "removed": lambda n: ngettext("%(num)d quitada", "%(num)d quitadas", n),
        "reworded": lambda n: ngettext("%(num)d con otras palabras", "%(num)d con otras palabras", n),
        "moved": lambda n: ngettext("%(num)d movida de celda", "%(num)d movidas de celda", n),
        "decided": lambda n: ngettext("%(num)d decidida", "%(num)d decididas", n),
        "ordered": lambda n: ngettext("%(num)d en otro lugar de su celda", "%(num)d en otro lugar de su celda", n),
    }
    return [words[kind](count) for kind, count in difference.counts.items()]


def happened(change) -> list[str]:
    """What happened to an entry, in words; the reason of a decision with it."""
    said = []
    for kind in change.kinds:
        if kind == "added":
            state = "" if change.after.state == "accepted" else decided(change)
            said.append(_("nueva, %(state)s", state=state) if state else _("nueva"))
        elif kind == "removed":
            said.append(_("ya no está"))
        elif kind == "reworded":
            said.append(_("con otras palabras"))
        elif kind == "moved":
            said.append(_("viene de %(row)s × %(column)s", row=change.was.row, column=change.was.column))
        elif kind == "decided":
            said.append(decided(change))
        else:
            said.append(_("en otro lugar de su celda"))
    return said


def decided(change) -> str:
    entry = change.after
    if entry.state == "accepted":
        return _("aceptada")
    if entry.state == "proposed":
        return _("otra vez propuesta") if change.before else _("propuesta")
    if entry.state == "declined":
        return _("no recogida: %(reason)s", reason=entry.reason) if entry.reason else _("no recogida")
    return _("unida a «%(text)s»", text=change.into) if change.into else _("unida a otra entrada")


def reshaped(difference) -> list[str]:
    """What happened to rows, columns, title and question."""
    said = {
        ("added", "row"): lambda label, _before: _("Fila nueva: %(label)s", label=label),
        ("removed", "row"): lambda label, _before: _("Fila quitada: %(label)s", label=label),
        ("changed", "row"): lambda label, before: _("Fila «%(before)s»: ahora «%(label)s»", before=before, label=label),
        ("added", "column"): lambda label, _before: _("Columna nueva: %(label)s", label=label),
        ("removed", "column"): lambda label, _before: _("Columna quitada: %(label)s", label=label),
        ("changed", "column"): lambda label, before: _(
            "Columna «%(before)s»: ahora «%(label)s»", before=before, label=label
        ),
        ("changed", "title"): lambda label, before: _(
            "Título: «%(label)s»; antes, «%(before)s»", before=before, label=label
        ),
        ("changed", "question"): lambda label, before: _(
            "Pregunta: «%(label)s»; antes, «%(before)s»", before=before, label=label
        ),
    }
    return [said[kind, axis](label, before) for kind, axis, label, before in difference.shape]


def filename(title, names) -> str:
    """«matriz-de-actores-la-edicion-1-la-edicion-2.docx»"""
    parts = [_slug(title)[:60].strip("-") or _slug(_("Matriz")), *(_slug(name) for name in names)]
    return "-".join(parts) + ".docx"


def write(difference, groups, title: str, space: str, names) -> bytes:
    """`groups` is `by_cell` or `by_actor` of the difference; `names` of the two states, the earlier first."""
    changed = _("Qué cambió: de %(before)s a %(after)s", before=names[0], after=names[1])
    parts = [
        paragraph("Title", run(title)),
        paragraph("Normal", run(space, SMALL)),
        paragraph("Normal", run(changed, BOLD_SMALL)),
        paragraph("Normal", run(" · ".join(tally(difference)) or _("Ninguna entrada cambió."), SMALL)),
        *(paragraph("ListBullet", run(words)) for words in reshaped(difference)),
    ]
    for outer, inside in groups:
        parts.append(paragraph("Heading1", run(outer or _("Sin actor"))))
        for inner, found in inside:
            parts.append(paragraph("Heading2", run(inner)))
            parts += [_entry(change) for change in found]
    return document(title, space, parts)


def _entry(change):
    if change.after is None:
        words = run(change.before.text, "<w:strike/>")
    else:
        words = "".join(run(said, MARKS[kind]) for kind, said in worded(*change.words))
    return paragraph("ListBullet", words, run("  " + " · ".join(happened(change)), SMALL))


DOCX = Format(
    "docx",
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "Word (DOCX)",
    write,
)
