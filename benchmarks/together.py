"""Eight people on one matrix at once over bad lines, for long: what they see in the end, and what the log tells.

`python -m benchmarks.together --steps 1000000 --seed 7` runs it for longer, in a process a core. Every `ROUND` steps
all hear of everything, it is compared, and a new matrix is begun: a round that failed is run again by its own seed.

Seen on two cores: 30,000 steps in 109 seconds, 110,000 in 220 rounds altogether, nothing other; 7 ms of a processor a
step, so that a million takes an hour.
"""

import argparse
import gc
import os
import random
import resource
import secrets
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from forum import events
from forum.actions import accounts, matrices, spaces
from forum.exchange import Column, Row, Table
from forum.extensions import db
from forum.models import Space, User
from forum.permissions import OPERATOR
from tests.matrices.together import Client, differences, run, snapshots

from .site import site

STEPS, CLIENTS, ROUND = 10_000, 8, 500
PASSWORD = "tres palabras juntas"


def rows(steps=STEPS, seed=None, processes=None):
    seed = secrets.randbelow(2**32) if seed is None else seed
    processes = processes or len(os.sched_getaffinity(0))
    print(f"seed {seed}", flush=True)
    rounds = range(seed, seed + -(-steps // ROUND))
    started = time.perf_counter()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        told = list(pool.map(stories, [rounds[n::processes] for n in range(processes)]))
    taken, total = time.perf_counter() - started, sum(told, Counter())
    worked = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    what = f"{len(rounds) * ROUND:,} steps of {CLIENTS} clients, {total['done']:,} done, in {taken:.0f} s"
    what += f" ({worked:.0f} s of processors)"
    return [(what, f"{total['wrong']} rounds of {len(rounds)} in which anything is other", "0")]


def stories(seeds) -> Counter:
    """A round for each seed, in this process, on a database of its own."""
    total = Counter()
    with site(in_memory=True) as (app, _folder), app.app_context():
        space, _addresses = made_space(CLIENTS)
        gc.freeze()  # nothing of what is there now will ever be let go of
        for seed in seeds:
            done, other = story(space, seed)
            total["done"] += done
            if other:
                total["wrong"] += 1
                print(f"seed {seed}, {ROUND} steps: {other}", flush=True)
    return total


def story(space, seed, steps=ROUND):
    """(steps done, what is other in the end) on a new matrix."""
    matrix = made_matrix(space)
    people = db.session.scalars(db.select(User.id).order_by(User.id)).all()
    clients = [Client(person, matrix) for person in people]
    start, since = snapshots(matrix), events.last(f"matrix:{matrix}")
    done = run(clients, random.Random(seed).choice, steps)
    fresh = Client(people[0], matrix)
    fresh.reload()
    other = differences(clients, fresh, matrix, start, since)
    db.session.remove()
    return done, other


def made_space(count):
    """(the number of a space, the addresses of those who facilitate in it)."""
    people = [
        accounts.register(OPERATOR, f"f{n}@bench.example", f"Facilita {n}", PASSWORD, is_admin=True)
        for n in range(count)
    ]
    addresses = [person.email for person in people]
    return spaces.create(people[0], "Banco", template="empty").id, addresses


def made_matrix(space):
    user = db.session.scalar(db.select(User).order_by(User.id).limit(1))
    lines = [Row([f"Actor {n}"], [[] for _ in range(4)]) for n in range(6)]
    table = Table("Juntos", "", ["Actor"], [Column([f"Columna {n}"]) for n in range(4)], lines)
    return matrices.import_table(user, db.session.get(Space, space), table, "Juntos").id


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--processes", type=int)
    for line in rows(**vars(parser.parse_args())):
        print(*line, sep="  ")
