"""Files that were taken in and never sent: gone a day later, when the next one comes."""

from ..actions.forums.attachments import forget_bytes, forget_unsent
from ..permissions import OPERATOR


def sweep(_message):
    if forget_unsent(OPERATOR):
        forget_bytes()


TASKS = {"attachment.created": sweep}
