"""What the demanding entity says of a delivery, by its secret link and without an account: that it has it, what it
adjusted, which call followed."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from ...actions import deliveries
from ...actions.deliveries import CURRENCIES
from ...errors import Conflict, Invalid, NotFound
from ...figures import amount
from ...models.base import bounded
from ...readings.deliveries import by_token, delivered
from ..doors import me, page, take_errors, validated
from . import blueprint
from .forms import CallForm, ReceiptForm
from .reading import files_of, sealed


def asked(token):
    delivery = by_token(token)
    if delivery is None:
        raise NotFound()
    return delivery


@blueprint.get("/receipts/<token>")
def receipt(token):
    return shown(token)


def shown(token, status=200, problems=None, **forms):
    """The page; a form that did not hold comes back, `problems` are those of the documents, by field."""
    delivery = asked(token)
    blank = {"receipt_form": ReceiptForm, "call_form": CallForm}
    forms |= {name: kind(formdata=None) for name, kind in blank.items() if name not in forms}
    return page(
        "deliveries/receipt.html",
        status,
        delivery=delivery,
        token=token,
        documents=delivered(delivery),
        files=files_of(delivery),
        problems=problems or {},
        typed=request.form,
        **forms,
    )


@blueprint.post("/receipts/<token>")
def receive(token):
    form = ReceiptForm()
    try:
        validated(form)
        deliveries.receive(
            me(), asked(token), token, form.name.data or "", form.charge.data or "", form.received_on.data
        )
    except (Invalid, Conflict) as error:
        return shown(token, 422, receipt_form=take_errors(form, as_invalid(error)))
    flash(_("Recibo registrado"))
    return redirect(url_for(".receipt", token=token), 303)


@blueprint.post("/receipts/<token>/adjustments")
def adjust(token):
    document = request.form.get("document", 0, bounded)
    adjusted = request.form.get(f"adjusted-{document}") == "yes"
    words = request.form.get(f"text-{document}", "")
    try:
        if f"adjusted-{document}" not in request.form:
            raise Invalid(fields={f"text-{document}": _("Marca si se ajustó o si queda como está.")})
        deliveries.adjust(me(), asked(token), token, document, adjusted, words)
    except Invalid as error:
        return shown(token, 422, problems=error.fields)
    flash(_("Ajuste registrado"))
    return redirect(url_for(".receipt", token=token, _anchor=f"document-{document}"), 303)


@blueprint.post("/receipts/<token>/calls")
def call(token):
    form = CallForm()
    try:
        validated(form)
        much = (form.amount.data or "").strip()
        deliveries.call(
            me(),
            asked(token),
            token,
            form.title.data or "",
            form.url.data or "",
            form.opened_on.data,
            understood(much) if much else None,
            form.currency.data or CURRENCIES[0],
        )
    except (Invalid, Conflict) as error:
        return shown(token, 422, call_form=take_errors(form, as_invalid(error)))
    flash(_("Convocatoria registrada"))
    return redirect(url_for(".receipt", token=token, _anchor="calls"), 303)


def understood(typed):
    try:
        return amount(typed, 2)
    except ValueError as error:
        raise Invalid(fields={"amount": str(error)}) from error


def as_invalid(error):
    return error if isinstance(error, Invalid) else Invalid(str(error.message))


@blueprint.get("/receipts/<token>/package")
def package_by_link(token):
    return sealed(asked(token))
