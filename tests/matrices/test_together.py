"""Whatever several people do at once, all see the same in the end, the log tells it, and no words are lost."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from forum.extensions import db
from forum.models import Entry
from tests.matrices.together import Client, replayed, run, texts_of


@given(seed=st.integers(0, 2**32))
@settings(max_examples=3)
def test_all_clients_a_reload_and_the_log_give_one_state(app, telling, seed):
    world = telling()
    dice = random.Random(seed)  # what Hypothesis shrinks is the seed: each step depends on those before
    with app.app_context():
        people = (world.user.marcela, world.user.marcela, world.user.ana, world.user.ana)
        clients = [Client(user, world.matrix) for user in people]
        assert run(clients, dice.choice, 60) > 20
        fresh = Client(world.user.marcela, world.matrix)
        fresh.reload()
        for client in clients:
            assert client.cells == fresh.cells
        for number, fields in replayed(world.matrix).items():
            entry = db.session.get(Entry, number)
            for name in ("text", "state", "row_id", "column_id", "merged_into_id", "version"):
                assert getattr(entry, name) == fields.get(name, getattr(entry, name)), (number, name)
            assert (entry.removed_at is None) is (fields.get("removed_at") is None)
        assert {words for client in clients for words in client.said} <= texts_of(world.matrix)


def test_a_client_that_hears_of_nothing_would_be_noticed(world, monkeypatch):
    monkeypatch.setattr(Client, "hear", lambda self: None)
    with world.app.app_context():
        clients = [Client(user, world.matrix) for user in (world.user.marcela, world.user.ana)]
        run(clients, random.Random(1).choice, 15)
        fresh = Client(world.user.marcela, world.matrix)
        fresh.reload()
        assert any(client.cells != fresh.cells for client in clients)
