"""What may be said in an entry, a label, a reason."""

from flask_babel import gettext as _

from ...errors import Invalid
from ...text.legible import UNSEEN as UNSEEN
from ...text.legible import legible as legible
from ...text.legible import one_line

LONGEST = 20_000  # an entry
LONGEST_REASON = 500
LONGEST_LABEL = 300
DEEPEST = 6  # levels of heads


def clean_words(words) -> str:
    """An entry's words; `Invalid` where none are left, or too many."""
    words = legible(words)
    if not words:
        raise Invalid(fields={"text": _("Escribe la entrada antes de guardarla.")})
    if len(words) > LONGEST:
        raise Invalid(fields={"text": _("Una entrada tiene como mucho %(n)s letras. Divídela en dos.", n=LONGEST)})
    return words


def clean_reason(reason) -> str:
    """Why an entry is not taken up; `Invalid` where nothing is said."""
    reason = one_line(reason)
    if not reason:
        raise Invalid(fields={"reason": _("Escribe por qué no se recoge: lo leerá quien la propuso.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid(fields={"reason": _("Usa como mucho %(n)s letras.", n=LONGEST_REASON)})
    return reason


def clean_label(label) -> str:
    """The name of a row, a column or a head; `Invalid` where there is none."""
    label = one_line(label)
    if not label:
        raise Invalid(fields={"label": _("Escribe un nombre.")})
    if len(label) > LONGEST_LABEL:
        raise Invalid(fields={"label": _("Usa como mucho %(n)s letras.", n=LONGEST_LABEL)})
    return label


def clean_path(path) -> list[str]:
    """Labels from the outermost in, without empty ones among the outer; the last must say something."""
    labels = [one_line(label) for label in path]
    labels = [label for label in labels[:-1] if label] + labels[-1:]
    if not labels:
        raise Invalid(fields={"label": _("Escribe un nombre.")})
    if len(labels) > DEEPEST:
        raise Invalid(fields={"label": _("Caben como mucho %(n)s niveles de encabezado.", n=DEEPEST)})
    return [clean_label(label) for label in labels]
