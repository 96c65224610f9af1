"""Fields of forms as people write them: a day is 28/2/27 or 28-02-2027, a moment has an hour beside it."""

import re
from datetime import UTC, date, datetime
from datetime import time as clock

from babel.dates import get_timezone_location
from flask_babel import get_locale, get_timezone, to_user_timezone
from flask_babel import gettext as _
from wtforms import Field, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

DAY = re.compile(r"\s*(\d{1,2})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{2}|\d{4})\s*")


class MultiCheckboxField(SelectMultipleField):
    """Several of the choices."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class DayField(Field):
    """`data` is a `date` or None."""

    widget = TextInput()

    def _value(self):
        if self.raw_data:
            return self.raw_data[0]
        return f"{self.data:%d/%m/%Y}" if self.data else ""

    def process_formdata(self, values):
        typed = values[0].strip() if values else ""
        self.data = parse_day(typed) if typed else None


class MomentField(Field):
    """`data` is a time with its zone or None: «28/2/2027 18:30» in the reader's zone; a day alone is its first or,
    with `end_of_day`, its last minute."""

    widget = TextInput()

    def __init__(self, label=None, validators=None, end_of_day=False, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.end_of_day = end_of_day

    def _value(self):
        if self.raw_data:
            return self.raw_data[0]
        return f"{to_user_timezone(self.data):%d/%m/%Y %H:%M}" if self.data else ""

    def process_formdata(self, values):
        typed = values[0].strip() if values else ""
        self.data = parse_moment(typed, self.end_of_day) if typed else None


def parse_moment(typed, end_of_day=False):
    day_part, _space, hour = typed.replace(",", " ").rstrip().rpartition(" ")
    match = re.fullmatch(r"(\d{1,2})[:.h](\d{2})", hour)
    if match and day_part:
        if int(match[1]) > 23 or int(match[2]) > 59:
            raise ValueError(_("La hora va de 0:00 a 23:59."))
        day, at = parse_day(day_part), clock(int(match[1]), int(match[2]))
    else:
        day, at = parse_day(typed), clock(23, 59) if end_of_day else clock(0, 0)
    zone = get_timezone()
    local = zone.localize(datetime.combine(day, at)) if hasattr(zone, "localize") else None
    return (local or datetime.combine(day, at, tzinfo=zone)).astimezone(UTC)


def parse_day(typed):
    """The day somebody wrote; `ValueError` with a sentence for the person."""
    match = DAY.fullmatch(typed)
    if not match:
        raise ValueError(_("Escribe una fecha como 28/02/2027."))
    day, month, year = (int(part) for part in match.groups())
    year += 2000 if year < 100 else 0
    if not 1 <= month <= 12:
        raise ValueError(_("El mes va de 1 a 12. Escribe una fecha como 28/02/2027."))
    try:
        return date(year, month, day)
    except ValueError:
        name = month_name(month)
        raise ValueError(
            _("%(month)s no tiene día %(day)s. Escribe una fecha como 28/02/2027.", month=name, day=day)
        ) from None


def month_name(month):
    return get_locale().months["stand-alone"]["wide"][month].capitalize()


def after(other, sentence):
    """A validator: this field's time comes after field `other`'s, where both are given."""

    def check(form, field):
        first = form[other].data
        if first and field.data and field.data <= first:
            raise ValidationError(sentence)

    return check


def options(pairs):
    """(value, words) pairs as a field's choices."""
    return [SelectChoice(value, words) for value, words in pairs]


ZONES = (
    "America/La_Paz",
    "America/Lima",
    "America/Argentina/Buenos_Aires",
    "America/Asuncion",
    "America/Bogota",
    "America/Caracas",
    "America/Mexico_City",
    "America/Costa_Rica",
    "America/El_Salvador",
    "America/Guatemala",
    "America/Guayaquil",
    "America/Havana",
    "America/Managua",
    "America/Montevideo",
    "America/Panama",
    "America/Santiago",
    "America/Santo_Domingo",
    "America/Sao_Paulo",
    "America/Tegucigalpa",
    "America/New_York",
    "Europe/Madrid",
    "UTC",
)


def zone_options(standing=None):
    """The zones of this product's places, by their cities, and the one that `standing` is set."""
    zones = ZONES if standing is None or standing in ZONES else (*ZONES, standing)
    return options((zone, city_of(zone)) for zone in zones)


def city_of(zone):
    return get_timezone_location(zone, locale=get_locale(), return_city=True).rpartition("/")[2]
