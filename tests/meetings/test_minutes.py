"""Minutes: written by several without losing a word, remarked upon by those who came, sealed, approved by the next."""

import hashlib
import json
import re

from forum.extensions import db
from forum.models import AgendaItem, Agreement, Attendance, Meeting, Minutes, MinutesRemark, Observation, Space
from forum.models.base import now
from tests.worktables.story import open_worktable

from .story import begin_minutes, call_meetings


def test_two_write_on_one_item_and_neither_is_lost(world):
    called = call_meetings(world, open_worktable(world))
    elena, marcela = world.client("elena"), world.client("marcela")
    assert "Escribe primero la agenda" in elena.get(f"/meetings/{called.first}/minutes").text
    elena.post(f"/meetings/{called.first}/minutes")
    assert world.client("olga").get(f"/meetings/{called.meeting}/minutes").status_code == 404
    assert elena.post(f"/meetings/{called.meeting}/minutes").status_code == 303
    place = f"/agenda-items/{called.item}/minutes"
    marcela.put(place, data={"body": "Se leyó la ficha.", "version": "1"})
    assert "Se leyó la ficha." in elena.get(place).text and "guardó otra" not in elena.get(place).text
    elena.put(place, data={"body": "Se leyó la ficha completa.", "version": "2"})
    told = marcela.get(f"{place}?since=2", headers={"HX-Request": "true"}).text
    assert "Elena Poma guardó otra redacción mientras escribías." in told
    answer = marcela.put(place, data={"body": "Se leyó la ficha. Hubo preguntas.", "version": "2"})
    assert answer.status_code == 409 and "Elena Poma guardó otra redacción" in answer.text
    assert "Antes decía: «Se leyó la ficha.»" in answer.text
    combined = re.search(r'name="body" rows="10">([^<]*)<', answer.text)[1]
    assert combined == "Se leyó la ficha completa. Hubo preguntas."
    marcela.put(place, data={"body": combined, "version": "3"})
    shown = world.client("olga").get(f"/meetings/{called.meeting}/minutes").text
    assert combined in shown and "Anotar un acuerdo" not in shown
    assert marcela.put(place, data={"body": combined, "version": "1"}).status_code == 303  # it says so already
    html = elena.get(place).text
    assert "2 redacciones anteriores" in html
    assert html.index("Se leyó la ficha completa.</p>") < html.index("Se leyó la ficha.</p>")


def test_agreements_and_observations_are_written_down_there_and_then(world):
    review = open_worktable(world)
    called, elena = call_meetings(world, review), world.client("elena")
    begun = begin_minutes(world, called)
    answer = elena.post(f"/agenda-items/{called.item}/agreements", data={"body": " "})
    assert answer.status_code == 422 and "Escribe qué se acordó." in answer.text
    elena.post(f"/agenda-items/{called.other}/agreements", data={"body": "Se pide el laboratorio."})
    place = f"/agreements/{begun.agreement}"
    elena.put(place, data={"body": "El gremio ensaya cuatro muestras.", "version": "1"})
    late = world.client("marcela").put(place, data={"body": "El gremio ensaya dos.", "version": "1"})
    assert late.status_code == 409 and "cuatro" in late.text and "dos" in late.text
    html = elena.get(f"/meetings/{called.meeting}/minutes").text
    assert "Acuerdo 1.</strong> El gremio ensaya cuatro muestras." in html
    assert "Acuerdo 2.</strong> Se pide el laboratorio." in html
    elena.delete(place)
    html = elena.get(f"/meetings/{called.meeting}/minutes").text
    assert "Acuerdo 1.</strong> Se pide el laboratorio." in html and "Acuerdo retirado: «El gremio" in html
    elena.delete(f"/agenda-items/{called.item}/agreements/{begun.agreement}/removal")

    place = f"/agenda-items/{called.item}/observations"
    assert "FT-07" in elena.get(f"{place}/new").text and "FT-08" not in elena.get(f"{place}/new").text
    form = {"attendance": called.attendance, "document": review.document, "clause": "9.9", "kind": "technical"}
    form["comment"] = "Pocos talleres consiguen 2,2 mm."
    answer = elena.post(place, data=form)
    assert answer.status_code == 422 and "FT-07 no tiene un apartado 9.9." in answer.text
    assert "Pocos talleres consiguen" in answer.text
    assert elena.post(place, data=form | {"clause": "3.1", "document": review.draft}).status_code == 422
    assert elena.post(place, data=form | {"clause": "3.1", "attendance": called.struck}).status_code == 422
    assert elena.post(place, data=form | {"clause": "3.1"}).status_code == 303
    assert elena.post(place, data=form | {"clause": "", "attendance": begun.came}).status_code == 303
    with world.app.app_context():
        one, other = db.session.scalars(db.select(Observation).order_by(Observation.id))
        assert (one.origin, one.clause_id, one.name) == ("meeting", review.clauses[1], "Rosa Luján")
        assert (one.organization_name, one.author_id, one.agenda_item_id) == ("Gremio Puno", None, called.item)
        assert (other.author_id, other.clause_id) == (world.user.nelida, None)
        one.confidential = ["comment"]
        db.session.commit()
    html = world.client("olga").get(f"/meetings/{called.meeting}/minutes").text
    assert "Observación 1 a FT-07" in html and html.count("Pocos talleres") == 1 and "(parte confidencial)" in html
    # What is sealed or not begun takes no more.
    with world.app.app_context():
        db.session.get(Minutes, begun.minutes).phase = "final"
        db.session.commit()
    assert elena.post(place, data=form).status_code == 409
    assert elena.put(f"/agenda-items/{called.item}/minutes", data={"body": "x", "version": "1"}).status_code == 409
    assert elena.post(f"/meetings/{called.meeting}/attendance", data={"people": world.user.teresa}).status_code == 409


