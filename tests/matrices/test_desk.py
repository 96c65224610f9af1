"""The consolidation desk: what waits in a cell is grouped, united, accepted, not taken up, asked about; and undone."""

import re

import pytest

from forum.actions import matrices
from forum.extensions import db
from forum.models import Comment, Entry, Matrix, Source, User
from forum.readings.matrices import provenance, table
from forum.search.likeness import groups
from tests.matrices.test_entries import text_of

SAID = {
    "registro": ("nelida", "Obtener juntos el registro sanitario"),
    "compartido": ("julian", "Que las asociaciones compartan un solo registro sanitario"),
    "quinua": ("wilfredo", "Que el Estado compre toda la quinua"),
    "volumen": ("nelida", "Cumplir el volumen de cada lunes"),
}


class Desk:
    """Four proposals in one cell, and the facilitator's browser at it."""

    def __init__(self, world):
        self.world = world
        self.entry = {
            key: world.entry("productores", 0, words, "proposed", author) for key, (author, words) in SAID.items()
        }
        world.add(
            Source(
                entry_id=self.entry["registro"],
                post_id=world.post.opening,
                post_version=1,
                quote="Solos nadie llega",
                created_by_id=world.user.nelida,
            )
        )
        self.address = f"/matrices/{world.matrix}/desk/{world.row.productores}-{world.column[0]}"
        self.client = world.client("marcela")

    def page(self):
        return self.client.get(self.address).text

    def groups(self):
        """The keys of the proposals, set by set; what stands alone is the last set."""
        keys = {number: key for key, number in self.entry.items()}
        lists = re.findall(r"<ul class=\"desk-list\".*?</ul>\s*<div class=\"desk-tools\"", self.page(), re.S)
        return [{keys[int(number)] for number in re.findall(r'id="p(\d+)"', one)} for one in lists]

    def named(self, *keys, version=1):
        return [f"{self.entry[key]}:{version}" for key in keys]

    def post(self, what, *keys, client=None, version=1, **form):
        marked = {"entry": self.named(*keys, version=version)}
        return (client or self.client).post(f"{self.address}/{what}", data=marked | form)

    def state(self, key):
        entry = self.world.get(Entry, self.entry[key])
        fields = ("text", "state", "reason", "merged_into_id", "decided_at", "decided_by_id", "position", "removed_at")
        return {field: getattr(entry, field) for field in fields}

    def newest(self):
        with self.world.app.app_context():
            return db.session.scalar(db.select(Entry).order_by(Entry.id.desc()).limit(1)).id


@pytest.fixture
def desk(world):
    return Desk(world)


def test_the_desk_leads_to_the_first_cell_that_waits_and_groups_what_is_alike(desk, queries):
    world = desk.world
    first = desk.client.get(f"/matrices/{world.matrix}/desk")
    assert first.location.endswith(f"/desk/{world.row.municipio}-{world.column[2]}")
    page = text_of(desk.page())
    assert "0 de 4 propuestas decididas." in page
    assert "1 de 6 resueltas en toda la matriz." in page
    assert desk.groups() == [{"registro", "compartido"}, {"quinua", "volumen"}]
    assert "Comparten «registro» y «sanitario»" in page
    with queries() as few:
        desk.page()
    for place in range(12):
        world.entry("productores", 0, f"Otra propuesta, la {place}", "proposed", "julian")
    with queries() as many:
        desk.page()
    assert len(many) == len(few)
    world.client("marcela").put(f"/entries/{world.proposed}/decision", data={"state": "accepted"})
    assert desk.client.get(f"/matrices/{world.matrix}/desk").location == desk.address


