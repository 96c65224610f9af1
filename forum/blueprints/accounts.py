"""Doors of accounts: coming in, going out, passwords, one's own log-ins."""

from flask import Blueprint, current_app, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import login_user, logout_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from ..actions import accounts, spaces
from ..config import LANGUAGES
from ..errors import Invalid, NotFound, TinkuyError
from ..extensions import limiter
from ..models import Login
from ..permissions import fetch
from .doors import local_url, me, members_door, page, take_errors, validated

blueprint = Blueprint("accounts", __name__)

ZONES = (
    "America/La_Paz",
    "America/Lima",
    "America/Bogota",
    "America/Santiago",
    "America/Argentina/Buenos_Aires",
    "UTC",
)


class LoginForm(FlaskForm):
    email = StringField(
        _l("Correo electrónico"),
        [InputRequired(_l("Escribe tu correo."))],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    password = PasswordField(
        _l("Contraseña"), [InputRequired(_l("Escribe tu contraseña."))], render_kw={"autocomplete": "current-password"}
    )


class RegisterForm(FlaskForm):
    name = StringField(
        _l("Tu nombre"),
        [InputRequired(_l("Escribe tu nombre: es como te verán en los foros.")), Length(max=120)],
        render_kw={"autocomplete": "name"},
    )
    email = StringField(
        _l("Correo electrónico"),
        [InputRequired(_l("Escribe tu correo."))],
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )
    password = PasswordField(
        _l("Contraseña"),
        [InputRequired(_l("Elige una contraseña."))],
        description=_l("Al menos diez caracteres: tres palabras juntas sirven."),
        render_kw={"autocomplete": "new-password"},
    )


class AccountForm(FlaskForm):
    name = StringField(_l("Tu nombre"), [InputRequired(_l("Escribe tu nombre: es como te verán en los foros."))])
    language = SelectField(_l("Idioma"), choices=[("es", "Español"), ("en", "English")])
    timezone = SelectField(
        _l("Hora de"),
        choices=[("", _l("La del espacio")), *((zone, zone.rpartition("/")[2].replace("_", " ")) for zone in ZONES)],
    )
    scheme = SelectField(
        _l("Colores"), choices=[("auto", _l("Como el equipo")), ("light", _l("Claros")), ("dark", _l("Oscuros"))]
    )


class PasswordForm(FlaskForm):
    old = PasswordField(
        _l("Contraseña de ahora"),
        [InputRequired(_l("Escribe la contraseña de ahora."))],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        _l("Contraseña nueva"),
        [InputRequired(_l("Escribe la contraseña nueva."))],
        description=_l("Al menos diez caracteres: tres palabras juntas sirven."),
        render_kw={"autocomplete": "new-password"},
    )


class ResetForm(FlaskForm):
    email = StringField(
        _l("Correo electrónico"),
        [InputRequired(_l("Escribe tu correo."))],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )


class NewPasswordForm(FlaskForm):
    password = PasswordField(
        _l("Contraseña nueva"),
        [InputRequired(_l("Escribe la contraseña nueva."))],
        description=_l("Al menos diez caracteres: tres palabras juntas sirven."),
        render_kw={"autocomplete": "new-password"},
    )


def login_rate():
    return current_app.config["LOGIN_RATE"]


def reset_rate():
    return current_app.config["RESET_RATE"]


def typed_email():
    """The account somebody tries, so that many addresses cannot try one account for ever."""
    return "account:" + request.form.get("email", "").strip().lower()[:254]


@blueprint.get("/login")
def login():
    if me() is not None:
        return redirect(url_for("spaces.home"))
    return page("accounts/login.html", form=LoginForm())


@blueprint.post("/login")
@limiter.limit(login_rate)
@limiter.limit(login_rate, key_func=typed_email)
def log_in():
    form = LoginForm()
    try:
        validated(form)
        started, token = accounts.log_in(
            None, form.email.data, form.password.data, browser(), request.remote_addr or ""
        )
    except Invalid as error:
        return page("accounts/login.html", 422, form=take_errors(form, error))
    let_in(started, token)
    return redirect(local_url(request.args.get("next"), url_for("spaces.home")), 303)


@blueprint.delete("/login")
def log_out():
    if me() is not None:
        accounts.end_login(me(), g.login)
    logout_user()
    session.clear()
    return redirect(url_for("spaces.home"), 303)


@blueprint.get("/register")
def register():
    invitation = asked_by()
    if not current_app.config["OPEN_REGISTRATION"] and invitation is None:
        raise NotFound()
    return page(
        "accounts/register.html", form=RegisterForm(email=invitation.email if invitation else ""), invitation=invitation
    )


@blueprint.post("/register")
@limiter.limit(reset_rate)
def ask_registration():
    """By a personal invitation one is in at once; else by the link in a letter, the same answer for every address."""
    invitation = asked_by()
    if not current_app.config["OPEN_REGISTRATION"] and invitation is None:
        raise NotFound()
    form = RegisterForm()
    then = local_url(request.args.get("next"), "/")
    typed = (form.email.data or "", form.name.data or "", form.password.data or "", session.get("language", "es"))
    try:
        validated(form)
        if invitation is not None and invitation.email == typed[0].strip().lower():
            started, token = accounts.register_invited(
                None, invitation.token, *typed, browser(), request.remote_addr or ""
            )
            let_in(started, token)
            return redirect(then, 303)
        accounts.ask_registration(None, *typed, then)
    except Invalid as error:
        return page("accounts/register.html", 422, form=take_errors(form, error), invitation=asked_by())
    return page("accounts/letter.html", email=form.email.data)


@blueprint.get("/register/<token>")
def confirm(token):
    """The letter's link shows a button: programs that look into letters open no account."""
    return page("accounts/confirm.html", token=token, problem="")


@blueprint.post("/register/<token>")
@limiter.limit(reset_rate)
def confirm_registration(token):
    try:
        started, login_token, then = accounts.confirm_registration(None, token, browser(), request.remote_addr or "")
    except Invalid as error:
        return page("accounts/confirm.html", 422, token=token, problem=str(error.message))
    let_in(started, login_token)
    return redirect(local_url(then, "/"), 303)


@blueprint.get("/password/reset")
def forgotten():
    return page("accounts/reset.html", form=ResetForm())


@blueprint.post("/password/reset")
@limiter.limit(reset_rate)
@limiter.limit(reset_rate, key_func=typed_email)
def ask_reset():
    form = ResetForm()
    try:
        validated(form)
    except Invalid as error:
        return page("accounts/reset.html", 422, form=take_errors(form, error))
    accounts.ask_reset(None, form.email.data)
    return page("accounts/letter.html", email=form.email.data)


@blueprint.get("/password/reset/<token>")
def new_password(token):
    return page(
        "accounts/new_password.html",
        form=NewPasswordForm(),
        token=token,
        serves=accounts.standing_reset(token) is not None,
    )


@blueprint.post("/password/reset/<token>")
@limiter.limit(reset_rate)
def reset_password(token):
    form = NewPasswordForm()
    try:
        validated(form)
        accounts.reset_password(None, token, form.password.data)
    except Invalid as error:
        serves = accounts.standing_reset(token) is not None
        return page("accounts/new_password.html", 422, form=take_errors(form, error), token=token, serves=serves)
    flash(_("Contraseña cambiada. Entra con la nueva."))
    return redirect(url_for(".login"), 303)


@blueprint.get("/account")
@members_door
def account():
    return page("accounts/page.html", **account_page())


@blueprint.put("/account")
@members_door
def change():
    form = AccountForm()
    try:
        validated(form)
        accounts.change(me(), me(), form.name.data, form.language.data, form.timezone.data, form.scheme.data)
    except Invalid as error:
        return page("accounts/page.html", 422, **account_page() | {"form": take_errors(form, error)})
    flash(_("Cambios guardados."))
    return redirect(url_for(".account"), 303)


@blueprint.put("/account/password")
@members_door
@limiter.limit(login_rate)
def change_password():
    form = PasswordForm()
    try:
        validated(form)
        accounts.change_password(me(), me(), form.old.data, form.password.data, keep=g.login)
    except Invalid as error:
        return page("accounts/page.html", 422, **account_page() | {"password_form": take_errors(form, error)})
    flash(_("Contraseña cambiada. Los demás accesos se cerraron."))
    return redirect(url_for(".account"), 303)


@blueprint.delete("/logins/<int:id>")
@members_door
def end_login(id):
    login = fetch(me(), Login, id)
    accounts.end_login(me(), login)
    if login.id == g.login.id:
        return log_out()
    flash(_("Acceso cerrado."))
    return redirect(url_for(".account", _anchor="accesos"), 303)


@blueprint.post("/language")
def language():
    """A visitor's choice."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
    return redirect(local_url(request.referrer, url_for("spaces.home")), 303)


def account_page():
    person = me()
    return {
        "form": AccountForm(formdata=None, obj=person),
        "password_form": PasswordForm(formdata=None),
        "logins": accounts.standing_logins(person),
        "here": g.login.id,
    }


def let_in(started, token):
    session.clear()
    session.permanent = True
    session["login"] = token
    login_user(started.user)


def asked_by():
    """The invitation that the page to come back to is about, while it stands."""
    then = local_url(request.args.get("next"), "")
    if not then.startswith("/join/"):
        return None
    try:
        return spaces.standing_invitation(then.removeprefix("/join/").partition("?")[0])
    except TinkuyError:
        return None


def browser():
    """The browser in words a person knows."""
    agent = request.headers.get("User-Agent", "")
    name = next((word for mark, word in BROWSERS if mark in agent), _("Navegador"))
    system = next((word for mark, word in SYSTEMS if mark in agent), "")
    return f"{name} · {system}" if system else name


BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
