"""Deliveries: the sealed package for who demanded the documents, and what the demanding entity answers by its link."""

import hmac
import secrets
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

from flask_babel import gettext as _
from sqlalchemy import func

from ..errors import Conflict, Invalid, NotFound
from ..events import record
from ..extensions import db
from ..models import (
    Delivery,
    DeliveryAdjustment,
    DeliveryCall,
    DeliveryDocument,
    DeliveryReceipt,
    Document,
    DocumentStep,
    Summary,
    User,
    Worktable,
    today_in,
)
from ..models.base import now
from ..permissions import can
from ..readings.deliveries import deliverable
from ..text.legible import legible, one_line
from . import action

LONGEST_RECIPIENT = 160
LONGEST_NOTE = 2_000
LONGEST_NAME = 120
LONGEST_CHARGE = 160
LONGEST_TEXT = 4_000
LONGEST_TITLE = 200
LONGEST_URL = 500
LARGEST_AMOUNT = Decimal(10) ** 13
CURRENCIES = ("PEN", "BOB", "USD")


@action("delivery.create")
def create(
    user: User,
    table: Worktable,
    documents: list[int],
    recipient: str,
    note: str = "",
    summary: int | None = None,
    moment: datetime | None = None,
) -> Delivery:
    """The latest versions of these documents for `recipient`, with the summary of this number and the final minutes."""
    recipient, note = one_line(recipient), legible(note)
    wrong = {}
    if not recipient:
        wrong["recipient"] = _("Escribe a qué entidad se entrega.")
    elif len(recipient) > LONGEST_RECIPIENT:
        wrong["recipient"] = _("Usa como mucho %(n)s letras.", n=LONGEST_RECIPIENT)
    if len(note) > LONGEST_NOTE:
        wrong["note"] = _("Usa como mucho %(n)s letras.", n=LONGEST_NOTE)
    chosen = [row for row in deliverable(table) if row.id in set(documents)]
    if not chosen:
        wrong["documents"] = _("Elige al menos un documento actualizado.")
    if wrong:
        raise Invalid(fields=wrong)
    told = db.session.get(Summary, summary) if summary else None
    if told is not None and (told.worktable_id != table.id or told.withdrawn_at is not None):
        told = None
    last = db.session.scalar(db.select(func.max(Delivery.number)).where(Delivery.worktable_id == table.id)) or 0
    delivery = Delivery(
        worktable_id=table.id,
        number=last + 1,
        summary_id=told.id if told else None,
        recipient=recipient,
        note=note,
        language=user.language,
        token=secrets.token_urlsafe(24),
        created_at=moment or now(),
        created_by_id=user.id,
        documents=[DeliveryDocument(document_id=row.id, version_id=row.version_id) for row in chosen],
    )
    db.session.add(delivery)
    db.session.flush()
    record("delivery.created", user, delivery, kept={"number": delivery.number}, delivery=delivery.id)
    for row in chosen:
        _deliver(user, db.session.get(Document, row.id), delivery)
    return delivery


def _deliver(user, document, delivery):
    """The step into «delivered», where it was not taken before."""
    if document.state == "delivered":
        return
    step = DocumentStep(document_id=document.id, before=document.state, state="delivered", user_id=user.id)
    step.opens_on, step.closes_on, step.at = document.opens_on, document.closes_on, delivery.created_at
    step.note = _("Entrega %(n)s a %(who)s", n=delivery.number, who=delivery.recipient)
    document.state = step.state
    db.session.add(step)
    record("document.stepped", user, document, document=document.id, state=document.state)


@action("delivery.create")
def ask_again(user: User, delivery: Delivery) -> Delivery:
    """Have the package made that could not be."""
    if delivery.package_state == "failed":
        delivery.package_state = "waiting"
        record("delivery.asked", user, delivery, delivery=delivery.id)
    return delivery


@action("delivery.create")
def change_link(user: User, delivery: Delivery) -> Delivery:
    """The one given so far opens nothing any more."""
    delivery.token = secrets.token_urlsafe(24)
    record("delivery.relinked", user, delivery, delivery=delivery.id)
    return delivery


