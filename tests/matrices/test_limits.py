"""A matrix that is limited to actors: each writes in the rows of their own; who facilitates, in all."""

import re

import pytest

from forum.extensions import db
from forum.models import Matrix

SENTENCE = "En esta matriz cada quien escribe en las filas de su actor."


@pytest.fixture
def limited(world):
    """Set on the page of settings; open to editing, too, so that nothing but the limit keeps anybody out."""
    form = {"title": "Matriz", "row_headers": "Actor", "open_editing": "y", "limited_to_actors": "y"}
    assert world.client("marcela").put(f"/matrices/{world.matrix}", data=form).status_code == 303
    return world


def propose(world, who, row, text="Una entrada"):
    form = {"row": getattr(world.row, row), "column": world.column[0], "text": text}
    return world.client(who).post(f"/matrices/{world.matrix}/entries", data=form)


def writes(world, who):
    """What this person gets for each write on the entry of the row «Productores»."""
    client, entry, beside = world.client(who), f"/entries/{world.accepted}", world.entry("productores", 1, "Otra")
    return [
        propose(world, who, "productores").status_code,
        client.put(entry, data={"text": "Asociarse", "version": 1}).status_code,
        client.put(
            f"{entry}/position", data={"row": world.row.productores, "column": world.column[0], "version": 2}
        ).status_code,
        client.put(f"{entry}/decision", data={"state": "proposed"}).status_code,
        client.put(f"/entries/{beside}/merging", data={"into": world.accepted}).status_code,
        client.post(
            f"/matrices/{world.matrix}/desk/{world.row.productores}-{world.column[0]}/decisions?state=accepted",
            data={"entry": f"{world.accepted}:9"},
        ).status_code,
        client.delete(f"/entries/{beside}").status_code,
    ]


def test_one_writes_in_the_rows_of_ones_actor_and_nowhere_else(limited):
    world = limited
    assert writes(world, "nelida") == [303] * 7
    told = writes(world, "wilfredo")
    assert told == [422, 403, 403, 403, 403, 403, 403]  # the row is not among those that the form offers
    assert writes(world, "marcela") == [303] * 7
    # Taking one's own into another's row, or uniting it with what stands there.
    carried = world.client("wilfredo").put(
        f"/entries/{world.proposed}/position", data={"row": world.row.ong, "column": world.column[0], "version": 1}
    )
    assert carried.status_code == 403 and SENTENCE in carried.text
    united = world.client("wilfredo").put(f"/entries/{world.proposed}/merging", data={"into": world.accepted})
    assert united.status_code == 403 and SENTENCE in united.text
    cited = {"matrix": world.matrix, "row": world.row.productores, "column": world.column[0], "quote": "Solos nadie"}
    assert world.client("wilfredo").post(f"/posts/{world.post.opening}/citation", data=cited).status_code == 403
    # The page offers what may be done.
    page = world.client("wilfredo").get(f"/matrices/{world.matrix}").text
    assert set(re.findall(r"entries/new\?row=(\d+)", page)) == {str(world.row.municipio)}
    assert "cada quien escribe en las filas de su actor" in page


def test_without_the_limit_anybody_writes_in_any_row(limited):
    world = limited
    with world.app.app_context():
        db.session.get(Matrix, world.matrix).limited_to_actors = False
        db.session.commit()
    assert writes(world, "wilfredo") == [303] * 7
