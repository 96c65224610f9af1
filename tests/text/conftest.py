"""Texts need no database: only a language to speak."""

import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture(scope="session")
def tongue():
    app = Flask("text")
    Babel(app, default_locale="es")
    return app


@pytest.fixture(autouse=True)
def speaking(tongue):
    with tongue.test_request_context():
        yield
