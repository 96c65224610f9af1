"""Members observe a document: a passage of a clause, in the name of their actor; corrected, withdrawn, answered."""

import io

from forum.extensions import db
from forum.models import Document, Observation, ObservationReception, Resolution
from tests.worktables.story import open_worktable

PASSAGE = "cuero vacuno plena flor"


def observation(told, **other):
    return {
        "clause": told.clauses[1],
        "version": told.version,
        "quote": PASSAGE,
        "kind": "technical",
        "comment": "Casi ningún taller consigue plena flor.",
        "proposal": "cuero vacuno plena flor o flor corregida",
        "reason": "El laboratorio lo confirma.",
    } | other


def observed(world, client, told, **other):
    answer = client.post(f"/documents/{told.document}/observations", data=observation(told, **other))
    assert answer.status_code == 303, answer.text
    with world.app.app_context():
        return db.session.scalar(db.select(db.func.max(Observation.id)))


def test_a_passage_is_observed_answered_and_found_fair(world):
    """From the selection to the answer with its difference, and back: what the author says of it stays on record."""
    told = open_worktable(world)
    nelida, marcela = world.client("nelida"), world.client("marcela")
    form = nelida.get(
        f"/documents/{told.document}/observations/new",
        query_string={"clause": told.clauses[1], "version": told.version, "quote": PASSAGE, "prefix": "será de "},
    ).text
    assert f"{PASSAGE}</textarea>" in form and "Observas como" in form and "Asociación Wara Quinua" in form
    number = observed(world, nelida, told)
    html = world.client("olga").get(f"/documents/{told.document}").text
    assert f'data-observed="{number}">{PASSAGE}</mark>' in html and "Casi ningún taller" in html
    assert f"/documents/{told.document}/observations/new" not in html  # who observes only reads
    desk = marcela.get(f"/worktables/{told.table}/observations/desk").text
    assert f'value="{number}:1" checked' in desk
    answer = {"observation": f"{number}:1", "kind": "changed", "wording": "cuero vacuno o flor corregida"}
    place = f"/worktables/{told.table}/observations/answers"
    refused = marcela.post(place, data=answer)
    assert refused.status_code == 422 and "Escribe la razón" in refused.text and answer["wording"] in refused.text
    assert marcela.post(place, data=answer | {"reason": "Cumple.", "version": told.version}).status_code == 303
    one = nelida.get(f"/observations/{number}").text
    assert "Aceptada con cambios" in one and "en la versión 1" in one and "<del>plena" in one
    say = f"/observations/{number}/receptions"
    assert nelida.post(say, data={}).status_code == 422
    nelida.post(say, data={"satisfied": "no", "words": "Falta el espesor."})
    nelida.post(say, data={"satisfied": "yes", "words": "Ya lo vi."})
    both = marcela.get(f"/observations/{number}").text
    assert "Falta el espesor." in both and "Ya lo vi." in both
    assert world.client("julian").post(say, data={"satisfied": "yes"}).status_code == 403
    with world.app.app_context():
        assert db.session.query(ObservationReception).count() == 2
        resolution = db.session.query(Resolution).one().id
    marcela.delete(f"/resolutions/{resolution}")
    assert "Respuestas anteriores" in nelida.get(f"/observations/{number}").text


def test_words_that_are_not_in_the_clause_bring_the_form_back(world):
    told, nelida = open_worktable(world), world.client("nelida")
    answer = nelida.post(f"/documents/{told.document}/observations", data=observation(told, quote="cuero de llama"))
    assert answer.status_code == 422 and "no están así en el apartado 3.1" in answer.text
    assert "Casi ningún taller" in answer.text and "cuero de llama" in answer.text


def test_ones_own_is_corrected_and_withdrawn_until_it_is_answered(world):
    told, nelida, marcela = open_worktable(world), world.client("nelida"), world.client("marcela")
    number = observed(world, nelida, told)
    assert "Casi ningún taller" in nelida.get(f"/observations/{number}/edit").text
    other = observation(told, comment="Ningún taller de Puno.", counter=1)
    assert nelida.put(f"/observations/{number}", data=other).status_code == 303
    again = nelida.put(f"/observations/{number}", data=other)  # from a window that had not seen it
    assert again.status_code == 409 and "Ningún taller de Puno." in again.text
    assert world.client("julian").put(f"/observations/{number}", data=other).status_code == 403
    assert "Deshacer" in nelida.delete(f"/observations/{number}").text
    assert nelida.get(f"/observations/{number}").status_code == 404
    assert world.client("julian").delete(f"/observations/{number}/removal").status_code == 404
    assert nelida.delete(f"/observations/{number}/removal").status_code == 303
    data = {"observation": f"{number}:2", "kind": "noted", "reason": "Se verá."}
    assert marcela.post(f"/worktables/{told.table}/observations/answers", data=data).status_code == 303
    assert nelida.put(f"/observations/{number}", data=other).status_code == 403
    second = observed(world, nelida, told)
    with world.app.app_context():
        db.session.get(Document, told.document).state = "closed"
        db.session.commit()
    assert nelida.get(f"/observations/{second}/edit").status_code == 403
    assert nelida.delete(f"/observations/{number}").status_code == 403


