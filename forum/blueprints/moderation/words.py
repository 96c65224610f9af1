"""What the pages of moderating say of kinds, records and decisions."""

from datetime import datetime

from flask_babel import get_locale, get_timezone, ngettext
from flask_babel import gettext as _

from ...models import Decision
from ...models.base import now
from ..articles import date_words
from ..presentation import exact
from .forms import FLAGS


def sayings():
    here = (now().replace(second=0, microsecond=0), str(get_timezone()), str(get_locale()))
    return {
        "date_said": lambda moment: date_words(moment, *here),
        "kind_words": {
            "flag": _("Reportaron este aporte"),
            "held": _("Espera para publicarse"),
            "appeal": _("Piden otra mirada"),
        },
        "flag_words": dict(FLAGS) | {"disowned": _("«Yo no dije esto»")},
        "record_words": record_words,
        "decision_words": decision_words,
        "kind_name": kind_name,
        "kind_told": kind_told(),
        "until_of": until_of,
    }


def record_words(item) -> str:
    """«Julián escribió 12 aportes; ocultos: 1; advertencias: 0; suspensiones: 0»."""
    record = item.record
    said = ngettext("%(num)d aporte en este espacio", "%(num)d aportes en este espacio", record.posts)
    parts = [f"{item.author}: {said}"]
    if record.hidden:
        parts.append(ngettext("%(num)d oculto", "%(num)d ocultos", record.hidden))
    if record.warned:
        parts.append(ngettext("%(num)d advertencia", "%(num)d advertencias", record.warned))
    if record.suspended:
        parts.append(ngettext("%(num)d suspensión", "%(num)d suspensiones", record.suspended))
    if len(parts) == 1:
        parts.append(_("sin decisiones en su contra"))
    return ", ".join(parts)


def kind_name(kind) -> str:
    return {
        "approve": _("publicar"),
        "keep": _("dejar como está"),
        "hide": _("ocultar"),
        "show": _("mostrar de nuevo"),
        "correct": _("corregir"),
        "detach": _("quitar un archivo"),
        "move": _("mover el hilo"),
        "split": _("separar la rama"),
        "merge": _("unir los hilos"),
        "lock": _("cerrar el hilo"),
        "unlock": _("reabrir el hilo"),
        "pin": _("fijar arriba"),
        "unpin": _("soltar"),
        "warn": _("advertir"),
        "silence": _("silenciar por un tiempo"),
        "suspend": _("suspender"),
        "note": _("anotar"),
        "uphold": _("mantener oculto"),
        "lift": _("mostrar de nuevo, a pedido"),
    }[kind]


def decision_words(decision: Decision) -> str:
    """«Elena Poma: ocultar · aporte de Julián Barrientos en «Juntarnos para vender»»."""
    who = decision.moderator.name if decision.moderator else _("El sistema")
    words = f"{who}: {kind_name(decision.kind)}"
    if decision.post is not None:
        place = _("aporte de %(name)s en «%(thread)s»", name=decision.person.name, thread=decision.thread.title)
        return f"{words} · {place}"
    if decision.thread is not None:
        return f"{words} · «{decision.thread.title}»"
    if decision.person is not None:
        words = f"{words} · {decision.person.name}"
    if until := until_of(decision):
        words += " · " + _("hasta %(when)s", when=exact(until))
    return words


def until_of(decision) -> datetime | None:
    until = decision.data.get("until")
    return datetime.fromisoformat(until) if until else None


def kind_told() -> dict:
    """A decision, said to whom it is about."""
    return {
        "hide": _("Un aporte tuyo fue ocultado"),
        "show": _("Tu aporte se ve de nuevo"),
        "lift": _("Tu aporte se ve de nuevo, como pediste"),
        "uphold": _("Otra persona lo miró, y tu aporte sigue oculto"),
        "warn": _("Una advertencia de quien modera"),
        "silence": _("Por un tiempo lees y apoyas, sin escribir en los foros"),
        "suspend": _("Por un tiempo lees, y nada más"),
    }
