"""Around entries: what became of one's words, whether one finds them there, what is discussed, what needs what."""

from forum.actions import matrices
from forum.extensions import db
from forum.models import Entry, Forum, Matrix, Notification, Reception, Source, User
from forum.readings.belongings import sections
from forum.readings.notifications import KINDS
from tests.matrices.test_entries import text_of
from tests.notifications.story import Story


def do(world, verb, name, entry, *things, **values):
    """A verb by that person on the entry of that number."""
    with world.app.app_context():
        user = db.session.get(User, getattr(world.user, name))
        return getattr(verb(user, db.session.get(Entry, entry), *things, **values), "id", None)


def words_of(world, name):
    return text_of(world.client(name).get("/spaces/compras/words").text)


def test_everybody_sees_what_became_of_their_words_and_is_told(world, queries):
    story = Story(world)
    twin = world.entry(
        "productores", 1, "Juntarse para vender", "proposed", "julian", world.post.deeper, "precio de costo"
    )
    with world.app.app_context():
        chosen = [(db.session.get(Entry, twin), 1), (db.session.get(Entry, world.accepted), 1)]
        marcela, matrix = db.session.get(User, world.user.marcela), db.session.get(Matrix, world.matrix)
        matrices.unite(marcela, matrix, chosen, "Juntarse y cumplir el volumen")
    do(world, matrices.decide, "marcela", world.proposed, "declined", 1, "se repite")
    story.tell()
    assert [kind for kind, _post in story.told("julian")] == ["merged"]
    assert [kind for kind, _post in story.told("teresa")] == ["joined"]
    assert "Lo que salió de tus palabras se unió a otra entrada" in world.client("teresa").get("/notifications").text
    julian = words_of(world, "julian")
    assert "Propusiste 1 entrada: 1 unida a otra." in julian
    assert "Ahora dice, con otras: «Juntarse y cumplir el volumen» aceptada en Productores × Los pequeños" in julian
    teresa = words_of(world, "teresa")
    assert "De tu 1 aporte, 1 está en la matriz." in teresa
    assert "precio de costo ↳ Juntarse para vender Unida a otra" in teresa
    wilfredo = words_of(world, "wilfredo")
    assert "No se recoge en Municipio × Propuestas · Marcela Iporre" in wilfredo
    assert "Motivo: se repite" in wilfredo
    assert "No está en la matriz. Llevar un pasaje a la matriz" in wilfredo
    assert "Todavía no has escrito en este espacio." in words_of(world, "elena")
    do(world, matrices.separate, "marcela", world.accepted)
    do(world, matrices.decide, "marcela", world.proposed, "proposed", 2)
    story.tell()
    assert story.told("julian")[-1][0] == "parted"
    assert story.told("wilfredo")[-1][0] == "reopened"
    assert all(kind in KINDS for kind, _post in story.told("julian"))
    client = world.client("nelida")
    with queries() as few:
        client.get("/spaces/compras/words")
    for _place in range(6):
        world.reply("nelida", world.post.opening, "Otra cosa más")
    with queries() as many:
        client.get("/spaces/compras/words")
    assert len(many) == len(few)


def test_one_says_whether_ones_words_are_taken_up_and_facilitators_see_it(world):
    nelida, address = world.client("nelida"), f"/entries/{world.accepted}/reception"
    empty = nelida.put(address, data={"felt": "no"})
    assert empty.status_code == 422
    assert "Escribe en una frase qué falta" in empty.text
    nelida.put(address, data={"felt": "no", "words": "Falta decir «cada lunes»"})
    nelida.put(address, data={"felt": "yes"})
    nelida.put(address, data={"felt": "no", "words": "Sigue faltando"})
    assert "Dijiste que no recoge lo que dijiste. «Sigue faltando»" in words_of(world, "nelida")
    with world.app.app_context():
        assert db.session.scalars(db.select(Reception.felt).order_by(Reception.id)).all() == [False, True, False]
        own = dict(sections(db.session.get(User, world.user.nelida), ""))
        assert [row["text"] for row in own["receptions"]()] == ["Falta decir «cada lunes»", "", "Sigue faltando"]
    seen = text_of(world.client("marcela").get(f"/entries/{world.accepted}").text)
    assert "Nélida Quispe : no recoge lo que dijo «Sigue faltando»" in seen
    desk = f"/matrices/{world.matrix}/desk/{world.row.productores}-{world.column[1]}"
    assert "no recoge lo que dijo. «Sigue faltando»" in text_of(world.client("marcela").get(desk).text)
    assert "Sigue faltando" not in world.client("julian").get(f"/entries/{world.accepted}").text
    assert world.client("julian").put(address, data={"felt": "yes"}).status_code == 403
    with world.app.app_context():  # where everybody decides, the answer is still for facilitators
        db.session.get(Matrix, world.matrix).open_editing = True
        db.session.commit()
    assert world.client("julian").get(desk).status_code == 200
    assert "Sigue faltando" not in world.client("julian").get(desk).text


