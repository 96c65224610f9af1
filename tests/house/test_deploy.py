"""What an operator copies agrees with the house: its settings exist and are documented, its limits fit."""

import re
from pathlib import Path

from forum.config import settings_from

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


class Noting(dict):
    """An environment that notes what is asked of it."""

    def __init__(self, values):
        super().__init__(values)
        self.asked = set()

    def get(self, name, default=None):
        self.asked.add(name)
        return super().get(name, default)


def settings(tmp_path):
    """The names of every setting the house reads."""
    environ = Noting({"TINKUY_DEMO": "1", "TINKUY_INSTANCE": str(tmp_path)})
    settings_from(environ)
    return environ.asked | {"TINKUY_LOG_LEVEL"}  # gunicorn's settings read this one


def names(text):
    return set(re.findall(r"\bTINKUY_[A-Z_]+\b", text))


def largest_body(nginx):
    """Bytes the proxy lets through; 0 where it does not say."""
    found = re.search(r"^\s*client_max_body_size (\d+)m;", nginx, re.M)
    return int(found[1]) * 1024 * 1024 if found else 0


def test_every_setting_stands_in_the_readme_and_nothing_else(tmp_path):
    table = "\n".join(line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("| `TINKUY_"))
    assert {line.split("`")[1] for line in table.splitlines()} == settings(tmp_path)


def test_what_operators_copy_names_settings_that_exist(tmp_path):
    unknown = {
        path.name: wrong
        for path in DEPLOY.iterdir()
        if path.is_file() and (wrong := names(path.read_text()) - settings(tmp_path))
    }
    assert unknown == {}


def test_the_example_becomes_a_site_with_a_secret_alone(tmp_path):
    lines = [line.partition("=") for line in (DEPLOY / "environment.example").read_text().splitlines()]
    environ = {name: value.strip('"') for name, mark, value in lines if mark and not name.startswith("#")}
    assert environ["TINKUY_SECRET_KEY"] == ""
    config = settings_from(
        environ | {"TINKUY_SECRET_KEY": "0123456789-abcdefghij-ABCDEFGHIJ-xyz", "TINKUY_INSTANCE": str(tmp_path)}
    )
    assert config["SESSION_COOKIE_SECURE"] and config["TRUSTED_PROXIES"] == 1
    assert config["MAIL_FROM"].endswith("<foros@example.org>")


def test_the_proxy_lets_through_what_the_house_takes(tmp_path):
    takes = settings_from({"TINKUY_DEMO": "1", "TINKUY_INSTANCE": str(tmp_path)})["MAX_CONTENT_LENGTH"]
    assert largest_body((DEPLOY / "nginx.conf").read_text()) == takes


def test_units_run_what_there_is():
    commands = re.findall(
        r"ExecStart=/opt/tinkuy/\.venv/bin/(.+)", "".join(map(Path.read_text, DEPLOY.glob("*.service")))
    )
    assert sorted(commands) == ["flask db upgrade", "flask jobs", "gunicorn -c deploy/gunicorn.conf.py wsgi:app"]


def test_the_checks_find_what_they_look_for(tmp_path):
    assert names("x TINKUY_SECRET_KEI=1") - settings(tmp_path) == {"TINKUY_SECRET_KEI"}
    assert largest_body("server { }") == 0
    assert largest_body("    client_max_body_size 1m;") == 1024 * 1024
