"""Who came: with the code that is shown in the room, ticked off the list, copied from paper; and struck off again."""

from datetime import timedelta

from forum.extensions import db
from forum.models import Actor, Attendance, Meeting, Organization
from tests.worktables.story import open_worktable

from .story import call_meetings


def test_with_the_code_one_is_there_with_an_account_and_without(world):
    review = open_worktable(world)
    called, elena = call_meetings(world, review), world.client("elena")
    assert elena.post(f"/meetings/{called.meeting}/code").status_code == 303
    code = world.get(Meeting, called.meeting).code
    shown = elena.get(f"/meetings/{called.meeting}/code").text
    assert f"{code[:3]}<span> </span>{code[3:]}" in shown and "<svg" in shown and "Ya está 1 persona" in shown

    visitor = world.client()
    assert visitor.post("/attend", data={"code": "ZZZZZZ"}).status_code == 422
    there = visitor.post("/attend", data={"code": f" {code[:3].lower()} {code[3:]} "}).location
    html = visitor.get(there).text
    assert "Anotar mi asistencia" in html and "Asociación Wara" in html and "/spaces/compras" not in html
    answer = visitor.post(there, data={"name": " ", "territory": "El Alto"})
    assert answer.status_code == 422 and 'value="El Alto"' in answer.text
    form = {"name": "Justa Canaviri", "organization": "asociación wara quinua", "actor": "0"}
    assert visitor.post(there, data=form).status_code == 303
    assert "ya está en la lista" in visitor.post(there, data=form | {"name": "justa canaviri"}).text
    nelida = world.client("nelida")
    assert "Estoy en la sesión" in nelida.get(there).text
    nelida.post(there, data={"name": "Otra cosa"})
    nelida.post(there)  # twice is once
    assert "Estás en la lista." in nelida.get(there).text
    with world.app.app_context():
        kept = {one.name: one for one in db.session.query(Attendance).filter_by(way="code")}
        assert kept.keys() == {"Justa Canaviri", "Nélida Quispe"}
        justa = kept["Justa Canaviri"]
        assert (
            db.session.get(Organization, justa.organization_id).name
            == "Asociación Wara Quinua"
            == justa.organization_name
        )
        assert justa.user_id is None and kept["Nélida Quispe"].user_id == world.user.nelida
        assert db.session.get(Actor, kept["Nélida Quispe"].actor_id).name == "Productores"
        db.session.get(Meeting, called.meeting).code_at -= timedelta(hours=25)
        db.session.commit()
    assert visitor.get(there).status_code == 404  # nobody ended it, and it serves no more
    elena.post(f"/meetings/{called.meeting}/code")
    fresh = f"/attend/{world.get(Meeting, called.meeting).code}"
    assert fresh != there and visitor.get(fresh).status_code == 200 and visitor.get(there).status_code == 404
    elena.delete(f"/meetings/{called.meeting}/code")
    assert visitor.post(fresh, data=form | {"name": "Tarde"}).status_code == 404


def test_the_list_is_ticked_copied_from_paper_counted_and_mended(world):
    review = open_worktable(world, public=True)
    called, elena = call_meetings(world, review), world.client("elena")
    place = f"/meetings/{called.meeting}/attendance"
    people = {"people": [world.user.nelida, world.user.teresa, world.user.pedro]}
    assert elena.post(place, data=people).status_code == 303
    assert elena.post(place, data=people).status_code == 422
    paper = {"name": "Rosa Luján", "organization": "Gremio Puno", "actor": world.actor.ong, "territory": "Puno"}
    assert "Rosa Luján ya está en la lista." in elena.post(f"{place}/paper", data=paper).text
    assert elena.post(f"{place}/paper", data=paper | {"name": "Ángel Mamani"}).status_code == 303
    html = elena.get(place).text
    assert "4 personas" in html and "Ángel Mamani" in html and "de papel" in html and "Puno" in html
    names = ("Nélida Quispe", "Rosa Luján")
    member, stranger = world.client("olga").get(place).text, world.client().get(place).text
    assert all(name in member and name not in stranger for name in names)  # who came is the members' to know
    assert "Gremio Puno" in stranger and "Copiar del papel" not in member

    elena.delete(f"/attendances/{called.attendance}")
    assert "3 personas" in elena.get(place).text
    elena.delete(f"{place}/{called.attendance}/removal")
    assert "4 personas" in elena.get(place).text
    with world.app.app_context():
        nelida = db.session.query(Attendance).filter_by(user_id=world.user.nelida).one().id
    elena.delete(f"/attendances/{nelida}")
    elena.post(place, data={"people": [world.user.nelida]})
    assert elena.delete(f"{place}/{nelida}/removal").status_code == 409  # she is on it again


def test_a_crowd_from_one_line_is_held_up_and_loses_nothing(world):
    world.app.config["ATTENDANCE_RATE"] = "3/minute"
    called = call_meetings(world, open_worktable(world))
    world.client("elena").post(f"/meetings/{called.meeting}/code")
    place = f"/attend/{world.get(Meeting, called.meeting).code}"
    answers = [world.client().post(place, data={"name": f"Persona {n}"}) for n in range(5)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429, 429]
    assert 'value="Persona 4"' in answers[-1].text and "Espera" in answers[-1].text