def test_from_the_first_word_to_the_seal_and_the_approval(world):
    review = open_worktable(world, public=True)
    called, marcela = call_meetings(world, review), world.client("marcela")
    begun = begin_minutes(world, called)
    place, shown = f"/minutes/{begun.minutes}", f"/meetings/{called.meeting}/minutes"
    nelida, teresa, stranger = world.client("nelida"), world.client("teresa"), world.client()
    assert marcela.put(f"{place}/phase", data={"phase": "remarks"}).status_code == 422  # not in one step
    assert nelida.post(f"{place}/remarks", data={"body": "Antes."}).status_code == 409
    marcela.put(f"{place}/phase", data={"phase": "prepared"})
    assert marcela.put(f"{place}/phase", data={"phase": "remarks", "until": "01/01/2020"}).status_code == 422
    marcela.put(f"{place}/phase", data={"phase": "remarks"})
    words = {"body": "Pedí que conste el plazo.", "version": called.item}
    assert teresa.post(f"{place}/remarks", data=words).status_code == 403  # she was not there
    assert nelida.post(f"{place}/remarks", data=words).status_code == 303
    nelida.delete(f"/remarks/{begun.remark}")
    assert "Faltó mi pregunta" not in marcela.get(shown).text and "Retiraste: «Faltó" in nelida.get(shown).text
    nelida.delete(f"{place}/remarks/{begun.remark}/removal")
    marcela.put(f"/remarks/{begun.remark}/answer", data={"answer": "Se añadió al punto 1."})
    assert nelida.delete(f"/remarks/{begun.remark}").status_code == 409
    assert "Se añadió al punto 1." in nelida.get(shown).text and stranger.get(shown).status_code == 404

    page = marcela.get(f"{place}/sealing").text
    seen = re.search(r'name="body" value="(\w{64})"', page)[1]
    assert "no se puede deshacer" in page and "1 sin respuesta" in page
    world.client("elena").put(f"/agenda-items/{called.item}/minutes", data={"body": "Otra cosa.", "version": "1"})
    answer = marcela.post(f"{place}/sealing", data={"body": seen})
    assert answer.status_code == 409 and "cambió mientras leías" in answer.text
    seen = re.search(r'name="body" value="(\w{64})"', answer.text)[1]
    assert world.client("elena").post(f"{place}/sealing", data={"body": seen}).status_code == 403
    assert marcela.post(f"{place}/sealing", data={"body": seen}).status_code == 303
    sealed = world.get(Minutes, begun.minutes)
    assert sealed.digest == hashlib.sha256(sealed.frozen.encode()).hexdigest()
    told = json.loads(sealed.frozen)
    assert told["items"][0]["discussed"] == "Otra cosa." and told["sealed"]["by"] == "Marcela Iporre"
    for move in ({"phase": "live"}, {"phase": "prepared"}):
        assert marcela.put(f"{place}/phase", data=move).status_code == 409
    assert marcela.post(f"/meetings/{called.meeting}/agenda", data={"title": "Más"}).status_code == 409
    with world.app.app_context():
        db.session.get(Agreement, begun.agreement).text = "Otro acuerdo"  # as if the rows were changed behind it
        db.session.commit()
    html = stranger.get(shown).text
    assert sealed.digest in html and "El gremio ensaya tres muestras." in html and "Otro acuerdo" not in html

    third = world.add(Meeting(worktable_id=review.table, number=3, starts_at=now()))
    marcela.post(f"/meetings/{third}/agenda", data={"previous": called.meeting})
    marcela.post(f"/meetings/{third}/minutes")
    with world.app.app_context():
        item = db.session.scalar(db.select(AgendaItem.id).where(AgendaItem.meeting_id == third))
    assert marcela.post(f"/agenda-items/{item}/approval").status_code == 303
    assert "quedó aprobada" in marcela.get(f"/meetings/{third}/minutes").text
    assert "en la sesión 3" in stranger.get(shown).text
    marcela.delete(f"/agenda-items/{item}/approval")
    assert "en la sesión 3" not in stranger.get(shown).text
    assert marcela.post(f"/agenda-items/{called.item}/approval").status_code == 409


