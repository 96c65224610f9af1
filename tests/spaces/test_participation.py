"""Who took part, how much: constant statements, one's own row for who does not moderate."""

import csv
import io

from openpyxl import load_workbook

from forum.extensions import db
from forum.models import Membership, ReadMark, Support, User


def rows(client, query=""):
    answer = client.get(f"/spaces/compras/participation?format=csv{query}", buffered=True)
    read = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    return {row["name"]: row for row in read}


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
