"""What goes wrong, answered in one shape: a page for people, the same sentence as JSON for scripts."""

import logging

from flask import current_app, g, jsonify, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from ..errors import Forbidden, Invalid, NotFound, TinkuyError, TooMany
from ..extensions import db
from .doors import me
from .unsent import carried, log_in_first, ready_to_send, sent_here

log = logging.getLogger(__name__)


def init_app(app):
    app.jinja_env.globals.update(carried=carried)
    app.register_error_handler(TinkuyError, answer)
    app.register_error_handler(CSRFError, answer_stale_form)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(Exception, answer_fault)


def answer(error: TinkuyError):
    """Pages and pieces get HTML, who asks for JSON gets `{"status", "error", "fields", …}`."""
    db.session.rollback()
    body = error.as_dict()
    body["error"] = body["error"] or sentence(error.status)
    headers = {"Retry-After": error.details["retry_after"]} if "retry_after" in error.details else {}
    if wants_json():
        return jsonify(body), error.status, headers
    template = "errors/_error.html" if request.headers.get("HX-Request") else "errors/page.html"
    return render_template(template, error=body, typed=typed(error)), error.status, headers


def wants_json():
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json" and not request.headers.get("HX-Request")


def typed(error):
    """What was written in the form that failed, to be shown so that nobody loses words; of a request too large to
    be read there is nothing."""
    if error.status == 413:
        return []
    if request.method == "GET" or error.status not in (403, 404, 409, 422, 429):
        return []
    if request.path.startswith(("/login", "/password", "/account", "/join", "/register")):
        return []
    return [value for name, value in request.form.items() if name != "csrf_token" and len(value) > 20]


def sentence(status):
    """What is said where the error brought no sentence of its own."""
    return {
        400: _("No se entendió lo que llegó. Vuelve atrás e inténtalo otra vez."),
        403: _("No tienes permiso para hacer esto aquí."),
        404: _("Esta página no existe o no está abierta para ti."),
        405: _("Esta dirección no hace eso. Vuelve a la página y usa sus botones."),
        409: _("Alguien cambió esto mientras tanto. Mira cómo quedó e inténtalo otra vez."),
        413: _(
            "Es demasiado grande. Lo más que se puede enviar de una vez son %(mb)s MB, y 20 000 letras en un texto.",
            mb=current_app.config["MAX_CONTENT_LENGTH"] // 1024 // 1024,
        ),
        422: _("Hay algo que corregir."),
        429: _("Demasiados intentos seguidos. Espera un momento y vuelve a probar."),
    }.get(status, _("Algo falló aquí, no en lo que hiciste. Ya quedó anotado; inténtalo en un momento."))


def answer_stale_form(error):
    """The token is missing from a form too large to be read, too: then that is what is said."""
    try:
        request.form  # noqa: B018 - reading it tells
    except HTTPException as too_large:
        return answer_http(too_large)
    if me() is None and (log_in := log_in_first()):
        return log_in
    if me() is not None and (form := ready_to_send(sent_here())):
        return form, 422
    body, status, headers = answer(
        Invalid(
            _("La página estuvo abierta mucho tiempo o tu sesión cambió. Vuelve a enviarla: lo escrito sigue aquí.")
        )
    )
    return body, status, headers | {"X-Stale-Form": "1"}


def answer_http(error):
    if error.response is not None or (error.code is not None and error.code < 400):
        return error  # it carries its own answer
    known = {403: Forbidden, 404: NotFound, 429: TooMany}.get(error.code, TinkuyError)
    ours = known()
    ours.status = error.code or 500
    return answer(ours)


def answer_fault(error):
    log.exception("%s %s failed", request.method, request.path)
    g.pop("space", None)
    return answer(TinkuyError())
