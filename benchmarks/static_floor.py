"""The site with one file more: the floor that its pages are measured against."""

import os
from pathlib import Path

from flask import send_file

from wsgi import app

FILE = Path(os.environ["BENCH_FILE"])


@app.get("/bench-floor.html")
def floor():
    return send_file(FILE, mimetype="text/html")
