"""Logging in and out."""

from flask import g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user

from ...actions import accounts
from ...config import LANGUAGES
from ...errors import Invalid
from ..addresses import local_url
from ..doors import me, page, take_errors, validated
from ..rates import limited
from ..unsent import carried, ready_to_send
from . import blueprint
from .forms import LoginForm


@blueprint.get("/login")
def login():
    if me() is not None:
        return redirect(going_to())
    return page("accounts/login.html", form=LoginForm(formdata=None))


def held_up(sentence):
    form = LoginForm()
    form.problem = sentence
    return page("accounts/login.html", 429, form=form)


@blueprint.post("/login")
@limited("LOGIN_RATE", "LOGIN_RATE", held_up, only_failures=True)
def log_in():
    form = LoginForm()
    try:
        validated(form)
        started, token = accounts.log_in(None, form.email.data, form.password.data, *whence())
    except Invalid as error:
        return page("accounts/login.html", 422, form=take_errors(form, error))
    let_in(started, token)
    return ready_to_send(carried()) or redirect(going_to(), 303)


@blueprint.delete("/login")
def log_out():
    if me() is not None:
        accounts.end_login(me(), g.login)
    logout_user()
    session.clear()
    return redirect(url_for("spaces.home"), 303)


@blueprint.get("/letter")
def letter():
    """What to do now that a letter is on its way: the same page whoever has the address."""
    if "letter_to" not in session:
        return redirect(url_for(".login"))
    return page("accounts/letter.html", email=session["letter_to"])


@blueprint.post("/language")
def language():
    """A visitor's choice."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    return redirect(local_url(request.referrer, url_for("spaces.home")), 303)


def going_to():
    return local_url(request.args.get("next"), url_for("spaces.home"))


def let_in(started, token):
    session.clear()
    session.permanent = True
    session["login"] = token
    login_user(started.user)
    g.login = accounts.standing_login(token)


def wrote_to(email):
    """A letter went to this address: say so on a page that can be reloaded."""
    session["letter_to"] = email.strip()
    return redirect(url_for("accounts.letter"), 303)


def whence():
    """(browser in words a person knows: «Firefox · Android», network address)."""
    agent = request.headers.get("User-Agent", "")
    name = next((word for mark, word in BROWSERS if mark in agent), _("Navegador"))
    system = next((word for mark, word in SYSTEMS if mark in agent), "")
    return f"{name} · {system}" if system else name, request.remote_addr or ""


BROWSERS = (
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
