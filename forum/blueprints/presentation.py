"""How things are shown: dates as people write them, numbers, and what every template may use."""

import re
from datetime import date, datetime, timedelta
from functools import cache
from urllib.parse import urlencode

from flask import g, render_template, request, url_for
from flask_babel import (
    format_date,
    format_datetime,
    format_decimal,
    format_time,
    get_locale,
    gettext,
    ngettext,
    to_user_timezone,
)
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from ..exports.weaves import WEAVES
from ..models.base import now
from ..permissions import can, refusal
from ..readings.marks import points_words
from ..text import cite
from . import sections
from .doors import csp_nonce, me


def init_app(app):
    app.context_processor(surroundings)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        when=when,
        exact=exact,
        clock=clock,
        day=day,
        brief_day=brief_day,
        day_span=day_span,
        money=money,
        number=number,
        file_size=file_size,
        suffix=suffix,
        points=points_words,
        trusted=trusted,
        cited=cite,
    )
    app.jinja_env.globals.update(
        csp_nonce=csp_nonce,
        get_locale=get_locale,
        csrf_token=generate_csrf,
        weave_sheet=weave_sheet,
        phrases=lambda: phrases(str(get_locale())),
        url_for=form_address,
        csrf_field=csrf_field,
        role_name=role_name,
        page_link=page_link,
        page_numbers=page_numbers,
        may=lambda action, thing=None: can(me(), action, thing),
        why_not=lambda action, thing=None: refusal(me(), action, thing),
        now=now,
    )


@cache
def weave_sheet():
    """The twelve weaves as symbols, once a page: a run of thread is a box."""
    shapes = []
    for pattern in WEAVES:
        runs = ((y, run.start(), len(run[0])) for y, line in enumerate(pattern) for run in re.finditer("#+", line))
        shapes.append("".join(f"M{x} {y}h{length}v1h-{length}z" for y, x, length in runs))
    return Markup(render_template("_weaves.html", shapes=shapes))  # noqa: S704 - a template's own escaped output


@cache
def phrases(language):
    """The words that scripts need, in one language."""
    return Markup(render_template("_phrases.html"))  # noqa: S704 - a template's own escaped output


def form_address(endpoint, *, _method=None, _anchor=None, **values):
    """`url_for` for templates: where a form means PUT, PATCH or DELETE its address says so (see `MethodOverride`)."""
    address = url_for(endpoint, _method=_method, **values)
    if _method in ("PUT", "PATCH", "DELETE"):
        address += f"{'&' if '?' in address else '?'}_method={_method}"
    return f"{address}#{_anchor}" if _anchor else address


def surroundings():
    """What every page of a space has around it."""
    space, table = g.get("space"), g.get("worktable")
    tabs = sections.of_worktable(table, space) if table else sections.of_space(space) if space else None
    return {"space": space, "worktable": table, "membership": g.get("membership"), "tabs": tabs}


def csrf_field():
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def role_name(role):
    return {
        "observer": gettext("observa"),
        "participant": gettext("participa"),
        "moderator": gettext("modera"),
        "facilitator": gettext("facilita"),
    }[role]


def page_link(number):
    """This page's address, at another page of its list."""
    query = {name: value for name, value in request.args.items() if name != "page"}
    return f"{request.path}?{urlencode(query | {'page': number})}"


def page_numbers(number, total):
    """The first, the last, those around; None where some are left out."""
    near = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
    listed = []
    for one in near:
        if listed and listed[-1] is not None and one - listed[-1] > 1:
            listed.append(None)
        listed.append(one)
    return listed


def trusted(html: str) -> Markup:
    """HTML that `text.py` made: the one kind that is not escaped."""
    return Markup(html)  # noqa: S704 - rendered and cleaned by text.py before it was stored


