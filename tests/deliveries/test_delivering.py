"""A delivery: the sealed package, and what the demanding entity says of it by its link, without an account."""

import hashlib
import io
import json
import re
import zipfile

from forum.extensions import db
from forum.models import Delivery, DeliveryReceipt, Document
from tests.summaries.story import bytes_of, deliver, observe, publish
from tests.worktables.story import open_worktable


def test_what_is_updated_is_sealed_in_a_package_that_proves_itself(world):
    review = open_worktable(world, public=True)
    observe(world, review, state="updated")
    summary, marcela = publish(world, review), world.client("marcela")
    html = marcela.get(f"/worktables/{review.table}/deliveries/new").text
    assert "FT-07" in html and "FT-08" not in html
    place = f"/worktables/{review.table}/deliveries"
    answer = marcela.post(place, data={"recipient": "", "documents": [review.document], "note": "Primer lote."})
    assert answer.status_code == 422 and "Escribe a qué entidad se entrega." in answer.text
    assert "Primer lote." in answer.text
    form = {"recipient": "Policía", "documents": [review.document, review.draft], "summary": summary}
    answer = marcela.post(place, data=form)
    assert answer.status_code == 303
    with world.app.app_context():
        assert db.session.get(Document, review.document).state == "delivered"
    package = bytes_of(marcela, f"{answer.location}/package")
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = archive.namelist()
        told = json.loads(archive.read("manifiesto.json"))
        for one in told["files"]:
            assert hashlib.sha256(archive.read(one["name"])).hexdigest() == one["sha256"]
        readable = archive.read("manifiesto.txt").decode()
        everything = b"".join(archive.read(name) for name in names if not name.endswith(".docx"))
    assert {name.split("/")[0] for name in names} == {"manifiesto.json", "manifiesto.txt", "documentos", "resumen"}
    assert "documentos/FT-07-v1.docx" in names and "FT-07  Zapato de vestir (versión 1)" in readable
    assert b"Zetaprecio" not in everything and b"rosa@correo" not in everything
    public = world.client().get(answer.location).text
    assert hashlib.sha256(package).hexdigest()[:4] in public and "/receipts/" not in public
    assert world.client("nelida").get(f"{answer.location}/package").status_code == 403
    assert re.search(r"/receipts/[\w-]{32}", marcela.get(answer.location).text)


def test_the_demanding_entity_acknowledges_adjusts_and_calls_by_its_link(world):
    review = open_worktable(world)  # for members; the link suffices
    number = deliver(world, review)
    anybody, place = world.client(), "/receipts/abc"
    assert "Zapato de vestir" in anybody.get(place).text and anybody.get("/receipts/abd").status_code == 404
    assert bytes_of(anybody, f"{place}/package").startswith(b"PK")
    blank = anybody.post(place, data={"name": "Delia Soto", "charge": "", "received_on": "31/12/2199"})
    assert blank.status_code == 422 and 'value="Delia Soto"' in blank.text and "todavía no llega" in blank.text
    form = {"name": "Delia Soto", "charge": "Jefa de vestuario", "received_on": "03/04/2026"}
    assert anybody.post(place, data=form).status_code == 303
    assert anybody.post(place, data=form).status_code == 422  # once

    document = {"document": review.document}
    unsaid = anybody.post(f"{place}/adjustments", data=document | {f"text-{review.document}": "Otra talla."})
    assert unsaid.status_code == 422 and "Otra talla." in unsaid.text
    said = document | {f"adjusted-{review.document}": "yes", f"text-{review.document}": "Se añade la talla 46."}
    assert anybody.post(f"{place}/adjustments", data=said).status_code == 303
    elsewhere = {"document": review.draft, f"adjusted-{review.draft}": "no"}
    assert anybody.post(f"{place}/adjustments", data=elsewhere).status_code == 404

    call = {"title": "Compra de zapatos", "url": "javascript:alert(1)", "amount": "18 400 000,50", "currency": "PEN"}
    wrong = anybody.post(f"{place}/calls", data=call)
    assert wrong.status_code == 422 and "18 400 000,50" in wrong.text and "dirección completa" in wrong.text
    assert anybody.post(f"{place}/calls", data=call | {"url": "", "amount": "mucho"}).status_code == 422
    assert anybody.post(f"{place}/calls", data=call | {"url": "https://compras.example/1"}).status_code == 303
    html = world.client("nelida").get(f"/deliveries/{number}").text
    for words in (
        "Delia Soto, Jefa de vestuario",
        "Se añade la talla 46.",
        "S/\u00a018,4 millones",
        "Compra de zapatos",
    ):
        assert words in html
    assert world.client("pedro").get(f"/deliveries/{number}").status_code == 404
    assert world.app.test_cli_runner().invoke(args=["mail", "send"]).exit_code == 0
    bell = world.client("marcela").get("/notifications").text
    assert "La entidad acusó recibo de una entrega" in bell and "Entrega 1 a Policía" in bell

    assert world.client("marcela").put(f"/deliveries/{number}/link").status_code == 303
    assert anybody.get(place).status_code == anybody.post(place, data=form).status_code == 404
    with world.app.app_context():
        place = f"/receipts/{db.session.get(Delivery, number).token}"
        assert anybody.get(place).status_code == 200
        db.session.get(Document, review.document).worktable.removed_at = db.session.get(Delivery, number).created_at
        db.session.commit()
        assert db.session.query(DeliveryReceipt).count() == 1
    assert anybody.get(place).status_code == 404
