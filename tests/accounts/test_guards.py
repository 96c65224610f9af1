"""What surrounds every page: the form's token, the headers, cookies, foreign origins."""

import re

import pytest

from tests.world import PASSWORD


@pytest.fixture
def guarded(world_with):
    return world_with({"WTF_CSRF_ENABLED": True})


def test_a_write_without_the_form_s_token_is_refused_and_loses_no_words(guarded):
    client = guarded.client("nelida")
    address = f"/posts/{guarded.post.opening}/replies"
    refused = client.post(address, data={"body": "Serían unas doce muestras por trimestre."})
    assert refused.status_code == 422
    assert "Serían unas doce muestras" in refused.text
    page = client.get(f"/threads/{guarded.thread}").text
    assert "Serían unas doce muestras" not in page
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    done = client.post(address, data={"body": "Serían unas doce muestras por trimestre.", "csrf_token": token})
    assert done.status_code == 303


def test_a_write_from_another_site_is_refused(world):
    client = world.client("nelida")
    data = {"body": "Hola."}
    address = f"/posts/{world.post.opening}/replies"
    assert client.post(address, data=data, headers={"Origin": "https://malo.example"}).status_code == 403
    assert client.post(address, data=data, headers={"Origin": "http://localhost"}).status_code == 303


def test_every_page_carries_its_guards(world):
    for client, address in (
        (world.client(), "/login"),
        (world.client("nelida"), f"/threads/{world.thread}"),
        (world.client(), "/nada"),
    ):
        answer = client.get(address)
        policy = answer.headers["Content-Security-Policy"]
        nonce = re.search(r"'nonce-([^']+)'", policy)[1]
        assert "default-src 'none'" in policy and "'unsafe-inline'" not in policy and "'unsafe-eval'" not in policy
        assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert not re.search(r"<script(?![^>]*nonce=\"" + re.escape(nonce) + r"\")", answer.text)
        assert not re.search(r"<[^>]+ (style|on\w+)=", answer.text)
    first, second = (world.client().get("/login").headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


def test_the_cookie_is_for_this_site_alone_and_not_for_scripts(world):
    answer = world.client().post("/login", data={"email": "nelida@tinkuy.example", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_behind_https_the_cookie_is_secure(world_with):
    world = world_with(BASE_URL="https://tinkuy.example")
    answer = world.client().post("/login", data={"email": "nelida@tinkuy.example", "password": PASSWORD})
    assert "Secure" in answer.headers["Set-Cookie"]


def test_errors_have_one_shape_for_scripts(world):
    answer = world.client("nelida").get("/threads/999", headers={"Accept": "application/json"})
    assert answer.json["status"] == 404 and answer.json["error"] and answer.json["fields"] == {}
    forbidden = world.client("olga").post(
        f"/posts/{world.post.opening}/replies", data={"body": "Hola"}, headers={"Accept": "application/json"}
    )
    assert forbidden.json["status"] == 403 and forbidden.json["error"]


def test_a_post_of_two_megabytes_comes_back_and_a_request_of_thirty_is_refused(world):
    client, address = world.client("nelida"), f"/posts/{world.post.opening}/replies"
    long = client.post(address, data={"body": "a" * 2_000_000})
    assert long.status_code == 422 and "Divídelo" in long.text
    huge = client.post(address, data={"body": "a" * 30_000_000})
    assert huge.status_code == 413 and "demasiado grande" in huge.text
