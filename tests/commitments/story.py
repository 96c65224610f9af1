"""A commitment to tell stories of: Nélida's association sends its prices."""

from datetime import date
from types import SimpleNamespace

from forum.extensions import db
from forum.models import Commitment, CommitmentNote


def promise(world, due_on=date(2027, 3, 3), **more):
    """The numbers of what was made: `commitment`, and `note` of Nélida that it is in progress."""
    with world.app.app_context():
        made = Commitment(
            space_id=world.space,
            text="Enviar los precios de la quinua cada lunes.",
            organization_id=world.organization.wara,
            responsible_id=world.user.nelida,
            due_on=due_on,
            state="progress",
            created_by_id=world.user.marcela,
            **more,
        )
        db.session.add(made)
        db.session.flush()
        note = CommitmentNote(
            commitment_id=made.id,
            text="Va la primera lista.",
            before="open",
            state="progress",
            user_id=world.user.nelida,
        )
        db.session.add(note)
        db.session.commit()
        return SimpleNamespace(commitment=made.id, note=note.id)
