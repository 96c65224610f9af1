"""What can be found: a class a kind of thing. A new kind is one more class here, and its name in `kind_words`.

A kind says which words a thing has (`worded` are the attributes they come from), what of it one may read (`statement`
gives only that), by what it can be filtered (`facets`; a kind without a facet is left out where that is asked for),
and how it is shown.
"""

from flask_babel import gettext as _

from .commitments import Commitments
from .documents import Clauses, Documents, Observations
from .figures import Indicators
from .forums import Attachments, Forums, Posts, Questions, Threads
from .kind import Hit as Hit
from .kind import Kind
from .matrices import Entries, Sources
from .meetings import Agreements, Discussions

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Posts(),
        Threads(),
        Forums(),
        Questions(),
        Entries(),
        Sources(),
        Attachments(),
        Documents(),
        Clauses(),
        Observations(),
        Discussions(),
        Agreements(),
        Commitments(),
        Indicators(),
    )
}


def kind_words() -> dict[str, str]:
    """What each kind is called in a list."""
    return {
        "post": _("Aportes"),
        "thread": _("Hilos"),
        "forum": _("Foros"),
        "question": _("Preguntas guía"),
        "entry": _("Entradas de la matriz"),
        "source": _("Fuentes de la matriz"),
        "attachment": _("Adjuntos"),
        "document": _("Documentos"),
        "clause": _("Apartados"),
        "observation": _("Observaciones"),
        "minutes": _("Actas"),
        "agreement": _("Acuerdos"),
        "commitment": _("Compromisos"),
        "indicator": _("Indicadores"),
    }
