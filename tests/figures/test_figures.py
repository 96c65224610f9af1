"""Indicators and their figures: told, understood or refused, validated by others, corrected, added up."""

import re

import pytest

from forum.extensions import db
from forum.models import Figure, Space

from .story import count_services

FORM = {"title": "Servicios por centro", "unit": "servicios", "reporters": "centre", "places": "0", "categories": ""}


def told(world):
    with world.app.app_context():
        query = db.select(Figure).where(Figure.removed_at.is_(None)).order_by(Figure.id)
        return [
            (one.organization_id, str(one.starts_on), f"{one.value.normalize():f}") for one in db.session.scalars(query)
        ]


def say(client, indicator, values, period="2025-09", source="Registro", **more):
    typed = {f"value-{number}": value for number, value in values.items()}
    return client.post(f"/indicators/{indicator}/figures", data={"period": period, "source": source} | typed | more)


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").replace("&nbsp;", " ").split())


def test_an_indicator_is_opened_told_and_added_up_against_what_was_published(world):
    marcela, wara = world.client("marcela"), world.organization.wara
    assert (
        "Cifras" in marcela.get("/spaces/compras").text
        and "Cifras" not in world.client("nelida").get("/spaces/compras").text
    )
    assert "todavía no cuenta nada" in marcela.get("/spaces/compras/figures").text
    page = marcela.post("/spaces/compras/indicators", data=FORM).location
    number = int(page.rsplit("/", 1)[1])
    nelida = world.client("nelida")
    assert "Cifras" in nelida.get("/spaces/compras").text
    other = world.add(organization(world, "Cooperativa Illa"))
    world.add(organization(world, "Centro de Pampa"))
    # Of the two that she typed, Nélida's organization is one.
    assert say(nelida, number, {wara: "4.914", other: "9"}).status_code == 303
    assert told(world) == [(wara, "2025-09-01", "4914")]
    assert say(marcela, number, {other: "3\u202f862"}).status_code == 303
    assert say(marcela, number, {other: "4 100"}, "agosto de 2025").status_code == 303
    answer = marcela.put(
        f"/indicators/{number}/total", data={"period": "sep 2025", "value": "67,459", "source": "Nota del 11"}
    )
    assert answer.status_code == 303
    html = nelida.get(page).text
    words = plain(html)
    for said in (
        "El primero y el segundo se separan por 1 052 servicios",
        "Suma de los 2 centros mostrados 8 776 13,0 %",
        "Total publicado 67 459 100 %",
        "faltan 58 683 servicios por desglosar",
        "−238 (−5,8 %)",
        "sin dato antes",
        "Nota del 11.",
        "Cambio agosto de 2025",
    ):
        assert said in words, said
    assert '<title id="chart-1-title">El primero y el segundo se separan por 1\u00a0052 servicios</title>' in html
    assert "Asociación Wara Quinua: 4\u00a0914; Cooperativa Illa: 3\u00a0862" in html
    # In August one of them said nothing.
    assert "Falta el dato de Asociación Wara Quinua." in nelida.get(f"{page}?period=2025-08").text
    assert "Mes por mes" in nelida.get(f"{page}/organizations/{other}").text
    marcela.put(page, data=FORM | {"categories": "Mujeres\nHombres"})
    assert ">\r\nMujeres\nHombres</textarea>" in marcela.get(f"{page}/edit").text
    assert "Todas juntas" in nelida.get(page).text
    assert page in nelida.get("/search?q=servicios+centro").text
    marcela.delete(page)
    assert nelida.get(page).status_code == 404 and page not in nelida.get("/search?q=servicios+centro").text
    marcela.delete(f"/spaces/compras/indicators/{number}/removal")
    assert nelida.get(page).status_code == 200


def organization(world, name):
    from forum.models import Organization

    return Organization(space_id=world.space, name=name)


