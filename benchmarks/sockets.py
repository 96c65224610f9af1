"""From the commit to the last of 500 open sockets, against a bare Node socket.io server in the same run."""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from .site import ROOT, cookie_of, free_port, serve, site, wait_for
from .threads import story

SOCKETS, ROUNDS, TURNS = 500, 25, 3
PEER = ROOT / "benchmarks" / "peer"


def rows():
    if not shutil.which("node") or not shutil.which("npm"):
        return [("event to the last of 500 sockets", "not measured: the peer needs node and npm", "≤ 2× Node")]
    with tempfile.TemporaryDirectory() as place, site() as (app, folder):
        peer = Path(place) / "peer"
        shutil.copytree(PEER, peer, ignore=shutil.ignore_patterns("node_modules"))
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=peer, check=True)
        thread, user = story(app)
        cookie = cookie_of(app, user)
        with app.app_context():
            from forum.extensions import db
            from forum.models import Thread

            room = f"forum:{db.session.get(Thread, thread).forum_id}"
        ours, theirs, deaf = [], [], []
        for _ in range(TURNS):
            with serve(folder, "benchmarks.without_tokens:app") as (url, worker):
                tell = {"path": f"/threads/{thread}/replies", "body": {"body": "Una respuesta que llega a todas."}}
                ours.append(p95(clients(peer, url=url, room=room, cookie=cookie, tell=tell)))
            with serve(folder, "benchmarks.without_tokens:app") as (url, worker):
                before = memory(worker)
                deaf.append(p95(clients(peer, url=url, room=room, cookie=cookie, tell=tell, deaf=True)))
                grown = memory(worker) - before
            with node(peer) as url:
                theirs.append(p95(clients(peer, url=url, room="forum:1", tell={"path": "/tell"})))
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    figure = f"{ratio:.1f}× ({statistics.median(ours):.0f} ms against {statistics.median(theirs):.0f} ms)"
    one = f"{statistics.median(deaf):.0f} ms for the others; server +{grown:.0f} MB with all {SOCKETS} sockets"
    return [
        (f"event from commit to the last of {SOCKETS} sockets, p95, against bare Node socket.io", figure, "≤ 2×"),
        ("… with one client that does not read", one, "the same; bounded"),
    ]


def clients(peer, **wish):
    wish = {"count": SOCKETS, "rounds": ROUNDS, "cookie": "", "deaf": False} | wish
    done = subprocess.run(
        ["node", "clients.mjs"],
        cwd=peer,
        input=json.dumps(wish),
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    return json.loads(done.stdout)


def p95(rounds):
    times = sorted(one["ms"] for one in rounds)
    return times[int(len(times) * 0.95) - 1]


class node:
    """The peer, while it is measured."""

    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        port = free_port()
        self.process = subprocess.Popen(["node", "server.mjs"], cwd=self.folder, env=os.environ | {"PORT": str(port)})
        url = f"http://127.0.0.1:{port}"
        wait_for(url)
        return url

    def __exit__(self, *exception):
        self.process.terminate()
        self.process.wait(10)


def memory(pid):
    """Resident megabytes."""
    fields = Path(f"/proc/{pid}/status").read_text()
    return int(fields.partition("VmRSS:")[2].split()[0]) / 1000
