"""People without e-mail: making their accounts, printing their cards, a new code for who forgot."""

import io

from flask import flash, redirect, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ... import mail
from ...actions import cards as verbs
from ...errors import Conflict, Invalid
from ...models import Space
from ...permissions import fetch, require
from ...readings.cards import cards_of
from ..doors import enter, me, members_door, page, take_errors, validated
from . import blueprint
from .forms import AccountsForm
from .members import fetched


@blueprint.get("/spaces/<slug>/cards")
@members_door
def cards(slug):
    return cards_page(managed(slug))


@blueprint.post("/spaces/<slug>/cards/preview")
@members_door
def preview_accounts(slug):
    """What was understood of the list, before any account is made."""
    space = managed(slug)
    form = AccountsForm()
    try:
        validated(form)
    except Invalid as error:
        return cards_page(space, 422, take_errors(form, error))
    people, wrong = verbs.parse_accounts(space, form.people.data)
    return page("spaces/accounts.html", 422 if wrong else 200, form=form, people=people, wrong=wrong)


@blueprint.post("/spaces/<slug>/cards")
@members_door
def make_accounts(slug):
    space = managed(slug)
    form = AccountsForm()
    try:
        validated(form)
        made = verbs.make_accounts(me(), space, form.people.data)
    except Invalid as error:
        return cards_page(enter(space), 422, take_errors(form, error))
    flash(ngettext("Se hizo %(num)d cuenta.", "Se hicieron %(num)d cuentas.", len(made)))
    return redirect(url_for(".cards", slug=slug), 303)


@blueprint.post("/spaces/<slug>/cards/sheet")
@members_door
def print_cards(slug):
    """The sheet, with codes made for it: they are nowhere else."""
    space = managed(slug)
    try:
        printed = verbs.new_codes(me(), space)
    except Invalid as error:
        flash(str(error.message))
        return redirect(url_for(".cards", slug=slug), 303)
    from ...exports import cards as papers  # Typst is heavy, and seldom needed

    title = enter(space).title
    return send_file(
        io.BytesIO(papers.write(printed, title, mail.link("/card"))),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=papers.filename(title),
    )


@blueprint.post("/members/<int:id>/code")
@members_door
def renew_code(id):
    """A code to read to somebody: it is shown this once."""
    member = fetched(id)
    try:
        printed = verbs.new_code(me(), member)
    except Conflict as error:
        flash(str(error.message))
        return redirect(url_for(".cards", slug=member.space.slug), 303)
    enter(member.space)
    return page("spaces/code.html", card=printed, entrance=mail.link("/card"))


@blueprint.delete("/members/<int:id>/code")
@members_door
def revoke_code(id):
    member = fetched(id)
    slug = member.space.slug
    try:
        verbs.revoke_code(me(), member)
        flash(_("Código anulado: esa tarjeta ya no deja entrar a nadie."))
    except Conflict as error:
        flash(str(error.message))
    return redirect(url_for(".cards", slug=slug), 303)


def managed(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "members.change", space)
    return space


def cards_page(space, status=200, form=None):
    return page("spaces/cards.html", status, form=form or AccountsForm(formdata=None), cards=cards_of(space))
