"""How figures and their periods are written and read.

    amount("67.459")      → 67459          Period.read("ene-sep 2025")  → January to September
    amount("1 234,5", 2)  → 1234.5         Period.read("T3 2025")       → the third quarter

In Bolivia the point parts thousands and in Peru the comma does: what may be either is refused, except where only whole
numbers are counted. What is refused is a `ValueError` with a sentence for the person.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_skeleton, get_month_names
from flask_babel import get_locale
from flask_babel import gettext as _

from .text import folded

LARGEST = 10**11  # with four places behind the comma it is told exactly everywhere
PLACES = 4
BLANKS = re.compile("[\\s\u00a0\u2009\u202f\u2007'’]+")
GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
FIRST_YEAR, LAST_YEAR = 1900, 2199


def amount(typed: str, places: int = 0) -> Decimal:
    """The number that somebody typed, of a thing with so many places behind the comma."""
    text = BLANKS.sub(" ", typed.strip()).strip()
    parts = text.split(" ")
    if len(parts) > 1 and not (re.fullmatch(r"\d{1,3}", parts[0]) and all(map(_is_group, parts[1:]))):
        raise ValueError(_("«%(typed)s» no es un número. Escribe algo como 67 459 o 12,5.", typed=typed[:40]))
    text = "".join(parts)
    if not re.fullmatch(r"\d[\d.,]*", text, re.ASCII):
        if re.fullmatch(r"[-−–]\s?[\d.,]+", text):
            raise ValueError(_("«%(typed)s» es menos que cero. Escribe un número desde cero.", typed=typed[:40]))
        raise ValueError(_("«%(typed)s» no es un número. Escribe algo como 67 459 o 12,5.", typed=typed[:40]))
    value = _understood(text, typed, places, spaced=len(parts) > 1)
    if value >= LARGEST:
        raise ValueError(_("«%(typed)s» es demasiado grande. Revisa si sobra alguna cifra.", typed=typed[:40]))
    if value != round(value, places):
        if not places:
            raise ValueError(_("Esto se cuenta en enteros: «%(typed)s» tiene decimales.", typed=typed[:40]))
        raise ValueError(_("«%(typed)s» tiene más decimales que los %(n)s de este dato.", typed=typed[:40], n=places))
    return value


def _is_group(part):
    return re.match(r"\d{3}(?![\d])", part, re.ASCII) is not None


def _understood(text, typed, places, spaced):
    points, commas = text.count("."), text.count(",")
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return Decimal(text)
    whole, behind = text[:last], text[last + 1 :]
    if (points and commas) or spaced:  # the last one parts the decimals
        if re.sub(r"\d", "", whole) and (text[last] in whole or not GROUPED.fullmatch(whole)):
            raise ValueError(_misplaced(typed))
    elif points + commas > 1:
        if not GROUPED.fullmatch(text):
            raise ValueError(_misplaced(typed))
        return Decimal(re.sub("[.,]", "", text))
    elif len(behind) == 3 and len(whole) <= 3 and whole.strip("0"):
        together = Decimal(whole + behind)
        if not places:
            return together
        parted = Decimal(f"{whole}.{behind}")
        raise ValueError(
            _(
                "«%(typed)s» se puede leer de dos maneras. Escribe %(whole)s, sin separar los miles, o %(parted)s, con "
                "sus decimales.",
                typed=typed[:40],
                whole=together,
                parted=f"{parted:.{places if places < 3 else 4}f}".replace(".", ","),
            )
        )
    if not behind:
        raise ValueError(_misplaced(typed))
    return Decimal(re.sub("[.,]", "", whole) + "." + behind)


def _misplaced(typed):
    return _(
        "No se entiende «%(typed)s»: los miles van de tres en tres cifras. Escribe 67459 o 1234,5.", typed=typed[:40]
    )


def written(value: Decimal | None, grouped=True, places: int | None = None) -> str:
    """«4 914», «67 459», «12,5»; `places` to have columns even; without `grouped` as a field takes it."""
    if value is None:
        return ""
    text = f"{value:f}" if places is None else f"{value:.{places}f}"
    whole, _point, behind = text.partition(".")
    behind = behind.rstrip("0") if places is None else behind
    sign, whole = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    if grouped:
        whole = f"{int(whole):,}".replace(",", "\u00a0")
    return sign + whole + (f",{behind}" if behind else "")


@dataclass(frozen=True, order=True)
class Period:
    """Whole months, from the first day of one to the last of one."""

    starts_on: date
    ends_on: date

    @classmethod
    def of(cls, year, month, last_year=None, last_month=None):
        last_year, last_month = last_year or year, last_month or month
        for one in (year, last_year):
            if not FIRST_YEAR <= one <= LAST_YEAR:
                raise ValueError(_("Escribe un año de cuatro cifras, como 2025."))
        last = date(last_year, last_month, monthrange(last_year, last_month)[1])
        if last < date(year, month, 1):
            raise ValueError(_("El período termina antes de empezar."))
        return cls(date(year, month, 1), last)

    @classmethod
    def read(cls, typed: str) -> "Period":
        """From an address («2025-01_2025-09») or as people write it: «sep 2025», «T3 2025», «enero a septiembre de
        2025», «09/2025», «01/09/2025», «2025»."""
        found = _read(cls, folded(typed))
        if found is None:
            raise ValueError(
                _(
                    "No se entiende el período «%(typed)s». Escribe algo como 09/2025, septiembre de 2025, T3 2025, "
                    "enero a septiembre de 2025 o 2025.",
                    typed=typed[:60],
                )
            )
        return found

    @property
    def months(self) -> int:
        return (self.ends_on.year - self.starts_on.year) * 12 + self.ends_on.month - self.starts_on.month + 1

    @property
    def kind(self) -> str:
        if self.months == 1:
            return "month"
        if self.months == 3 and self.starts_on.month % 3 == 1:
            return "quarter"
        if self.months == 12 and self.starts_on.month == 1:
            return "year"
        return "range"

    @property
    def key(self) -> str:
        """As it stands in addresses."""
        first, last = f"{self.starts_on:%Y-%m}", f"{self.ends_on:%Y-%m}"
        return first if first == last else f"{first}_{last}"

    @property
    def before(self) -> "Period | None":
        """What it is compared with: the month, quarter or year before; of another range, the same a year before."""
        away = {"month": 1, "quarter": 3}.get(self.kind, 12 * -(-self.months // 12))
        if self.starts_on.year * 12 + self.starts_on.month - away < (FIRST_YEAR + 1) * 12:
            return None
        return Period.of(*_shifted(self.starts_on, -away), *_shifted(self.ends_on, -away))

    def each_month(self) -> list["Period"]:
        return [Period.of(*_shifted(self.starts_on, away)) for away in range(self.months)]

    def __str__(self):
        """«septiembre de 2025», «tercer trimestre de 2025», «2025», «enero a septiembre de 2025»."""
        year = self.ends_on.year
        if self.kind == "year":
            return str(year)
        if self.kind == "month":
            return _("%(month)s de %(year)s", month=_month(self.starts_on), year=year)
        if self.kind == "quarter":
            names = (_("primer"), _("segundo"), _("tercer"), _("cuarto"))
            return _("%(nth)s trimestre de %(year)s", nth=names[self.starts_on.month // 3], year=year)
        first, last = _month(self.starts_on), _month(self.ends_on)
        if self.starts_on.year == year:
            return _("%(first)s a %(last)s de %(year)s", first=first, last=last, year=year)
        return _(
            "%(first)s de %(first_year)s a %(last)s de %(year)s",
            first=first,
            first_year=self.starts_on.year,
            last=last,
            year=year,
        )

    @property
    def brief(self) -> str:
        """«sep», «sep 2025»: of a month on an axis, with its year in January."""
        return format_skeleton("MMM" if self.starts_on.month > 1 else "yMMM", self.starts_on, locale=get_locale())


def _shifted(day, months):
    number = day.year * 12 + day.month - 1 + months
    return number // 12, number % 12 + 1


def _month(day):
    return get_month_names("wide", "format", get_locale())[day.month]


YEAR = r"(\d{4})"
NAMES = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "january february march april may june july august september october november december",
)
MONTHS = {
    name[:length]: n for names in NAMES for n, name in enumerate(names.split(), start=1) for length in range(3, 11)
}
MONTHS |= {"set": 9, "setiembre": 9, "setiem": 9, "sept": 9}
NTH = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
NTH |= {"primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4, "1er": 1, "2do": 2, "3er": 3, "4to": 4}
NTH |= {"1.er": 1, "2.o": 2, "3.er": 3, "4.o": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
WORD = r"([a-z]+)\.?"
BETWEEN = r"\s*(?:-|–|_|/| a | al | to )\s*"


def _read(cls, text):
    """The period, or None."""
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})(?:_(\d{4})-(\d{1,2}))?", text, re.ASCII):
        numbers = [int(one) for one in found.groups() if one]
        return cls.of(*numbers) if all(1 <= one <= 12 for one in numbers[1::2]) else None
    if found := re.fullmatch(YEAR, text, re.ASCII):
        return cls.of(int(found[1]), 1, int(found[1]), 12)
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{4})", text, re.ASCII):
        return cls.of(int(found[2]), int(found[1])) if 1 <= int(found[1]) <= 12 else None
    if found := re.fullmatch(r"\d{1,2}/(\d{1,2})/(\d{4})(?: 0?0:00(?::00)?)?", text, re.ASCII):
        return cls.of(int(found[2]), int(found[1])) if 1 <= int(found[1]) <= 12 else None
    if found := re.fullmatch(r"(\d{4})-(\d{2})-\d{2}(?:[t ]00:00:00)?", text, re.ASCII):
        return cls.of(int(found[1]), int(found[2])) if 1 <= int(found[2]) <= 12 else None
    if (quarter := _quarter(text)) is not None:
        year, nth = quarter
        return cls.of(year, 3 * nth - 2, year, 3 * nth)
    if found := re.fullmatch(rf"{WORD}(?: de | del |[\s.,/-]+)(?:{YEAR}|'?(\d\d))", text, re.ASCII):
        return cls.of(_year(found[2], found[3]), MONTHS[found[1]]) if found[1] in MONTHS else None
    pattern = rf"{WORD}(?:(?: de | )?{YEAR})?{BETWEEN}{WORD}(?: de | del |[\s.,/-]+){YEAR}"
    if (found := re.fullmatch(pattern, text, re.ASCII)) and found[1] in MONTHS and found[3] in MONTHS:
        return cls.of(int(found[2] or found[4]), MONTHS[found[1]], int(found[4]), MONTHS[found[3]])
    return None


def _quarter(text):
    if found := re.fullmatch(rf"[tq]\s?([1-4])(?: de |[\s/.-]+){YEAR}", text, re.ASCII):
        return int(found[2]), int(found[1])
    if found := re.fullmatch(rf"{YEAR}[\s/.-]*[tq]\s?([1-4])", text, re.ASCII):
        return int(found[1]), int(found[2])
    found = re.fullmatch(rf"(\S+) (?:trimestre|trim\.?|quarter)(?: de | del | of |\s|/|-){YEAR}", text, re.ASCII)
    if found and found[1] in NTH:
        return int(found[2]), NTH[found[1]]
    return None


def _year(long, short):
    return int(long) if long else 2000 + int(short)
