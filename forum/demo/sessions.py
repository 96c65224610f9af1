"""The sessions of the demonstration's working table: who came, what was discussed and agreed, the sealed minutes; and
what was published and delivered."""

from datetime import timedelta
from decimal import Decimal

from ..actions import deliveries, summaries
from ..actions.dating import bring_in, date_back
from ..actions.meetings import seal
from ..extensions import db
from ..models import (
    AgendaItem,
    Agreement,
    Attendance,
    Commitment,
    Delivery,
    DeliveryAdjustment,
    DeliveryCall,
    DeliveryReceipt,
    Event,
    Meeting,
    Minutes,
    MinutesRemark,
)
from ..permissions import OPERATOR
from ..readings.meetings import content, fingerprint

PHASES = {1: "remarks", 2: "remarks", 3: "prepared", 4: "live", 5: "live"}  # of the minutes; the first are sealed then


def hold(process):
    """All sessions, with those that were held written down."""
    sheets = {sheet.document.code: sheet.document for sheet in process.sheets}
    process.meetings, process.agreements, things = {}, [], []
    for number, told in enumerate(process.story["sessions"], start=1):
        start, end = (process.moment_of(told["day"], hour) for hour in told["hours"])
        meeting = Meeting(worktable=process.table, number=number, title=told["title"], place=told["place"])
        meeting.starts_at, meeting.ends_at, meeting.created_at = start, end, process.moment("-25d 9:30")
        process.meetings[number] = meeting
        things.append(meeting)
        items = [item_of(process, meeting, place, one, sheets) for place, one in enumerate(told["items"], start=1)]
        things += items
        if told["day"] < 0:
            there = came(process, meeting, number)
            things += [*there, *minutes_of(process, meeting, number, told, items, there[0].user)]
    bring_in(OPERATOR, things)
    seal_first(process)


def item_of(process, meeting, place, told, sheets):
    item = AgendaItem(meeting=meeting, position=place, title=told["title"], minutes=told["minutes"])
    item.documents = [sheets[code] for code in told.get("sheets", ())]
    item.discussed = told.get("discussed", "")
    if "approves" in told:
        item.kind, item.previous = "approve_minutes", process.meetings[told["approves"]]
        item.title = f"Aprobación del acta de la sesión {told['approves']}"
    return item


def came(process, meeting, number):
    """About two thirds of the members, others at each session; now and then somebody who has no account."""
    found = []
    for place, member in enumerate(process.member.values()):
        if member.organization is None or (place + number) % 3 == 0:
            continue
        one = Attendance(meeting=meeting, user=member.user, name=member.user.name, organization=member.organization)
        one.organization_name, one.actor = member.organization.name, member.organization.actor
        one.territory, one.way = member.organization.territory, ("code", "list")[place % 2]
        one.at = meeting.starts_at + timedelta(minutes=2 * place)
        found.append(one)
    guest = Attendance(meeting=meeting, name="Abelardo Chambi Ticona", organization_name="Taller Chambi", way="paper")
    guest.territory, guest.at = "Puno", meeting.starts_at + timedelta(minutes=40)
    return [*found, guest]


def minutes_of(process, meeting, number, told, items, somebody):
    if number not in PHASES:
        return []
    minutes = Minutes(meeting=meeting, phase=PHASES[number], created_at=meeting.starts_at)
    found = [minutes]
    if PHASES[number] != "live":
        minutes.prepared_at = meeting.ends_at + timedelta(hours=2)
    if PHASES[number] == "remarks":
        minutes.remarks_at = meeting.ends_at + timedelta(hours=3)
        remark = MinutesRemark(minutes=minutes, user=somebody, at=minutes.remarks_at)
        remark.text = "En mi intervención pedí que se anote el nombre de la asociación completo."
        remark.answer, remark.answered_at = "Se anotó en la lista de asistencia.", minutes.remarks_at
        found.append(remark)
    for item, one in zip(items, told["items"], strict=True):
        for agreed in one.get("agreements", ()):
            made = Agreement(item=item, text=agreed["text"], created_at=meeting.ends_at)
            found.append(made)
            if "owner" in agreed:
                found.append(commitment(process, made, agreed, meeting))
    return found


def commitment(process, agreement, told, meeting):
    made = Commitment(space=process.space, worktable=process.table, text=told["text"], agreement=agreement)
    made.organization, made.due_on = process.organization[told["owner"]], process.day(f"{told['due']}d")
    made.state, made.created_at = told.get("state", "open"), meeting.ends_at
    return made


def seal_first(process):
    """The minutes of the first session are sealed, and approved at the second."""
    first = process.meetings[1]
    minutes = db.session.scalar(db.select(Minutes).where(Minutes.meeting_id == first.id))
    moment = first.ends_at + timedelta(hours=6)
    seal(process.secretariat[0], minutes, fingerprint(content(first, minutes)), moment)
    item = db.session.scalar(db.select(AgendaItem).where(AgendaItem.previous_id == first.id))
    approved = process.meetings[2].starts_at + timedelta(minutes=10)
    dates = [
        (AgendaItem, item.id, {"approved_at": approved, "approved_by_id": process.secretariat[0].id}),
        (Minutes, minutes.id, {"approved_item_id": item.id}),
    ]
    date_back(OPERATOR, dates)
    happened("minutes.moved", moment)


def publish(process):
    """The summary of what was delivered, the delivery, and what came back by its link."""
    told, lucia = process.story["summary"], process.secretariat[0]
    chosen = [sheet.document.id for sheet in process.sheets if sheet.state == "delivered"]
    at = process.moment(told["at"])
    summary = summaries.publish(lucia, process.table, chosen, told["note"], moment=at)
    told = process.story["delivery"]
    demander, delivered = process.story["worktable"]["demander"], process.moment(told["at"])
    delivery = deliveries.create(lucia, process.table, chosen, demander, told["note"], summary.id, delivered)
    for name, moment in (("summary", at), ("delivery", delivered)):
        for verb in ("published", "created", "prepared"):  # the papers too, where they are made at once
            happened(f"{name}.{verb}", moment)
    answer(process, delivery, told)


def answer(process, delivery: Delivery, told):
    code = {sheet.document.code: sheet.document.id for sheet in process.sheets}
    came, number = told["receipt"], delivery.id
    things = [
        DeliveryReceipt(
            delivery_id=number,
            name=came["name"],
            charge=came["charge"],
            received_on=process.day(came["on"]),
            at=process.moment(came["at"]),
        )
    ]
    for one in told["adjustments"]:
        made = DeliveryAdjustment(delivery_id=number, document_id=code[one["sheet"]], adjusted=one["adjusted"])
        made.text, made.at = one["text"], process.moment(one["at"])
        things.append(made)
    for one in told["calls"]:
        made = DeliveryCall(delivery_id=number, title=one["title"], url=one["url"], currency=one["currency"])
        made.opened_on, made.amount = process.day(one["on"]), Decimal(one["amount"])
        made.at = process.moment(one["at"])
        things.append(made)
    bring_in(OPERATOR, things)


def happened(name, moment):
    """That an event of this name is as old as what it tells of."""
    numbers = db.session.scalars(db.select(Event.id).where(Event.name == name, Event.at > moment))
    date_back(OPERATOR, [(Event, number, {"at": moment}) for number in numbers.all()])
