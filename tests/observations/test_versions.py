"""In the next version observations stand at their passages, reworded or moved; what is gone keeps its old words."""

from forum.extensions import db
from forum.models import ClauseText, DocumentVersion, Observation, ObservationPlace
from tests.worktables.story import open_worktable

from .test_members import observed


def test_they_are_found_again_or_shown_with_the_words_of_then(world):
    told, nelida, marcela = open_worktable(world), world.client("nelida"), world.client("marcela")
    kept = observed(world, nelida, told)
    moved = observed(world, nelida, told, clause=told.clauses[2], quote="El forro será de cuero o de tela no tejida")
    lost = observed(world, nelida, told, clause=told.clauses[3], quote="nombre del taller", comment="¿Y el consorcio?")
    whole = observed(world, nelida, told, clause="", quote="", comment="Está bien escrita.")
    other = observed(world, nelida, told, clause=told.clauses[3], quote="", comment="Del apartado entero.")
    marcela.post(f"/documents/{told.document}/versions")
    with world.app.app_context():
        version = db.session.scalar(db.select(db.func.max(DocumentVersion.id)))
        texts = {one.clause_id: one for one in db.session.scalars(db.select(ClauseText).filter_by(version_id=version))}
        leather, lining, label = (texts[number] for number in told.clauses[1:])
        leather.text = "La capellada será de cuero vacuno de plena flor, de 1,8 a 2,2 mm de espesor, color negro."
        leather.number = "3.4"
        label.text = "Cada par llevará talla y lote. " + lining.text
        lining.text = "La plantilla será removible."
        db.session.commit()
    assert marcela.post(f"/versions/{version}/publication", data={"note": ""}).status_code == 303
    with world.app.app_context():
        places = {one.observation_id: one for one in db.session.scalars(db.select(ObservationPlace))}
        assert {number: place.state for number, place in places.items()} == {
            kept: "found",
            moved: "exact",
            lost: "orphan",
            whole: "exact",
            other: "exact",
        }
        assert places[kept].quote == "cuero vacuno de plena flor" and places[moved].clause_id == told.clauses[3]
    page = world.client("olga").get(f"/documents/{told.document}").text
    assert f'data-observed="{kept}">cuero vacuno de plena flor</mark>' in page and "apartado 3.4" in page
    assert "El pasaje cambió desde la versión 1." in page
    assert "Sin lugar en esta versión" in page and "«nombre del taller»" in page and "Está bien escrita." in page
    before = world.client("olga").get(f"/versions/{told.version}").text
    assert f'data-observed="{lost}">nombre del taller</mark>' in before and "Sin lugar" not in before
    with world.app.app_context():
        assert db.session.get(Observation, lost).quote == "nombre del taller"
