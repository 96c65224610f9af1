"""House rules that a reader of code would otherwise repeat; each check is shown to find what it looks for."""

import ast
import re
from pathlib import Path

import pytest

FORUM = Path(__file__).resolve().parents[2] / "forum"
DOMAIN = ("actions", "readings", "exports", "imports", "models", "text", "permissions", "events.py", "exchange.py")
LONGEST = 400
REQUEST_THINGS = {"request", "session", "g", "current_user", "flash", "redirect", "url_for"}


def sources(*places):
    for place in places or ("",):
        path = FORUM / place
        yield from [path] if path.is_file() else sorted(path.rglob("*.py"))


def nodes(source, hint):
    """Those of the program; of one that has not even the words of `hint` in it, none are looked for."""
    return ast.walk(ast.parse(source)) if re.search(hint, source) else ()


def calls(source, name):
    """Lines that call `….name(`."""
    return [
        node.lineno
        for node in nodes(source, rf"\b{name}\b")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
    ]


def request_imports(source):
    """Names of a request, a session or a logged-in person that a module takes from Flask."""
    return sorted(
        alias.name
        for node in nodes(source, r"\bflask(_login)?\b")
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


def imports_of(source, module):
    """Lines that import `module` or something out of it."""
    return [
        node.lineno
        for node in nodes(source, rf"\b{module}\b")
        if (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == module for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == module)
    ]


def takes_the_application(source):
    """Lines that take `current_app` from Flask, or the whole of Flask, where it could be had."""
    return [
        node.lineno
        for node in nodes(source, r"\bflask\b")
        if (isinstance(node, ast.Import) and any(alias.name == "flask" for alias in node.names))
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "flask"
            and any(alias.name == "current_app" for alias in node.names)
        )
    ]


def external(source):
    """Addresses made with the host that a request brought: a letter's come from the settings."""
    return re.findall(r"""_external["']?\s*[=:]""", source)


LAZY = ("_l", "lazy_gettext", "lazy_ngettext", "lazy_pgettext", "lazy_npgettext")


def woven(source):
    """Lines where something is put into a text that is translated late: templates do not escape such a text, which says
    of itself that it is HTML, so nothing that people wrote may be in it."""
    lines = []
    for node in nodes(source, "|".join(LAZY)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod | ast.Add):
            lines += [node.lineno for side in (node.left, node.right) if is_lazy(side)]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_lazy(node.func.value):
            lines.append(node.lineno)
        if is_lazy(node) and (
            node.keywords or not all(isinstance(argument, ast.Constant) for argument in node.args) or len(node.args) > 1
        ):
            lines.append(node.lineno)
    return lines


def is_lazy(node):
    if not isinstance(node, ast.Call):
        return False
    return getattr(node.func, "id", getattr(node.func, "attr", "")) in LAZY


def where(check, *places, root=FORUM, suffixes=(".py",)):
    """The files below `root` in which `check` finds something."""
    paths = [path for place in places or ("",) for path in [root / place]]
    files = [file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*")))]
    return {str(file.relative_to(root)) for file in files if file.suffix in suffixes and check(file.read_text("utf-8"))}


# Of the domain, these read a setting; everything else is told what it has to know.
SETTINGS = {"actions/accounts/logins.py", "actions/accounts/registering.py"}


def sockets(source):
    return imports_of(source, "flask_socketio")


def test_only_realtime_knows_sockets():
    assert where(sockets) == {"extensions.py", "realtime/__init__.py"}


def test_the_domain_knows_no_application():
    assert where(takes_the_application, *DOMAIN) == SETTINGS


def test_no_address_has_the_host_of_a_request():
    assert where(external, suffixes=(".py", ".html")) == set()


def test_nothing_is_put_into_a_text_before_it_is_translated():
    assert where(woven) == set()


@pytest.mark.parametrize(
    ("check", "bad", "good"),
    [
        (sockets, "from flask_socketio import emit", "from ..realtime import emit"),
        (sockets, "def f():\n    import flask_socketio as io", "import flask_login"),
        (takes_the_application, "from flask import current_app as app", "from ..extensions import db"),
        (takes_the_application, "def f():\n    import flask", "from flask_babel import gettext"),
        (external, 'url_for(".reset", token=token, _external=True)', 'url_for(".reset", token=token)'),
        (external, 'url_for(".reset", **{"_external": True})', "external = True"),
        (woven, '_l("Hola, %(name)s", name=name)', '_l("Hola")'),
        (woven, '_l("Hola, %s") % name', '_("Hola, %s") % name'),
        (woven, 'lazy_gettext("Hola, {}").format(name)', 'gettext("Hola, {}").format(name)'),
        (woven, '_l("Hola, ") + name', 'Rule(check, _l("No puedes."))'),
        (woven, '_l(f"Hola, {name}")', "_l('Hola')"),
        (woven, 'babel.lazy_ngettext("%(num)d", "%(num)d", n)', "ngettext('%(num)d', '%(num)d', n)"),
    ],
)
def test_a_file_that_breaks_the_rule_is_found_and_another_is_not(tmp_path, check, bad, good):
    (tmp_path / "actions").mkdir()
    (tmp_path / "actions/bad.py").write_text(bad)
    (tmp_path / "actions/good.py").write_text(good)
    assert where(check, "actions", root=tmp_path) == {"actions/bad.py"}


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
        "blueprints/joining.py",
    }  # the QR code
    assert {place for place in places if not place.startswith("text/")} <= allowed


def outgrown(source):
    return len(source.splitlines()) > LONGEST


def test_no_file_outgrows_what_one_sees():
    everything = (".py", ".js", ".css", ".html")
    assert {path for path in where(outgrown, suffixes=everything) if "vendor" not in Path(path).parts} == set()


def test_a_file_that_outgrows_it_is_found(tmp_path):
    (tmp_path / "long.css").write_text("a {}\n" * (LONGEST + 1))
    (tmp_path / "full.css").write_text("a {}\n" * LONGEST)
    assert where(outgrown, root=tmp_path, suffixes=(".css",)) == {"long.css"}


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


def unmarked(folder):
    """Tests that open browsers and do not say so: they would run where there is none."""
    files = folder.glob("test_*.py")
    return sorted(
        path.name for path in files if not re.search(r"(?m)^pytestmark = .*\bmark\.browser\b", path.read_text())
    )


def test_what_opens_browsers_says_so(tmp_path):
    assert unmarked(Path(__file__).resolve().parents[1] / "browser") == []
    (tmp_path / "test_bell.py").write_text("def test_the_bell(visit):\n    pass\n")
    assert unmarked(tmp_path) == ["test_bell.py"]