def test_a_document_that_is_closed_takes_no_observations(world):
    told = open_worktable(world, state="closed")
    answer = world.client("nelida").post(f"/documents/{told.document}/observations", data=observation(told))
    assert answer.status_code == 403 and "Casi ningún taller" in answer.text


def test_two_secretaries_answer_the_same_group_and_one_answer_stands(world):
    told, marcela, ana = open_worktable(world), world.client("marcela"), world.client("ana")
    first = observed(world, world.client("nelida"), told)
    second = observed(world, world.client("julian"), told, comment="Casi ningún taller consigue la plena flor.")
    desk = f"/worktables/{told.table}/observations"
    assert "2 parecidas" in marcela.get(f"{desk}/desk").text
    both = {"observation": [f"{first}:1", f"{second}:1"], "kind": "accepted", "reason": "De acuerdo con ambas."}
    assert marcela.post(f"{desk}/answers", data=both).status_code == 303
    late = ana.post(f"{desk}/answers", data=both | {"kind": "rejected", "reason": "Mi razón, que no se pierde."})
    assert late.status_code == 409
    assert "Marcela Iporre ya respondió" in late.text and "Mi razón, que no se pierde." in late.text
    with world.app.app_context():
        assert db.session.query(Resolution).count() == 1
        assert {one.resolution.kind for one in db.session.query(Observation)} == {"accepted"}


def test_what_is_put_together_by_hand_stays_so_and_what_is_parted_too(world):
    told, marcela = open_worktable(world), world.client("marcela")
    numbers = [observed(world, world.client("nelida"), told)]
    numbers.append(observed(world, world.client("julian"), told, comment="Casi ningún taller consigue plena flor hoy."))
    desk = f"/worktables/{told.table}/observations"
    marks = {"observation": [f"{number}:1" for number in numbers]}
    assert "2 parecidas" in marcela.get(f"{desk}/desk").text
    marcela.post(f"{desk}/groups?to=apart", data=marks)
    assert "2 parecidas" not in marcela.get(f"{desk}/desk").text
    marcela.post(f"{desk}/groups?to=together", data=marks)
    assert "2 juntadas" in marcela.get(f"{desk}/desk").text
    marcela.post(f"{desk}/assignments", data=marks | {"person": world.user.elena})
    assert "la ve Elena Poma" in marcela.get(f"{desk}/desk?assignee={world.user.elena}").text
    assert marcela.post(f"{desk}/groups", data={}).status_code == 422
    assert world.client("nelida").get(f"{desk}/desk").status_code == 403


def test_the_list_is_narrowed_and_knows_ones_own(world, queries):
    told, nelida = open_worktable(world), world.client("nelida")
    observed(world, nelida, told)
    observed(world, world.client("julian"), told, comment="Otra cosa.", kind="general", clause="", quote="")
    place = f"/worktables/{told.table}/observations"
    mine = nelida.get(f"{place}?mine=1").text
    assert "Casi ningún taller" in mine and "Otra cosa." not in mine
    assert "Otra cosa." not in nelida.get(f"{place}?clause=3.1&kind=technical").text
    assert "Ninguna observación es así" in nelida.get(f"{place}?state=accepted").text
    counts = []
    for address in (place, f"/documents/{told.document}", f"{place}/desk"):
        with queries() as few:
            world.client("marcela").get(address)
        counts.append(len(few))
    for number in range(20):
        observed(world, nelida, told, comment=f"Remarca {number} sobre el cuero.")
    for address, before in zip((place, f"/documents/{told.document}", f"{place}/desk"), counts, strict=True):
        with queries() as many:
            world.client("marcela").get(address)
        assert len(many) == before, address


def test_what_is_typed_is_kept_and_files_go_along(world):
    told, nelida = open_worktable(world), world.client("nelida")
    place = f"observation-{told.document}"
    assert (
        nelida.put(f"/drafts/{place}", data={"body": "A medias", "proposal": "cuero", "version": 0}).status_code == 200
    )
    assert 'data-draft="1"' in nelida.get(f"/documents/{told.document}/observations/new").text
    ours = observation(told, draft=place, confidential="files")
    ours["files"] = [(io.BytesIO(b"Ensayo 5: 1,8 mm"), "ensayo.txt"), (io.BytesIO(b"otro"), "otro.txt")]
    answer = nelida.post(f"/documents/{told.document}/observations", data=ours, content_type="multipart/form-data")
    assert answer.status_code == 303 and nelida.get(f"/drafts/{place}").json["version"] == 0
    page = nelida.get("/observations/1").text
    assert "ensayo.txt" in page and "confidencial" in page
    assert nelida.get("/observations/1/files/1", buffered=True).data == b"Ensayo 5: 1,8 mm"
    julian = world.client("julian")
    assert "ensayo.txt" not in julian.get("/observations/1").text
    assert julian.get("/observations/1/files/1").status_code == 404
    wrong = observation(told) | {"files": (io.BytesIO(b"MZ\x90"), "programa.exe")}
    refused = nelida.post(f"/documents/{told.document}/observations", data=wrong, content_type="multipart/form-data")
    assert refused.status_code == 422 and "programa.exe" in refused.text and "Casi ningún taller" in refused.text
