"""The work of rendering in calls of functions, which is the same on every machine.

    python -m tests.text.counting PART PARTS

renders that part of the families and prints {family: calls} as JSON.
"""

import cProfile
import json
import resource
import sys

from flask import Flask
from flask_babel import Babel

from forum.text import render

from .families import FAMILIES

SECONDS = 120  # of a processor, for what takes seven: only what never ends is stopped


def calls(text):
    """How many functions are called to render it."""
    return calls_of(lambda: render(text))


def calls_of(work):
    """How many functions of Python are called to do `work()`; counting those of C too takes a quarter longer."""
    profile = cProfile.Profile(builtins=False)
    profile.enable()
    work()
    profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


def main(part, parts):
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    app = Flask("counting")
    Babel(app, default_locale="es")
    with app.test_request_context():
        render("*una* vez antes, para que todo esté cargado")
        print(json.dumps({name: calls(FAMILIES[name]) for name in list(FAMILIES)[part::parts]}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
