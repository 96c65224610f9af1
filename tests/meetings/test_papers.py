"""Minutes on paper, as institutions sign them: in Word, LibreOffice and PDF, and the very bytes that were sealed."""

import hashlib
import io
import re

import docx
import odfdo

from forum.extensions import db
from forum.models import AgendaItem, Commitment, Minutes
from tests.worktables.story import open_worktable

from .story import begin_minutes, call_meetings


def test_the_same_minutes_as_draft_and_sealed_in_every_format(world):
    called = call_meetings(world, open_worktable(world, public=True))
    begun = begin_minutes(world, called, "remarks")
    with world.app.app_context():
        db.session.get(AgendaItem, called.item).discussed = "Primero.\n\nDespués: 2,2 mm < 3 mm & «así»\x0b."
        words = {"text": "Ensayar tres muestras", "owner": "Instituto", "agreement_id": begun.agreement}
        db.session.add(Commitment(space_id=world.space, created_by_id=world.user.marcela, **words))
        db.session.commit()
    place, marcela, stranger = f"/meetings/{called.meeting}/minutes", world.client("marcela"), world.client()
    draft = word(marcela.get(f"{place}/papers/docx").data)
    assert "Borrador: esta acta todavía no es final" in draft and "SHA-256" not in draft
    assert stranger.get(f"{place}/papers/docx").status_code == marcela.get(f"{place}/data").status_code == 404
    assert marcela.get(f"{place}/papers/exe").status_code == 404
    page = marcela.get(f"/minutes/{begun.minutes}/sealing").text
    seen = re.search(r'name="body" value="(\w{64})"', page)[1]
    marcela.post(f"/minutes/{begun.minutes}/sealing", data={"body": seen})
    digest = world.get(Minutes, begun.minutes).digest
    assert hashlib.sha256(stranger.get(f"{place}/data").data).hexdigest() == digest
    answer = stranger.get(f"{place}/papers/docx")
    assert "filename=uniformes-y-calzado-acta-2.docx" in answer.headers["Content-Disposition"]
    told = {"docx": word(answer.data), "odt": text(stranger.get(f"{place}/papers/odt").data)}
    for said in told.values():
        assert "Acta de la sesión 2" in said and "En Salón municipal, el " in said and digest in said
        assert "Asistieron 2 personas de 1 organización." in said and "Después: 2,2 mm < 3 mm & «así»." in said
        assert said.count("Rosa Luján") == said.count("Nélida Quispe") - 1 == 2  # she remarked, too
        assert "Faltó mi pregunta." in said and "Ensayar tres muestras" in said and "Instituto" in said
        agenda, agreed = said.index("Agenda"), said.index("Acuerdos")
        assert said.index("Asistencia") < agenda < said.index("Desarrollo") < agreed < said.index("Firmas")
    paper = stranger.get(f"{place}/papers/pdf").data
    assert (
        paper.startswith(b"%PDF-") and paper == stranger.get(f"{place}/papers/pdf").data
    )  # sealed, so always the same
    assert "Minutes of meeting 2" in word(english(stranger, f"{place}/papers/docx"))


def test_the_list_to_sign_names_who_was_invited_and_leaves_room(world):
    called, marcela = call_meetings(world, open_worktable(world)), world.client("marcela")
    marcela.post(f"/meetings/{called.meeting}/invitations", data={"people": [world.user.nelida]})
    answer = marcela.get(f"/meetings/{called.meeting}/attendance/sheet/docx")
    assert "uniformes-y-calzado-asistencia-2.docx" in answer.headers["Content-Disposition"]
    table = docx.Document(io.BytesIO(answer.data)).tables[0]
    assert [cell.text for cell in table.rows[1].cells][:3] == ["1", "Nélida Quispe", "Asociación Wara Quinua"]
    assert len(table.rows) == 14 and "Teresa" not in word(answer.data)
    assert world.client("nelida").get(f"/meetings/{called.meeting}/attendance/sheet/pdf").status_code == 403


def english(client, place):
    return client.get(place, headers={"Accept-Language": "en"}).data


def word(data):
    """All that a Word file says, in its order."""
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join("".join(run.text or "" for run in line.iter(docx.oxml.ns.qn("w:t"))) for line in paragraphs(body))


def paragraphs(body):
    return body.iter(docx.oxml.ns.qn("w:p"))


def text(data):
    return "\n".join(str(one) for one in odfdo.Document(io.BytesIO(data)).body.get_elements("//text:p|//text:h"))