def test_members_discuss_an_entry_and_those_concerned_are_told(world):
    story = Story(world)
    teresa, address = world.client("teresa"), f"/entries/{world.proposed}/comments"
    with world.app.app_context():
        entry, marcela = db.session.get(Entry, world.proposed), db.session.get(User, world.user.marcela)
        matrices.ask(marcela, entry.matrix, [entry], "¿Treinta desde cuándo?")
    assert "Marcela Iporre preguntó: ¿Treinta desde cuándo? Contestar" in words_of(world, "wilfredo")
    assert teresa.post(address, data={"body": "La ley dice quince."}).status_code == 303
    assert teresa.post(address, data={"body": "  "}).status_code == 422
    assert world.client("olga").post(address, data={"body": "Yo también"}).status_code == 403
    world.client("wilfredo").post(address, data={"body": "Desde la entrega."})
    story.tell()
    assert [kind for kind, _post in story.told("wilfredo")] == ["asked", "discussed"]
    assert [kind for kind, _post in story.told("teresa")] == ["discussed"]
    assert [kind for kind, _post in story.told("marcela")] == ["discussed", "discussed"]
    page = world.client("olga").get(f"/entries/{world.proposed}").text
    assert "</time> · </li>" not in page  # it is no line of the history
    seen = text_of(page)
    assert "Marcela Iporre" in seen and "Pregunta a quien la propuso: ¿Treinta desde cuándo?" in seen
    assert "Teresa Lizárraga Universidad" in seen and "La ley dice quince." in seen
    number = teresa.get(f"/entries/{world.proposed}").text.split('id="comentario-')[2].split('"')[0]
    assert world.client("wilfredo").delete(f"/comments/{number}").status_code == 403
    assert teresa.delete(f"/comments/{number}").status_code == 303
    assert "La ley dice quince." not in world.client("olga").get(f"/entries/{world.proposed}").text


def test_what_is_discussed_is_for_members_and_does_not_tell_who_carried_secret_words(world):
    do(world, matrices.comment, "nelida", world.accepted, "zetacomentario")
    with world.app.app_context():
        entry = db.session.get(Entry, world.accepted)
        entry.matrix.space.visibility = "public"
        db.session.get(Forum, world.forum).anonymous = True
        db.session.commit()
        assert db.session.scalar(db.select(Source.post_id).where(Source.entry_id == entry.id)) == world.post.opening
        assert db.session.scalar(db.select(Notification.id)) is None
    for stranger in (None, "pedro"):
        assert "zetacomentario" not in world.client(stranger).get(f"/entries/{world.accepted}").text
    julian = world.client("julian").get(f"/entries/{world.accepted}").text
    assert "zetacomentario" in julian and "Nélida" not in julian
    assert "Nélida" in world.client("elena").get(f"/entries/{world.accepted}").text


def test_links_are_seen_on_both_ends_and_taken_away(world):
    nelida, address = world.client("nelida"), f"/entries/{world.accepted}/links"
    assert "Pagar en treinta días" in nelida.get(address).text
    assert nelida.post(address, data={"other": world.proposed, "kind": "odia"}).status_code == 422
    assert nelida.post(address, data={"kind": "needs"}).status_code == 422
    for _twice in range(2):
        assert nelida.post(address, data={"other": world.proposed, "kind": "needs"}).status_code == 303
    here, there = (text_of(nelida.get(f"/entries/{one}").text) for one in (world.accepted, world.proposed))
    assert here.count("necesita Pagar en treinta días Municipio × Propuestas") == 1
    assert "la necesita Asociarse para cumplir el volumen semanal" in there
    assert world.client("julian").post(address, data={"other": world.proposed, "kind": "needs"}).status_code == 403
    assert world.client("julian").delete("/links/1").status_code == 403
    world.client("marcela").delete("/links/1")
    assert "necesita Pagar" not in text_of(nelida.get(f"/entries/{world.accepted}").text)
    world.client("marcela").post(f"/matrices/{world.matrix}/undo")
    assert "necesita Pagar" in text_of(nelida.get(f"/entries/{world.accepted}").text)
