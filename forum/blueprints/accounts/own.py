"""One's own account: name, language, hours, colours, password, log-ins."""

from flask import flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import refresh

from ...actions import accounts
from ...errors import Invalid
from ...models import Login
from ...permissions import fetch
from ...readings.cards import username_of
from ..doors import me, members_door, page, take_errors, validated
from ..rates import limited
from . import blueprint
from .coming_in import log_out
from .forms import AccountForm, PasswordForm, WordForm


@blueprint.get("/account")
@members_door
def account():
    return account_page()


@blueprint.put("/account")
@members_door
def change():
    form = AccountForm().offer(me())
    try:
        validated(form)
        accounts.change(me(), me(), form.name.data, form.language.data, form.timezone.data, form.scheme.data)
    except Invalid as error:
        return account_page(422, form=take_errors(form, error))
    refresh()  # what is said from here on is said in the language just chosen
    flash(_("Cambios guardados."))
    return redirect(url_for(".account"), 303)


def held_up(sentence):
    form = PasswordForm()
    form.problem = sentence
    return account_page(429, password_form=form)


@blueprint.put("/account/password")
@members_door
@limited(None, "LOGIN_RATE", held_up, only_failures=True)
def change_password():
    form = PasswordForm()
    try:
        validated(form)
        accounts.change_password(me(), me(), form.old.data, form.password.data, keep=g.login)
    except Invalid as error:
        return account_page(422, password_form=take_errors(form, error))
    flash(_("Contraseña cambiada. Los demás accesos se cerraron."))
    return redirect(url_for(".account"), 303)


@blueprint.delete("/logins/<int:id>")
@members_door
def end_login(id):
    login = fetch(me(), Login, id)
    if login.id == g.login.id:
        return log_out()
    accounts.end_login(me(), login)
    flash(_("Acceso cerrado."))
    return redirect(url_for(".account", _anchor="logins"), 303)


def worded(form):
    """A person without e-mail has a word, by its own rule."""
    if me().email is None:
        form.password.description = WordForm.password.kwargs["description"]
    return form


def account_page(status=200, form=None, password_form=None):
    person = me()
    return page(
        "accounts/page.html",
        status,
        form=form or AccountForm(formdata=None, obj=person).offer(person),
        password_form=worded(password_form or PasswordForm(formdata=None, prefix="")),
        username=username_of(person),
        logins=accounts.standing_logins(person),
        here=g.login.id,
    )