def when(moment: datetime | None) -> str:
    """«hace 20 min», «hoy, 8:12», «ayer, 17:40», «lunes 16, 19:05», «16 de noviembre», with the year if another."""
    if moment is None:
        return ""
    here, today = to_user_timezone(moment), to_user_timezone(now())
    minutes = int((today - here).total_seconds() // 60)
    if 0 <= minutes < 1:
        return gettext("ahora")
    if 1 <= minutes < 60:
        return ngettext("hace %(num)d min", "hace %(num)d min", minutes)
    days = (today.date() - here.date()).days
    time = format_time(moment, "H:mm")
    if days == 0:
        return gettext("hoy, %(time)s", time=time)
    if days == 1:
        return gettext("ayer, %(time)s", time=time)
    if days == -1:
        return gettext("mañana, %(time)s", time=time)
    if 1 < days < 7:
        return gettext("%(day)s, %(time)s", day=format_datetime(moment, gettext("EEEE d")), time=time)
    return day(here.date())


def exact(moment: datetime | None) -> str:
    """«viernes 20 de noviembre de 2026, 23:59»."""
    if moment is None:
        return ""
    return gettext(
        "%(day)s, %(time)s",
        day=format_datetime(moment, gettext("EEEE d 'de' MMMM 'de' y")),
        time=format_time(moment, "H:mm"),
    )


def clock(moment: datetime) -> str:
    """«9:30»"""
    return format_time(moment, "H:mm")


def day(value: date | datetime | None) -> str:
    """«viernes 20 de noviembre», with the year only when it is another."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = to_user_timezone(value).date()
    this_year = to_user_timezone(now()).year
    near = abs((value - to_user_timezone(now()).date()) / timedelta(days=1)) < 60
    if value.year != this_year:
        return format_date(value, gettext("d 'de' MMMM 'de' y"))
    return format_date(value, gettext("EEEE d 'de' MMMM") if near else gettext("d 'de' MMMM"))


def brief_day(moment: datetime) -> str:
    """«sábado 28» in the days to come, else «17 de noviembre»; with the year only when it is another."""
    value, today = to_user_timezone(moment).date(), to_user_timezone(now()).date()
    if 0 <= (value - today).days < 10:
        return format_date(value, gettext("EEEE d"))
    return _in_year(value)


def day_span(first: date | None, last: date | None) -> str:
    """«del 3 al 28 de noviembre», «del 28 de noviembre al 5 de diciembre», «desde el 3 de noviembre»."""
    if first and last and first.replace(day=1) == last.replace(day=1) and first < last:
        return gettext("del %(first)s al %(last)s", first=first.day, last=_in_year(last))
    if first and last and first < last:
        begins = format_date(first, gettext("d 'de' MMMM")) if first.year == last.year else _in_year(first)
        return gettext("del %(first)s al %(last)s", first=begins, last=_in_year(last))
    if first and last:
        return gettext("el %(day)s", day=_in_year(first))
    if first:
        return gettext("desde el %(day)s", day=_in_year(first))
    return gettext("hasta el %(day)s", day=_in_year(last)) if last else ""


def _in_year(value):
    """With the year only when it is another."""
    near = value.year == to_user_timezone(now()).year
    return format_date(value, gettext("d 'de' MMMM") if near else gettext("d 'de' MMMM 'de' y"))


def number(value: int) -> str:
    """Thousands apart by a non-breaking space from five figures on, as both countries read it."""
    return str(value) if abs(value) < 10_000 else f"{value:,}".replace(",", "\u00a0")


def money(amount, currency: str) -> str:
    """«S/ 18,4 millones», «Bs 1,90»."""
    sign = {"PEN": "S/", "BOB": "Bs"}.get(currency, currency)
    point = "," if get_locale().language == "es" else "."
    if amount >= 1_000_000:
        millions = f"{amount / 1_000_000:,.1f}".removesuffix(".0").replace(",", "\u00a0").replace(".", point)
        words = ngettext("%(much)s millón", "%(much)s millones", 1 if millions == "1" else 2, much=millions)
        return f"{sign}\u00a0{words}"
    whole, _sign, cents = f"{amount:.2f}".partition(".")
    return f"{sign}\u00a0{number(int(whole))}" + (f"{point}{cents}" if int(cents) else "")


def file_size(size: int) -> str:
    """«240 kB», «2,1 MB»."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0kB"
    return f"{format_decimal(round(size / 1_000_000, 1))}\u00a0MB"


def suffix(name: str) -> str:
    """What kind of file a name says it is: «PDF»."""
    return name.rpartition(".")[2].upper()
