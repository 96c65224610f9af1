"""What every test stands on: a real database that is fresh for each test, an app, a world, servers, a browser.

The suite runs on SQLite, and on PostgreSQL with TINKUY_TEST_DATABASE=postgresql.
"""

import gc
import shutil
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, settings

from forum.blueprints import articles
from forum.extensions import db, limiter

# pytest finds fixtures and hooks by their names here.
from .databases import (
    ON_POSTGRESQL,
    database_url,
    demonstration,
    empty,
    maintenance,
    make_app,
    postgresql,
    pour,
    telling,
    template_database,
    with_database,
)
from .forums.secrets import planted, planting
from .servers import live, redis_url, served, serving
from .silence import pytest_make_collect_report, pytest_runtest_makereport

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

settings.register_profile(
    "house",
    print_blob=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")


def pytest_collection_finish(session):
    """What is there now stays to the end: it is not looked through for garbage again and again."""
    gc.freeze()
    gc.set_threshold(20_000)


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
    yield app
    with app.app_context():
        db.session.remove()
    app.config.clear()
    app.config.update(settings)


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
