"""Members are told what became of their observations, and the secretariat what came: in the bell and by mail."""

import re

from forum.extensions import db
from forum.models import Resolution
from tests.worktables.story import open_worktable

from .story import observe_shoe
from .test_public import link as link_of
from .test_public import prepublished, sent


def told(world, name):
    assert world.app.test_cli_runner().invoke(args=["mail", "send"]).exit_code == 0
    return world.client(name).get("/notifications").text


def test_the_author_is_told_of_the_answer_and_the_secretary_of_who_is_not_satisfied(world):
    review = open_worktable(world)
    shoe = observe_shoe(world, review)
    marcela, nelida = world.client("marcela"), world.client("nelida")
    answer = {"observation": f"{shoe.observation}:1", "kind": "rejected", "reason": "El ensayo dice otra cosa."}
    marcela.post(f"/worktables/{review.table}/observations/answers", data=answer)
    bell = told(world, "nelida")
    assert "Tu observación tiene respuesta" in bell and "FT-07 · Zapato de vestir, observación n.º 1" in bell
    assert "El ensayo dice otra cosa." in bell and "Tu observación tiene respuesta" not in told(world, "julian")
    address = re.search(r"/notifications/\d+", bell)[0]
    assert nelida.get(address).location == f"/observations/{shoe.observation}"
    nelida.post(f"/observations/{shoe.observation}/receptions", data={"satisfied": "no"})
    assert "Una respuesta no satisface a quien observó" in told(world, "marcela")
    with world.app.app_context():
        last = db.session.scalar(db.select(db.func.max(Resolution.id)))
    marcela.delete(f"/resolutions/{last}")
    assert "se deshizo" in told(world, "nelida")
    assigned = {"observation": f"{shoe.observation}:3", "person": world.user.elena}
    marcela.post(f"/worktables/{review.table}/observations/assignments", data=assigned)
    assert "Te asignaron una observación" in told(world, "elena")


def test_who_facilitates_is_told_of_what_anybody_sent_once_it_is_confirmed(world):
    review, visitor = prepublished(world), world.client()
    visitor.post(f"/documents/{review.document}/observations/public", data=sent(review))
    assert "Llegó una observación" not in told(world, "marcela")
    visitor.post(link_of(world, "Confirme"))
    assert "Llegó una observación del público" in told(world, "marcela")
    assert "Llegó una observación" not in told(world, "elena") + told(world, "nelida")
