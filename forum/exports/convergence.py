"""PAPERS of where actors come together and where not: plain data in, a file's bytes out."""

import csv
import io

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from . import Format, _slug
from .csv import SEPARATOR, guarded
from .docx_running import BOLD_SMALL, SMALL, document, paragraph, run


def words() -> dict[str, str]:
    return {
        "support": _("apoya"),
        "tolerate": _("puede vivir con esto"),
        "object": _("objeta"),
        "": _("sin palabra todavía"),
    }


def outcomes() -> dict[str, str]:
    return {
        "split": _("separa a los actores"),
        "waiting": _("espera la palabra de algún actor"),
        "shared": _("todos pueden vivir con esto"),
    }


def filename(title, format) -> str:
    return f"{_slug(title)[:60].strip('-') or _slug(_('Matriz'))}-{_slug(_('Convergencia'))}.{format}"


def write(found, title: str, space: str, format: str) -> bytes:
    """`found` is what `readings.convergence` gives."""
    return FORMATS[format].write(found, title, space)


def _csv(found, _title, _space) -> bytes:
    """A line an entry, a column an actor: its word, and behind it how many of its people said what."""
    actors = [voice.actor.name for voice in found.items[0][1].voices] if found.items else []
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    heads = [_("Resultado"), _("Fila"), _("Columna"), _("Entrada"), _("Estado"), *actors, _("Objeciones")]
    writer.writerow([guarded(head) for head in heads])
    states = {"accepted": _("aceptada"), "proposed": _("propuesta")}
    for name, item in found.items:
        line = [outcomes()[name], item.row, item.column, item.text, states[item.state]]
        line += [_counted(voice) for voice in item.voices]
        line.append(" / ".join(f"{said.reason} ({said.name})" for said in _objections(item)))
        writer.writerow([guarded(cell) for cell in line])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _counted(voice):
    """«objeta (1 apoya, 2 objetan; de 4)»"""
    word = words()[voice.word]
    if voice.delegate and voice.word:
        return _("%(word)s (por delegación)", word=word)
    plurals = {
        "support": lambda n: ngettext("%(num)d apoya", "%(num)d apoyan", n),
        "tolerate": lambda n: ngettext("%(num)d puede vivir con esto", "%(num)d pueden vivir con esto", n),
        "object": lambda n: ngettext("%(num)d objeta", "%(num)d objetan", n),
    }
    told = [plurals[kind](count) for kind, count in voice.counts.items() if count]
    if not told or (len(told) == 1 and not voice.silent):
        return word
    return _("%(word)s (%(counts)s; de %(members)s)", word=word, counts=", ".join(told), members=voice.members)


def _objections(item):
    return [said for voice in item.voices for said in voice.reasons if said.kind == "object"]


def _docx(found, title, space) -> bytes:
    parts = [
        paragraph("Title", run(title)),
        paragraph("Normal", run(space, SMALL)),
        paragraph("Normal", run(_("Convergencia: para la agenda de la próxima sesión"), BOLD_SMALL)),
    ]
    heads = {
        "split": lambda n: ngettext(
            "%(num)d entrada separa a los actores", "%(num)d entradas separan a los actores", n
        ),
        "waiting": lambda n: ngettext(
            "%(num)d entrada espera la palabra de algún actor", "%(num)d entradas esperan la palabra de algún actor", n
        ),
        "shared": lambda n: ngettext(
            "Todos pueden vivir con %(num)d entrada", "Todos pueden vivir con %(num)d entradas", n
        ),
    }
    for name, head in heads.items():
        items = getattr(found, name)
        if not items:
            continue
        parts.append(paragraph("Heading1", run(head(len(items)))))
        for item in items:
            if not item.heard:
                continue
            parts.append(paragraph("ListNumber" if name == "split" else "ListBullet", run(item.text), _place(item)))
            said = "; ".join(f"{voice.actor.name}: {_counted(voice)}" for voice in item.voices)
            parts.append(paragraph("ListContinue", run(said, SMALL)))
            for said in _objections(item):
                parts.append(paragraph("ListContinue", run(f"«{said.reason}» "), run(said.name, SMALL)))
        untouched = [item for item in items if not item.heard]
        if untouched:
            silence = ngettext("En %(num)d nadie ha dicho nada", "En %(num)d nadie ha dicho nada", len(untouched))
            parts.append(paragraph("Heading2", run(silence)))
            parts += [paragraph("ListBullet", run(item.text), _place(item)) for item in untouched]
    return document(title, space, parts)


def _place(item):
    return run(f"  {item.row} × {item.column}", SMALL)


FORMATS = {
    "docx": Format(
        "docx",
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _l("Word (DOCX)"),
        _docx,
    ),
    "csv": Format("csv", "csv", "text/csv; charset=utf-8", _l("Tabla de texto (CSV)"), _csv),
}
