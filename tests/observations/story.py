"""Observations to tell stories of: Nélida's, without an answer, and Julián's, answered."""

from types import SimpleNamespace

from forum.extensions import db
from forum.models import Observation, Resolution

PASSAGE = "cuero vacuno plena flor"


def observe_shoe(world, told):
    """The numbers of what was made on the document of `open_worktable`: `observation`, `answered`, `resolution`."""
    words = {
        "document_id": told.document,
        "version_id": told.version,
        "clause_id": told.clauses[1],
        "quote": PASSAGE,
        "prefix": "La capellada será de ",
        "suffix": ", de 2,0 a 2,2 mm",
        "kind": "technical",
    }
    with world.app.app_context():
        hers = Observation(
            number=1,
            comment="Casi ningún taller de Puno consigue plena flor.",
            proposal="cuero vacuno plena flor o flor corregida",
            author_id=world.user.nelida,
            actor_id=world.actor.productores,
            organization_id=world.organization.wara,
            **words,
        )
        his = Observation(
            number=2,
            comment="Que figure el curtido.",
            author_id=world.user.julian,
            actor_id=world.actor.ong,
            **words,
        )
        answer = Resolution(
            document_id=told.document, kind="noted", reason="Se dirá en otra ficha.", user_id=world.user.marcela
        )
        db.session.add_all([hers, his, answer])
        db.session.flush()
        his.resolution_id = answer.id
        db.session.commit()
        return SimpleNamespace(observation=hers.id, answered=his.id, resolution=answer.id)
