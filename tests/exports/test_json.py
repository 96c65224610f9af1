"""The exchange form says everything."""

import json

from hypothesis import given, settings

from forum import exchange, exports
from forum.exports import Options

from .samples import EVERYTHING, full, hostile, seed, tables


def test_the_exchange_form_of_what_was_selected():
    assert exports.write(seed(), "json", full()) == exchange.to_json(exports.select(seed(), full()))


def test_reading_and_writing_again_gives_the_same_bytes():
    for table in (seed(), hostile()):
        data = exports.write(table, "json", full())
        assert exports.write(exchange.from_json(data), "json", full()) == data


@given(tables())
@settings(max_examples=20)
def test_any_matrix(table):
    data = exports.write(table, "json", Options(states=EVERYTHING))
    assert exports.write(exchange.from_json(data), "json", Options(states=EVERYTHING)) == data


def test_only_what_was_asked_for():
    said = json.loads(exports.write(seed(), "json", Options()))
    entries = [entry for row in said["rows"] for cell in row["cells"] for entry in cell]
    assert {tuple(entry) for entry in entries} == {("text", "state")}
