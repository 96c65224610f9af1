"""What the browser loads besides pages: under an address that carries the files' fingerprint, for ever fresh."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, send_from_directory, url_for

STATIC = Path(__file__).resolve().parent.parent / "static"

blueprint = Blueprint("assets", __name__)


def init_app(app):
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = asset


def asset(name):
    """The address of `css/app.css` (all style sheets as one) or of any file below `static/`."""
    return url_for("assets.static_file", fingerprint=fingerprint(), path=name)


@blueprint.get("/static/<fingerprint>/<path:path>")
def static_file(fingerprint, path):
    if path == "css/app.css":
        response = Response(style_sheet(), mimetype="text/css")
    else:
        response = send_from_directory(STATIC, path)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@blueprint.get("/favicon.ico")
def favicon():
    return send_from_directory(STATIC / "img", "favicon.svg", mimetype="image/svg+xml", max_age=86400)


@cache
def style_sheet():
    """The style sheets in the order of `css/order.txt`."""
    names = (STATIC / "css" / "order.txt").read_text().split()
    return "\n".join((STATIC / "css" / name).read_text() for name in names)


@cache
def fingerprint():
    """Of all files below `static/`: one address for a whole release, so that modules import each other plainly."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
