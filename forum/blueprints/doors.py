"""What every door has: who knocks, in which language, under which headers, and how one answers."""

import secrets
from functools import wraps
from urllib.parse import urlsplit

from flask import current_app, g, has_request_context, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.middleware.proxy_fix import ProxyFix

from ..actions import accounts
from ..config import LANGUAGES
from ..errors import Forbidden, Invalid
from ..extensions import db, login_manager
from ..models import User
from ..permissions import can, standing
from .addresses import page_of_request
from .unsent import log_in_first


def init_app(app, babel):
    babel.init_app(app, locale_selector=locale, timezone_selector=timezone)
    login_manager.login_view = "accounts.login"
    login_manager.login_message = None
    login_manager.session_protection = None  # our log-ins are records that can be ended
    login_manager.user_loader(load_user)
    app.before_request(refuse_forged_hosts)
    app.before_request(note_the_login)
    app.after_request(harden)
    app.wsgi_app = MethodOverride(app.wsgi_app)
    if app.config["TRUSTED_PROXIES"]:
        proxies = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)


def me() -> User | None:
    """Who knocks, as the domain knows them; None for a visitor."""
    user = current_user._get_current_object()
    return user if user.is_authenticated else None


def load_user(user_id):
    """The person of the cookie's log-in, while that log-in stands."""
    login = accounts.standing_login(session.get("login", ""))
    if login is None or str(login.user_id) != user_id:
        return None
    g.login = login
    return login.user


def enter(space):
    """The pages that follow are this space's: its head, its tabs, its hours; gives the space back."""
    g.space = space
    g.membership = standing(me(), space).membership
    return space


def note_the_login():
    """That a log-in is in use is noted every few minutes; style sheets and the like are no use."""
    if request.blueprint in ("assets", "files"):
        return
    if me() is not None and "login" in g and not accounts.is_seen_lately(g.login):
        accounts.see_login(me(), g.login, request.remote_addr or "")


def enter_worktable(table):
    """The pages that follow are this working table's, and its space's for who may read that; gives it back."""
    g.worktable = table
    if can(me(), "space.read", table.space):
        enter(table.space)
    return table


def members_door(view):
    """For who is logged in; others are sent to log in and come back."""

    @wraps(view)
    def guarded(*args, **kwargs):
        if me() is None:
            if request.headers.get("HX-Request"):
                return "", 401, {"HX-Redirect": url_for("accounts.login", next=page_of_request())}
            return log_in_first() or redirect(url_for("accounts.login", next=page_of_request()))
        return view(*args, **kwargs)

    return guarded


def is_partial() -> bool:
    """Whether the page asks for a piece of itself."""
    return request.headers.get("HX-Request") == "true"


def validated(form):
    """`form` where it holds; else `Invalid` with each field's first sentence."""
    if form.validate():
        return form
    raise Invalid(fields={name: errors[0] for name, errors in form.errors.items() if errors})


def take_errors(form, error: Invalid):
    """Put the verb's sentences beside the fields they are about, so that the form comes back with what was typed."""
    for name, sentence in error.fields.items():
        if name in form._fields:
            form._fields[name].errors = [*form._fields[name].errors, str(sentence)]
    homeless = [sentence for name, sentence in error.fields.items() if name not in form._fields]
    form.problem = " ".join(str(sentence) for sentence in (error.message, *homeless) if sentence)
    return form


def page(template, status=200, **context):
    return render_template(template, **context), status


def locale():
    """The person's language; a visitor's choice; what the browser asks for."""
    if not has_request_context():
        return current_app.config["BABEL_DEFAULT_LOCALE"]
    if (user := me()) is not None:
        return user.language
    if session.get("language") in LANGUAGES:
        return session["language"]
    return request.accept_languages.best_match(LANGUAGES) or current_app.config["BABEL_DEFAULT_LOCALE"]


def timezone():
    if not has_request_context():
        return current_app.config["BABEL_DEFAULT_TIMEZONE"]
    user = me()
    space = g.get("space") or ("worktable" in g and g.worktable.space)
    return (user and user.timezone) or (space and space.timezone) or current_app.config["BABEL_DEFAULT_TIMEZONE"]


def csp_nonce():
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return g.nonce


def harden(response):
    """The headers of every answer; a page runs what carries this answer's nonce and nothing else."""
    nonce = csp_nonce()
    response.headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["X-Frame-Options"] = "DENY"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language", "HX-Request"))
    return response


def refuse_forged_hosts():
    """Writes from another site are refused before anything is read (besides the form's token)."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = request.headers.get("Origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.host:
        raise Forbidden()


class MethodOverride:
    """A form can only POST: `?_method=DELETE` in its address says what it means."""

    allowed = ("PUT", "PATCH", "DELETE")

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] == "POST" and "_method=" in environ.get("QUERY_STRING", ""):
            for pair in environ["QUERY_STRING"].split("&"):
                name, _, value = pair.partition("=")
                if name == "_method" and value in self.allowed:
                    environ["REQUEST_METHOD"] = value
        return self.application(environ, start_response)


def reread():
    """Forget what this request read before a write, so that the answer shows what is now."""
    db.session.rollback()
