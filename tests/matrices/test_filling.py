"""A table becomes a matrix and a table again, with nobody's words lost."""

import json

import pytest

from forum.actions import matrices
from forum.errors import Forbidden, Invalid
from forum.exchange import from_json, to_json
from forum.extensions import db
from forum.models import Entry, Event, Matrix, MatrixRow, Source, Space, User
from forum.readings.matrices import table

QUOTE = "juntando tres asociaciones sí se cumple el volumen"


def exported(world, id):
    return to_json(table(db.session.get(User, world.user.marcela), db.session.get(Matrix, id)))


def imported(world, data, who="marcela", title=""):
    user, space = db.session.get(User, getattr(world.user, who)), db.session.get(Space, world.space)
    return matrices.import_table(user, space, from_json(data), title)


def document(world, **over):
    return {
        "format": "tinkuy.matrix",
        "version": 1,
        "title": "De afuera",
        "question": "¿Qué toca a cada quien?\nY ¿cuándo?",
        "row_headers": ["SECTOR", "ACTOR"],
        "columns": [{"path": ["ROL", "HACIA", "LA PRODUCCIÓN"]}, {"path": ["PROPUESTAS"]}],
        "rows": [
            {
                "path": ["PÚBLICO", "MUNICIPIO"],
                "cells": [
                    [
                        {"text": "=1+1 es texto", "state": "proposed", "author": "Rosa", "actor": "Productores"},
                        {"text": "Línea uno\nlínea dos", "state": "declined", "reason": "no es rol de este actor"},
                    ],
                    [
                        {
                            "text": "Con fuentes",
                            "state": "accepted",
                            "sources": [
                                {"post": world.post.opening, "quote": QUOTE},
                                {"post": world.post.opening, "quote": "palabras que no dijo"},
                                {"post": 987654, "quote": "de un aporte de otra parte"},
                                {"quote": "de un acta"},
                            ],
                        }
                    ],
                ],
            },
            {
                "path": ["Transportistas"],
                "cells": [[{"text": "Unida", "state": "merged", "merged_into": [0, 1, 0]}], []],
            },
        ],
    } | over


def as_bytes(content):
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def test_out_in_and_out_again_are_the_same_bytes(world):
    with world.app.app_context():
        first = as_bytes(document(world))
        one = imported(world, first).id
        assert exported(world, one) == first
        two = imported(world, exported(world, one)).id
        assert exported(world, two) == first


def test_a_matrix_that_grew_here_comes_back_the_same(world):
    client = world.client("marcela")
    twin = world.entry("productores", 1, "Juntarse", "proposed", source=world.post.deeper, quote="precio de costo")
    client.put(f"/entries/{twin}/merging", data={"into": world.accepted})
    declined = {"state": "declined", "reason": "no alcanza"}
    client.put(f"/entries/{world.proposed}/decision", data=declined)
    with world.app.app_context():
        first = exported(world, world.matrix)
        assert json.loads(first)["rows"][0]["cells"][2][0]["author"] == "Wilfredo Ancasi"
        again = imported(world, first).id
        assert exported(world, again) == first


def test_rows_take_the_actors_they_are_named_for(world):
    with world.app.app_context():
        id = imported(world, as_bytes(document(world))).id
        rows = db.session.scalars(
            db.select(MatrixRow).where(MatrixRow.matrix_id == id).order_by(MatrixRow.position)
        ).all()
        assert [row.actor_id for row in rows] == [world.actor.municipio, None]
        first = db.session.scalar(db.select(Entry).where(Entry.matrix_id == id).order_by(Entry.id))
        assert (first.actor_id, first.origin) == (world.actor.productores, {"author": "Rosa", "actor": "Productores"})


def test_sources_are_linked_where_the_post_says_the_words(world):
    with world.app.app_context():
        id = imported(world, as_bytes(document(world))).id
        sources = db.session.scalars(
            db.select(Source).join(Entry).where(Entry.matrix_id == id).order_by(Source.id)
        ).all()
        assert [(source.post_id, source.origin_post) for source in sources] == [
            (world.post.opening, None),
            (None, world.post.opening),
            (None, 987654),
            (None, None),
        ]
    drawer = world.client("olga").get(f"/entries/{sources[0].entry_id}").text
    assert "decía venir del aporte 987654" in drawer


def test_a_post_of_another_space_is_not_linked(world):
    with world.app.app_context():
        space = Space(slug="otro", title="Otro")
        db.session.add(space)
        db.session.commit()
        user = db.session.get(User, world.user.ana)
        id = matrices.import_table(user, space, from_json(as_bytes(document(world)))).id
        linked = db.session.scalars(db.select(Source.post_id).join(Entry).where(Entry.matrix_id == id)).all()
        assert linked == [None] * 4
        assert exported(world, id) == as_bytes(document(world))


def test_imported_entries_say_whose_they_were_and_who_brought_them(world):
    with world.app.app_context():
        id = imported(world, as_bytes(document(world))).id
        first = db.session.scalars(db.select(Entry.id).where(Entry.matrix_id == id).order_by(Entry.id)).all()
    client = world.client("olga")
    assert "la propuso Rosa" in client.get(f"/entries/{first[0]}").text
    assert "Importada por Marcela Iporre" in client.get(f"/entries/{first[1]}").text


def test_characters_nobody_sees_are_left_out(world):
    rows = [{"path": ["A\u202e"], "cells": [[{"text": " \x00\x0bHola\r\nmundo ", "state": "accepted"}], []]}]
    with world.app.app_context():
        id = matrices.import_table(
            db.session.get(User, world.user.marcela),
            db.session.get(Space, world.space),
            from_json(json.dumps(document(world, rows=rows)).encode()),
        ).id
        assert db.session.scalar(db.select(Entry.text).where(Entry.matrix_id == id)) == "Hola\nmundo"
        assert db.session.scalar(db.select(MatrixRow.path).where(MatrixRow.matrix_id == id)) == ["A"]


def test_the_room_and_the_space_hear_of_it(world):
    with world.app.app_context():
        matrix = imported(world, as_bytes(document(world)))
        found = db.session.scalars(
            db.select(Event).where(Event.subject == f"matrix:{matrix.id}").order_by(Event.id)
        ).all()
        assert [(event.name, event.room) for event in found] == [
            ("matrix.filled", f"matrix:{matrix.id}"),
            ("matrix.created", f"space:{world.space}"),
        ]


@pytest.mark.parametrize(
    "over",
    [
        {"rows": [{"path": ["X"], "cells": [[{"text": "a", "state": "merged", "merged_into": [5, 5, 5]}], []]}]},
        {"rows": [{"path": ["X"], "cells": [[{"text": "a", "state": "merged", "merged_into": [0, 0, 0]}], []]}]},
        {"rows": [{"path": ["X" * 400], "cells": [[], []]}]},
        {"rows": [{"path": ["X"], "cells": [[{"text": "a" * 20_001, "state": "accepted"}], []]}]},
        {"rows": [{"path": [f"Fila {n}"], "cells": [[], []]} for n in range(500)]},
        {"title": "T" * 300},
    ],
    ids=["united with nothing", "united with itself", "long label", "long entry", "many rows", "long title"],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(world, over):
    with world.app.app_context():
        with pytest.raises(Invalid):
            imported(world, as_bytes(document(world, **over)))
        assert db.session.query(Matrix).count() == 1
        assert db.session.query(Entry).count() == 2


def test_only_facilitators_import(world):
    with world.app.app_context():
        with pytest.raises(Forbidden):
            imported(world, as_bytes(document(world)), who="elena")
        assert db.session.query(Matrix).count() == 1
