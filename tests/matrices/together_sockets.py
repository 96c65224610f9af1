"""Several people on one matrix at once, as `together` has it, but over a real server: each writes over HTTP, hears over
a socket, and shows only what they heard of and fetched.

Their lines are bad: sockets are cut and come back, answers are lost after the server wrote, others arrive late and out
of order, forms are sent twice, messages get lost on the way.
"""

import queue
import random
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode

import requests
import socketio
from lxml import html

from .together import VERBS, fitting, is_whole

PATIENCE, TRIES = 30, 5
OF_ENTRIES = {"edit", "move", "decide", "decline", "merge", "unite", "separate", "remove"}


@dataclass
class Shown:
    """What a page of a matrix shows; `seq` is the number of the room that each part of it is of."""

    columns: list = field(default_factory=list)  # (number, label)
    rows: list = field(default_factory=list)
    cells: dict = field(default_factory=dict)  # (row, column) → [(number, words, state, version, into)]
    seq: int = 0
    cell_seqs: dict = field(default_factory=dict)

    def put_table(self, table) -> list:
        """The whole table; gives the cells that are shown as of a later number. An older table changes nothing."""
        seq = int(table.get("data-seq"))
        if seq < self.seq:
            return []
        newer = [pair for pair, known in self.cell_seqs.items() if known > seq]
        self.seq, self.cell_seqs, self.cells = seq, {}, {}
        heads = {int(head.get("id")[1:]): said(head) for head in table.iterfind(".//th[@scope='col'][@id]")}
        order = [int(cell.get("data-cell").split("-")[1]) for cell in table.find("tbody/tr").iterfind("td")]
        self.columns = [(number, heads[number]) for number in order]
        self.rows = [
            (int(line.get("data-row")), said(line.find(".//span[@class='row-label']")))
            for line in table.iterfind(".//tr[@data-row]")
        ]
        self._put(table, seq)
        return [pair for pair in newer if pair in self.cells]

    def put_update(self, update):
        self._put(update, int(update.get("data-seq")))

    def _put(self, piece, seq):
        for found in piece.iterfind(".//td[@data-cell]"):
            pair = tuple(map(int, found.get("data-cell").split("-")))
            if seq >= max(self.seq, self.cell_seqs.get(pair, 0)) and (pair in self.cells or piece.tag == "table"):
                self.cell_seqs[pair] = seq
                self.cells[pair] = [entry_of(line) for line in found.iterfind("ul/li")]


def entry_of(line):
    id, state = int(line.get("id")[1:]), line.get("class").split()[0]
    into = line.find("small/a").get("href").rpartition("/")[2] if state == "merged" else ""
    return (
        id,
        said(line.find("span[@class='words']")),
        state,
        int(line.get("data-v")),
        int(into) if into and int(into) != id else None,
    )


def said(node):
    return node.text_content()


