"""Who took part, how much: constant statements, one's own row for who does not moderate."""

import csv
import io

from openpyxl import load_workbook

from forum.extensions import db
from forum.models import Membership, ReadMark, Support, User


def rows(client, query="", key="name"):
    answer = client.get(f"/spaces/compras/participation?format=csv{query}", buffered=True)
    read = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    return {row[key]: row for row in read}


def test_the_table_counts_by_person_and_actor_and_within_a_period(world):
    world.reply("nelida", world.post.answer, "Cuatro palabras más aquí.")
    world.add(
        Support(post_id=world.post.opening, user_id=world.user.julian),
        ReadMark(user_id=world.user.olga, thread_id=world.thread, post_id=world.post.deeper),
    )
    elena = world.client("elena")
    page = elena.get("/spaces/compras/participation?sort=posts&order=desc").text
    assert page.index("Nélida Quispe</th>") < page.index("Wilfredo Ancasi</th>")
    found = rows(elena)
    nelida = found["Nélida Quispe"]
    assert (nelida["posts"], nelida["words"], nelida["questions"], nelida["actors"]) == ("2", "19", "1", "Productores")
    assert found["Julián Barrientos"]["supports"] == "1" and found["Julián Barrientos"]["seen_at"] == ""
    assert found["Olga Mamani"]["seen_at"] and found["Marcela Iporre"]["posts"] == "0"
    by_actor = rows(elena, "&of=actors", "actor")
    assert by_actor["Productores"] == {
        "actor": "Productores",
        "people": "1",
        "posts": "2",
        "words": "19",
        "questions": "1",
    }
    assert (
        by_actor["ONG"]["posts"] == "0"
        and rows(elena, "&of=actors&since=1/1/2090", "actor")["Productores"]["posts"] == "0"
    )
    assert set(rows(world.client("nelida"), "&of=actors")) == {"Nélida Quispe"}  # still her own row alone
    later = rows(elena, "&since=1/1/2090")
    assert later["Nélida Quispe"]["posts"] == "0" and later["Nélida Quispe"]["seen_at"]
    assert "Escribe una fecha" in elena.get("/spaces/compras/participation?since=ayer").text
    book = load_workbook(io.BytesIO(elena.get("/spaces/compras/participation?format=xlsx", buffered=True).data))
    assert book.sheetnames == ["Personas", "Actores", "Columnas"]
    actors = {row[0]: row[1:] for row in book["Actores"].iter_rows(min_row=2, values_only=True)}
    assert actors["Productores"] == (1, 2, 19, 1) and actors["ONG"][1] == 0


def test_a_participant_reads_their_own_row_and_nobody_elses(world):
    page = world.client("nelida").get("/spaces/compras/participation").text
    assert "Nélida Quispe" in page and "Wilfredo" not in page and "Por actor" not in page
    assert set(rows(world.client("nelida"))) == {"Nélida Quispe"}


def test_its_statements_do_not_grow(world, queries):
    client = world.client("marcela")
    with queries() as before:
        client.get("/spaces/compras/participation")
    with world.app.app_context():
        people = [User(name=f"Persona {n}") for n in range(30)]
        db.session.add_all(people)
        db.session.flush()
        db.session.add_all(Membership(space_id=world.space, user_id=person.id) for person in people)
        db.session.commit()
    with queries() as after:
        client.get("/spaces/compras/participation")
    assert len(after) == len(before)


RUBRIC = "Responde a la pregunta: no = 0; en parte = 1,5; del todo = 3\nEscucha: poco = 0; mucho = 2\n"


def test_marks_by_a_rubric_are_read_when_published_and_by_their_person_alone(world):
    marcela, nelida, julian = (world.client(name) for name in ("marcela", "nelida", "julian"))
    wrong = marcela.put("/spaces/compras/rubric", data={"rubric": "Escucha mucho"})
    assert wrong.status_code == 422 and "Línea 1" in wrong.text and "Escucha mucho" in wrong.text
    assert marcela.put("/spaces/compras/rubric", data={"rubric": RUBRIC}).status_code == 303
    assert "en parte = 1,5" in marcela.get("/spaces/compras/rubric").text
    address = f"/members/{world.membership.nelida}/marks"
    half = marcela.post(address, data={"criterion_1": 1, "comment": "Bien dicho."})
    assert half.status_code == 422 and "Elige uno de los niveles" in half.text and "Bien dicho." in half.text
    assert marcela.post(address, data={"criterion_1": 1, "criterion_2": 1, "comment": "Bien dicho."}).status_code == 303
    assert "sin publicar" in marcela.get("/spaces/compras/participation").text
    for client in (nelida, julian, world.client("elena")):
        assert "Bien dicho" not in client.get("/spaces/compras/participation").text
    assert marcela.post("/spaces/compras/marks/publication").status_code == 303
    seen = nelida.get("/spaces/compras/participation").text
    assert "Bien dicho." in seen and "3,5 puntos" in seen
    assert "Bien dicho" not in julian.get("/spaces/compras/participation").text
    marcela.post(address, data={"criterion_1": 2, "criterion_2": 1, "comment": "Mejor aún."})
    assert "3,5 puntos" in nelida.get("/spaces/compras/participation").text  # until that is published too
    history = marcela.get(address).text
    assert "Bien dicho." in history and "Mejor aún." in history
    marcela.put("/spaces/compras/rubric", data={"rubric": "Otra cosa: a = 0; b = 1"})
    assert "Escucha" in nelida.get("/spaces/compras/participation").text
    assert rows(marcela)["Nélida Quispe"]["points"] == "5.0"
