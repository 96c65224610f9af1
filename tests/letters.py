"""The letters that a site without a mail server leaves in its folder."""

import email
import email.policy
import re


def letters(app):
    """[(to, words)] of the letters written so far, oldest first."""
    return [(letter["To"], letter.get_content()) for letter in parsed(app)]


def parsed(app):
    folder = app.config["INSTANCE"] / "mail"
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns) if folder.exists() else []
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]


def link_in(words):
    """The path of the first link."""
    return re.search(r"https?://[^/\s]+(/\S+)", words)[1]


def stripped(page):
    """A page without what differs at each call: nonces, tokens, what was typed."""
    return re.sub(r'nonce="[^"]*"|value="[^"]*"|content="[^"]*"', "", page)