def test_what_a_facilitator_put_together_or_apart_stays_so(desk):
    desk.post("groupings", "compartido", to="apart")
    assert desk.groups() == [{"registro", "compartido", "quinua", "volumen"}]
    desk.post("groupings", "registro", to=str(desk.entry["volumen"]))
    assert desk.groups() == [{"registro", "volumen"}, {"compartido", "quinua"}]
    assert "Las juntó quien facilita." in desk.page()
    # What comes later goes to its likes; what was placed does not follow it.
    late = desk.world.entry("productores", 0, "Que se comparta el registro sanitario", "proposed", "julian")
    desk.entry["tarde"] = late
    assert {"compartido"} < desk.groups()[-1]
    assert {"registro", "volumen"} <= desk.groups()[0]
    desk.client.post(f"/matrices/{desk.world.matrix}/undo")
    desk.client.post(f"/matrices/{desk.world.matrix}/undo")
    assert {"registro", "compartido"} <= desk.groups()[0]
    assert desk.client.post(f"{desk.address}/groupings", data={"to": "new"}).status_code == 422


def test_united_they_keep_everything_and_separated_they_are_what_they_were(desk):
    world = desk.world
    before = {key: desk.state(key) for key in ("registro", "compartido", "quinua")}
    words = "Obtener el registro sanitario en grupo"
    assert desk.post("unions?state=accepted", "registro", "compartido", "quinua", words=words).status_code == 303
    union = desk.newest()
    assert [desk.state(key)["merged_into_id"] for key in before] == [union] * 3
    page = text_of(desk.page())
    assert f"{words} «1» 1 fuente une 3 propuestas" in page
    drawer = text_of(world.client("olga").get(f"/entries/{union}").text)
    assert "Reúne 3 propuestas" in drawer
    assert all(name in drawer for name in ("Nélida Quispe", "Julián Barrientos", "Wilfredo Ancasi"))
    assert "Solos nadie llega" in drawer
    with world.app.app_context():
        paper = table(None, db.session.get(Matrix, world.matrix))
        assert [one.author for one in paper.entries() if one.text == words] == [
            "Nélida Quispe, Julián Barrientos, Wilfredo Ancasi"
        ]
    assert world.client("nelida").delete(f"/entries/{union}/union").status_code == 403
    assert desk.client.delete(f"/entries/{union}/union", data={"at": "desk"}).location == desk.address
    assert {key: desk.state(key) for key in before} == before
    assert world.get(Entry, union).removed_at is not None
    desk.client.post(f"/matrices/{world.matrix}/undo")  # the separating
    assert [desk.state(key)["merged_into_id"] for key in before] == [union] * 3
    desk.client.post(f"/matrices/{world.matrix}/undo")  # the uniting
    assert {key: desk.state(key) for key in before} == before


def test_an_accepted_entry_takes_in_what_is_united_with_it_and_gets_its_words_back(desk):
    world = desk.world
    desk.post("decisions?state=accepted", "volumen")
    accepted = desk.state("volumen")
    one, two = (desk.entry[key] for key in ("registro", "quinua"))
    world.client("marcela").put(f"/entries/{two}/merging", data={"into": one})
    with world.app.app_context():
        marcela, matrix = db.session.get(User, world.user.marcela), db.session.get(Matrix, world.matrix)
        chosen = [(db.session.get(Entry, desk.entry["volumen"]), 2), (db.session.get(Entry, one), 1)]
        union = matrices.unite(marcela, matrix, chosen, "Cumplir el volumen, con registro")
        assert union.id == desk.entry["volumen"]
        assert {one.id for one in provenance(marcela, union).united} == {one, two}
        matrices.separate(marcela, union)
    assert desk.state("volumen") == accepted
    assert desk.state("registro")["state"] == "proposed"
    assert desk.state("quinua")["merged_into_id"] == one  # as it was before


def test_unions_of_unions_come_apart_one_after_the_other(desk):
    world = desk.world
    desk.post("decisions?state=accepted", "registro", "volumen")
    desk.entry["quinta"] = world.entry("productores", 0, "La quinta", "accepted", "julian")
    before = {key: desk.state(key) for key in desk.entry}
    unions = (
        ("registro", "compartido"),
        ("registro", "quinua"),  # once more with the same
        ("volumen", "registro"),  # and all of it goes along
        ("quinta", "volumen"),
    )
    with world.app.app_context():
        marcela = db.session.get(User, world.user.marcela)
        for number, keys in enumerate(unions):
            chosen = [db.session.get(Entry, desk.entry[key]) for key in keys]
            matrix = db.session.get(Matrix, world.matrix)
            matrices.unite(marcela, matrix, [(one, one.version) for one in chosen], f"Redacción {number}")
        for key in ("quinta", "volumen", "registro"):
            matrices.separate(marcela, db.session.get(Entry, desk.entry[key]))
    assert {key: desk.state(key) for key in desk.entry} == before


