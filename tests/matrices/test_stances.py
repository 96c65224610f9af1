"""One actor, one voice: what people say of an entry in the name of their actors, and what that makes of the matrix."""

import csv
import io

import docx

from forum.actions import matrices
from forum.extensions import db
from forum.models import Entry, Matrix, Membership, MembershipActor, Stance, User
from forum.readings.matrices.moments import moments_of
from tests import world as story


def say(world, name, entry, kind, reason="", **form):
    return world.client(name).put(f"/entries/{entry}/stance", data={"kind": kind, "reason": reason} | form)


def join(world, name, actor):
    """Somebody more who speaks for an actor."""
    with world.app.app_context():
        user = User(email=f"{name}@tinkuy.example", name=name.title(), password_hash=story.PASSWORD_HASH)
        db.session.add(user)
        db.session.flush()
        member = Membership(space_id=world.space, user_id=user.id)
        member.voices = [MembershipActor(actor_id=getattr(world.actor, actor))]
        db.session.add(member)
        db.session.commit()
        setattr(world.user, name, user.id)


def test_actors_have_a_voice_each_and_it_changes_live(world):
    entry = world.accepted
    join(world, "rosa", "productores")
    join(world, "isidro", "productores")
    assert say(world, "nelida", entry, "support").status_code == 303
    say(world, "rosa", entry, "tolerate", "Si el flete no sube")
    refused = say(world, "wilfredo", entry, "object")
    assert refused.status_code == 422 and "Escribe la razón de la objeción" in refused.text
    say(world, "wilfredo", entry, "object", "No es rol del municipio")
    page = world.client("olga").get(f"/entries/{entry}").text
    assert "1 apoya." in page and "1 puede vivir con esto." in page and "1 no ha dicho nada." in page
    assert "«Si el flete no sube»" in page and "«No es rol del municipio»" in page
    assert "Puede vivir con esto</strong>" in page, "of two things that as many said, the more reserved is the word"
    with world.app.app_context():
        told = db.session.execute(db.text("SELECT room FROM events WHERE name = 'stance.taken'")).scalars().all()
    assert told == [f"matrix:{world.matrix}"] * 3

    say(world, "wilfredo", entry, "tolerate")
    page = world.client("wilfredo").get(f"/entries/{entry}").text
    assert "No es rol del municipio" not in page and "Tu postura por Municipio" in page
    world.client("wilfredo").delete(f"/entries/{entry}/stance")
    assert "¿Qué dices por Municipio?" in world.client("wilfredo").get(f"/entries/{entry}").text
    assert say(world, "nelida", entry, "support", actor=world.actor.ong).status_code == 422
    assert say(world, "nelida", entry, "love").status_code == 422
    assert say(world, "elena", entry, "support").status_code == 403, "who speaks for no actor has no voice"


def test_a_delegate_speaks_for_the_actor(world):
    join(world, "rosa", "productores")
    say(world, "rosa", world.accepted, "object", "Falta el transporte")
    say(world, "nelida", world.accepted, "support")
    facilitator = world.client("marcela")
    place = f"/actors/{world.actor.productores}/delegate"
    assert facilitator.put(place, data={"delegate": world.user.julian}).status_code == 422
    assert facilitator.put(place, data={"delegate": world.user.nelida}).status_code == 303
    page = facilitator.get(f"/entries/{world.accepted}").text
    assert "<strong>Apoya</strong>" in page and "por delegación" in page
    assert "«Falta el transporte»" in page, "what others say is heard, too"
    facilitator.delete(f"/members/{world.membership.nelida}")
    page = facilitator.get(f"/entries/{world.accepted}").text
    assert "por delegación" not in page and "Objeta</strong>" in page


def test_stances_come_along_where_entries_are_united_and_go_back(world):
    other = world.entry("productores", 1, "Asociarse para vender")
    say(world, "nelida", other, "object", "Ya lo intentamos")
    say(world, "wilfredo", other, "tolerate")
    say(world, "wilfredo", world.accepted, "support")
    facilitator = world.client("marcela")
    facilitator.put(f"/entries/{other}/merging", data={"into": world.accepted, "version": 1})
    page = facilitator.get(f"/entries/{world.accepted}").text
    assert "«Ya lo intentamos»" in page and "de la entrada unida «Asociarse para vender»" in page
    assert "<strong>Apoya</strong>" in page, "one's word on this entry itself stands before that on another"
    assert say(world, "nelida", other, "support").status_code == 409
    facilitator.delete(f"/entries/{other}/merging")
    assert "Ya lo intentamos" not in facilitator.get(f"/entries/{world.accepted}").text
    assert "Ya lo intentamos" in facilitator.get(f"/entries/{other}").text
    with world.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Stance)) == 3


