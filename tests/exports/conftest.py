"""Papers need nothing of the house but words: an application context that has a language."""

import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture(autouse=True)
def words():
    app = Flask(__name__)
    app.config["BABEL_DEFAULT_LOCALE"] = "es"
    Babel(app)
    with app.app_context():
        yield app