class Page:
    """Somebody's page of the matrix, at a server; the dice say how bad their line is."""

    def __init__(self, url, cookie, matrix, seed):
        self.url, self.cookie, self.matrix, self.seed = url, cookie, matrix, seed
        self.dice = random.Random(seed)
        self.browser = requests.Session()
        self.browser.cookies.set("tinkuy", cookie, domain="127.0.0.1", path="/")
        self.browser.headers.update({"Origin": url, "HX-Request": "true"})
        self.said, self.faults, self.done = [], [], 0
        self.late, self.wanted, self.whole = [], set(), False
        self.shown, self.heard, self.socket = Shown(), queue.SimpleQueue(), None
        page = html.fromstring(self.get(f"/matrices/{matrix}?state=all", partial=False))
        self.browser.headers["X-CSRFToken"] = page.find(".//meta[@name='csrf-token']").get("content")
        self.shown.put_table(page.find(".//table[@data-table]"))
        self.seq = self.shown.seq
        self.connect()

    @property
    def table(self):
        return self.shown.rows, self.shown.columns, self.shown.cells

    # ---- the line

    def get(self, address, partial=True):
        headers = {} if partial else {"HX-Request": "false"}
        answer = self.request("GET", address, headers)
        return None if answer.status_code == 404 else self.sound(answer).text

    def request(self, method, address, headers, body=None):
        """Asked again where the line broke by itself: a busy machine breaks some."""
        wish = {"headers": headers, "timeout": PATIENCE, "allow_redirects": False}
        for _try in range(TRIES - 1):
            with suppress(requests.ConnectionError, requests.Timeout):
                return self.browser.request(method, self.url + address, data=body, **wish)
        return self.browser.request(method, self.url + address, data=body, **wish)

    def sound(self, answer):
        if answer.status_code >= 500 or answer.status_code in (400, 401, 429):
            self.faults.append(f"{answer.request.method} {answer.url}: {answer.status_code}")
        return answer

    def connect(self):
        self.heard = queue.SimpleQueue()
        self.socket = socketio.Client(reconnection=False, request_timeout=PATIENCE)
        self.socket.on("event", self.heard.put)
        try:
            self.socket.connect(
                self.url, {"Cookie": f"tinkuy={self.cookie}"}, transports=["websocket"], wait_timeout=PATIENCE
            )
        except socketio.exceptions.SocketIOError:
            self.cut()
        else:
            self.ask()

    @property
    def is_cut(self):
        """By the dice, or by itself."""
        if self.socket is not None and not self.socket.connected:
            self.cut()
        return self.socket is None

    def cut(self):
        if self.socket is not None:
            self.socket.disconnect()
            if self.socket.eio.ws:  # the library leaves it open where the other side hung up first
                self.socket.eio.ws.shutdown()
            self.socket = None

    def close(self):
        self.cut()
        self.browser.close()

    def ask(self):
        wish = {"room": f"matrix:{self.matrix}", "seq": self.seq}
        try:
            answer = self.socket.call("follow", wish, timeout=PATIENCE)
        except socketio.exceptions.SocketIOError:
            self.cut()
            return
        if answer.get("reload"):
            self.seq, self.whole = answer["seq"], True
        for message in answer.get("missed", ()):
            self.take(message)

    def take(self, message):
        """A number seen before is dropped; one too far ahead means that something was lost."""
        if message["seq"] <= self.seq:
            return
        if message["seq"] > self.seq + 1:
            self.ask()
            return
        self.seq = message["seq"]
        self.whole = self.whole or is_whole(message)
        self.wanted |= {tuple(pair) for pair in message.get("cells", ())}

    def hear(self):
        while self.socket is not None:
            try:
                message = self.heard.get_nowait()
            except queue.Empty:
                return
            if self.dice.random() > 0.02:  # else it was lost on the way
                self.take(message)

    # ---- what is shown

    def fetch(self):
        """Ask for what was told of; the answer may be lost, and is asked for again, or come later than others."""
        wanted, whole = self.wanted, self.whole or any(pair not in self.shown.cells for pair in self.wanted)
        if not (wanted or whole):
            return
        self.wanted, self.whole = set(), False
        names = ",".join(f"{row}-{column}" for row, column in sorted(wanted))
        found = None if whole else self.get(f"/matrices/{self.matrix}/cells?state=all&of={names}")
        found = found or self.get(f"/matrices/{self.matrix}/table?state=all")
        fate = self.dice.random()
        if fate < 0.05:
            self.wanted, self.whole = self.wanted | wanted, self.whole or whole
        elif fate < 0.25:
            self.late.append(found)
        else:
            self.put(found)

    def put(self, found):
        piece = html.fromstring(found)
        if piece.tag == "table":
            self.wanted |= set(self.shown.put_table(piece))
        elif piece.get("data-update") is not None:
            self.whole = self.whole or piece.get("data-reload") is not None
            self.shown.put_update(piece)

    def arrive(self):
        """What was on its way comes in, in any order."""
        self.dice.shuffle(self.late)
        while self.late and self.dice.random() < 0.6:
            self.put(self.late.pop())

    def catch_up(self):
        """The line is good again: in the end everything is heard of and fetched."""
        self.hear()
        self.cut()
        for _try in range(TRIES):
            if self.is_cut:
                self.connect()
        while self.late or self.wanted or self.whole:
            self.fetch()
            self.arrive()

    # ---- what is done

    def step(self, number):
        if self.is_cut:
            if self.dice.random() < 0.3:
                self.connect()
        elif self.dice.random() < 0.03:
            self.cut()
        self.hear()
        self.arrive()
        if self.dice.random() < 0.4:
            self.fetch()
        self.write(self.dice.choice(VERBS), number)

    def write(self, verb, number):
        words = f"Palabras {number} de {self.seed} <&> «ñ»"
        wish = asked(verb, self.matrix, self.shown, self.dice.choice, words)
        if wish is None:
            return
        method, address, data = wish
        body = urlencode(data, doseq=True)
        answer = self.send(method, address, body)
        if self.dice.random() < 0.1:  # the answer was lost: once more
            answer = self.send(method, address, body + "&again=1")
        if answer.status_code >= 400:
            return
        self.done += 1
        if verb in ("propose", "edit", "unite"):
            self.said.append(words)
        if "data-update" in answer.text:
            self.late.append(answer.text) if self.dice.random() < 0.2 else self.put(answer.text)

    def send(self, method, address, body):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.sound(self.request(method, f"{address}?state=all", headers, body))