def test_a_stance_on_other_words_says_so_until_it_is_said_again_or_the_words_come_back(world):
    facilitator, place = world.client("marcela"), f"/entries/{world.accepted}"
    before = world.get(Entry, world.accepted).text
    say(world, "nelida", world.accepted, "object", "Falta el flete")
    say(world, "wilfredo", world.accepted, "support")
    mark = "dicho sobre otra redacción"
    assert mark not in facilitator.get(place).text

    def reword(text):
        version = world.get(Entry, world.accepted).version
        assert facilitator.put(place, data={"text": text, "version": version}).status_code == 303

    reword("Asociarse, y repartir el flete")
    page = facilitator.get(place).text
    assert mark in page and page.count(f"1 postura, {mark.replace('dicho', 'dicha')}:") == 2 and f"«{before}»" in page
    assert mark in facilitator.get(f"/matrices/{world.matrix}/convergence").text
    assert f"La diste cuando decía «{before}»" in world.client("nelida").get(place).text
    say(world, "nelida", world.accepted, "object", "Falta el flete")
    page = world.client("nelida").get(place).text
    assert mark not in page and "La diste cuando" not in page and page.count("otra redacción") == 1
    # A moment that is brought back leaves what people said, and says that it does.
    with world.app.app_context():
        (reworded,) = moments_of(db.session.get(Matrix, world.matrix))
    reword("Asociarse y ya")
    step = f"/matrices/{world.matrix}/moments/{reworded.seq}"
    assert "no se quitan a nadie" in facilitator.get(step).text
    assert "No cambian los comentarios, las posturas" in facilitator.get(f"{step}/restoration").text
    reword(before)
    page = facilitator.get(place).text
    assert "1 postura, dicha sobre otra redacción:" in page and "«Asociarse, y repartir el flete»" in page
    assert page.count("otra redacción:") == 1, "who spoke of these words spoke of them"


def test_an_entry_that_was_made_to_unite_others_stays_where_an_actor_spoke_of_it(world):
    first, second = world.entry("ong", 0, "Abrir ferias"), world.entry("ong", 0, "Ferias los lunes")
    with world.app.app_context():
        matrix = db.session.get(Matrix, world.matrix)
        chosen = [(db.session.get(Entry, number), 1) for number in (first, second)]
        for entry, _version in chosen:
            entry.state = "proposed"
        db.session.commit()
        union = matrices.unite(db.session.get(User, world.user.marcela), matrix, chosen, "Ferias cada lunes").id
    say(world, "nelida", union, "support")
    with world.app.app_context():
        matrices.separate(db.session.get(User, world.user.marcela), db.session.get(Entry, union))
    assert world.get(Entry, union).removed_at is None and world.get(Entry, first).state == "proposed"


def test_convergence_is_an_agenda(world, queries):
    split, shared = world.proposed, world.accepted
    waits = world.entry("ong", 3, "Abrir espacios")
    people = ("wilfredo", "nelida", "teresa", "julian")
    for name in people:
        say(world, name, shared, "tolerate")
        say(world, name, split, "object" if name == "nelida" else "support", "Treinta días es tarde")
    say(world, "julian", waits, "support")
    world.entry("ong", 0, "Nadie habló")
    reader = world.client("olga")
    with queries() as few:
        page = reader.get(f"/matrices/{world.matrix}/convergence").text
    assert "1 entrada separa a los actores" in page and "«Treinta días es tarde»" in page
    assert "2 entradas esperan la palabra de algún actor" in page and "Todos pueden vivir con 1 entrada" in page
    order = ["Pagar en treinta días", "Abrir espacios", "Nadie habló", "Asociarse para cumplir"]
    assert sorted(order, key=page.index) == order
    for number in range(6):
        world.entry("ong", 0, f"Otra {number}")
    with queries() as many:
        reader.get(f"/matrices/{world.matrix}/convergence")
    assert len(many) == len(few)
    table = reader.get(f"/matrices/{world.matrix}/convergence/file?format=csv", buffered=True).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert rows[0]["Entrada"] == "Pagar en treinta días" and rows[0]["Productores"] == "objeta"
    assert rows[0]["Objeciones"] == "Treinta días es tarde (Nélida Quispe)"
    paper = reader.get(f"/matrices/{world.matrix}/convergence/file", buffered=True)
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(paper.data)).paragraphs)
    assert "1 entrada separa a los actores" in words and "Productores: objeta" in words
    wrong = reader.get(f"/matrices/{world.matrix}/convergence/file?format=exe")
    assert wrong.status_code == 422
