"""How often one may try: of an account, so that many machines cannot try one for ever, and from a line, so that one
machine cannot try them all. Many people share a line (a classroom, a radio link): from a line more is let through."""

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network

from flask import current_app, make_response, request
from flask_babel import ngettext

from ...extensions import limiter


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
