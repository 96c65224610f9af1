"""Rooms over real sockets: who may listen, what arrives, what was missed, and who is there."""

import queue
import re
from contextlib import closing

import pytest
import requests
import socketio
import websocket

from forum.actions import forums
from forum.extensions import db
from forum.models import Login, Post, User

from ..conftest import session_cookie

PATIENCE = 8


class Listener:
    """A socket of one person: what it hears waits in `heard`."""

    def __init__(self, world, server, name=None, origin=None, **headers):
        self.heard, self.people, self.other = queue.Queue(), queue.Queue(), queue.Queue()
        self.client = socketio.Client(reconnection=False, websocket_extra_options={"origin": origin or server.url})
        self.client.on("event", self.heard.put)
        self.client.on("presence", self.people.put)
        for event in ("dropped", "ended"):
            self.client.on(event, lambda *args, event=event: self.other.put((event, *args)))
        self.client.on("disconnect", lambda *args: self.other.put(("disconnect",)))
        if name:
            headers["Cookie"] = f"tinkuy={session_cookie(world, name)}"
        try:
            self.client.connect(server.url, headers=headers, transports=["websocket"], wait_timeout=PATIENCE)
        except socketio.exceptions.ConnectionError:
            self.close()
            raise

    def close(self):
        self.client.disconnect()
        if self.client.eio.ws:  # the library leaves it open where the other side hung up first
            self.client.eio.ws.shutdown()

    def follow(self, room, seq=0):
        return self.client.call("follow", {"room": room, "seq": seq}, timeout=PATIENCE)

    def hear(self):
        return self.heard.get(timeout=PATIENCE)


@pytest.fixture
def listen(world, live):
    """`listen("nelida")`, or as a visitor, on the server or on another one."""
    opened = []

    def connect(name=None, server=live):
        listener = Listener(world, server, name)
        opened.append(listener)
        return listener

    yield connect
    for listener in opened:
        listener.close()


def over_http(world, server, name, method, address, **data):
    """What this person's browser would send to this server."""
    with requests.Session() as browser:
        browser.cookies.set("tinkuy", session_cookie(world, name), domain="127.0.0.1", path="/")
        page = browser.get(f"{server.url}/account", timeout=PATIENCE).text
        data["csrf_token"] = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        answer = browser.request(
            method,
            server.url + address,
            data=data,
            headers={"Origin": server.url},
            timeout=PATIENCE,
            allow_redirects=False,
        )
    assert answer.status_code == 303, answer.text[:300]


def reply_over_http(world, server, name, body):
    """A reply to the opening post."""
    over_http(world, server, name, "POST", f"/posts/{world.post.opening}/replies", body=body)


def test_a_post_arrives_at_who_follows_its_forum(world, live, listen):
    nelida = listen("nelida")
    assert nelida.follow(f"forum:{world.forum}")["seq"] == 0
    reply_over_http(world, live, "julian", "Llega en vivo.")
    message = nelida.hear()
    assert message["name"] == "post.created" and message["thread"] == world.thread and message["seq"] == 1
    assert "Llega en vivo." not in str(message)  # numbers, not words


def test_what_was_missed_is_given_in_order_and_too_much_means_reload(world, live, listen):
    for n in range(3):
        reply_over_http(world, live, "julian", f"Mientras no estaba {n}.")
    nelida = listen("nelida")
    answer = nelida.follow(f"forum:{world.forum}", 1)
    assert [message["seq"] for message in answer["missed"]] == [2, 3]
    with world.app.app_context():
        user, post = db.session.get(User, world.user.julian), db.session.get(Post, world.post.opening)
        for _ in range(101):
            forums.support(user, post)
            forums.unsupport(user, post)
    assert nelida.follow(f"forum:{world.forum}", 1).get("reload") is True
    assert nelida.follow(f"forum:{world.forum}", 10_000).get("reload") is True  # a number from another life


@pytest.mark.parametrize("room", ["space:{space}", "forum:{forum}", "matrix:{matrix}"])
def test_rooms_are_as_closed_as_what_they_are_about(world, listen, room):
    name = room.format(space=world.space, forum=world.forum, matrix=world.matrix)
    assert "seq" in listen("olga").follow(name)
    assert "seq" in listen("ana").follow(name)
    for stranger in ("pedro", None):
        assert listen(stranger).follow(name) == {"error": "not found"}


def test_a_person_s_own_room_is_theirs_alone(world, listen):
    assert "seq" in listen("nelida").follow(f"user:{world.user.nelida}")
    assert listen("julian").follow(f"user:{world.user.nelida}") == {"error": "not found"}


@pytest.mark.parametrize("room", ["forum:999", "forum:x", "nada:1", "", "forum:" + "9" * 30, "forum:1;drop"])
def test_rooms_that_do_not_exist_answer_like_those_one_may_not_know(world, listen, room):
    assert listen("nelida").follow(room) == {"error": "not found"}


@pytest.mark.parametrize(
    "wish", [None, 5, [], {}, {"room": 5}, {"room": "forum:1", "seq": "x"}, {"room": "forum:1", "seq": {}}]
)
def test_nonsense_is_answered_and_harms_nothing(world, listen, wish):
    listener = listen("nelida")
    answer = listener.client.call("follow", wish, timeout=PATIENCE)
    assert "error" in answer
    assert "seq" in listener.follow(f"forum:{world.forum}")


