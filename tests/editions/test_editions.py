"""A matrix is published as it is, and stays so whatever happens to it."""

import hashlib
import io
import json
import os
import re

import docx

from forum import exports, storage
from forum.actions.forums.attachments import forget_bytes
from forum.exchange import from_json
from forum.extensions import db
from forum.models import Edition, Entry, Post, Space
from forum.models.base import now
from tests.notifications.post_office import open_office
from tests.notifications.story import Story

FORM = {"note": "Acordada en la sesión del 19.", "visibility": "members", "names": "y"}


def publish(client, world, **form):
    """The page of the new edition, as its address."""
    asked = client.get(f"/matrices/{world.matrix}/editions/new")
    seq = re.search(r'name="seq" value="(\d+)"', asked.text)[1]
    answer = client.post(f"/matrices/{world.matrix}/editions", data=FORM | {"seq": seq} | form)
    assert answer.status_code == 303, answer.text
    return answer.location


def sheet(answer):
    """What was frozen, of the edition's page."""
    return answer.text.partition('<div class="edition-sheet">')[2].partition("<footer")[0]


def test_a_matrix_is_frozen_with_its_papers_and_nothing_changes_it(world):
    facilitator = world.client("marcela")
    asked = facilitator.get(f"/matrices/{world.matrix}/editions/new").text
    assert "Hay 1 propuesta sin decidir" in asked and "Pagar en treinta días" in asked
    place = publish(facilitator, world)
    first = sheet(facilitator.get(place))
    assert "Asociarse para cumplir el volumen semanal" in first and "Pagar en treinta días" not in first
    assert "«juntando tres asociaciones sí se cumple el volumen»" in first and "Nélida Quispe" in first
    assert "Acordada en la sesión del 19." in first and "publicada por Marcela Iporre" in first
    files = {name: facilitator.get(f"{place}/papers/{name}", buffered=True) for name in exports.FORMATS}
    assert {answer.status_code for answer in files.values()} == {200}
    digest = hashlib.sha256(files["json"].data).hexdigest()
    assert digest in first
    short = " ".join((digest[:4], digest[4:8], digest[8:12]))
    footer = docx.Document(io.BytesIO(files["docx"].data)).sections[0].footer.paragraphs[0].text
    assert "Edición 1" in footer and short in footer
    assert json.loads(files["json"].data)["rows"][0]["cells"][2][0]["state"] == "proposed"
    assert from_json(files["json"].data).counts == (4, 4, 2), "a matrix can be made from it"

    facilitator.put(f"/entries/{world.accepted}", data={"text": "Otras palabras", "version": 1})
    facilitator.put(f"/entries/{world.proposed}/decision", data={"state": "accepted", "version": 1})
    facilitator.delete(f"/rows/{world.row.ong}")
    facilitator.post(f"/posts/{world.post.opening}/hiding", data={"reason": "fuera de tema"})
    assert sheet(facilitator.get(place)) == first
    second = publish(facilitator, world)
    page = facilitator.get(second).text
    assert "Edición 2" in page and "Otras palabras" in page and "juntando tres" not in page
    facilitator.delete(f"/matrices/{world.matrix}")
    assert facilitator.get(place).status_code == 200
    assert facilitator.get(f"{place}/papers/pdf", buffered=True).data.startswith(b"%PDF")


def test_papers_that_failed_are_made_again_and_those_that_are_there_stay(world, monkeypatch):
    facilitator, write = world.client("marcela"), exports.write

    def fail(table, format, options):
        if format == "pdf":
            raise OSError("the disk is full")
        return write(table, format, options)

    monkeypatch.setattr(exports, "write", fail)
    place = publish(facilitator, world)
    page = facilitator.get(f"{place}/papers", headers={"HX-Request": "true"}).text
    assert "No se pudieron escribir todos los archivos" in page and "Excel" in page and "PDF" not in page
    monkeypatch.setattr(exports, "write", write)
    assert facilitator.post(f"{place}/papers").status_code == 303
    with world.app.app_context():
        for path in storage.folder().glob("*/*"):
            os.utime(path, (0, 0))  # put there long ago
        forget_bytes()
    assert facilitator.get(f"{place}/papers/pdf", buffered=True).data.startswith(b"%PDF")
    assert facilitator.get(f"{place}/papers/exe").status_code == 404


def test_what_was_counted_is_what_is_published(world):
    facilitator = world.client("marcela")
    asked = facilitator.get(f"/matrices/{world.matrix}/editions/new").text
    seq = re.search(r'name="seq" value="(\d+)"', asked)[1]
    facilitator.put(f"/entries/{world.proposed}/decision", data={"state": "accepted", "version": 1})
    answer = facilitator.post(f"/matrices/{world.matrix}/editions", data=FORM | {"seq": seq})
    assert answer.status_code == 409 and "La matriz cambió mientras leías" in answer.text
    assert "Acordada en la sesión del 19." in answer.text
    answer = facilitator.post(f"/matrices/{world.matrix}/editions", data=FORM | {"visibility": "todas", "seq": "x"})
    assert answer.status_code == 422


