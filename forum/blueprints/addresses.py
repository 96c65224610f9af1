"""Where to go back to on this site."""

from urllib.parse import urlsplit

from flask import request


def page_of_request():
    """Where to come back to after logging in: the page itself, or the one a form was on."""
    if request.method == "GET" and not request.headers.get("HX-Request"):
        return request.full_path.rstrip("?")
    return local_url(request.headers.get("HX-Current-URL") or request.referrer, "/")


def local_url(url, otherwise):
    """`url` without its host where it leads to this site; `otherwise` for any other."""
    parts = urlsplit(url or "")
    if parts.netloc not in ("", request.host) or not parts.path.startswith("/") or parts.path.startswith("//"):
        return otherwise
    if parts.scheme not in ("", "http", "https") or "\\" in (url or ""):
        return otherwise
    return parts.path + (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
