"""Words as they are kept: to the letter, but for blanks around and for characters that nobody can see."""

import re

from flask_babel import gettext as _

from ...errors import Invalid

LONGEST = 20_000  # an entry
LONGEST_REASON = 500
LONGEST_LABEL = 300
DEEPEST = 6  # levels of heads

# What databases and papers cannot hold, and what turns the direction of the words around it.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def legible(words) -> str:
    """The words with lines ended one way, without blanks around."""
    return UNSEEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(words) -> str:
    return " ".join(UNSEEN.sub("", words).split())


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
