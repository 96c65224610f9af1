"""What the browser loads besides pages: under an address that carries the files' fingerprint, for ever fresh."""

import gzip
import hashlib
import re
from functools import cache
from pathlib import Path
from posixpath import dirname, normpath

from flask import Blueprint, Response, request, send_from_directory, url_for

from .compression import TEXTS, WORTH, takes_gzip

STATIC = Path(__file__).resolve().parent.parent / "static"

blueprint = Blueprint("assets", __name__)


def init_app(app):
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(asset=asset, modules=modules)


def asset(name):
    """The address of `css/app.css` (all style sheets as one) or of any file below `static/`."""
    return url_for("assets.static_file", fingerprint=fingerprint(), path=name)


@blueprint.get("/static/<fingerprint>/<path:path>")
def static_file(fingerprint, path):
    path = normpath(path)
    if path == "css/app.css":
        response = whole(style_sheet().encode(), "text/css")
    else:
        response = send_from_directory(STATIC, path)
    if response.mimetype in TEXTS:
        response.vary.add("Accept-Encoding")
        if response.status_code == 200 and takes_gzip() and response.content_length >= WORTH:
            response.close()
            response = whole(gzipped(path), response.mimetype, "gzip")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def whole(data, mimetype, encoding=None):
    """All of a file in one answer, with a mark by which a browser asks whether it is still the same."""
    response = Response(data, mimetype=mimetype, direct_passthrough=True)
    response.set_etag(hashlib.sha256(data).hexdigest()[:16])
    response.vary.add("Accept-Encoding")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    return response.make_conditional(request)


@cache
def gzipped(path):
    """A file of `static/`, which is there, packed as small as it goes."""
    data = style_sheet().encode() if path == "css/app.css" else (STATIC / path).read_bytes()
    return gzip.compress(data, 9, mtime=0)


@blueprint.get("/favicon.ico")
def favicon():
    return send_from_directory(STATIC / "img", "favicon.svg", mimetype="image/svg+xml", max_age=86400)


@cache
def style_sheet():
    """The style sheets in the order of `css/order.txt`, without what is there for who reads them."""
    names = (STATIC / "css" / "order.txt").read_text().split()
    rules = "\n".join((STATIC / "css" / name).read_text() for name in names)
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)).strip()


def modules(*names):
    """The addresses of the modules that a page loads which names these, theirs included: all are asked for at once,
    where a browser would learn of them one after the other."""
    return _modules(asset("js/"), names)


@cache
def _modules(folder, names):
    return [folder + path for path in sorted({path for name in ("app", *names) for path in imported(f"{name}.js")})]


@cache
def imported(path):
    """`path` below `static/js/`, and the modules it imports, and theirs."""
    found, waiting = set(), [path]
    while waiting:
        path = waiting.pop()
        found.add(path)
        others = re.findall(r'^(?:import|export)\b[^;]*?"(\.[^"]+)";', (STATIC / "js" / path).read_text(), re.MULTILINE)
        waiting += {normpath(f"{dirname(path)}/{other}".lstrip("/")) for other in others} - found
    return frozenset(found)


@cache
def fingerprint():
    """Of all files below `static/`: one address for a whole release, so that modules import each other plainly."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
