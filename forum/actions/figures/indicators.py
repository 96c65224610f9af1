"""An indicator: what is counted, in which unit, and what was published as its total."""

from flask_babel import gettext as _

from ...errors import Invalid, NotFound
from ...events import record
from ...extensions import db
from ...figures import Period, amount
from ...models import Figure, Indicator, PublishedTotal, Space, User
from ...models.base import now
from ...models.figures import PLACES, REPORTERS
from ...text.legible import legible, one_line
from .. import action

LONGEST_TITLE, LONGEST_UNIT, LONGEST_DEFINITION, LONGEST_CATEGORY, LONGEST_SOURCE = 200, 60, 2_000, 80, 300
MOST_CATEGORIES = 30


@action("indicator.create")
def create(user: User, space: Space, title: str, **words) -> Indicator:
    """`words`: as `change` takes them."""
    indicator = Indicator(space_id=space.id, created_by_id=user.id, **_clean(title, **words))
    db.session.add(indicator)
    db.session.flush()
    record("indicator.created", user, indicator, indicator=indicator.id)
    return indicator


@action("indicator.change")
def change(user: User, indicator: Indicator, title: str, **words) -> Indicator:
    """`unit`, `definition` and `categories` (one a line) are words, `places` how many stand behind the comma,
    `reporters` one of `REPORTERS`."""
    kept = _clean(title, **words)
    _check_standing(indicator, kept["places"], kept["categories"])
    for name, value in kept.items():
        setattr(indicator, name, value)
    record("indicator.changed", user, indicator, indicator=indicator.id)
    return indicator


def _check_standing(indicator, places, categories):
    """What was told must still fit: no figure is rounded, none loses its category."""
    told = db.session.execute(
        db.select(Figure.value, Figure.category).where(Figure.indicator_id == indicator.id, Figure.removed_at.is_(None))
    ).all()
    wrong = {}
    if any(value != round(value, places) for value, _category in told):
        wrong["places"] = _("Ya hay datos con más decimales: corrígelos antes.")
    if lost := sorted({category for _value, category in told if category} - set(categories)):
        wrong["categories"] = _("«%(name)s» ya tiene datos: corrígelos o retíralos antes.", name=lost[0])
    if wrong:
        raise Invalid(fields=wrong)


@action("indicator.change")
def remove(user: User, indicator: Indicator) -> Indicator:
    """Out of the space with its figures; `restore` brings it back."""
    indicator.removed_at = now()
    record("indicator.removed", user, indicator, indicator=indicator.id)
    return indicator


@action("indicator.create")
def restore(user: User, space: Space, id: int) -> Indicator:
    """One of the space's that was taken away; of any other, `NotFound`."""
    indicator = db.session.get(Indicator, id)
    if indicator is None or indicator.space_id != space.id or indicator.removed_at is None:
        raise NotFound()
    indicator.removed_at = None
    record("indicator.restored", user, indicator, indicator=indicator.id)
    return indicator


@action("indicator.change")
def publish_total(user: User, indicator: Indicator, period: Period, typed: str, source: str) -> PublishedTotal | None:
    """What was published for the whole of a period; without a value, none any more."""
    window = {"indicator_id": indicator.id, "starts_on": period.starts_on, "ends_on": period.ends_on}
    total = db.session.scalar(db.select(PublishedTotal).filter_by(**window))
    before = {"total": str(total.value), "source": total.source} if total else None
    if not typed.strip():
        if total is not None:
            db.session.delete(total)
            record("total.published", user, indicator, before, indicator=indicator.id)
        return None
    try:
        value = amount(typed, indicator.places)
    except ValueError as error:
        raise Invalid(fields={"value": str(error)}) from error
    source = clean_source(source, required=True)
    if total is None:
        total = PublishedTotal(**window)
        db.session.add(total)
    total.value, total.source, total.user_id, total.at = value, source, user.id, now()
    record("total.published", user, indicator, before, indicator=indicator.id)
    return total


def clean_source(source, required=False):
    source = one_line(source)
    if required and not source:
        raise Invalid(fields={"source": _("Escribe de dónde sale: un informe, un registro, una nota con su fecha.")})
    if len(source) > LONGEST_SOURCE:
        raise Invalid(fields={"source": _("Usa como mucho %(n)s letras.", n=LONGEST_SOURCE)})
    return source


def _clean(title, unit="", definition="", places=0, reporters="organization", categories=""):
    kept = {
        "title": (one_line(title), LONGEST_TITLE),
        "unit": (one_line(unit), LONGEST_UNIT),
        "definition": (legible(definition), LONGEST_DEFINITION),
    }
    wrong = {
        name: _("Usa como mucho %(n)s letras.", n=most) for name, (words, most) in kept.items() if len(words) > most
    }
    if not kept["title"][0]:
        wrong["title"] = _("Escribe qué se cuenta: «Servicios por centro».")
    if not kept["unit"][0]:
        wrong["unit"] = _("Escribe la unidad: «servicios», «kg», «personas».")
    named = list(dict.fromkeys(line for one in legible(categories).splitlines() if (line := one_line(one))))
    if len(named) > MOST_CATEGORIES or any(len(one) > LONGEST_CATEGORY for one in named):
        wrong["categories"] = _(
            "Usa como mucho %(n)s categorías de %(letters)s letras.", n=MOST_CATEGORIES, letters=LONGEST_CATEGORY
        )
    if reporters not in REPORTERS or not 0 <= places <= PLACES:
        wrong["places"] = _("Elige una de las opciones.")
    if wrong:
        raise Invalid(fields=wrong)
    return {name: words for name, (words, _most) in kept.items()} | {
        "places": places,
        "reporters": reporters,
        "categories": named,
    }