def test_two_who_decide_at_once_make_one_decision_and_the_second_is_told(desk):
    ana = desk.world.client("ana")
    assert desk.post("decisions?state=accepted", "quinua", "volumen").status_code == 303
    late = desk.post("decisions?state=declined", "quinua", client=ana, chosen="Falta fuente")
    assert late.status_code == 409
    assert "Marcela Iporre ya aceptó «Que el Estado compre toda la quinua»." in text_of(late.text)
    assert desk.state("quinua")["state"] == "accepted"
    partly = desk.post("decisions?state=accepted", "volumen", "registro", client=ana)
    assert partly.status_code == 303
    assert "1 propuesta aceptada." in (page := text_of(ana.get(partly.location).text))
    assert "ya aceptó «Cumplir el volumen" in page
    assert desk.post("unions", "volumen", "compartido", client=ana, words="Juntas").status_code == 409
    assert desk.state("compartido")["state"] == "proposed"
    desk.client.post(f"/matrices/{desk.world.matrix}/undo")  # both of hers at once
    assert [desk.state(key)["state"] for key in ("quinua", "volumen", "registro")] == [
        "proposed",
        "proposed",
        "accepted",
    ]


def test_without_a_reason_nothing_is_declined_and_what_was_typed_comes_back(desk):
    answer = desk.post("decisions?state=declined", "quinua", "volumen", part="alone", question="¿Toda la quinua?")
    assert answer.status_code == 422
    assert "Escribe por qué no se recoge" in answer.text
    assert "¿Toda la quinua?" in answer.text
    assert len(re.findall(r"<input type=\"checkbox\"[^>]* checked", answer.text)) == 2
    desk.post("decisions?state=declined", "quinua", reason="Es de otro nivel del Estado")
    page = desk.page()
    assert "1 no recogida" in page
    assert 'value="Es de otro nivel del Estado"' in page  # offered from now on
    assert desk.post("decisions?state=accepted").status_code == 422
    assert desk.client.get(f"/matrices/{desk.world.matrix}/desk/9-9").status_code == 404
    assert desk.client.post(f"{desk.address}/unions", data={"entry": ["x:1"]}).status_code == 409


def test_a_question_waits_at_the_desk_for_its_answer(desk):
    desk.post("questions", "quinua", question="¿Toda, o la de aquí?")
    assert "Marcela Iporre preguntó: ¿Toda, o la de aquí? Sin respuesta todavía." in text_of(desk.page())
    with desk.world.app.app_context():
        wilfredo, entry = db.session.get(User, desk.world.user.wilfredo), db.session.get(Entry, desk.entry["quinua"])
        matrices.comment(wilfredo, entry, "La de aquí.")
        assert db.session.scalars(db.select(Comment.kind).order_by(Comment.id)).all() == ["question", "comment"]
    page = text_of(desk.page())
    assert "Wilfredo Ancasi: La de aquí." in page
    assert "Sin respuesta todavía" not in page


def test_likeness_says_why_and_lets_no_chain_swallow_everything():
    words = ["".join(chr(97 + (n * step + step) % 26) for step in (3, 5, 7, 11, 15, 17)) for n in range(43)]
    chain = {n: " ".join(words[n : n + 4]) for n in range(40)}
    found, alone = groups(chain)
    assert max(len(group.ids) for group in found) < 10
    assert sorted([number for group in found for number in group.ids] + alone) == sorted(chain)
    typos = {1: "Capacitar en contrataciones", 2: "Capacitar en contratasiones", 3: "", 4: "y de la"}
    found, alone = groups(typos)
    assert ([group.ids for group in found], alone) == ([(1, 2)], [3, 4])
    assert found[0].words == ("capacitar",)
    assert groups({}) == ([], [])
