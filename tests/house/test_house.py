"""House rules that a reader of code would otherwise repeat; each check is shown to find what it looks for."""

import ast
import re
from pathlib import Path

import pytest

FORUM = Path(__file__).resolve().parents[2] / "forum"
DOMAIN = ("actions", "readings", "exports", "imports", "models", "text", "permissions.py", "events.py", "exchange.py")
REQUEST_THINGS = {"request", "session", "g", "current_user", "flash", "redirect", "url_for"}


def sources(*places):
    for place in places or ("",):
        path = FORUM / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def calls(source, name):
    """Lines that call `….name(`."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
    ]


def request_imports(source):
    """Names of a request, a session or a logged-in person that a module takes from Flask."""
    return sorted(
        alias.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and node.module in ("flask", "flask_login")
        for alias in node.names
        if alias.name in REQUEST_THINGS
    )


def inline(template):
    """Scripts, styles and handlers written into a page."""
    found = re.findall(
        r"<script(?![^>]*\bnonce=)[^>]*>|<style[\s>]|\sstyle=|\son[a-z]+\s*=\s*[\"']|javascript:", template
    )
    return found + re.findall(r"\|\s*safe\b", template)


def test_one_commit_in_the_house():
    places = {str(path.relative_to(FORUM)) for path in sources() if calls(path.read_text(), "commit")}
    assert places == {"actions/__init__.py"}


def test_only_realtime_speaks_to_sockets():
    places = {path.relative_to(FORUM).parts[0] for path in sources() if calls(path.read_text(), "emit")}
    assert places == {"realtime"}


def test_the_domain_knows_no_request():
    assert {str(path): names for path in sources(*DOMAIN) if (names := request_imports(path.read_text()))} == {}


def test_pages_have_nothing_inline():
    wrong = {str(path): found for path in FORUM.rglob("*.html") if (found := inline(path.read_text()))}
    assert wrong == {}


def test_html_is_trusted_in_few_places():
    places = {str(path.relative_to(FORUM)) for path in sources() if re.search(r"\bMarkup\(", path.read_text())}
    allowed = {
        "blueprints/presentation.py",
        "blueprints/articles.py",
        "blueprints/spaces/invitations.py",
    }  # the QR code
    assert {place for place in places if not place.startswith("text/")} <= allowed


def test_no_file_outgrows_what_one_sees():
    long = {
        str(path.relative_to(FORUM)): lines
        for suffix in ("*.py", "*.js", "*.css", "*.html")
        for path in FORUM.rglob(suffix)
        if "vendor" not in path.parts and (lines := len(path.read_text().splitlines())) > 420
    }
    assert long == {}


def test_no_drawer_for_everything():
    drawers = {"utils", "util", "helpers", "helper", "common", "manager", "service", "core", "misc"}
    assert [str(path) for path in FORUM.rglob("*") if path.stem in drawers] == []


@pytest.mark.parametrize(
    ("check", "bad"),
    [
        (lambda source: calls(source, "commit"), "db.session.commit()"),
        (lambda source: calls(source, "emit"), "socketio.emit('x')"),
        (request_imports, "from flask import request, current_app"),
        (request_imports, "from flask_login import current_user"),
        (inline, "<script>alert(1)</script>"),
        (inline, '<p style="color: red">'),
        (inline, '<a onclick="go()">'),
        (inline, "{{ post.html | safe }}"),
        (inline, '<a href="javascript:go()">'),
    ],
)
def test_each_check_finds_what_it_looks_for(check, bad):
    assert check(bad)