@action("delivery.write")
def seal(user, delivery: Delivery, manifest: str, digest: str, size: int, filename: str):
    """The package is there, its bytes in the storage; made once."""
    if delivery.package_state == "waiting":
        delivery.manifest, delivery.digest, delivery.size, delivery.filename = manifest, digest, size, filename
        delivery.package_state = "ready"
        record("delivery.prepared", None, delivery, delivery=delivery.id)


@action("delivery.write")
def fail(user, delivery: Delivery):
    delivery.package_state = "failed"
    record("delivery.prepared", None, delivery, delivery=delivery.id)


@action("delivery.answer")
def receive(user: User | None, delivery: Delivery, token: str, name: str, charge: str, received_on: date | None):
    """The demanding entity has it: said once."""
    _by_link(user, delivery, token)
    name, charge, wrong = one_line(name), one_line(charge), {}
    if not name or len(name) > LONGEST_NAME:
        wrong["name"] = _("Escribe el nombre de quien recibe, en una línea.")
    if not charge or len(charge) > LONGEST_CHARGE:
        wrong["charge"] = _("Escribe el cargo de quien recibe, en una línea.")
    if received_on is None:
        wrong["received_on"] = _("Escribe el día en que se recibió: 14/04/2027.")
    elif received_on > today_in(delivery.worktable.space):
        wrong["received_on"] = _("Ese día todavía no llega.")
    if wrong:
        raise Invalid(fields=wrong)
    if delivery.receipt is not None:
        raise Conflict(_("El recibo de esta entrega ya está registrado."))
    db.session.add(DeliveryReceipt(delivery_id=delivery.id, name=name, charge=charge, received_on=received_on))
    record("delivery.received", user, delivery, delivery=delivery.id)


@action("delivery.answer")
def adjust(user: User | None, delivery: Delivery, token: str, document: int, adjusted: bool, text: str):
    """What the demanding entity did with one of the documents; the latest word counts, all stay."""
    _by_link(user, delivery, token)
    text = legible(text)
    if document not in {one.document_id for one in delivery.documents}:
        raise NotFound()
    if adjusted and not text:
        raise Invalid(fields={f"text-{document}": _("Escribe qué se ajustó.")})
    if len(text) > LONGEST_TEXT:
        raise Invalid(fields={f"text-{document}": _("Usa como mucho %(n)s letras.", n=LONGEST_TEXT)})
    db.session.add(DeliveryAdjustment(delivery_id=delivery.id, document_id=document, adjusted=adjusted, text=text))
    record("delivery.adjusted", user, delivery, delivery=delivery.id, document=document)


@action("delivery.answer")
def call(
    user: User | None,
    delivery: Delivery,
    token: str,
    title: str,
    url: str = "",
    opened_on: date | None = None,
    amount: Decimal | None = None,
    currency: str = "PEN",
) -> DeliveryCall:
    """A call that followed."""
    _by_link(user, delivery, token)
    title, url, wrong = one_line(title), url.strip(), {}
    if not title or len(title) > LONGEST_TITLE:
        wrong["title"] = _("Escribe cómo se llama la convocatoria, en una línea.")
    if url and (len(url) > LONGEST_URL or not _is_address(url)):
        wrong["url"] = _("Escribe una dirección completa, como https://compras.ejemplo.org/lote-1.")
    if amount is not None and not 0 < amount < LARGEST_AMOUNT:
        wrong["amount"] = _("Escribe un monto mayor que cero: 18 400 000,00.")
    if currency not in CURRENCIES:
        wrong["currency"] = _("Elige una moneda de la lista.")
    if wrong:
        raise Invalid(fields=wrong)
    made = DeliveryCall(
        delivery_id=delivery.id, title=title, url=url, opened_on=opened_on, amount=amount, currency=currency
    )
    db.session.add(made)
    db.session.flush()
    record("delivery.called", user, delivery, delivery=delivery.id, call=made.id)
    return made


def _by_link(user, delivery, token):
    """Who holds the link of this delivery; the secretariat may answer for who told it otherwise."""
    if not hmac.compare_digest(token.encode(), delivery.token.encode()) and not can(user, "delivery.create", delivery):
        raise NotFound()


def _is_address(link):
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(sign.isspace() for sign in link)
