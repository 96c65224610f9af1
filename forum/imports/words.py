"""The words by which our own exports are recognised, whatever language they were written in."""

from flask_babel import force_locale
from flask_babel import gettext as _

from ..config import LANGUAGES


def of_exports():
    """The headings and states of the exports with one row an entry, in every language (see `readers.long`)."""
    words = {"headings": {}, "states": {}}
    for language in LANGUAGES:
        with force_locale(language):
            headings = {
                _("Fila"): "row",
                _("Columna"): "column",
                _("Entrada"): "text",
                _("Estado"): "state",
                _("Autoría"): "author",
                _("Actor"): "actor",
                _("Motivo"): "reason",
                _("Id"): "id",
            }
            states = {
                _("propuesta"): "proposed",
                _("aceptada"): "accepted",
                _("no recogida"): "declined",
                _("unida"): "merged",
            }
        words["headings"] |= {text.lower(): name for text, name in headings.items()}
        words["states"] |= {text.lower(): name for text, name in states.items()}
    return words
