"""What a page loads is light, is asked for at once, and is what the page needs."""

import re

import pytest

from benchmarks.weight import REACH, loaded
from forum.blueprints import assets

PAGES = {
    "log-in": (None, "/login"),
    "spaces": ("nelida", "/"),
    "space": ("nelida", "/spaces/compras"),
    "forum": ("nelida", "/forums/{forum}"),
    "thread": ("nelida", "/threads/{thread}"),
    "answer": ("nelida", "/posts/{post.opening}/reply"),
    "hiding": ("elena", "/posts/{post.opening}/hiding"),
    "citation": ("nelida", "/posts/{post.opening}/citation"),
    "matrix": ("marcela", "/matrices/{matrix}"),
}


@pytest.fixture(params=PAGES)
def page(world, request):
    """(the browser, the page's address)"""
    name, address = PAGES[request.param]
    return world.client(name), address.format_map(vars(world))


def test_style_and_scripts_are_light(page):
    assert 0 < sum(loaded(*page).values()) < REACH * 1000


def test_every_module_is_asked_for_at_once(page):
    client, address = page
    html = client.get(address).text
    asked = {name.removeprefix("js/") for name in loaded(client, address) if name.startswith("js/")}
    named = " ".join(re.findall(r'data-module="([^"]+)"', html)).split()
    needed = set().union(*(assets.imported(f"{name}.js") for name in ("app", *named)))
    assert asked == needed


def test_htmx_comes_where_something_is_for_it_alone(page):
    client, address = page
    html = client.get(address).text
    in_use = re.search(r'\shx-(get|post|put|delete)="', html) is not None
    assert ("htmx.min.js" in html) == in_use


def test_sockets_come_where_a_room_is_followed_alone(page):
    client, address = page
    html = client.get(address).text
    assert ("socket.io.min.js" in html) == ("data-room=" in html)


def test_what_a_module_imports_is_found():
    assert {"thread.js", "live.js", "behaviour.js"} <= assets.imported("thread.js")
    assert {"matrices/editor.js", "pieces.js"} <= assets.imported("matrices.js")
    assert "thread.js" not in assets.imported("app.js")
