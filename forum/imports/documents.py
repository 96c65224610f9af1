"""Documents in numbered clauses, read from DOCX and ODT in a process of its own; nothing is written.

read(data, "FT-07.docx") → Read("FT-07.docx", "docx", title, clauses, pictures, left_out)
"""

from dataclasses import dataclass, field
from pathlib import PurePath

from flask_babel import gettext as _
from flask_babel import ngettext

from ..errors import Invalid, TooMany
from . import MAX_BYTES, process, refusals, shown


@dataclass
class Read:
    """`clauses` as `readers.clauses` gives them; their figures name places in `pictures` (bytes made anew). `left_out`
    are sentences."""

    filename: str
    kind: str
    title: str
    clauses: list
    pictures: list
    left_out: list = field(default_factory=list)


def read(data: bytes, filename: str) -> Read:
    """`Invalid` with one sentence that names the file, says what is wrong with it and what would be right."""
    name = shown(filename)
    if len(data) > MAX_BYTES:
        raise Invalid(refusals.sentence("heavy", name, {"megabytes": MAX_BYTES // 1024 // 1024}))
    answer, pictures = process.read_clauses(data, PurePath(name).suffix.lstrip(".").lower())
    if "refused" in answer:
        busy = answer["refused"] == "busy"
        raise (TooMany if busy else Invalid)(refusal(answer["refused"], name, answer["detail"]))
    left_out = [_LEFT_OUT[code](n) for code, n in answer["left_out"].items() if code in _LEFT_OUT]
    return Read(name, answer["kind"], answer["title"], answer["clauses"], pictures, left_out)


def refusal(code, file, detail):
    """As the house says it of tables, where the sentence is right for a document too."""
    again = _("No se pudo leer «%(file)s»: es demasiado para abrirlo. Divídelo en dos y vuelve a subirlo.", file=file)
    sentences = {
        "empty": _("No se pudo leer «%(file)s»: está vacío. Sube el archivo que tiene el documento.", file=file),
        "no_clauses": _(
            "No se pudo leer «%(file)s»: no tiene texto. Si es una hoja escaneada, pásala antes a texto.", file=file
        ),
        "many_clauses": _(
            "No se pudo leer «%(file)s»: pasa de %(n)s apartados. Divídelo en varios documentos.",
            file=file,
            n=detail.get("n", ""),
        ),
        "not_clauses": _(
            "No se pudo leer «%(file)s»: aquí se leen documentos de Word y LibreOffice. Guárdalo como .docx o .odt y "
            "vuelve a subirlo.",
            file=file,
        ),
        "misnamed": _(
            "No se pudo leer «%(file)s»: no es lo que su nombre dice. Ábrelo, guárdalo como .docx o .odt y vuelve a "
            "subirlo.",
            file=file,
        ),
    }
    sentences |= dict.fromkeys(("too_big", "too_large", "slow", "bomb", "nested"), again)
    sentences |= dict.fromkeys(("old_excel", "not_read"), sentences["not_clauses"])
    return sentences.get(code) or refusals.sentence(code, file, detail)


_LEFT_OUT = {
    "changes": lambda n: ngettext(
        "%(num)d cambio marcado: se leyó como aceptado.", "%(num)d cambios marcados: se leyeron como aceptados.", n
    ),
    "comments": lambda n: ngettext(
        "%(num)d comentario al margen: no es parte del documento.",
        "%(num)d comentarios al margen: no son parte del documento.",
        n,
    ),
    "footnotes": lambda n: ngettext("%(num)d nota al pie quedó fuera.", "%(num)d notas al pie quedaron fuera.", n),
    "contents": lambda _n: _("El índice quedó fuera: se arma de los apartados."),
    "hidden": lambda n: ngettext(
        "%(num)d pasaje de texto oculto quedó fuera.", "%(num)d pasajes de texto oculto quedaron fuera.", n
    ),
    "pictures": lambda n: ngettext(
        "%(num)d imagen no se pudo leer. Guárdala como PNG o JPEG y agrégala a mano.",
        "%(num)d imágenes no se pudieron leer. Guárdalas como PNG o JPEG y agrégalas a mano.",
        n,
    ),
    "lost_pictures": lambda n: ngettext(
        "%(num)d imagen no está dentro del archivo.", "%(num)d imágenes no están dentro del archivo.", n
    ),
    "inner_table": lambda n: ngettext(
        "%(num)d tabla dentro de otra quedó como texto.", "%(num)d tablas dentro de otras quedaron como texto.", n
    ),
}