def test_long_minutes_ask_as_much_as_short_ones(world, queries):
    called = call_meetings(world, open_worktable(world))
    begun = begin_minutes(world, called, "remarks")
    elena, place = world.client("elena"), f"/meetings/{called.meeting}/minutes"
    with queries() as few:
        elena.get(place)
    world.add(
        *(AgendaItem(meeting_id=called.meeting, position=n, title=f"Punto {n}") for n in range(9, 30)),
        *(Agreement(item_id=called.item, text=f"Acuerdo {n}") for n in range(30)),
        *(
            Attendance(meeting_id=called.meeting, name=f"P{n}", actor_id=world.actor.ong, way="paper")
            for n in range(30)
        ),
        *(MinutesRemark(minutes_id=begun.minutes, user_id=world.user.teresa, text="Sí") for n in range(9)),
    )
    with queries() as many:
        elena.get(place)
    assert len(many) <= len(few) + 2  # an actor, another person


def test_what_was_discussed_and_agreed_is_found_by_who_may_read_the_minutes(world):
    called = call_meetings(world, open_worktable(world))
    begun = begin_minutes(world, called)
    world.client("elena").put(f"/agenda-items/{called.item}/minutes", data={"body": "La lezna curva.", "version": "1"})
    world.client("elena").put(f"/agreements/{begun.agreement}", data={"body": "Traer una lezna.", "version": "1"})
    with world.app.app_context():
        db.session.get(Space, world.space).visibility = "public"
        db.session.commit()
    place = f"/meetings/{called.meeting}/minutes"
    told = world.client("nelida").get("/search?q=lezna").text
    assert f"{place}#item-{called.item}" in told and f"{place}#agreement-{begun.agreement}" in told
    assert place not in world.client("pedro").get("/search?q=lezna").text  # not final yet
    with world.app.app_context():
        db.session.get(Minutes, begun.minutes).phase = "final"
        db.session.commit()
    assert place in world.client("pedro").get("/search?q=lezna").text


def test_numbers_that_no_row_has_break_nothing(world):
    called = call_meetings(world, open_worktable(world))
    begun = begin_minutes(world, called, "remarks")
    marcela, nelida = world.client("marcela"), world.client("nelida")
    for typed in ("4000000000", "9" * 20):
        for place in (
            f"/meetings/{called.meeting}/agenda/{typed}/removal",
            f"/meetings/{called.meeting}/attendance/{typed}/removal",
            f"/agenda-items/{called.item}/agreements/{typed}/removal",
        ):
            assert marcela.delete(place).status_code == 404, place
        assert nelida.delete(f"/minutes/{begun.minutes}/remarks/{typed}/removal").status_code == 404
        words = {"body": "Sobre nada", "version": typed}
        assert nelida.post(f"/minutes/{begun.minutes}/remarks", data=words).status_code == 303
        answer = marcela.put(f"/agenda-items/{called.item}/minutes", data={"body": "Otro", "version": typed})
        assert answer.status_code == 409
        assert marcela.post(f"/meetings/{called.meeting}/agenda", data={"previous": typed}).status_code == 422
        assert (
            marcela.post(f"/meetings/{called.meeting}/agenda", data={"title": "x", "minutes": typed}).status_code == 422
        )
        form = {"starts_at": "03/04/2027 9:00", "times": typed, "every": typed}
        table = world.get(Meeting, called.meeting).worktable_id
        assert marcela.post(f"/worktables/{table}/meetings", data=form).status_code == 422
