"""What was sent when one's session had ended: it goes along through the log-in, and waits there in a form, ready."""

import json
from urllib.parse import urlsplit

from flask import current_app, g, make_response, render_template, request

from .addresses import local_url, page_of_request

NEVER = ("/login", "/password", "/account", "/join", "/register", "/card")  # what is typed there is shown to nobody
OURS = ("csrf_token", "unsent", "sending", "version")
TEXTS = ("body", "text", "words", "reason", "title", "introduction", "quote", "question", "description")


def carried() -> str:
    """What goes along, as the log-in page holds it; "" where nothing was typed."""
    if request.endpoint == "accounts.log_in":
        return request.form.get("unsent", "")
    return g.get("unsent", "")


def log_in_first():
    """The log-in page with what this form sent in it; None where there is nothing to lose."""
    g.unsent = sent_here()
    if not g.unsent:
        return None
    response = make_response(current_app.view_functions["accounts.login"]())
    response.status_code = 401
    return response


def sent_here() -> str:
    """What this form sent; "" where nothing was typed, or where it stood on another site, which could put words into
    one's mouth."""
    if request.method == "GET" or request.headers.get("HX-Request") or request.path.startswith(NEVER):
        return ""
    whence = request.headers.get("Origin") or request.headers.get("Referer") or request.host_url
    fields = [(name, words) for name, words in request.form.items(multi=True) if name not in ("csrf_token", "unsent")]
    typed = [words for name, words in fields if name not in OURS and any(map(str.isalpha, words))]
    if urlsplit(whence).netloc != request.host or not typed:
        return ""
    files = any(file.filename for file in request.files.values())
    return json.dumps({"to": request.full_path, "back": page_of_request(), "fields": fields, "files": files})


def ready_to_send(told: str):
    """The page with the form that was `told`, ready to be sent; None where there is none."""
    try:
        sent = json.loads(told)
        to, back = local_url(sent["to"], ""), local_url(sent["back"], "/")
        fields = [(str(name), str(words)) for name, words in sent["fields"]]
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    if not to or to.startswith(NEVER):
        return None
    g.pop("csrf_token", None)  # that of the session before
    fields = [(name, words, is_shown(name, words)) for name, words in fields]
    return render_template("errors/unsent.html", to=to, fields=fields, back=back, files=bool(sent.get("files")))


def is_shown(name, words):
    """What somebody wrote is there to be looked over; what was chosen, or the page's own, goes along unseen."""
    return any(map(str.isspace, words)) or (name in TEXTS and words != "" and not words.isdecimal())
