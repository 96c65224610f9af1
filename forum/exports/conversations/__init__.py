"""PAPERS of conversations: threads as plain data in, a file's bytes out. No database, no request.

    write(Paper(title="…", threads=[…]), "docx") → bytes

A thread has `title`, `question`, `conclusion` and `posts`; a post what `readings.forums.conversations.Said` has.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field

from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from ...errors import Invalid
from ...text import plain, render
from .. import Format, _slug


@dataclass
class Paper:
    """What goes on paper; without `authors` a post says its actor alone."""

    title: str
    space: str
    threads: list
    authors: bool = False
    conclusion: str = ""  # of the whole, with its marks
    url: Callable[[int], str] = field(default=lambda id: "")


def write(paper: Paper, format: str) -> bytes:
    if format not in FORMATS:
        raise Invalid(_("Elige uno de los formatos de la lista."))
    return FORMATS[format].write(paper)


def filename(paper: Paper, format: str) -> str:
    return f"{_slug(paper.title)[:80].strip('-') or _slug(_('Foro'))}.{format}"


def who(post, paper) -> str:
    """«Nélida Quispe, Productores, Asociación Wara», or «Productores»."""
    parts = [post.author, post.actor, post.organization] if paper.authors else [post.actor]
    return ", ".join(part for part in parts if part) or _("Moderación y facilitación")


def heading(post, paper) -> str:
    """«2. Wilfredo Ancasi, Municipio · 20 de noviembre de 2026, 9:15 · responde al 1»."""
    day = format_datetime(post.at, _("d 'de' MMMM 'de' y, H:mm"))
    parts = [f"{post.number}. {who(post, paper)}", day]
    if post.captured:
        parts.append(captured(post, paper))
    if post.answers:
        parts.append(_("responde al %(n)s", n=post.answers))
    return " · ".join(parts)


def captured(post, paper) -> str:
    """«capturado por Elena Poma, en papel», for what its author did not type; without names only how it came."""
    how = {"paper": _("en papel"), "voice": _("de voz"), "phone": _("por teléfono")}[post.captured]
    by = post.captured_by if paper.authors and post.captured_by else _("quien modera")
    said = _("capturado por %(name)s, %(how)s", name=by, how=how)
    return f"{said} ({_('no lo reconoce')})" if post.disowned else said


def lines(post) -> list[str]:
    """What a post says, block by block, and the names of its files."""
    return [*post.words.split("\n"), *([files(post)] if post.attachments else [])]


def files(post) -> str:
    return _("Adjuntos: %(names)s", names=", ".join(post.attachments))


def concluded(thing) -> list[str]:
    """«Conclusiones» and what a thread's or a paper's say, line by line; nothing where there are none."""
    return [_("Conclusiones"), *plain(render(thing.conclusion)).split("\n")] if thing.conclusion else []


def columns() -> dict[str, str]:
    """The columns of the tables, each with what it says."""
    return {
        "thread": _("el hilo"),
        "question": _("la pregunta guía a la que responde el hilo"),
        "number": _("el lugar del aporte en su hilo, desde 1"),
        "answers": _("el lugar del aporte al que responde; vacío, si abre el hilo o si aquel no está en el archivo"),
        "author": _("quién lo escribió; vacío, si se exportó sin nombres o el foro es anónimo"),
        "actor": _("el actor en cuyo nombre se escribió"),
        "organization": _("la organización; vacía, si se exportó sin nombres"),
        "date": _("cuándo se escribió, en hora universal (UTC)"),
        "edited": _("cuándo se corrigió por última vez; vacío, si nunca"),
        "text": _("lo que dice, con las marcas de Markdown con que se escribió"),
        "attachments": _("los nombres de sus archivos adjuntos"),
        "captured": _("quién lo capturó y cómo llegó, si no lo tecleó quien lo dijo; si no lo reconoce, se dice"),
        "url": _("dónde se lee en el sitio"),
    }


def record(thread, post, paper) -> dict:
    """A post as a row of a table, by the names of `columns`."""
    return {
        "thread": thread.title,
        "question": thread.question,
        "number": post.number,
        "answers": post.answers,
        "author": post.author if paper.authors else "",
        "actor": post.actor,
        "organization": post.organization if paper.authors else "",
        "date": post.at.isoformat(timespec="seconds"),
        "edited": post.edited_at.isoformat(timespec="seconds") if post.edited_at else None,
        "text": post.body,
        "attachments": list(post.attachments),
        "captured": captured(post, paper) if post.captured else "",
        "url": paper.url(post.id),
    }


def _later(module):
    def write(paper):
        return importlib.import_module(f".{module}", __name__).write(paper)

    return write


FORMATS = {
    name: Format(name, name, mimetype, label, _later(f"_{name}"))
    for name, mimetype, label in (
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _l("Word (DOCX)")),
        ("odt", "application/vnd.oasis.opendocument.text", _l("LibreOffice (ODT)")),
        ("pdf", "application/pdf", _l("PDF para imprimir")),
        ("md", "text/markdown; charset=utf-8", _l("Texto con marcas (Markdown)")),
        ("csv", "text/csv; charset=utf-8", _l("Tabla de texto (CSV): una línea por aporte")),
        ("json", "application/json", _l("Datos (JSON), con sus columnas explicadas")),
    )
}
