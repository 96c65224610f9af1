"""Who depends on whom for what: links between entries by actor, as a network and as a table."""

import io

import docx


def page_of(client, world, **headers):
    answer = client.get(f"/matrices/{world.matrix}/articulation", headers=headers)
    assert answer.status_code == 200
    return answer.text


def test_links_are_drawn_and_told_by_actor(world, queries):
    marcela, olga = world.client("marcela"), world.client("olga")
    assert "Todavía nadie vinculó entradas" in page_of(olga, world)
    buy = world.entry("municipio", 2, "Comprar cada semana")
    own = world.entry("municipio", 3, "Falta presupuesto")
    volume = world.entry("productores", 2, "Juntar volumen")
    same = world.entry("productores", 2, "Reunir volumen")
    train = world.entry("universidad", 2, "Capacitar en registro")
    declined = world.entry("ong", 2, "Otra cosa", state="declined")

    def link(one, other, kind):
        assert marcela.post(f"/entries/{one}/links", data={"other": other, "kind": kind}).status_code == 303

    link(buy, volume, "needs")
    link(train, same, "needs")
    with queries() as few:
        page_of(olga, world)
    link(train, volume, "supports")
    link(buy, own, "contradicts")
    link(volume, declined, "needs")
    with queries() as many:
        page = page_of(olga, world)
    assert len(many) == len(few)
    needs = f"needs-a{world.actor.municipio}-a{world.actor.productores}"
    assert f'href="#{needs}"' in page and f'id="{needs}"' in page and f'href="/entries/{buy}"' in page
    assert "De Productores se necesita más" in page and "Quién depende de quién: 2 vínculos" in page
    assert "Dentro de un mismo actor" in page and "Falta presupuesto" in page
    assert "Otra cosa" not in page, "what is not taken up ties nobody"
    # What is united counts for what it was united with, once.
    assert marcela.put(f"/entries/{same}/merging", data={"into": volume, "version": 1}).status_code == 303
    piece = page_of(olga, world, **{"HX-Request": "true"})
    assert "Reunir volumen" not in piece and piece.count("Juntar volumen") == 3 and "<html" not in piece
    # On paper: the links as tables in Word, the network on the first page of a PDF.
    paper = marcela.get(f"/matrices/{world.matrix}/articulation/file?format=docx")
    told = [
        [cell.text for cell in row.cells]
        for table in docx.Document(io.BytesIO(paper.data)).tables
        for row in table.rows
    ]
    assert ["Municipio", "Comprar cada semana (Propuestas)", "Productores", "Juntar volumen (Propuestas)"] in told
    assert ["Municipio", "Comprar cada semana (Propuestas)", "Municipio", "Falta presupuesto (Desafíos)"] in told
    paper = marcela.get(f"/matrices/{world.matrix}/articulation/file?format=pdf")
    assert paper.data.startswith(b"%PDF") and "articulacion.pdf" in paper.headers["Content-Disposition"]
    assert marcela.get(f"/matrices/{world.matrix}/articulation/file?format=odt").status_code == 422