def asked(verb, matrix, shown, pick, words):
    """(method, address, form) of doing `verb` to something that the page shows; None where there is nothing."""
    entries = [(pair, entry) for pair, found in sorted(shown.cells.items()) for entry in found]
    row, column = pick(shown.rows)[0], pick(shown.columns)[0]
    if entries:
        (there, (id, _words, _state, version, _into)), (_there, other) = pick(entries), pick(entries)
    elif verb in OF_ENTRIES:
        return None
    else:
        there, id, version, other = (0, 0), 0, 0, [0] * 5
    here = f"/entries/{id}"
    return {
        "propose": (
            "POST",
            f"/matrices/{matrix}/entries",
            {"row": row, "column": column, "text": words, "state": pick(("proposed", "accepted"))},
        ),
        "edit": ("PUT", here, {"text": words, "version": version}),
        "move": ("PUT", f"{here}/position", {"row": row, "column": column, "version": version}),
        "decide": ("PUT", f"{here}/decision", {"state": pick(("accepted", "proposed")), "version": version}),
        "decline": (
            "PUT",
            f"{here}/decision",
            {"state": "declined", "reason": "No viene al caso", "version": version},
        ),
        "merge": ("PUT", f"{here}/merging", {"into": other[0], "version": version}),
        "unite": (
            "POST",
            f"/matrices/{matrix}/desk/{there[0]}-{there[1]}/unions",
            {"entry": [f"{id}:{version}", f"{other[0]}:{other[3]}"], "words": words},
        ),
        "separate": ("DELETE", f"{here}/union", {}),
        "remove": ("DELETE", here, {}),
        "undo": ("POST", f"/matrices/{matrix}/undo", {}),
        "redo": ("POST", f"/matrices/{matrix}/redo", {}),
        "add row": ("POST", f"/matrices/{matrix}/rows", {"label": words, "actor": 0, "after": pick((0, row))}),
        "move row": ("PUT", f"/rows/{row}/position", {"by": pick((-1, 1, 2))}),
        "rename row": ("PUT", f"/rows/{row}", {"label": words, "actor": 0}),
        "remove row": ("DELETE", f"/rows/{row}", {"confirmed": "1"}),
        "add column": ("POST", f"/matrices/{matrix}/columns", {"label": words, "after": pick((0, column))}),
        "move column": ("PUT", f"/columns/{column}/position", {"by": pick((-1, 1))}),
        "rename column": ("PUT", f"/columns/{column}", {"label": words}),
        "remove column": ("DELETE", f"/columns/{column}", {"confirmed": "1"}),
    }[fitting(verb, shown.rows, shown.columns)]


def run(pages, steps):
    """`steps` steps of all together, each page in a thread of its own; then all lines are good again."""
    share = steps // len(pages)

    def live(page):
        try:
            for number in range(share):
                page.step(number)
        except Exception as error:
            page.faults.append(repr(error))
            raise

    threads = [threading.Thread(target=live, args=(page,)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for page in pages:
        page.catch_up()


def log_in(url, email, password):
    """The session cookie of a browser that logged in by the form."""
    with requests.Session() as browser:
        page = html.fromstring(browser.get(f"{url}/login", timeout=PATIENCE).text)
        data = {"csrf_token": page.find(".//meta[@name='csrf-token']").get("content"), "email": email}
        answer = browser.post(
            f"{url}/login", data | {"password": password}, headers={"Origin": url}, allow_redirects=False
        )
        assert answer.status_code == 303, answer.text[:500]
        return browser.cookies["tinkuy"]
