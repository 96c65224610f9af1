"""How often one may write, and how often one may try.

Writes are counted by person, and by line where nobody has logged in. Attempts to come in are counted of an account, so
that many machines cannot try one for ever, and from a line, so that one machine cannot try them all. Many people share
a line (a classroom, a radio link): from a line more is let through.
"""

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

from flask import current_app, make_response, request
from flask_babel import ngettext
from limits import parse_many

from ..errors import TooMany
from ..extensions import limiter
from .doors import me

WRITES = ("POST", "PUT", "PATCH", "DELETE")


def init_app(app):
    if app.config["RATELIMIT_ENABLED"]:
        app.before_request(hold_up_writes)


def hold_up_writes():
    """Refuse a write beyond `WRITE_RATE` before anything of it is done."""
    if request.method not in WRITES:
        return
    for rate in parse_many(current_app.config["WRITE_RATE"]):
        if not limiter.limiter.hit(rate, "write", writer()):
            left = limiter.limiter.get_window_stats(rate, "write", writer()).reset_time - time.time()
            raise TooMany(too_fast(left), retry_after=max(1, math.ceil(left)))


def writer():
    return line() if me() is None else f"person:{me().id}"


def too_fast(seconds):
    if seconds > 90:
        return ngettext(
            "Son muchos cambios en poco tiempo, y este ya no se guardó. Espera %(num)d minuto y vuelve a enviarlo.",
            "Son muchos cambios en poco tiempo, y este ya no se guardó. Espera %(num)d minutos y vuelve a enviarlo.",
            math.ceil(seconds / 60),
        )
    return ngettext(
        "Son muchos cambios en poco tiempo, y este ya no se guardó. Espera %(num)d segundo y vuelve a enviarlo.",
        "Son muchos cambios en poco tiempo, y este ya no se guardó. Espera %(num)d segundos y vuelve a enviarlo.",
        max(1, math.ceil(seconds)),
    )


def limited(of_account: str, from_line: str, answer, only_failures=False):
    """Decorate a door: `of_account` and `from_line` name the settings; beyond them `answer(sentence)` makes the page,
    with what was typed still in it. With `only_failures`, what succeeds does not count."""

    def refuse(limit):
        response = make_response(answer(wait(limit)))
        response.headers["Retry-After"] = max(1, math.ceil(limit.reset_at - time.time()))
        return response

    def wrap(view):
        for setting, key in ((of_account, account), (from_line, line)):
            if setting:
                deducts = has_failed if only_failures else None
                guard = limiter.limit(rate(setting), key_func=key, deduct_when=deducts, on_breach=refuse)
                view = guard(view)
        return view

    return wrap


def rate(setting):
    return lambda: current_app.config[setting]


def has_failed(response):
    return response.status_code >= 400


def account():
    """The account somebody tries, whether or not there is one."""
    return "account:" + request.form.get("email", "").strip().lower()[:254]


def line():
    """The network address; of IPv6 the /64, which is what one line has."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "line:?"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return f"line:{ip_network((address, 64), strict=False)}"
    return f"line:{address}"


def wait(limit):
    minutes = max(1, round((limit.reset_at - time.time()) / 60))
    return ngettext(
        "Demasiados intentos seguidos. Espera %(num)d minuto y vuelve a probar.",
        "Demasiados intentos seguidos. Espera %(num)d minutos y vuelve a probar.",
        minutes,
    )
