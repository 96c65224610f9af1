"""The readers need a language, not the whole house."""

import json
import warnings

import pytest
from flask import Flask
from flask_babel import Babel

from forum import imports
from forum.imports import process
from forum.imports.readers.main import answer_to


@pytest.fixture(autouse=True)
def in_spanish():
    app = Flask("lectura")
    Babel(app, default_locale="es")
    with app.app_context():
        yield app


@pytest.fixture
def without_process(monkeypatch):
    """The readers here instead of in a process of their own, for what is not about the process: starting one takes
    longer than reading a small file."""

    def read(*asked):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as it does there
            return json.loads(json.dumps(answer_to(*asked)))

    monkeypatch.setattr(process, "read", read)


@pytest.fixture
def best():
    """The table one would import, as plainly as it can be compared: row headers, columns, rows with texts."""

    def read(data, filename):
        reading = imports.read(data, filename)
        return plain(reading.tables[reading.best].table)

    return read


@pytest.fixture
def refused():
    """The sentence with which a file is refused."""

    def read(data, filename):
        with pytest.raises(imports.Invalid) as error:
            imports.read(data, filename)
        return error.value.message

    return read


def plain(table):
    return (
        table.row_headers,
        [column.path for column in table.columns],
        [(row.path, [[entry.text for entry in cell] for cell in row.cells]) for row in table.rows],
    )