def test_a_page_of_another_site_opens_no_socket(world, live):
    for origin in ("https://malo.example", "null", f"{live.url}.malo.example"):
        with pytest.raises(socketio.exceptions.ConnectionError):
            Listener(world, live, "nelida", origin)
    with pytest.raises(socketio.exceptions.ConnectionError):
        Listener(world, live, "nelida", "https://malo.example", **{"X-Forwarded-Host": "malo.example"})


def test_who_calls_too_often_is_shut_out(world, listen):
    listener = listen("nelida")
    for _ in range(80):
        listener.client.emit("follow", {"room": f"forum:{world.forum}", "seq": 0})
    assert listener.other.get(timeout=PATIENCE) == ("disconnect",)


def test_a_message_too_large_closes_the_socket(world, listen):
    listener = listen("nelida")
    listener.client.emit("follow", {"room": "x" * 20_000})
    assert listener.other.get(timeout=PATIENCE) == ("disconnect",)


@pytest.fixture(scope="session")
def two_servers(house, redis_url):
    return house.start(TINKUY_REDIS_URL=redis_url), house.start(TINKUY_REDIS_URL=redis_url)


def test_a_post_made_on_one_server_arrives_at_a_socket_of_the_other(world, two_servers, listen):
    first, second = two_servers
    listener = listen("nelida", second)
    assert "seq" in listener.follow(f"forum:{world.forum}")
    reply_over_http(world, first, "julian", "De un proceso a otro.")
    assert listener.hear()["name"] == "post.created"


def test_a_process_of_the_same_machine_is_told_without_a_queue(world, live, house, listen):
    listener = listen("nelida", house.start())
    listener.follow(f"forum:{world.forum}")
    reply_over_http(world, live, "julian", "De un proceso a otro.")
    assert listener.hear()["name"] == "post.created"


def test_without_the_queue_between_them_it_does_not(world, live, house, listen, tmp_path):
    listener = listen("nelida", house.start(TINKUY_INSTANCE=str(tmp_path)))  # as on another machine
    listener.follow(f"forum:{world.forum}")
    reply_over_http(world, live, "julian", "De un proceso a otro.")
    with pytest.raises(queue.Empty):
        listener.heard.get(timeout=1.5)


def test_ending_a_log_in_closes_its_sockets_on_every_server(world, two_servers, listen):
    first, second = two_servers
    listener = listen("nelida", second)
    listener.follow(f"forum:{world.forum}")
    with world.app.app_context():
        newest = db.session.query(Login).filter_by(user_id=world.user.nelida).order_by(Login.id.desc()).first().id
    over_http(world, first, "nelida", "DELETE", f"/logins/{newest}")
    said = {listener.other.get(timeout=PATIENCE)[0], listener.other.get(timeout=PATIENCE)[0]}
    assert said == {"ended", "disconnect"}


def test_who_is_taken_out_of_a_space_hears_no_more_of_it(world, live, listen):
    nelida, julian = listen("nelida"), listen("julian")
    room = f"forum:{world.forum}"
    nelida.follow(room), julian.follow(room)
    over_http(world, live, "marcela", "DELETE", f"/members/{world.membership.nelida}")
    assert nelida.other.get(timeout=PATIENCE) == ("dropped", {"room": room})
    reply_over_http(world, live, "wilfredo", "Ya no está.")
    assert julian.hear()["name"] == "post.created"
    assert nelida.heard.empty()
    assert nelida.follow(room) == {"error": "not found"}


def test_people_see_who_is_there_and_where(world, listen):
    nelida, julian = listen("nelida"), listen("julian")
    room = f"matrix:{world.matrix}"
    nelida.follow(room), julian.follow(room)
    julian.client.call("place", {"room": room, "place": {"cell": "1-2", "writing": True}}, timeout=PATIENCE)
    people = nelida.people.get(timeout=PATIENCE)
    one = people["named"][0]
    assert (one["name"], one["actor"], one["place"]) == ("Julián Barrientos", "ONG", {"cell": "1-2", "writing": "True"})
    julian.client.disconnect()
    assert nelida.people.get(timeout=PATIENCE)["named"] == []


def test_nobody_stands_in_a_room_they_do_not_follow(world, listen):
    pedro = listen("pedro")
    answer = pedro.client.call("place", {"room": f"matrix:{world.matrix}", "place": {}}, timeout=PATIENCE)
    assert answer == {"error": "not found"}


def test_presence_goes_from_server_to_server(world, two_servers, listen):
    first, second = two_servers
    room = f"matrix:{world.matrix}"
    nelida, julian = listen("nelida", first), listen("julian", second)
    nelida.follow(room), julian.follow(room)
    nelida.client.call("place", {"room": room, "place": {"cell": "1-1"}}, timeout=PATIENCE)
    nelida.people.get(timeout=PATIENCE)
    julian.client.call("place", {"room": room, "place": {"cell": "2-2"}}, timeout=PATIENCE)
    names = set()
    while names != {"Nélida Quispe", "Julián Barrientos"}:
        names = {one["name"] for one in nelida.people.get(timeout=PATIENCE)["named"]}


def test_frames_are_not_compressed_for_each_reader_anew(world, live):
    """What guards the library from the outside really stands around it: it would accept the offer."""
    with closing(websocket.WebSocket()) as raw:
        raw.connect(
            live.url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket",
            header={"Sec-WebSocket-Extensions": "permessage-deflate"},
            origin=live.url,
            timeout=PATIENCE,
        )
        assert "sec-websocket-extensions" not in raw.getheaders()
