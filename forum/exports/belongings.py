"""PAPERS of all that is a person's own: a ZIP with each section as JSON and as CSV, their files, and a README."""

import csv
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path, PurePosixPath

from flask_babel import gettext as _

from .csv import SEPARATOR, guarded

FOLDED = 120  # letters of a file's name


def write(path: Path, sections, files, name: str, date: datetime, progress=lambda done, total: None) -> int:
    """`sections` are (name, function that gives rows), `files` (name, path of the bytes); gives the archive's size."""
    total = len(sections) + len(files)
    explained = titles()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_("LEEME.txt"), _readme(name, date, [section for section, _rows in sections]))
        for done, (section, rows) in enumerate(sections, start=1):
            found = [{key: _plain(value) for key, value in row.items()} for row in rows()]
            about = {"section": section, "explained": str(explained[section]), "rows": found}
            archive.writestr(f"{section}.json", json.dumps(about, ensure_ascii=False, indent=1))
            archive.writestr(f"{section}.csv", _csv(found))
            progress(done, total)
        for done, (named, source) in enumerate(files, start=len(sections) + 1):
            if source.exists():
                archive.write(source, safe(named))
            progress(done, total)
    return path.stat().st_size


def titles() -> dict[str, str]:
    """The sections, each with what it has."""
    return {
        "profile": _("quién eres aquí: nombre, correo o usuario, idioma, zona, colores y cartas"),
        "logins": _("los equipos donde tu cuenta estuvo abierta"),
        "memberships": _("los espacios donde participas o participaste, con tu rol y tus actores"),
        "posts": _("tus aportes, como dicen ahora; también los ocultos y los que esperan"),
        "revisions": _("lo que tus aportes decían antes de cada corrección"),
        "supports": _("los aportes a los que diste tu apoyo"),
        "entries": _("tus entradas en las matrices"),
        "stances": _("tus posturas sobre entradas, en nombre de un actor"),
        "comments": _("lo que comentaste y preguntaste en entradas"),
        "receptions": _("si cada entrada recoge lo que dijiste, según tú"),
        "sources": _("las palabras citadas detrás de tus entradas, o que tú citaste"),
        "drafts": _("lo que escribiste y no enviaste"),
        "room_notes": _("tus notas de cuando mostraste una matriz en una sala"),
        "bookmarks": _("los aportes que guardaste"),
        "attachments": _("tus archivos, que están en la carpeta «archivos»"),
        "notifications": _("tus avisos"),
        "follows": _("lo que sigues"),
        "reading": _("hasta dónde leíste cada hilo"),
        "flags": _("lo que reportaste a quien modera"),
        "marks": _("las notas que te pusieron y ya se publicaron"),
        "observations": _("tus observaciones a documentos, también las retiradas"),
        "observation_receptions": _("qué dijiste de cada respuesta a tus observaciones"),
        "attendances": _("las sesiones en que consta tu asistencia"),
        "minutes_remarks": _("lo que comentaste de las actas"),
        "commitment_notes": _("lo que contaste del avance de compromisos"),
    }


def safe(name: str) -> str:
    """A place inside the archive, whatever a file is called."""
    folder, _slash, last = name.partition("/")
    last = "".join("_" if sign in '/\\:*?"<>|' or ord(sign) < 32 else sign for sign in last).strip(". ")
    stem, suffix = PurePosixPath(last or "archivo").stem, PurePosixPath(last).suffix[:10]
    return f"{folder}/{stem[:FOLDED]}{suffix}"


def _readme(name, date, sections):
    said = titles()
    lines = [
        _("Lo tuyo en Tinkuy: %(name)s", name=name),
        f"{date:%d/%m/%Y %H:%M} UTC",
        "",
        _("Cada parte está dos veces: en JSON, para programas, y en CSV, para hojas de cálculo (separado por «;»)."),
        _("Las fechas están en hora universal (UTC). Lo que escribieron otras personas no está: hay su dirección."),
        _("En CSV, un texto que empieza como una fórmula lleva delante un «'»."),
        "",
        *(f"{section}.json, {section}.csv: {said[section]}" for section in sections),
        "",
        _("Esta descarga es solo para ti: no la compartas."),
    ]
    return "\r\n".join(lines) + "\r\n"


def _plain(value):
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return "" if value is None else value


def _csv(rows):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        cells = (
            json.dumps(cell, ensure_ascii=False) if isinstance(cell, list | dict) else cell for cell in row.values()
        )
        writer.writerow([guarded(str(cell)) for cell in cells])
    return "\ufeff" + out.getvalue()
