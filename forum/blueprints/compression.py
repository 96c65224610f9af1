"""Text goes over the wire gzipped, to who takes it."""

import gzip

from flask import request

TEXTS = {
    "text/html",
    "text/css",
    "text/csv",
    "text/plain",
    "text/javascript",
    "application/javascript",
    "application/json",
    "image/svg+xml",
}
WORTH = 1000  # bytes; what is shorter fits a packet as it is
LEVEL = 4  # above it a page takes twice the time for a twentieth of its size


def init_app(app):
    app.after_request(compressed)


def takes_gzip():
    return request.accept_encodings["gzip"] > 0


def compressed(response):
    """`response` gzipped, where it is text made for this request; files have their own way (`assets.py`).

    Lengths tell a listener nothing of use (BREACH): the only secret of a page is its forms' token, signed anew every
    second, and what another site's page asks for in the background comes without the cookie (SameSite=Lax).
    """
    if response.mimetype not in TEXTS or response.direct_passthrough or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    whole = response.status_code not in (204, 206, 304) and not response.headers.get("Content-Encoding")
    if not whole or request.method == "HEAD" or not takes_gzip() or response.calculate_content_length() < WORTH:
        return response
    response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    if etag := response.get_etag()[0]:
        response.set_etag(etag, weak=True)
    return response
