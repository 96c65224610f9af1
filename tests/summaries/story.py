"""What was observed on the shoe of `tests.worktables.story`, and a summary of it."""

from types import SimpleNamespace

from forum.actions import deliveries, summaries
from forum.extensions import db
from forum.models import Document, DocumentStep, Observation, Resolution, User, Worktable

WORDS = {
    "wara": {
        "comment": "Nadie vende cuero de 2,2 mm.",
        "reason": "Zetaprecio del proveedor.",
        "confidential": ["reason"],
    },
    "alone": {"comment": "Que diga el color.", "contact": "rosa@correo.example", "name": "Rosa Ticona"},
    "waiting": {"comment": "Zetaespera.", "standing": "waiting", "name": "Zetanadie"},
    "refused": {"comment": "Zetarechazada.", "standing": "refused", "name": "Zetanadie"},
    "open": {"comment": "¿Y la caja?", "kind": "editorial"},
}


def observe(world, review, state="closed"):
    """Five observations, two answered together; the shoe goes into `state`. Numbers by the names of `WORDS`."""
    made = {}
    with world.app.app_context():
        db.session.get(Document, review.document).state = state
        answer = Resolution(document_id=review.document, kind="changed", reason="El laboratorio midió 1,8 mm.")
        answer.wording, answer.user_id = "de 1,8 a 2,2 mm", world.user.marcela
        for number, (name, words) in enumerate(WORDS.items(), start=1):
            one = Observation(
                document_id=review.document,
                version_id=review.version,
                clause_id=review.clauses[1],
                quote="de 2,0 a 2,2 mm",
                number=number,
                **{"kind": "technical"} | words,
            )
            if name in ("wara", "open"):
                one.author_id, one.actor_id = world.user.nelida, world.actor.productores
                one.organization_id = world.organization.wara
            if name in ("wara", "alone"):
                one.resolution = answer
            made[name] = one
        db.session.add_all([answer, *made.values()])
        db.session.commit()
        return SimpleNamespace(**{name: one.id for name, one in made.items()})


def publish(world, review, **over):
    """A summary of the shoe by Marcela; gives its number."""
    with world.app.app_context():
        marcela, table = db.session.get(User, world.user.marcela), db.session.get(Worktable, review.table)
        return summaries.publish(marcela, table, [review.document], **over).id


def deliver(world, review, summary=None, token="abc"):
    """The shoe, delivered, and in the state in which it was; gives the delivery's number. Its link holds `token`."""
    with world.app.app_context():
        document = db.session.get(Document, review.document)
        was, document.state = document.state, "updated"
        db.session.commit()
        marcela, table = db.session.get(User, world.user.marcela), db.session.get(Worktable, review.table)
        delivery = deliveries.create(marcela, table, [review.document], "Policía", "Primer lote.", summary)
        delivery.token = token
        db.session.get(Document, review.document).state = was
        db.session.execute(db.delete(DocumentStep).where(DocumentStep.state == "delivered"))
        number = delivery.id
        db.session.commit()
        return number


def bytes_of(client, address):
    """A file that a door sends, closed again."""
    with client.get(address) as answer:
        assert answer.status_code == 200, address
        return answer.data
