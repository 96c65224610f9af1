"""PAPERS of a delivery: one ZIP with what is delivered, and the manifest that lets anybody check each file."""

import hashlib
import io
import json
import zipfile
from datetime import date

from flask_babel import gettext as _

from .. import _slug, layout

WHEN = (2000, 1, 1, 0, 0, 0)  # of every file: the same content is the same package
MANIFEST, READABLE = "manifiesto.json", "manifiesto.txt"


def package(told: dict, files: list[tuple[str, bytes]]) -> tuple[bytes, str]:
    """(the ZIP, its manifest as JSON). `told`: number, date, worktable, space, recipient, note, summary, documents;
    `files` are (name with its folder, bytes)."""
    listed = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in sorted(files)
    ]
    manifest = json.dumps(
        {"format": "tinkuy.delivery", "version": 1, "delivery": told, "files": listed}, ensure_ascii=False, indent=1
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        texts = [(MANIFEST, f"{manifest}\n".encode()), (READABLE, readable(told, listed).encode())]
        for name, data in [*texts, *sorted(files)]:
            entry = zipfile.ZipInfo(name, WHEN)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue(), manifest


def readable(told: dict, listed: list[dict]) -> str:
    """The manifest for people, in the words of who opens the package without any program of ours."""
    lines = [
        _("Entrega %(n)s a %(who)s", n=told["number"], who=told["recipient"]),
        told["worktable"],
        told["space"],
        layout.long_date(date.fromisoformat(told["date"])),
        "",
        *([told["note"], ""] if told["note"] else []),
        _("Documentos entregados:"),
        *(f"  {one['code']}  {one['title']} ({_('versión %(n)s', n=one['version'])})" for one in told["documents"]),
        "",
        _("Archivos de este paquete y la huella SHA-256 de cada uno."),
        _("Para comprobar uno: sha256sum ARCHIVO (o Get-FileHash ARCHIVO en Windows)."),
        "",
        *(f"{one['sha256']}  {one['name']}" for one in listed),
    ]
    return "\r\n".join(lines) + "\r\n"


def filename(told: dict) -> str:
    return f"{_slug(told['worktable'])[:60].strip('-') or 'tinkuy'}-{_slug(_('entrega'))}-{told['number']}.zip"
