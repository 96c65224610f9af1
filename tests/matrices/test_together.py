"""Whatever several people do at once, all see the same in the end, the log tells it, and no words are lost."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from forum import events
from tests.matrices.together import Client, differences, run, snapshots


def story(world, seed, steps):
    """(steps done, what is other in the end) of four pages of two people."""
    dice = random.Random(seed)  # what Hypothesis shrinks is the seed: each step depends on those before
    with world.app.app_context():
        people = (world.user.marcela, world.user.marcela, world.user.ana, world.user.ana)
        clients = [Client(user, world.matrix) for user in people]
        start, since = snapshots(world.matrix), events.last(f"matrix:{world.matrix}")
        done = run(clients, dice.choice, steps)
        fresh = Client(world.user.marcela, world.matrix)
        fresh.reload()
        return done, differences(clients, fresh, world.matrix, start, since)


@given(seed=st.integers(0, 2**32))
@settings(max_examples=3)
def test_all_clients_a_reload_and_the_log_give_one_state(app, telling, seed):
    done, other = story(telling(), seed, 60)
    assert done > 20
    assert not other


def test_a_client_that_hears_of_nothing_would_be_noticed(world, monkeypatch):
    monkeypatch.setattr(Client, "hear", lambda self: None)
    assert story(world, 1, 15)[1].clients
