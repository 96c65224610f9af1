"""Matrices to make papers of: one like the course's, one that does not mean well, and any at all."""

import datetime
import io
import re
import zipfile

from hypothesis import strategies as st
from lxml import etree

from forum.exchange import Column, Entry, Row, Source, Table
from forum.exports import Options

EVERYTHING = ("proposed", "accepted", "declined", "merged")
DAY = datetime.date(2026, 11, 19)

TEXTS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2",
    "@SUM(A1)",
    "\tcon tabulador",
    "  dos  espacios  ",
    "primera línea\nsegunda línea\n\ncuarta",
    "• con su propia viñeta",
    "- con guion",
    "1. con número",
    "<b>&amp;</b> & \"comillas\" 'simples' ]]>",
    '#panic("x") $x$ *b* _i_ `c` [l](http://x.y) \\u{41}',
    "مرحبا بالعالم",
    "שלום עולם 12",
    "😀 👩‍👩‍👧 🇧🇴 👍🏽",
    "antes\x00\x01\x0b\x0cdespués",
    "_x0041_ _x000D_",
    "a\u2028b\u0085c\ufeffd",
    "x" * 300,
    "\u202eal revés",
    "'=con comilla",
    "| a | b |\n|---|---|",
    "a\n====\nb",
    "[^1]: nota",
    "{{7*7}} {% raise %} <!-- -->",
    "ñandú “qhatu” – ¾",
    "<r>&no es XML</r>",
    "<r><t>tampoco</t></r>",
]


def seed():
    """Four actors, a grouped head, sources, the four states; municipality's third column is empty."""
    head = "Rol para promover compras públicas hacia"
    columns = [[head, "La producción nacional"], [head, "Los pequeños productores"], ["Propuestas"], ["Desafíos"]]
    names = ["Municipio", "Productores", "Universidad", "ONG"]
    rows = []
    for r, name in enumerate(names):
        cells = []
        for c in range(4):
            cells.append(
                [
                    Entry(
                        f"{name} hace {c}.{n}",
                        id=100 * r + 10 * c + n,
                        author="Nélida Quispe",
                        actor=name,
                        sources=[_source(100 * r + 10 * c + n + k) for k in range(n)],
                    )
                    for n in range(0 if (r, c) == (0, 2) else 1 + (r + c) % 3)
                ]
            )
        rows.append(Row([name], cells, weave=r + 1))
    rows[1].cells[1][0].state = "proposed"
    rows[1].cells[1][1].state = "declined"
    rows[1].cells[1][1].reason = "no es rol de este actor"
    rows[1].cells[1][2].state = "merged"
    rows[1].cells[1][2].merged_into = (1, 2, 0)
    return Table("Matriz de actores", "¿Cuál es el rol de cada actor?", ["Actor"], [Column(c) for c in columns], rows)


def _source(post):
    return Source(
        quote=f"palabras del aporte {post}",
        post=post,
        author="Julián Mamani",
        actor="Productores",
        organization="OECOM Totora Pampa",
        place="Foro 2",
        date=datetime.datetime(2026, 11, 12, 9, 30),
        url=f"https://tinkuy.example/aportes/{post}",
        changed=post == 1,
    )


def full(**over):
    """Options that put everything on paper."""
    return Options(
        **{
            "states": EVERYTHING,
            "authors": True,
            "sources": True,
            "space": "Compras públicas",
            "edition": "2",
            "date": DAY,
            "url": "https://tinkuy.example/matrices/7",
        }
        | over
    )


def hostile():
    """Texts, labels and names that try to be something else, in groups of rows and heads of uneven depth."""
    columns = [["=H1", "<A>"], ["=H1", "@B"], ["<r>&C</r>"], ["مجموعة", "x", "y"], ["مجموعة", "x", "&z"]]
    texts = iter(TEXTS)
    rows = []
    for r in range(6):
        cells = [[] for _ in columns]
        for c in range(len(columns)):
            text = next(texts, None)
            if text is not None:
                source = Source(quote=text, author="<x>", actor="=a", place="@p", url="javascript:alert(1)")
                cells[c] = [Entry(text, id=r * 10 + c, author="=Autora", actor="@Actor", sources=[source])]
        rows.append(Row(["=Grupo" if r < 3 else "", f"#{r}😀"], cells, weave=r * 3))
    return Table("=Título <b>", "#pregunta &amp;", ["=RH", ""], [Column(path) for path in columns], rows)


def big(rows=40, columns=12, entries=3):
    return Table(
        "Grande",
        "",
        ["Región", "Actor"],
        [Column([f"Grupo {c // 3}", f"Columna {c}"]) for c in range(columns)],
        [
            Row(
                [f"Región {r // 8}", f"Actor {r}"],
                [[Entry(f"{r}.{c}.{n}") for n in range(entries)] for c in range(columns)],
            )
            for r in range(rows)
        ],
    )


LABELS = st.text(st.sampled_from("abc ›=ñ<&😀مר\n"), max_size=4)
PATHS = st.lists(LABELS, min_size=1, max_size=3)
WORDS = st.text(min_size=1, max_size=20).filter(lambda text: visible(text).strip())


@st.composite
def tables(draw):
    """Any table: heads and row labels of uneven depth, any text there is."""
    columns = draw(st.lists(PATHS, min_size=1, max_size=4))
    paths = draw(st.lists(PATHS, min_size=1, max_size=4))
    rows = [
        Row(path, [[Entry(text) for text in draw(st.lists(WORDS, max_size=2))] for _ in columns], weave=draw(st.none()))
        for path in paths
    ]
    return Table(
        draw(LABELS), draw(LABELS), draw(st.lists(LABELS, max_size=2)), [Column(path) for path in columns], rows
    )


def visible(text):
    """The text as XML can carry it."""
    text = re.sub("\r\n?", "\n", text)
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def texts(table):
    return [[[visible(entry.text) for entry in cell] for cell in row.cells] for row in table.rows]


def part(data, name):
    """A part of a zipped paper as an element."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return etree.fromstring(package.read(name))
