"""The series of a working table: called, changed, cancelled; agendas, invitations and calendars."""

from datetime import timedelta
from email import message_from_string, policy
from itertools import pairwise

from forum.extensions import db
from forum.jobs import letters
from forum.jobs.telling import tell_all
from forum.models import AgendaItem, MailPreference, Meeting, MeetingInvitation, User
from forum.models.base import now
from forum.readings.notifications.due import untold
from tests.worktables.story import open_worktable

from .story import call_meetings

FORM = {"title": "Apertura", "starts_at": "03/04/2027 9:00", "ends_at": "03/04/2027 12:30", "place": "Cámara"}


def test_a_series_is_called_at_once_and_one_of_it_is_moved_and_cancelled(world):
    table, marcela = open_worktable(world).table, world.client("marcela")
    place = f"/worktables/{table}/meetings"
    assert "todavía no tiene sesiones" in world.client("nelida").get(place).text
    backwards = FORM | {"ends_at": "03/04/2027 8:00", "times": "8", "link": "javascript:alert(1)"}
    answer = marcela.post(place, data=backwards)
    assert answer.status_code == 422 and "El fin debe ser después del inicio" in answer.text
    assert "Escribe una dirección completa" in answer.text and 'value="03/04/2027 8:00"' in answer.text
    assert marcela.post(place, data=FORM | {"times": "400"}).status_code == 422
    assert marcela.post(place, data=FORM | {"times": "8", "every": "7"}).status_code == 303
    html = world.client("nelida").get(place).text
    assert html.index("La próxima") < html.index("Sesión 1: Apertura") < html.index("Sesión 8")
    assert "Programar sesiones" not in html
    with world.app.app_context():
        days = db.session.scalars(db.select(Meeting.starts_at).order_by(Meeting.number)).all()
        second = db.session.scalar(db.select(Meeting.id).where(Meeting.number == 2))
    assert {later - earlier for earlier, later in pairwise(days)} == {timedelta(days=7)}

    assert marcela.put(f"/meetings/{second}", data=FORM | {"title": "Cuero", "place": "Otro salón"}).status_code == 303
    html = world.client("nelida").get(f"/meetings/{second}").text
    assert "Sesión 2: Cuero" in html and "Otro salón" in html and "Cancelar la sesión" not in html
    assert "Sesión 1: Apertura" in world.client("nelida").get("/spaces/compras").text  # the next one stands at home
    marcela.post(f"/meetings/{second}/cancellation", data={"reason": "Hay paro de transporte."})
    assert "Hay paro de transporte." in world.client("nelida").get(f"/meetings/{second}").text
    calendar = world.client("nelida").get(f"/worktables/{table}/calendar.ics").text.replace("\r\n ", "")
    assert calendar.count("BEGIN:VEVENT") == 8 and calendar.count("STATUS:CANCELLED") == 1
    assert "LOCATION:Otro salón" in calendar and "DTSTART:20270403T130000Z" in calendar  # nine by La Paz
    marcela.delete(f"/meetings/{second}/cancellation")
    assert "cancelada" not in world.client("nelida").get(f"/meetings/{second}").text


def test_an_agenda_is_written_put_in_order_and_mended(world):
    review = open_worktable(world)
    called, marcela = call_meetings(world, review), world.client("marcela")
    place = f"/meetings/{called.meeting}/agenda"
    answer = marcela.post(place, data={"title": "", "minutes": "30"})
    assert answer.status_code == 422 and "Escribe de qué trata el punto." in answer.text
    marcela.post(place, data={"previous": called.first, "minutes": "10", "documents": [review.document]})
    with world.app.app_context():
        made = db.session.scalar(db.select(AgendaItem).where(AgendaItem.kind == "approve_minutes"))
        assert made.title == "Aprobación del acta de la sesión 1" and made.previous_id == called.first
    marcela.post(f"/agenda-items/{made.id}/position", data={"up": "1"})
    marcela.post(f"/agenda-items/{made.id}/position", data={"up": "1"})
    html = marcela.get(f"/meetings/{called.meeting}").text
    assert html.index("Aprobación del acta") < html.index("Zapato de vestir") < html.index("Asuntos varios")
    form = {"title": "Camisa de faena", "minutes": "20", "documents": [review.draft]}
    marcela.put(f"/agenda-items/{called.item}", data=form)
    for person, knows in (("nelida", True), ("pedro", False)):
        with world.app.app_context():
            db.session.execute(db.text("UPDATE worktables SET public = :yes"), {"yes": True})
            db.session.commit()
        html = world.client(person).get(f"/meetings/{called.meeting}").text
        assert "Camisa de faena" in html and ("FT-08" in html) == knows  # a draft is for members
    marcela.delete(f"/agenda-items/{called.other}")
    assert "Asuntos varios" not in marcela.get(f"/meetings/{called.meeting}").text
    marcela.delete(f"/meetings/{called.meeting}/agenda/{called.other}/removal")
    assert "Asuntos varios" in marcela.get(f"/meetings/{called.meeting}").text
    assert marcela.post(f"/meetings/{called.first}/agenda", data={"previous": called.meeting}).status_code == 422


def test_members_are_invited_once_and_strangers_never(world):
    review = open_worktable(world)
    called, marcela = call_meetings(world, review), world.client("marcela")
    place = f"/meetings/{called.meeting}/invitations"
    html = marcela.get(place).text
    assert html.index("Municipio") < html.index("Nélida Quispe") and "Pedro Vilca" not in html
    people = [world.user.nelida, world.user.teresa, world.user.pedro, "9" * 5000]
    assert marcela.post(place, data={"people": people}).status_code == 303
    assert marcela.post(place, data={"people": people}).status_code == 422  # nobody new
    with world.app.app_context():
        asked = set(db.session.scalars(db.select(MeetingInvitation.user_id)))
    assert asked == {world.user.nelida, world.user.teresa}
    told(world)
    assert "Te invitan a una sesión" in world.client("nelida").get("/notifications").text
    assert "Te invitan" not in world.client("julian").get("/notifications").text
    moved = FORM | {"title": "", "place": "Casa comunal"}
    marcela.put(f"/meetings/{called.meeting}", data=moved)
    marcela.put(f"/meetings/{called.meeting}", data=moved | {"title": "Cuero"})  # which is nobody's worry
    letter = told(world)
    html = world.client("teresa").get("/notifications").text
    assert html.count("cambió de día o de lugar") == 1 and "Sesión 2: Cuero · sábado 3 de abril, 9:00 · Casa" in html
    assert "Subject: [Compras" in letter and "Casa comunal" in letter and "Uniformes y calzado" in letter


def told(world):
    """Everybody is told; gives what Nélida's letter says."""
    with world.app.app_context():
        tell_all()
        nelida = db.session.get(User, world.user.nelida)
        [*_others, last] = letters.compose(nelida, MailPreference(rhythm="once"), untold(nelida)[1])
        parsed = message_from_string(last["content"], policy=policy.default)
        return f"Subject: {parsed['Subject']}\n{parsed.get_body('plain').get_content()}"


def test_the_list_of_many_meetings_asks_as_much_as_of_few(world, queries):
    review = open_worktable(world)
    call_meetings(world, review)
    marcela = world.client("marcela")
    with queries() as few:
        marcela.get(f"/worktables/{review.table}/meetings")
    later = ((n, now() + timedelta(days=n)) for n in range(3, 33))
    world.add(*(Meeting(worktable_id=review.table, number=n, starts_at=day) for n, day in later))
    with queries() as many:
        marcela.get(f"/worktables/{review.table}/meetings")
    assert len(many) == len(few) <= 12
