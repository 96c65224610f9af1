"""One server for all the browser tests, with a fresh world in it for each; and hands for the people."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import expect

from forum.extensions import db

from ..conftest import ON_POSTGRESQL, maintenance, make_app, serving, with_database

expect.set_options(timeout=15_000)  # a machine may have other work to do


@pytest.fixture(scope="session")
def house(template_database, tmp_path_factory, request):
    """(app, server): the application on a database of its own, and gunicorn on the same one."""
    folder = tmp_path_factory.mktemp("browser")
    url = f"sqlite:///{folder}/tinkuy.db"
    if ON_POSTGRESQL:
        server = request.getfixturevalue("postgresql")
        url = with_database(server, "test_browser")
        with maintenance(server) as connection:
            connection.execute('CREATE DATABASE "test_browser" TEMPLATE template_tinkuy')
    else:
        pour(template_database, url)
    app = make_app(folder / "instance", url)
    with serving(app, url, folder) as start:
        yield app, start()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(house, template_database):
    """The house's application, its database as new."""
    app, _server = house
    if ON_POSTGRESQL:
        with app.app_context():
            names = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
            db.session.execute(db.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            db.session.commit()
    else:
        pour(template_database, app.config["SQLALCHEMY_DATABASE_URI"])
    yield app
    with app.app_context():
        db.session.remove()


@pytest.fixture
def live(house, world):
    return house[1]


def pour(template, url):
    """The template's pages into the database of `url`, whoever has it open."""
    import pysqlite3

    with closing(pysqlite3.connect(template)) as source, closing(pysqlite3.connect(url.partition(":///")[2])) as target:
        source.backup(target)


@pytest.fixture
def send():
    """`send(page, "/posts/3/replies", body="…")`: what this person's browser would send, without a page for it."""

    def request(page, path, method="POST", **fields):
        token = re.search(r'name="csrf-token" content="([^"]+)"', page.request.get("/help").text())[1]
        answer = page.request.fetch(
            path, method=method, form=fields, headers={"X-CSRFToken": token, "HX-Request": "true"}, max_redirects=0
        )
        assert answer.status < 400, (path, answer.status, answer.text()[:500])
        return answer

    return request
