"""How things are shown: dates as people write them, numbers, and what every template may use."""

from datetime import date, datetime, timedelta

from flask_babel import format_date, format_datetime, format_time, get_locale, gettext, ngettext, to_user_timezone
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from ..models.base import now
from ..permissions import can, refusal
from .doors import csp_nonce, me


def init_app(app):
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(when=when, exact=exact, day=day, number=number, trusted=trusted)
    app.jinja_env.globals.update(
        csp_nonce=csp_nonce,
        get_locale=get_locale,
        csrf_token=generate_csrf,
        may=lambda action, thing=None: can(me(), action, thing),
        why_not=lambda action, thing=None: refusal(me(), action, thing),
        now=now,
    )


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


def number(value: int) -> str:
    """Thousands apart by a non-breaking space from five figures on, as both countries read it."""
    return str(value) if abs(value) < 10_000 else f"{value:,}".replace(",", "\u00a0")
