"""Figures that come in with a file: every line is right, or nothing is written."""

from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import ngettext

from ...errors import Invalid
from ...figures import Period, amount
from ...models import Figure, Indicator, User
from ...readings.figures.typing import organizations_for
from ...text import folded
from ...text.legible import one_line
from .. import action
from .indicators import LONGEST_SOURCE
from .reporting import write

YES = {"si", "sí", "yes", "x", "1", "verdadero", "true", "inventado", "invented"}
NO = {"", "no", "0", "falso", "false"}


@dataclass(slots=True)
class Wrong:
    """A cell that cannot be taken: where it is («Fila 7, columna C»), and what is the matter."""

    where: str
    why: str


@dataclass(slots=True)
class Checked:
    """`told` as `reporting.write` takes it; `shown` are (organization, period, category, value, before or None)."""

    told: list = field(default_factory=list)
    shown: list = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def changed(self):
        return sum(before is not None and before != value for *_rest, value, before in self.shown)

    @property
    def new(self):
        return sum(before is None for *_rest, before in self.shown)


def checked(user, indicator, lines, source: str, invented: bool) -> Checked:
    """`lines` as `imports.figures` reads them. Writes nothing."""
    found, seen = Checked(), {}
    organizations = {folded(one.name): one for one in organizations_for(user, indicator)}
    categories = {folded(one): one for one in indicator.categories}
    standing = {
        (one.organization_id, Period(one.starts_on, one.ends_on), one.category): one.value
        for one in indicator_figures(indicator)
    }
    for line in lines:
        before = len(found.wrong)

        def refuse(name, why, line=line):
            found.wrong.append(Wrong(line.where(name), why))

        organization = organizations.get(folded(line.organization))
        if organization is None:
            refuse("organization", _no_organization(line.organization, organizations))
        period = _period(line, refuse)
        category = ""
        if line.category:
            category = categories.get(folded(line.category), "")
            if not category:
                refuse("category", _("el indicador no tiene la categoría «%(name)s».", name=line.category[:80]))
        value = _value(line, indicator, refuse)
        if folded(line.invented) not in YES | NO:
            refuse("invented", _("«%(typed)s» no se entiende: escribe sí o no.", typed=line.invented[:40]))
        own = one_line(line.source) or source
        if not own:
            refuse("source", _("falta la fuente: escríbela en la celda, o una para todo el archivo."))
        elif len(own) > LONGEST_SOURCE:
            refuse("source", _("la fuente pasa de %(n)s letras.", n=LONGEST_SOURCE))
        if len(found.wrong) > before:
            continue
        key = (organization.id, period, category)
        if key in seen:
            refuse("value", _("repite el dato de la fila %(row)s.", row=seen[key]))
            continue
        seen[key] = line.row
        found.told.append((*key, value, own, invented or folded(line.invented) in YES))
        found.shown.append((organization.name, period, category, value, standing.get(key)))
    return found


def indicator_figures(indicator):
    from ...extensions import db

    return db.session.scalars(db.select(Figure).where(Figure.indicator_id == indicator.id, Figure.removed_at.is_(None)))


def _no_organization(typed, organizations):
    if not typed.strip():
        return _("falta la organización.")
    near = [one.name for name, one in organizations.items() if folded(typed) in name or name in folded(typed)]
    if near:
        return _("no hay una organización «%(name)s». ¿Es «%(near)s»?", name=typed[:80], near=near[0])
    return _("no hay una organización «%(name)s» en este espacio. Corrige el nombre, o agrégala.", name=typed[:80])


def _period(line, refuse):
    if not line.period.strip():
        refuse("period", _("falta el período."))
        return None
    try:
        return Period.read(line.period)
    except ValueError as error:
        refuse("period", str(error))


def _value(line, indicator, refuse):
    if not line.value.strip():
        refuse("value", _("falta el dato."))
        return None
    try:
        return amount(line.value, indicator.places)
    except ValueError as error:
        refuse("value", str(error))


@action("indicator.change")
def bring_in(user: User, indicator: Indicator, lines, source: str, invented: bool, reason: str) -> int:
    """What the lines say, all of it; gives how many figures are new or other."""
    found = checked(user, indicator, lines, one_line(source), invented)
    if found.wrong:
        n = len(found.wrong)
        raise Invalid(ngettext("%(num)d celda no se puede leer.", "%(num)d celdas no se pueden leer.", n))
    if not found.told:
        raise Invalid(_("El archivo no trae ningún dato."))
    changed = write(user, indicator, found.told, reason)
    if not changed:
        raise Invalid(_("Nada nuevo: todo lo que dice el archivo ya está anotado igual."))
    return len(changed)
