"""What changed between two editions, or since one: told by the entries' numbers, word by word."""

import io

import docx

from forum.exchange import Column, Entry, Row, Table
from forum.readings.editions import differences

from .test_editions import publish


def test_what_changed_is_told_entry_by_entry_and_with_its_reason(world, without_papers):
    facilitator = world.client("marcela")
    for words in ("Una feria semanal", "Un censo", "Una ley"):
        world.entry("municipio", 0, words)
    gone = world.entry("ong", 3, "Una entrada que se irá")
    moves = world.entry("universidad", 0, "Una tesis")
    ring = world.entry("municipio", 0, "Ferias cada semana")
    first = publish(facilitator, world)
    facilitator.put(
        f"/entries/{world.accepted}", data={"text": "Asociarse para cumplir el volumen mensual", "version": 1}
    )
    facilitator.put(
        f"/entries/{world.proposed}/decision", data={"state": "declined", "reason": "Es de otro", "version": 1}
    )
    facilitator.delete(f"/entries/{gone}")
    place = {"row": world.row.universidad, "column": world.column[2], "version": 1}
    facilitator.put(f"/entries/{moves}/position", data=place)
    facilitator.put(f"/entries/{ring}/merging", data={"into": world.accepted, "version": 1})
    new = {"row": world.row.ong, "column": world.column[0], "text": "Una entrada nueva", "state": "accepted"}
    facilitator.post(f"/matrices/{world.matrix}/entries", data=new)
    facilitator.put(f"/rows/{world.row.ong}", data={"label": "Las ONG", "actor": world.actor.ong})

    now = facilitator.get(f"{first}/changes?with=now").text
    second = publish(facilitator, world)
    page = facilitator.get(f"{second}/changes").text
    tally = "1 nueva · 1 quitada · 1 con otras palabras · 1 movida de celda · 2 decididas"
    for told in (now, page):
        assert tally in told
        assert "el volumen <del>semanal</del><ins>mensual</ins>" in told
        assert "<del>Una entrada que se irá</del>" in told
        assert "viene de Universidad × La producción nacional" in told
        assert "no recogida: Es de otro" in told
        assert "unida a «Asociarse para cumplir el volumen mensual»" in told
        assert "Fila «ONG»: ahora «Las ONG»" in told and "Un censo" not in told
    assert "Lo que cambió desde la edición 1" in facilitator.get(second).text
    assert "Productores × Los pequeños productores" in facilitator.get(f"{second}/changes?by=actor").text
    paper = docx.Document(io.BytesIO(facilitator.get(f"{second}/changes/file", buffered=True).data))
    words = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "de la edición 1 a la edición 2" in words and tally in words and "no recogida: Es de otro" in words


def test_one_compares_what_one_may_read_and_of_one_matrix(world):
    members, public = world.edition(), world.edition("public", 2)
    stranger = world.client()
    for asked in ("", f"?with={members}", "?with=now", "?with=x", f"?with={public}"):
        assert stranger.get(f"/editions/{public}/changes{asked}").status_code == 404, asked
        assert stranger.get(f"/editions/{public}/changes/file{asked}").status_code == 404, asked
    assert "Lo que cambió" not in stranger.get(f"/editions/{public}").text
    third = world.edition("public", 3)
    page = stranger.get(f"/editions/{third}/changes")
    assert page.status_code == 200 and f'value="{members}"' not in page.text and "la matriz de ahora" not in page.text


def test_the_fewest_that_changed_their_place_are_named():
    def table(*numbers):
        cell = [Entry(f"Entrada {number}", id=number) for number in numbers]
        return Table(columns=[Column(["Única"], id=1)], rows=[Row(["Fila"], [cell], id=1)])

    def moved(before, after):
        return [change.entry.id for change in differences(table(*before), table(*after)).changes]

    assert moved((1, 2, 3, 4, 5), (5, 1, 2, 3, 4)) == [5]
    assert moved((1, 2, 3, 4), (2, 1, 4, 3)) in ([2, 4], [1, 3], [1, 4], [2, 3])
    assert moved((1, 2, 3), (1, 3)) == [2] and moved((1, 3), (1, 2, 3)) == [2]
