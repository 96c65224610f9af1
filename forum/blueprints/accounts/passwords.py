"""A password that was forgotten."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from ...actions import accounts
from ...errors import Invalid
from ..doors import locale, page, take_errors, validated
from ..rates import limited
from . import blueprint
from .coming_in import let_in, whence, wrote_to
from .forms import AddressForm, NewPasswordForm


@blueprint.get("/password/reset")
def forgotten():
    return page("accounts/reset.html", form=AddressForm(formdata=None))


def held_up(sentence):
    form = AddressForm()
    form.problem = sentence
    return page("accounts/reset.html", 429, form=form)


@blueprint.post("/password/reset")
@limited("RESET_RATE", "LETTER_RATE", held_up)
def ask_reset():
    form = AddressForm()
    try:
        validated(form)
        accounts.ask_reset(None, form.email.data, locale())
    except Invalid as error:
        return page("accounts/reset.html", 422, form=take_errors(form, error))
    return wrote_to(form.email.data)


@blueprint.get("/password/reset/<token>")
def new_password(token):
    if accounts.standing_reset(token) is None:
        return page("accounts/no_link.html", 410)
    return page("accounts/new_password.html", form=NewPasswordForm(formdata=None), token=token)


@blueprint.post("/password/reset/<token>")
def reset_password(token):
    if accounts.standing_reset(token) is None:
        return page("accounts/no_link.html", 410)
    form = NewPasswordForm()
    try:
        validated(form)
        login, login_token = accounts.reset_password(None, token, form.password.data, *whence())
    except Invalid as error:
        return page("accounts/new_password.html", 422, form=take_errors(form, error), token=token)
    let_in(login, login_token)
    flash(_("Contraseña cambiada. Los demás accesos se cerraron."))
    return redirect(url_for("spaces.home"), 303)
