"""What of a file did not become part of a table, in words: where, what, why."""

from flask_babel import gettext as _
from flask_babel import ngettext

SHOWN = 12  # places told one by one; more of the same are told as a number


def told(codes):
    """(where, what, why) of everything that was left out; where there are too many places, their number."""
    told = {}
    for code, detail in codes:
        told.setdefault(code, []).append(detail)
    for code, details in told.items():
        if len(details) > SHOWN and code not in ("above", "below"):
            where = ngettext("%(num)s celda", "%(num)s celdas", len(details))
            details = [{"n": sum(detail.get("n", 1) for detail in details), "where": where}]
        for detail in details:
            what, why = _WHAT[code](detail)
            yield detail.get("where") or _where(detail), what, why


def _where(detail):
    row, column = detail.get("row"), detail.get("column")
    if row and column:
        return _("%(row)s, %(column)s", row=row, column=column)
    return row or column or (_("Junto a la tabla") if "text" in detail else _("Todo el documento"))


def _outside(detail):
    return (
        ngettext(
            "%(num)s párrafo fuera de las tablas",
            "%(num)s párrafos fuera de las tablas",
            detail["n"],
        ),
        _("solo se leen las tablas"),
    )


def _changes(detail):
    return (
        ngettext("%(num)s cambio marcado", "%(num)s cambios marcados", detail["n"]),
        _("se leyó el texto como si todos los cambios estuvieran aceptados"),
    )


def _comments(detail):
    return ngettext("%(num)s comentario", "%(num)s comentarios", detail["n"]), _("no son parte de la tabla")


def _footnotes(detail):
    return ngettext("%(num)s nota al pie", "%(num)s notas al pie", detail["n"]), _("solo se lee el texto de la celda")


def _pictures(detail):
    return (
        ngettext(
            "%(num)s imagen o cuadro de texto",
            "%(num)s imágenes o cuadros de texto",
            detail["n"],
        ),
        _("solo se lee el texto de la celda"),
    )


def _hidden(detail):
    return ngettext("%(num)s texto oculto", "%(num)s textos ocultos", detail["n"]), _("no se ve en el documento")


def _inner_table(detail):
    return (
        ngettext(
            "%(num)s tabla dentro de la celda",
            "%(num)s tablas dentro de la celda",
            detail["n"],
        ),
        _("se lee aparte, como otra tabla"),
    )


def _empty_bullets(detail):
    return ngettext("%(num)s viñeta vacía", "%(num)s viñetas vacías", detail["n"]), _("no tiene texto")


def _merged_cells(detail):
    return (
        ngettext(
            "%(num)s celda unida con otras",
            "%(num)s celdas unidas con otras",
            detail["n"],
        ),
        _("sus entradas quedaron en la primera de ellas"),
    )


def _beside(detail):
    return _("«%(text)s»", text=_short(detail["text"])), _("no es fila ni columna de la tabla")


def _our_sources(detail):
    return (
        ngettext("%(num)s fuente", "%(num)s fuentes", detail["n"]),
        _("de un documento solo vuelven las entradas; sus fuentes siguen en la matriz de la que salió"),
    )


def _our_notes(detail):
    return (
        ngettext(
            "%(num)s anotación junto a una entrada",
            "%(num)s anotaciones junto a las entradas",
            detail["n"],
        ),
        _("los números de nota, los estados y los nombres no son texto de la entrada"),
    )


def _row_numbers(detail):
    return _("los números de las filas"), _("cuentan las filas y no dicen de quién son")


def _hidden_rows(detail):
    return ngettext("%(num)s fila oculta", "%(num)s filas ocultas", detail["n"]), _("no se ve en la hoja")


def _hidden_columns(detail):
    return ngettext("%(num)s columna oculta", "%(num)s columnas ocultas", detail["n"]), _("no se ve en la hoja")


def _on_paper(detail):
    return (
        _("la hoja entera"),
        _(
            "es la misma matriz como se imprime; se leyó la hoja «%(sheet)s», que tiene una fila por entrada",
            sheet=detail["entries"],
        ),
    )


def _formulas(detail):
    return (
        ngettext("%(num)s fórmula", "%(num)s fórmulas", detail["n"]),
        _("su resultado no está guardado en el archivo"),
    )


_WHAT = {
    "outside": _outside,
    "changes": _changes,
    "comments": _comments,
    "footnotes": _footnotes,
    "pictures": _pictures,
    "hidden": _hidden,
    "inner_table": _inner_table,
    "empty_bullets": _empty_bullets,
    "merged_cells": _merged_cells,
    "our_sources": _our_sources,
    "our_notes": _our_notes,
    "above": _beside,
    "below": _beside,
    "row_numbers": _row_numbers,
    "hidden_rows": _hidden_rows,
    "hidden_columns": _hidden_columns,
    "formulas": _formulas,
    "on_paper": _on_paper,
}


def _short(text):
    return text if len(text) <= 80 else f"{text[:79]}…"


def not_a_matrix(table):
    """Where, what and why of a table that was passed over."""
    return (
        table_name(table),
        _("la tabla entera"),
        _("no tiene filas y columnas propias"),
    )


def table_name(table):
    """How people find the table again in their file: a sheet's name, "Tabla 2"; "" where it is all the file."""
    if table["name"] or not table["number"]:
        return table["name"]
    if table["inside"]:
        return _("Tabla %(number)s (dentro de la tabla %(outer)s)", number=table["number"], outer=table["inside"])
    return _("Tabla %(number)s", number=table["number"])
