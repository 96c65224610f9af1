"""What follows the events: people are told of what concerns them, and the letters on their way are carried.

The events themselves say what is left to do, so nothing is lost where this stops: it looks every second.
"""

import logging
import threading
import time

from .. import events
from ..actions import notifications
from ..extensions import db
from ..permissions import OPERATOR
from ..readings.notifications import unread_of
from . import letters

PAUSE = 1  # seconds between two looks
log = logging.getLogger(__name__)


def tell_all() -> set[int]:
    """Tell everybody of all that happened; gives the numbers of who was told something."""
    told = notifications.tell(OPERATOR)
    for person, unread in unread_of(told).items():
        events.publish([{"room": f"user:{person}", "name": "notifications.counted", "unread": unread}])
    db.session.rollback()
    return told


def start(app):
    """Look again and again, each at its own pace: a slow mail server holds up letters alone."""
    for work in (tell_all, letters.write_all, letters.carry_all):
        threading.Thread(target=_again_and_again, args=(app, work), daemon=True).start()


def _again_and_again(app, work):
    while True:
        try:
            with app.app_context():
                work()
        except Exception:
            log.exception("%s failed; trying again", work.__name__)
            time.sleep(10 * PAUSE)
        time.sleep(PAUSE)