@pytest.mark.parametrize("places", [0, 2])
def test_numbers_are_understood_as_people_here_write_them_or_refused(world, places):
    marcela = world.client("marcela")
    number = int(marcela.post("/spaces/compras/indicators", data=FORM | {"places": places}).location.rsplit("/", 1)[1])
    wara = world.organization.wara
    taken = {0: {"67.459": "67459", "67,459": "67459", "67 459": "67459", "1'234": "1234", "12.345.678": "12345678"}}
    taken[2] = {"1.234,5": "1234.5", "1,234.5": "1234.5", "4,5": "4.5", "4.25": "4.25", "67 459,25": "67459.25"}
    for year, (typed, value) in enumerate(taken[places].items(), start=2001):
        assert say(marcela, number, {wara: typed}, str(year)).status_code == 303, typed
        assert told(world)[-1] == (wara, f"{year}-01-01", f"{value}"), typed
    before = told(world)
    refused = {0: {"3,5": "se cuenta en enteros", "1.23.4": "de tres en tres", "-4": "es menos que cero"}}
    refused[2] = {
        "4,914": "se puede leer de dos maneras. Escribe 4914, sin separar los miles, o 4,91",
        "unos 40": "no es un número",
        "1,2345": "más decimales",
        "9" * 15: "demasiado grande",
    }
    for typed, sentence in refused[places].items():
        answer = say(marcela, number, {wara: typed}, "2025-09")
        assert answer.status_code == 422 and sentence in answer.text and f'value="{typed}"' in answer.text, typed
    wrong = say(marcela, number, {wara: "4"}, "septiembre del año pasado")
    assert wrong.status_code == 422 and "No se entiende el período" in wrong.text
    assert "Escribe de dónde sale" in say(marcela, number, {wara: "4"}, source=" ").text
    assert told(world) == before
    for typed, key in (
        ("set. 2025", "2025-09"),
        ("T3 2025", "2025-07_2025-09"),
        ("3.er trimestre de 2025", "2025-07_2025-09"),
        ("ene-sep 2025", "2025-01_2025-09"),
        ("noviembre de 2024 a febrero de 2025", "2024-11_2025-02"),
        ("01/09/2025", "2025-09"),
        ("2024", "2024-01_2024-12"),
    ):
        html = marcela.get(f"/indicators/{number}/figures/new", query_string={"period": typed}).text
        assert f'name="period" value="{key}"' in html, typed


def test_an_indicator_keeps_the_decimals_and_categories_that_figures_have(world):
    marcela, form = world.client("marcela"), FORM | {"places": "2", "categories": "Mujeres\nHombres"}
    page = marcela.post("/spaces/compras/indicators", data=form).location
    number, wara = int(page.rsplit("/", 1)[1]), world.organization.wara
    other = world.add(organization(world, "Cooperativa Illa"))
    assert say(marcela, number, {wara: "3,5", other: "1"}, category="Mujeres").status_code == 303
    assert say(marcela, number, {wara: "2"}, category="Hombres").status_code == 303
    refused = say(marcela, number, {wara: "2"}, category="Otras")
    assert refused.status_code == 422 and "Elige una de las categorías" in refused.text
    # All together are their sum; of one category its own.
    assert "Asociación Wara Quinua: 5,5" in marcela.get(page).text
    html = marcela.get(f"{page}?category=Mujeres").text
    assert "Asociación Wara Quinua: 3,5" in html and "Suma de los 2 centros mostrados" in html
    for change, sentence in (
        ({"places": "0"}, "Ya hay datos con más decimales"),
        ({"categories": "Hombres"}, "«Mujeres» ya tiene datos"),
    ):
        refused = marcela.put(page, data=form | change)
        assert refused.status_code == 422 and sentence in refused.text
    assert marcela.put(page, data=form | {"places": "1", "categories": "Hombres\nMujeres\nOtras"}).status_code == 303


