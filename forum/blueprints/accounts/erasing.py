"""Erasing one's account: the password first, then once more in words; nothing takes it back."""

import time

from flask import current_app, flash, redirect, session, url_for
from flask_babel import gettext as _
from flask_login import logout_user

from ...actions import accounts
from ...errors import Conflict, Invalid
from ..doors import me, members_door, page, take_errors, validated
from ..rates import limited
from . import blueprint
from .forms import ErasureForm, LastForm

MINUTES = 10  # from the password to the last word


@blueprint.get("/account/erasure")
@members_door
def erasure():
    return page("accounts/erasure.html", form=ErasureForm(formdata=None))


def held_up(sentence):
    form = ErasureForm()
    form.problem = sentence
    return page("accounts/erasure.html", 429, form=form)


@blueprint.post("/account/erasure")
@members_door
@limited(None, "LOGIN_RATE", held_up, only_failures=True)
def ask_again():
    form = ErasureForm()
    try:
        validated(form)
        accounts.confirm(me(), form.password.data)
    except Invalid as error:
        return page("accounts/erasure.html", 422, form=take_errors(form, error))
    session["erasing"] = int(time.time()) + 60 * MINUTES
    return page("accounts/erasure_last.html", form=LastForm(formdata=None))


@blueprint.delete("/account")
@members_door
def erase():
    if session.get("erasing", 0) < time.time():
        return redirect(url_for(".erasure"), 303)
    form = LastForm()
    try:
        if (form.sure.data or "").strip(" «»\"'.").casefold() not in ("borrar", "erase"):
            raise Invalid(fields={"sure": _("Escribe la palabra «borrar», o vuelve a tu cuenta.")})
        left = accounts.erase(me(), me())
    except (Invalid, Conflict) as error:
        if isinstance(error, Conflict):
            error.fields = {}
        return page("accounts/erasure_last.html", error.status, form=take_errors(form, error))
    logout_user()
    session.clear()
    accounts.forget_files(left, current_app.config["INSTANCE"])
    flash(_("Tu cuenta se borró. Lo que escribiste sigue ahí, bajo un alias."))
    return redirect(url_for(".login"), 303)
