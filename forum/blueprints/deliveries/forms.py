"""Forms of the deliveries."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from ...actions.deliveries import (
    CURRENCIES,
    LONGEST_CHARGE,
    LONGEST_NAME,
    LONGEST_NOTE,
    LONGEST_RECIPIENT,
    LONGEST_TITLE,
    LONGEST_URL,
)
from ..fields import DayField, options


class DeliveryForm(FlaskForm):
    """To whom, with which summary; its documents are boxes of the page."""

    recipient = StringField(
        _l("Entidad que recibe"),
        [InputRequired(_l("Escribe a qué entidad se entrega.")), Length(max=LONGEST_RECIPIENT)],
    )
    summary = SelectField(_l("Con el resumen"), coerce=int, validate_choice=False)
    note = TextAreaField(_l("Nota"), [Length(max=LONGEST_NOTE)], description=_l("Sale en la página y en el paquete."))


class ReceiptForm(FlaskForm):
    """Who received it."""

    name = StringField(_l("Nombre de quien recibe"), [Length(max=LONGEST_NAME)])
    charge = StringField(_l("Cargo"), [Length(max=LONGEST_CHARGE)])
    received_on = DayField(_l("Recibida el"), description=_l("Día, mes y año: 14/04/2027"))


class CallForm(FlaskForm):
    """The call that followed."""

    title = StringField(_l("Convocatoria"), [Length(max=LONGEST_TITLE)])
    url = StringField(_l("Dirección"), [Length(max=LONGEST_URL)], description=_l("Donde se lee, con https://"))
    opened_on = DayField(_l("Abierta el"), description=_l("Día, mes y año: 14/04/2027"))
    amount = StringField(_l("Monto"), [Length(max=40)], description=_l("Por ejemplo: 18 400 000,00"))
    currency = SelectField(_l("Moneda"), choices=options(zip(CURRENCIES, ("S/", "Bs", "USD"), strict=True)))
