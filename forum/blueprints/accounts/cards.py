"""Coming in for the first time with a card, without e-mail."""

from flask import redirect, url_for
from flask_babel import gettext as _

from ...actions import cards
from ...errors import Invalid
from ..doors import page, take_errors, validated
from ..rates import limited
from . import blueprint
from .coming_in import let_in, whence
from .forms import CodeForm, WordForm


def held_up(sentence):
    form = CodeForm()
    form.problem = sentence
    return page("accounts/card.html", 429, form=form)


@blueprint.get("/card")
def card():
    return page("accounts/card.html", form=CodeForm(formdata=None))


@blueprint.post("/card")
@limited(None, "LOGIN_RATE", held_up, only_failures=True)
def type_code():
    form = CodeForm()
    try:
        validated(form)
        standing(form.code.data)
    except Invalid as error:
        return page("accounts/card.html", 422, form=take_errors(form, error))
    return redirect(url_for(".open_card", code=form.code.data.strip()), 303)


@blueprint.get("/card/<code>")
@limited(None, "LOGIN_RATE", held_up, only_failures=True)
def open_card(code):
    """What the QR code shows."""
    try:
        return page("accounts/word.html", form=WordForm(formdata=None), card=standing(code), code=code)
    except Invalid as error:
        return page("accounts/card.html", 410, form=take_errors(CodeForm(formdata=None), error))


@blueprint.post("/card/<code>")
@limited(None, "LOGIN_RATE", held_up, only_failures=True)
def set_word(code):
    try:
        there = standing(code)
    except Invalid as error:
        return page("accounts/card.html", 410, form=take_errors(CodeForm(formdata=None), error))
    form = WordForm()
    try:
        validated(form)
        login, token, space = cards.open_card(None, code, form.password.data, *whence())
    except Invalid as error:
        return page("accounts/word.html", 422, form=take_errors(form, error), card=there, code=code)
    slug = space.slug
    let_in(login, token)
    return redirect(url_for("spaces.space", slug=slug), 303)


def standing(code):
    there = cards.standing_card(code)
    if there is None:
        raise Invalid(fields={"code": _("Con este código no se puede entrar: revísalo, o pide otro a quien facilita.")})
    return there
