"""Why a file is not read: one sentence for each reason, which names the file and says what would be right."""

from flask_babel import gettext as _


def sentence(code, file, detail):
    """The one sentence that names the file, says what is wrong with it and what would be right."""
    return (_REFUSALS.get(code) or _damaged)(file, **detail)


def _heavy(file, megabytes):
    return _(
        "No se pudo leer «%(file)s»: pesa más de %(megabytes)s MB. Quítale las imágenes o divídelo y vuelve a subirlo.",
        file=file,
        megabytes=megabytes,
    )


def _empty(file):
    return _(
        "No se pudo leer «%(file)s»: está vacío. Sube el archivo que tiene la tabla.",
        file=file,
    )


def _damaged(file):
    return _(
        "No se pudo leer «%(file)s»: está dañado o incompleto. Ábrelo, guárdalo de nuevo y vuelve a subirlo.",
        file=file,
    )


def _nested(file):
    return _(
        "No se pudo leer «%(file)s»: tiene demasiadas cosas unas dentro de otras. "
        "Copia la tabla a un documento nuevo y sube ese.",
        file=file,
    )


def _protected(file):
    return _(
        "No se pudo leer «%(file)s»: está protegido con contraseña. Quítale la contraseña y vuelve a subirlo.",
        file=file,
    )


def _old_word(file):
    return _(
        "No se pudo leer «%(file)s»: es un documento de Word antiguo. Ábrelo, guárdalo como .docx y vuelve a subirlo.",
        file=file,
    )


def _old_excel(file):
    return _(
        "No se pudo leer «%(file)s»: es un libro de Excel antiguo. Ábrelo, guárdalo como .xlsx y vuelve a subirlo.",
        file=file,
    )


def _macros(file):
    return _(
        "No se pudo leer «%(file)s»: contiene macros. "
        "Guárdalo sin macros, como .docx, .odt o .xlsx, y vuelve a subirlo.",
        file=file,
    )


def _entities(file):
    return _(
        "No se pudo leer «%(file)s»: declara entidades de XML, que ningún documento necesita. "
        "Ábrelo, guárdalo de nuevo y vuelve a subirlo.",
        file=file,
    )


def _bomb(file):
    return _(
        "No se pudo leer «%(file)s»: está comprimido de manera que al abrirse crece demasiado. "
        "Copia la tabla a un documento nuevo y sube ese.",
        file=file,
    )


def _too_big(file):
    return _(
        "No se pudo leer «%(file)s»: abrirlo necesita demasiada memoria. "
        "Copia solo la tabla a un documento nuevo y sube ese.",
        file=file,
    )


def _too_large(file, rows, columns, entries):
    return _(
        "No se pudo leer «%(file)s»: su tabla pasa de %(rows)s filas, %(columns)s columnas o %(entries)s entradas. "
        "Divídela en varias y vuelve a subirla.",
        file=file,
        rows=_thousands(rows),
        columns=_thousands(columns),
        entries=_thousands(entries),
    )


def _slow(file):
    return _(
        "No se pudo leer «%(file)s»: se tarda demasiado en abrirlo. "
        "Copia solo la tabla a un documento nuevo y sube ese.",
        file=file,
    )


def _busy(file):
    return _(
        "Todavía no se pudo leer «%(file)s»: se están leyendo otros archivos. Vuelve a subirlo dentro de un minuto.",
        file=file,
    )


def _misnamed(file, kind, suffix):
    if kind in _WITH_EXTENSION:
        return _(
            "No se pudo leer «%(file)s»: no es lo que su nombre dice, contiene %(content)s. "
            "Cambia el final del nombre a .%(right)s y vuelve a subirlo.",
            file=file,
            content=_content(kind),
            right=kind,
        )
    return _(
        "No se pudo leer «%(file)s»: no es lo que su nombre dice, contiene %(content)s. "
        "Sube el documento DOCX, ODT, XLSX, CSV o JSON que tiene la tabla.",
        file=file,
        content=_content(kind),
    )


def _not_read(file, kind=None):
    return _(
        "No se pudo leer «%(file)s»: es %(content)s. Sube la tabla en un documento DOCX, ODT, XLSX, CSV o JSON.",
        file=file,
        content=_content(kind),
    )


def _no_table(file):
    return _(
        "No se pudo leer «%(file)s»: no tiene ninguna tabla. Sube un documento con una tabla de filas y columnas.",
        file=file,
    )


def _no_matrix(file):
    return _(
        "No se pudo leer «%(file)s»: su tabla no tiene filas y columnas propias, solo celdas unidas o encabezados. "
        "Sepáralas y vuelve a subirlo.",
        file=file,
    )


def _exchange(file, reason):
    return _("No se pudo leer «%(file)s»: %(reason)s", file=file, reason=reason)


_REFUSALS = {
    "heavy": _heavy,
    "empty": _empty,
    "damaged": _damaged,
    "nested": _nested,
    "protected": _protected,
    "old_word": _old_word,
    "old_excel": _old_excel,
    "macros": _macros,
    "entities": _entities,
    "bomb": _bomb,
    "too_big": _too_big,
    "too_large": _too_large,
    "slow": _slow,
    "busy": _busy,
    "misnamed": _misnamed,
    "not_read": _not_read,
    "no_table": _no_table,
    "no_matrix": _no_matrix,
    "exchange": _exchange,
}

_WITH_EXTENSION = ("docx", "odt", "xlsx", "csv", "json")


def _content(kind):
    return {
        "docx": _("un documento de Word"),
        "odt": _("un documento de LibreOffice"),
        "xlsx": _("un libro de Excel"),
        "csv": _("texto sin formato"),
        "json": _("datos en JSON"),
        "ods": _("una hoja de cálculo de LibreOffice (guárdala como .xlsx)"),
        "presentation": _("una presentación"),
        "pdf": _("un PDF"),
        "image": _("una imagen"),
        "rtf": _("un documento RTF (guárdalo como .docx)"),
        "html": _("una página web"),
        "xml": _("un documento XML"),
        "archive": _("un archivo comprimido"),
    }.get(kind) or _("algo que aquí no se sabe leer")


def _thousands(number):
    """2 000, with the space that does not break."""
    return f"{number:,}".replace(",", "\u00a0")
