"""What follows the clock."""

from huey import crontab

from ..actions.commitments import remind
from ..actions.moderation.people import end_sanctions
from ..actions.notifications import mailing
from ..actions.observations.coming_in import forget_unconfirmed
from ..permissions import OPERATOR
from . import downloads
from .receiving import look_into_mailbox


def init_app(app, huey):
    @huey.periodic_task(crontab(minute="*"), name="mailbox")
    def every_minute():
        with app.app_context():
            end_sanctions(OPERATOR)
            look_into_mailbox()

    @huey.periodic_task(crontab(minute="5", hour="11"), name="reminders")  # in universal time: early morning here
    def every_morning():
        with app.app_context():
            remind(OPERATOR)

    @huey.periodic_task(crontab(minute="20", hour="3"), name="clearing")
    def every_night():
        with app.app_context():
            mailing.clear(OPERATOR)
            downloads.sweep()
            forget_unconfirmed(OPERATOR)
