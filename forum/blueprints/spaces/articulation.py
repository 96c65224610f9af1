"""Which organizations work together, and on what."""

from flask_babel import ngettext

from ...models import Space
from ...permissions import fetch
from ...readings.articulation import together
from ..doors import enter, me, page
from . import blueprint


@blueprint.get("/spaces/<slug>/articulation")
def articulation(slug):
    space = enter(fetch(me(), Space, slug))
    return page("spaces/articulation.html", found=together(me(), space), shared=shared)


def shared(pair):
    """«2 sesiones, 1 acuerdo»."""
    counted = {
        "meetings": lambda n: ngettext("%(num)d sesión", "%(num)d sesiones", n),
        "agreements": lambda n: ngettext("%(num)d acuerdo", "%(num)d acuerdos", n),
        "commitments": lambda n: ngettext("%(num)d compromiso", "%(num)d compromisos", n),
        "entries": lambda n: ngettext("%(num)d entrada", "%(num)d entradas", n),
    }
    return ", ".join(counted[kind](count) for kind, count in pair.counts.items() if count)
