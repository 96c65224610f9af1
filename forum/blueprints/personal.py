"""Personal addresses of feeds and calendars, for programs that cannot log in."""

from flask import request

from .. import mail, tokens
from ..actions import notifications
from ..errors import NotFound
from ..readings.notifications.feeds import reader_of
from .doors import me


def reader():
    """Of a personal address its person, else who is logged in here."""
    if "key" not in request.args:
        return me()
    person = reader_of(tokens.read("feed", request.args["key"]))
    if person is None:
        raise NotFound()
    return person


def personal(path):
    return mail.link(f"{path}?key={tokens.sign('feed', me().id, notifications.feed_key(me()))}")
