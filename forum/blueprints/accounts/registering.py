"""Opening an account: an address, a letter, then a name and a password; by a personal invitation at once."""

from flask import redirect, request

from ...actions import accounts
from ...errors import Invalid, NotFound, TinkuyError
from ...readings.spaces import standing_invitation
from ..addresses import local_url
from ..doors import locale, page, take_errors, validated
from ..rates import limited
from . import blueprint
from .coming_in import going_to, let_in, whence, wrote_to
from .forms import AddressForm, OpenForm


@blueprint.get("/register")
def register():
    invitation = admitted()
    if is_personal(invitation):
        return open_page(OpenForm(formdata=None), invitation.email, invitation=invitation)
    return page("accounts/register.html", form=AddressForm(formdata=None), invitation=invitation)


def held_up(sentence):
    form = AddressForm()
    form.problem = sentence
    return page("accounts/register.html", 429, form=form, invitation=None)


@blueprint.post("/register")
@limited("RESET_RATE", "LETTER_RATE", held_up)
def ask_registration():
    invitation = admitted()
    if is_personal(invitation):
        return open_invited(invitation)
    form = AddressForm()
    try:
        validated(form)
        token = invitation.token if invitation else None
        accounts.ask_registration(None, form.email.data, token, locale(), going_to())
    except Invalid as error:
        return page("accounts/register.html", 422, form=take_errors(form, error), invitation=admitted())
    return wrote_to(form.email.data)


def open_invited(invitation):
    form, token, email = OpenForm(), invitation.token, invitation.email
    try:
        validated(form)
        typed = (form.name.data, form.password.data, locale())
        login, login_token = accounts.open_invited(None, token, *typed, *whence())
    except Invalid as error:
        return open_page(take_errors(form, error), email, 422, invitation=admitted())
    let_in(login, login_token)
    return redirect(going_to(), 303)


@blueprint.get("/register/<token>")
def opening(token):
    """What a letter's link shows."""
    asked = accounts.standing_registration(token)
    if asked is None:
        return page("accounts/no_link.html", 410)
    return open_page(OpenForm(formdata=None), asked.email)


@blueprint.post("/register/<token>")
def open_account(token):
    asked = accounts.standing_registration(token)
    if asked is None:
        return page("accounts/no_link.html", 410)
    form, email = OpenForm(), asked.email
    try:
        validated(form)
        typed = (form.name.data, form.password.data)
        login, login_token, then = accounts.open_account(None, token, *typed, *whence())
    except Invalid as error:
        return open_page(take_errors(form, error), email, 422)
    let_in(login, login_token)
    return redirect(local_url(then, "/"), 303)


def open_page(form, email, status=200, invitation=None):
    return page("accounts/open.html", status, form=form, email=email, invitation=invitation)


def admitted():
    """The invitation by which one may register, None where registration is open; `NotFound` where there is no way."""
    invitation = asked_by()
    if not accounts.may_register(invitation.token if invitation else None):
        raise NotFound()
    return invitation


def asked_by():
    """The invitation that the page to come back to is about, while it stands."""
    then = going_to()
    if not then.startswith("/join/"):
        return None
    try:
        return standing_invitation(then.removeprefix("/join/").partition("?")[0])
    except TinkuyError:
        return None


def is_personal(invitation):
    """Its link came in a letter to this address alone; who prefers another address gets a letter there."""
    return invitation is not None and invitation.email is not None and "other" not in request.args