def test_a_public_edition_is_for_everybody_and_a_members_one_for_the_space(world):
    members, public = world.edition(), world.edition("public", 2)
    for name in (None, "pedro"):
        client = world.client(name)
        assert {client.get(f"/editions/{number}").status_code for number in (members, 999)} == {404}
        assert client.get(f"/editions/{members}/papers/docx").status_code == 404
        page = client.get(f"/editions/{public}")
        assert page.status_code == 200 and "/spaces/compras" not in page.text
        assert client.get(f"/editions/{public}/papers/docx", buffered=True).status_code == 200
        assert client.get(f"/matrices/{world.matrix}/editions").status_code == 404
    assert world.client("olga").get(f"/editions/{members}").status_code == 200
    with world.app.app_context():
        db.session.get(Space, world.space).archived_at = now()
        db.session.commit()
    assert world.client().get(f"/editions/{public}").status_code == 200


def test_one_withdraws_with_a_reason_and_nothing_is_deleted(world):
    edition, facilitator = world.edition(), world.client("marcela")
    refused = facilitator.post(f"/editions/{edition}/withdrawal", data={"reason": " "})
    assert refused.status_code == 422 and "Escribe por qué se retira" in refused.text
    facilitator.post(f"/editions/{edition}/withdrawal", data={"reason": "Faltaba la firma de ONG"})
    page = world.client("nelida").get(f"/editions/{edition}").text
    assert "ya no vale" in page and "Faltaba la firma de ONG" in page
    assert "Faltaba la firma de ONG" in world.client("nelida").get(f"/matrices/{world.matrix}/editions").text
    assert "retiró la edición 1" in facilitator.get(f"/matrices/{world.matrix}/history").text


def test_members_are_told_of_an_edition(world, without_papers):
    story = Story(world)
    story.follow("olga", Space, world.space, "none")
    address = publish(world.client("marcela"), world)
    story.mail("nelida", "once")
    with open_office() as office:
        world.app.config["MAIL_URL"] = office.url
        story.round()
        (letter,) = office.letters("nelida@tinkuy.example")
    assert "Se publicó una edición" in (words := letter.get_body(("plain",)).get_content())
    assert "Edición 1: Acordada en la sesión del 19." in words
    told = {
        name: [kind for kind, _post in story.told(name)] for name in ("nelida", "julian", "olga", "marcela", "pedro")
    }
    assert told == {"nelida": ["edition"], "julian": ["edition"], "olga": [], "marcela": [], "pedro": []}
    nelida = world.client("nelida")
    notices = nelida.get("/notifications").text
    assert "Edición 1: Acordada" in notices and f'href="/matrices/{world.matrix}"' in notices
    assert nelida.get(re.search(r'href="(/notifications/\d+)"', notices)[1]).location == address
    # Of what does not hold any more before anybody was told, nobody is.
    second = publish(world.client("marcela"), world)
    world.client("marcela").post(f"{second}/withdrawal", data={"reason": "Tenía un error"})
    story.tell()
    assert len(story.told("nelida")) == 1


def test_an_edition_tells_no_more_than_every_member_may_read(world):
    """What is published by who may read all: a hidden post's words, a name of a forum without names."""
    hidden = world.entry("ong", 3, "Lo que se dijo", source=world.post.answer, quote="dividir la licitación")
    with world.app.app_context():
        db.session.get(Post, world.post.answer).hidden_at = now()
        db.session.commit()
    facilitator = world.client("marcela")
    assert "1 cita queda fuera" in facilitator.get(f"/matrices/{world.matrix}/editions/new").text
    place = publish(facilitator, world, names="", visibility="public")
    page = world.client().get(place).text
    assert "Lo que se dijo" in page and "dividir la licitación" not in page
    assert "Nélida" not in page and "Productores" in page
    told = world.client().get(f"{place}/papers/json", buffered=True).text
    assert "dividir la licitación" not in told and "Nélida" not in told and str(hidden) in told


def test_the_lists_cost_the_same_with_one_edition_or_ten(world, queries):
    client, seen = world.client("nelida"), []
    for numbers in ((1,), range(2, 11)):
        for number in numbers:
            world.edition(number=number)
        with queries() as asked:
            client.get(f"/matrices/{world.matrix}/editions")
        seen.append(len(asked))
    assert seen[0] == seen[1]
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Edition)) == 10
        assert db.session.get(Entry, world.accepted) is not None
