"""The consolidation desk: 300 proposals in one cell; and grouping 2,000 by likeness."""

import random
import re
import statistics
import time

from sqlalchemy import event

from forum.actions import accounts, matrices, spaces
from forum.exchange import Column, Entry, Row, Table
from forum.extensions import db
from forum.permissions import OPERATOR
from forum.search.likeness import groups

from .site import client_of, cookie_of, site

HERE, MANY, TIMES = 300, 2000, 7
VERBS = """promover exigir facilitar reducir aumentar organizar compartir tramitar capacitar asegurar cumplir controlar
publicar acordar financiar comprar vender pagar revisar dividir""".split()  # noqa: SIM905 - words, not a list of them
NOUNS = """registro sanitario productores quinua municipio licitación volumen entrega semanal precio justo pago anticipo
asociación laboratorio análisis certificado transporte acopio ferias escuela desayuno leche haba cañahua capacitación
crédito banco semilla riego cosecha empaque etiqueta norma reglamento compra concurso lote distrito comunidad autoridad
convenio universidad estudiantes investigación costo mercado factura papeles""".split()  # noqa: SIM905


def proposals(count):
    chance = random.Random(7)
    return [
        f"{chance.choice(VERBS).capitalize()} {' y '.join(chance.sample(NOUNS, chance.randint(1, 3)))} "
        f"para {chance.choice(NOUNS)} de {chance.choice(NOUNS)}"
        for _ in range(count)
    ]


def rows():
    texts = dict(enumerate(proposals(MANY)))
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        found, _alone = groups(texts)
        taken.append(time.perf_counter() - started)
    figure = f"{statistics.median(taken):.2f} s, {len(found)} groups"
    return [(f"{MANY:,} proposals grouped by likeness", figure, "≤ 2 s"), *at_the_desk()]


def at_the_desk():
    table = Table("Mesa", "", ["Actor"], [Column(["Propuestas"])], [])
    table.rows.append(Row(["Productores"], [[Entry(text, state="proposed") for text in proposals(HERE)]]))
    with site() as (app, _folder):
        with app.app_context():
            user = accounts.register(OPERATOR, "f@bench.example", "Facilitadora", "tres palabras juntas", is_admin=True)
            space = spaces.create(user, "Banco", template="empty")
            matrix = matrices.import_table(user, space, table, "Mesa").id
            number = user.id
            db.session.remove()
        client = client_of(app, cookie_of(app, number))
        address = client.get(f"/matrices/{matrix}/desk").location
        out = [page(app, client, address)]
        named = re.findall(r'name="entry" value="(\d+:\d+)"', client.get(address).get_data(as_text=True))
        asked = {"HX-Request": "true"}
        ways = (
            ("… one accepted, as the page's script asks", "decisions?state=accepted", {"only": named[0]}),
            ("… 20 united in one wording", "unions", {"entry": named[1:21], "words": "Una sola redacción"}),
            (
                "… 100 not taken up at once",
                "decisions?state=declined",
                {"entry": named[100:200], "reason": "Se repite"},
            ),
        )
        for what, way, form in ways:
            started = time.perf_counter()
            answer = client.post(f"{address}/{way}", data=form, headers=asked)
            assert answer.status_code == 200, answer.status_code
            out.append((what, f"{(time.perf_counter() - started) * 1000:.0f} ms", "≤ 1 s"))
        return out


def page(app, client, address):
    seen, taken = [], []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    for _ in range(TIMES):
        seen.clear()
        started = time.perf_counter()
        assert client.get(address).status_code == 200
        taken.append((time.perf_counter() - started) * 1000)
    event.remove(engine, "before_cursor_execute", note)
    figure = f"{statistics.median(taken):.0f} ms (slowest {max(taken):.0f}), {len(seen)} statements"
    return f"desk of {HERE} proposals in one cell", figure, "≤ 500 ms"