def test_somebody_else_validates_and_what_was_corrected_stays_with_its_reason(world):
    made = count_services(world)
    place, page = f"/figures/{made.figure}", f"/indicators/{made.indicator}?period=2025-09"
    nelida, elena, marcela = (world.client(name) for name in ("nelida", "elena", "marcela"))
    assert "sin validar" in nelida.get(page).text and "Validar 1 dato" in elena.get(page).text
    assert nelida.post(f"{place}/validation").status_code == 403
    say(marcela, made.indicator, {made.other: "80"})
    with world.app.app_context():
        own = db.session.scalar(db.select(Figure.id).where(Figure.value == 80))
    assert marcela.post(f"/figures/{own}/validation").status_code == 403
    assert "Lo anotaste tú" in marcela.get(f"/figures/{own}").text
    assert elena.post(f"/indicators/{made.indicator}/validation?period=2025-09").status_code == 303
    assert "sin validar" not in nelida.get(page).text and "Elena Poma" in nelida.get(page).text
    # A correction needs its reason, and to be looked at again; Nélida corrects her organization's alone.
    form = {"value": "125", "source": "Registro de ventas", "version": 1}
    assert 'name="value" type="text" value="120"' in nelida.get(place).text
    refused = nelida.put(place, data=form)
    assert refused.status_code == 422 and "Escribe por qué cambia" in refused.text and 'value="125"' in refused.text
    assert nelida.put(f"/figures/{own}", data=form | {"reason": "Así es"}).status_code == 403
    assert nelida.put(place, data=form | {"reason": "Faltaba una feria"}).status_code == 303
    assert nelida.put(place, data=form | {"value": "126", "reason": "Otra vez"}).status_code == 409
    html = plain(nelida.get(page).text)
    assert "120 125 . Faltaba una feria Nélida Quispe" in html and "sin validar" in html
    # Telling it once more with the form of all asks for a reason as well.
    assert say(marcela, made.indicator, {made.other: "81"}).status_code == 422
    assert say(marcela, made.indicator, {made.other: "81"}, reason="Error de copia").status_code == 303
    elena.put(place, data={"remove": "1", "reason": "Era de otra asociación", "version": 2})
    html = plain(nelida.get(page).text)
    assert nelida.get(place).status_code == 404
    assert "125 retirado. Era de otra asociación" in html and "Suma de 1 organización mostrada 81" in html
    assert say(nelida, made.indicator, {world.organization.wara: "90"}).status_code == 303
    assert told(world)[0][2] == "90" and len(told(world)) == 2


def test_a_page_reads_as_often_for_many_organizations_as_for_one(world, queries):
    made, marcela = count_services(world), world.client("marcela")
    page = f"/indicators/{made.indicator}?period=2025-09"
    marcela.get(page)
    with queries() as few:
        marcela.get(page)
    many = {world.add(organization(world, f"Centro {n}")): str(n + 1) for n in range(30)}
    say(marcela, made.indicator, many)
    say(marcela, made.indicator, many, "2025-08")
    with queries() as lots:
        assert "Centro 29" in marcela.get(page).text
    assert len(lots) == len(few) <= 12, (len(few), len(lots))


def test_what_an_outsider_may_not_read_leaves_in_no_file(world):
    made = count_services(world)
    for format in ("csv", "svg"):
        assert world.client("pedro").get(f"/indicators/{made.indicator}/file?format={format}").status_code == 404
    with world.app.app_context():
        db.session.get(Space, world.space).visibility = "public"
        db.session.commit()
    files = {
        format: world.client().get(f"/indicators/{made.indicator}/file?format={format}")
        for format in ("csv", "svg", "xlsx", "pdf")
    }
    assert "Asociación Wara Quinua;septiembre de 2025;;120;Registro de ventas;no;100" in files["csv"].text
    assert "Asociación Wara Quinua: 120 servicios" in files["svg"].text and "prefers-color-scheme" in files["svg"].text
    assert files["xlsx"].data[:2] == b"PK" and files["pdf"].data[:5] == b"%PDF-"
