"""A matrix shown to a room: one cell at a time, the code to join, and a facilitator's own notes."""

from forum.extensions import db
from forum.models import Invitation
from tests.house.test_doors import NO_NUMBERS


def shown(client, world, query=""):
    answer = client.get(f"/matrices/{world.matrix}/room{query}")
    assert answer.status_code == 200
    return answer.text


def test_a_room_goes_from_cell_to_cell(world):
    olga, first, last = world.client("olga"), world.column[0], world.column[-1]
    world.entry("municipio", 1, "Comprar a los de cerca", state="proposed", author="wilfredo")
    page = shown(olga, world, f"?cell={world.row.municipio}-{world.column[1]}")
    assert "Comprar a los de cerca" in page and "propuesta · " in page and "Celda 2 de 16" in page
    for row, column in (("municipio", 0), ("municipio", 2), ("productores", 1)):
        assert f"cell={getattr(world.row, row)}-{world.column[column]}" in page
    alone = olga.get(f"/matrices/{world.matrix}/room?cell={world.row.ong}-{last}", headers={"HX-Request": "true"})
    assert "Celda 16 de 16" in alone.text and "<html" not in alone.text and alone.text.count("data-no-step") == 2
    # A cell that is not there, or never was, gives the first.
    for asked in ("", "?cell=0-0", "?cell=tres", *(f"?cell={typed}-{first}" for typed in NO_NUMBERS[:2])):
        assert "Celda 1 de 16" in shown(olga, world, asked), asked


def test_who_facilitates_shows_the_code_to_join_and_keeps_notes_apart(world):
    with world.app.app_context():
        kinds = {"wall": {"role": "participant"}, "judge": {"role": "facilitator"}}
        kinds["letter"] = {"role": "participant", "email": "a@b.example"}
        made = {
            name: Invitation(space_id=world.space, token=f"token-{name}", note=name, **kind)
            for name, kind in kinds.items()
        }
        db.session.add_all(made.values())
        db.session.commit()
        number = {name: one.id for name, one in made.items()}
    marcela = world.client("marcela")
    page = shown(marcela, world, f"?invitation={number['wall']}")
    assert "/join/token-wall" in page and "<svg" in page and "token-letter" not in page and "judge" not in page
    for name in ("judge", "letter"):
        assert "/join/token" not in shown(marcela, world, f"?invitation={number[name]}")
    for name in (None, "nelida", "elena"):
        if name:
            assert "token-wall" not in shown(world.client(name), world, f"?invitation={number['wall']}")
    address = f"/matrices/{world.matrix}/room/notes"
    assert marcela.put(address, data={"body": "Preguntar a Nélida por el flete"}).status_code == 303
    assert "por el flete" in marcela.get(address).text
    marcela.put(address, data={"body": "Cerrar a las seis"})
    assert "Cerrar a las seis" in marcela.get(address).text and "flete" not in marcela.get(address).text
    assert "Cerrar a las seis" not in shown(marcela, world) + world.client("ana").get(address).text
    place = f"room-{world.matrix}"
    assert f'data-composer="{place}"' in marcela.get(address).text
    assert marcela.put(f"/drafts/{place}", data={"body": "Cerrar a las siete", "version": 0}).status_code == 200
    assert (
        'data-draft="1"' in marcela.get(address).text and 'data-draft="1"' not in world.client("ana").get(address).text
    )
    assert world.client("pedro").put(f"/drafts/{place}", data={"body": "x", "version": 0}).status_code == 404
    marcela.put(address, data={"body": "Cerrar a las siete", "draft": place})
    assert 'data-draft="0"' in marcela.get(address).text, "what was saved is no draft any more"
    long = marcela.put(address, data={"body": "a" * 20_001})
    assert long.status_code == 422 and "a" * 20_001 in long.text
