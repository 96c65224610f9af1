"""Files that people attach: what they are, by their content; pictures made anew. Looked at in a process of its own."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from flask_babel import gettext as _

from ..errors import Invalid, TooMany
from . import process

LONGEST_NAME = 120
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff/\\:*?\"<>|]+")
# Kind → media type, the suffixes it may have (the first is given to a name without one of them).
KINDS = {
    "jpeg": ("image/jpeg", ("jpg", "jpeg")),
    "png": ("image/png", ("png",)),
    "pdf": ("application/pdf", ("pdf",)),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ("pptx",)),
    "odt": ("application/vnd.oasis.opendocument.text", ("odt",)),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", ("ods",)),
    "odp": ("application/vnd.oasis.opendocument.presentation", ("odp",)),
    "text": ("text/plain", ("txt", "csv", "tsv", "md")),
}
PICTURES = ("jpg", "jpeg", "png", "gif", "webp", "jfif")


@dataclass(slots=True)
class Attached:
    """A file as it is kept: of a picture `data` is what was made anew, and there is a `thumbnail`."""

    name: str
    media_type: str
    data: bytes
    thumbnail: bytes = b""
    width: int | None = None
    height: int | None = None


def read(data: bytes, filename: str, most: int) -> Attached:
    """`Invalid` with one sentence that names the file and says what would be right; `most` bytes."""
    name = clean_name(filename)
    if len(data) > most:
        raise Invalid(refusal("heavy", name, most))
    answer, files = process.look_at(data)
    if "refused" in answer:
        raise (TooMany if answer["refused"] == "busy" else Invalid)(refusal(answer["refused"], name, most))
    media_type, suffixes = KINDS[answer["kind"]]
    name = fitting(name, suffixes, media_type.startswith("image/"))
    if not files:
        return Attached(name, "text/csv" if name.lower().endswith(".csv") else media_type, data)
    return Attached(name, media_type, *files, answer["width"], answer["height"])


def clean_name(filename: str) -> str:
    """The last part of a path, without what cannot be seen, shortened in its middle."""
    name = " ".join(UNSEEN.sub(" ", re.split(r"[/\\]", filename)[-1]).split()).strip(". ") or _("archivo")
    if len(name) > LONGEST_NAME:
        suffix = PurePath(name).suffix[:10]
        name = name[: LONGEST_NAME - len(suffix) - 1].rstrip(". ") + "…" + suffix
    return name


def fitting(name, suffixes, is_picture):
    """The name, with the suffix of what the file is."""
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix.lower() in suffixes:
        return name
    if dot and is_picture and suffix.lower() in PICTURES:
        name = stem
    return f"{name}.{suffixes[0]}"


def refusal(code, file, most):
    sentences = {
        "heavy": _(
            "«%(file)s» pesa más de %(most)s MB. Hazlo más pequeño o divídelo y vuelve a adjuntarlo.",
            file=file,
            most=most // 1024 // 1024,
        ),
        "empty": _("«%(file)s» está vacío. Adjunta el archivo que tiene algo dentro.", file=file),
        "too_many_pixels": _(
            "«%(file)s» es una imagen demasiado grande: caben 50 millones de puntos. Redúcela y vuelve a adjuntarla.",
            file=file,
        ),
        "markup": _(
            "«%(file)s» es una página, un dibujo SVG o un programa: no se adjunta. Guárdalo como PDF o como imagen.",
            file=file,
        ),
        "macros": _("«%(file)s» tiene macros: no se adjunta. Guárdalo sin ellas y vuelve a adjuntarlo.", file=file),
        "protected": _(
            "«%(file)s» está protegido con contraseña: nadie podría leerlo. Quítasela y vuelve a adjuntarlo.", file=file
        ),
        "old": _(
            "«%(file)s» es de un programa de oficina antiguo. Guárdalo como .docx, .xlsx, .pptx o PDF.", file=file
        ),
        "archive": _(
            "«%(file)s» es un archivo comprimido o no es lo que su nombre dice. Adjunta lo que lleva dentro.", file=file
        ),
        "not_taken": _(
            "«%(file)s» no se puede adjuntar. Sirven imágenes (JPEG, PNG, WebP, GIF), PDF, documentos de oficina "
            "(.docx, .xlsx, .pptx, .odt, .ods, .odp), texto y CSV.",
            file=file,
        ),
        "busy": _("Hay muchos archivos en espera. Vuelve a adjuntar «%(file)s» en un momento.", file=file),
    }
    sentences["too_big"] = sentences["slow"] = sentences["bomb"] = _(
        "«%(file)s» es demasiado para abrirlo. Guárdalo de nuevo, más pequeño, y vuelve a adjuntarlo.", file=file
    )
    damaged = _("«%(file)s» está dañado o incompleto. Ábrelo, guárdalo de nuevo y vuelve a adjuntarlo.", file=file)
    return sentences.get(code, damaged)
