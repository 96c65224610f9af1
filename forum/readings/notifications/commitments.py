"""Whom a commitment that is due concerns: who answers for it, else the people of its organization, else who wrote it
down."""

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select

from ...extensions import db
from ...models import Commitment, Event, Membership

LONGEST = 160


def told_of_commitment(event: Event) -> list[dict]:
    """Nobody where it was done, dropped or taken away meanwhile."""
    commitment = db.session.get(Commitment, event.data["commitment"])
    if commitment is None or commitment.removed_at is not None or commitment.state in ("done", "dropped"):
        return []
    standing = select(Membership.user_id).where(
        Membership.space_id == commitment.space_id, Membership.left_at.is_(None)
    )
    people = set()
    for column, number in (
        (Membership.user_id, commitment.responsible_id),
        (Membership.organization_id, commitment.organization_id),
        (Membership.user_id, commitment.created_by_id),
    ):
        if number is not None:
            people = people or set(db.session.scalars(standing.where(column == number)))
    kind = "overdue" if (event.kept or {}).get("late") else "due"
    about = {"kind": kind, "space_id": commitment.space_id, "commitment_id": commitment.id}
    return [about | {"user_id": person} for person in sorted(people)]


def what_and_when(text, due_on) -> str:
    """«Publicar los servicios del mes · hasta el martes 15 de diciembre»."""
    words = text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + " …"
    if due_on is None:
        return words
    day = format_date(due_on, _("EEEE d 'de' MMMM"))
    return f"{words} · {_('hasta el %(day)s', day=day)}"
