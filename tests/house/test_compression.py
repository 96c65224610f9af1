"""What goes over the wire is packed for who takes it, and the same for who does not."""

import gzip
import re

import pytest

from forum.blueprints import assets

PACKED = {"Accept-Encoding": "gzip, deflate, br"}
PLAIN = [{}, {"Accept-Encoding": "identity"}, {"Accept-Encoding": "br, gzip;q=0"}]


@pytest.fixture
def address(app):
    def of(name):
        with app.test_request_context():
            return assets.asset(name)

    return of


def lasting(page):
    """A page without what is another in every answer."""
    return re.sub(rb'nonce="[^"]+"|(content|value)="Im[^"]+"', b"", page)


@pytest.mark.parametrize("name", ["css/app.css", "js/thread.js", "vendor/htmx.min.js"])
def test_a_file_comes_packed_or_plain_and_is_the_same(client, address, name):
    packed, *plain = [client.get(address(name), headers=headers, buffered=True) for headers in (PACKED, *PLAIN)]
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain[0].data) / 2
    for answer in plain:
        assert answer.status_code == 200 and "Content-Encoding" not in answer.headers
        assert gzip.decompress(packed.data) == answer.data
        assert answer.headers["ETag"] != packed.headers["ETag"]
    for answer in (packed, *plain):
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.mimetype == packed.mimetype


def test_a_file_is_asked_for_again_by_its_mark(client, address):
    for headers in (PACKED, {}):
        mark = client.get(address("css/app.css"), headers=headers, buffered=True).headers["ETag"]
        again = client.get(address("css/app.css"), headers=headers | {"If-None-Match": mark}, buffered=True)
        assert again.status_code == 304 and again.data == b"" and again.headers["ETag"] == mark
    other = client.get(address("css/app.css"), headers=PACKED | {"If-None-Match": '"other"'})
    assert other.status_code == 200 and other.data


def test_short_files_and_parts_of_files_are_sent_as_they_are(client, address):
    assert "Content-Encoding" not in client.get(address("js/menu.js"), headers=PACKED, buffered=True).headers
    part = client.get(address("vendor/htmx.min.js"), headers=PACKED | {"Range": "bytes=0-9"}, buffered=True)
    assert part.status_code == 206 and len(part.data) == 10 and "Content-Encoding" not in part.headers
    assert client.get("/static/x/../../config.py", headers=PACKED, buffered=True).status_code == 404


def test_a_page_comes_packed_or_plain_and_is_the_same(client):
    packed, *plain = [client.get("/help", headers=headers, buffered=True) for headers in (PACKED, *PLAIN)]
    assert packed.headers["Content-Encoding"] == "gzip" and len(packed.data) < len(plain[0].data) / 2
    for answer in plain:
        assert "Content-Encoding" not in answer.headers and b"</html>" in answer.data
        assert lasting(gzip.decompress(packed.data)) == lasting(answer.data)
        assert "Accept-Encoding" in answer.headers["Vary"] and "Cookie" in answer.headers["Vary"]


def test_what_is_short_or_has_no_body_is_left_alone(client):
    short = client.get("/account", headers=PACKED, buffered=True)
    assert short.status_code == 302 and 0 < len(short.data) < 1000 and "Content-Encoding" not in short.headers
    head = client.head("/help", headers=PACKED)
    assert head.data == b"" and "Content-Encoding" not in head.headers


def test_a_file_that_leaves_comes_as_it_is(world):
    nelida = world.client("nelida")
    answer = nelida.post(f"/matrices/{world.matrix}/exports", data={"format": "csv"}, headers=PACKED)
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    assert "Content-Encoding" not in answer.headers and "Municipio" in answer.data.decode("utf-8-sig")
