"""Sites with other settings than the usual."""

import pytest

from forum.extensions import db
from tests.databases import make_app
from tests.world import World


@pytest.fixture
def world_with(database_url, tmp_path):
    """`world_with(LOGIN_RATE="5/minute")`: a world with those `TINKUY_…` settings; `config` goes over them."""
    made = []

    def make(config=None, **settings):
        environ = {f"TINKUY_{name}": value for name, value in settings.items()}
        made.append(make_app(tmp_path / "instance", database_url, environ=environ, **(config or {})))
        return World(made[-1])

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
