"""One database and one server for all the tests of a folder, the world in it as new for each of them.

A conftest imports `house`, `app` and `live` where starting a server for every test would take most of the time.
"""

from contextlib import closing

import pytest

from forum.extensions import db

from .conftest import ON_POSTGRESQL, maintenance, make_app, serving, with_database


class House:
    """The application on a database of its own, and servers on the same one: `start(TINKUY_…="…")`."""

    def __init__(self, app, start):
        self.app, self.start = app, start


@pytest.fixture(scope="session")
def house(template_database, tmp_path_factory, request):
    folder = tmp_path_factory.mktemp("house")
    url = f"sqlite:///{folder}/tinkuy.db"
    if ON_POSTGRESQL:
        server = request.getfixturevalue("postgresql")
        url = with_database(server, f"test_{folder.name}")
        with maintenance(server) as connection:
            connection.execute(f'CREATE DATABASE "test_{folder.name}" TEMPLATE template_tinkuy')
    else:
        pour(template_database, url)
    app = make_app(folder / "instance", url)
    with serving(app, url, folder) as start:
        yield House(app, start)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def served(house):
    return house.start()


@pytest.fixture
def app(house, template_database):
    """The house's application, its database as new."""
    if ON_POSTGRESQL:
        with house.app.app_context():
            names = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
            db.session.execute(db.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            db.session.commit()
    else:
        pour(template_database, house.app.config["SQLALCHEMY_DATABASE_URI"])
    yield house.app
    with house.app.app_context():
        db.session.remove()


@pytest.fixture
def live(served, world):
    """The server, with the world in it: `live.url`."""
    return served


def pour(template, url):
    """The template's pages into the database of `url`, whoever has it open."""
    import pysqlite3

    with closing(pysqlite3.connect(template)) as source, closing(pysqlite3.connect(url.partition(":///")[2])) as target:
        source.backup(target)
