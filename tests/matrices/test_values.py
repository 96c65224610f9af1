"""What a matrix may be laid out as; signed values and what they add up to, on the page and on papers."""

import io
import zipfile

import pytest

from forum.extensions import db
from forum.models import Matrix
from forum.models.matrices import rows_and_columns
from forum.values import signed, value_of, values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("+2 con asistencia técnica", 2), ("−1: falta riego", -1), ("-3", -3), ("–2 (por el flete)", -2), ("0", 0)],
        *[("  +1. De acuerdo", 1), ("2 bolsas por familia", None), ("-15 % de merma", None), ("+2,5 ha", None)],
        *[
            ("+4", None),
            ("- 3 familias", None),
            ("-1/2 quintal", None),
            ("+2% del costo", None),
            ("+3a", None),
            ("", None),
        ],
    ],
)
def test_a_leading_signed_figure_is_a_value(text, value):
    assert value_of(text) == value


def test_values_add_up_by_objective_and_by_pair():
    def cell(*texts, state="accepted"):
        return [(text, state) for text in texts]

    found = values(
        ["Municipio", "Productores", "ONG"],
        ["Comprar local", "Bajar el precio"],
        [
            [cell("+3 si hay volumen"), cell("+1", state="proposed")],
            [cell("+1", "+2 con asistencia"), cell("-3 no cubre el costo") + cell("+3", state="proposed")],
            [cell("+2", state="declined"), cell("0", state="proposed")],
        ],
    )
    assert found.cells == [[3, 1], [1.5, -3], [None, 0]] and found.proposed == 2
    local, price = found.sums
    assert (local.value, local.favour, local.against, local.for_count) == (4.5, 4.5, 0, 2)
    assert (price.value, price.favour, price.against) == (-2, 1, -3)
    (pair,) = found.pairs
    assert (pair.one, pair.other, pair.agree, pair.differ, pair.value) == ("Municipio", "Productores", 2.25, 2, 0.25)
    assert [signed(number) for number in (2, -1.5, 0)] == ["+2", "−1,5", "0"]
    assert values(["A"], ["B"], [[cell("+2 bolsas", "Riego", "Caminos")]]) is None, "most of it is no values"


def test_a_matrix_begins_from_a_template_and_shows_what_its_values_add_up_to(world):
    marcela = world.client("marcela")
    made = {}
    for name in ("foda", "raci", "logframe", "objectives"):
        answer = marcela.post("/spaces/compras/matrices", data={"title": f"Con {name}", "template": name})
        made[name] = int(answer.location.rpartition("/")[2])
    with world.app.app_context():
        shapes = {name: rows_and_columns(db.session.get(Matrix, number)) for name, number in made.items()}
        labels = {name: ([r.path[-1] for r in rows], [c.path for c in cols]) for name, (rows, cols) in shapes.items()}
        rows, columns = ([one.id for one in line] for line in shapes["objectives"])
    assert labels["foda"][1][0] == ["De adentro", "Fortalezas"] and len(labels["foda"][0]) == 4
    assert labels["raci"][1][1] == ["Aprueba: rinde cuentas"]
    assert labels["logframe"][0] == ["Fin", "Propósito", "Componentes", "Actividades"]
    assert marcela.post("/spaces/compras/matrices", data={"title": "Otra", "template": "dafo"}).status_code == 422

    address = f"/matrices/{made['objectives']}"
    assert "Qué suman los valores" not in marcela.get(address).text
    assert "no hay valores todavía" in marcela.get(f"{address}/values").text
    for row, text in ((0, "+3 con volumen"), (1, "-2 por el flete")):
        form = {"row": rows[row], "column": columns[0], "text": text, "state": "accepted"}
        assert marcela.post(f"{address}/entries", data=form).status_code == 303
    page = marcela.get(address).text
    assert "Qué suman los valores" in page and "Municipio y Productores" in page and "−2,5" in page
    piece = world.client("olga").get(f"{address}/values", headers={"HX-Request": "true"}).text
    assert "<strong>+1</strong>" in piece and "<html" not in piece
    state = "proposed"  # what who facilitates adds is decided apart
    sums = "Objetivo 1: +1 (a favor, +3 de 1 actor; en contra, −2 de 1 actor)"
    for format in ("md", "docx", "odt", "xlsx"):
        paper = marcela.post(f"{address}/exports", data={"format": format, "state": ["accepted", state]}).data
        if format != "md":
            with zipfile.ZipFile(io.BytesIO(paper)) as package:
                paper = b"".join(package.read(name) for name in package.namelist() if name.endswith(".xml"))
        assert sums in paper.decode(), format
    assert marcela.post(f"{address}/exports", data={"format": "pdf", "state": ["accepted", state]}).data[:4] == b"%PDF"
    assert sums in marcela.get(f"{address}/print?state=accepted&state={state}").text
