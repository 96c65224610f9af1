"""Letters of what is new: written into the database first, then carried; each step a transaction of its own."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func

from ...extensions import db
from ...models import Letter, MailAnswer, MailPreference, Notification, User
from ...models.base import now
from .. import site_action

LEASE = timedelta(minutes=10)  # after which a letter that was taken up and not sent is taken up again
TRIES = 8
PAUSES = (1, 5, 15, 60, 180, 360, 720)  # minutes before each further try
KEPT = timedelta(days=60)


@site_action("site.maintain")
def write(operator, user: User, letters: list[dict], done: list[int], next_at):
    """The letters that tell `user` of the notifications `done`, which are told by this; and when to look again.

    All in one: what is told is in one letter, whatever breaks off, and where two write at a time the second writes
    nothing.
    """
    window = db.select(MailPreference).where(MailPreference.user_id == user.id)
    preference = db.session.scalar(window.with_for_update().execution_options(populate_existing=True))
    untold = db.select(func.count()).where(Notification.id.in_(done), Notification.mailed_at.is_(None))
    if done and db.session.scalar(untold) < len(done):
        return
    for letter in letters:
        if db.session.scalar(db.select(Letter.id).where(Letter.message_id == letter["message_id"])) is None:
            db.session.add(Letter(user_id=user.id, recipient=user.email, **letter))
    if done:
        told = db.update(Notification).where(Notification.id.in_(done), Notification.user_id == user.id)
        db.session.execute(told.values(mailed_at=now()))
    preference.next_at = next_at


@site_action("site.maintain")
def write_to(operator, user: User, letter: dict) -> bool:
    """One letter to a person, beside what is new; False where the same was written before."""
    if db.session.scalar(db.select(Letter.id).where(Letter.message_id == letter["message_id"])) is not None:
        return False
    db.session.add(Letter(user_id=user.id, recipient=user.email, **letter))
    return True


@site_action("site.maintain")
def is_taken(operator, user: User, digest: str, most: int) -> bool:
    """Whether an answer by mail is one of the `most` that a person may send in an hour; of the same mail, the same."""
    answer = db.session.get(MailAnswer, digest)
    if answer is None:
        recent = (MailAnswer.user_id == user.id, MailAnswer.taken, MailAnswer.created_at > now() - timedelta(hours=1))
        before = db.session.scalar(db.select(func.count()).select_from(MailAnswer).where(*recent))
        answer = MailAnswer(digest=digest, user_id=user.id, taken=before < most)
        db.session.add(answer)
    return answer.taken


@site_action("site.maintain")
def take_up(operator) -> Letter | None:
    """The next letter that is due; nobody else takes it up for a while."""
    query = db.select(Letter).where(Letter.state == "waiting", Letter.next_at <= now()).order_by(Letter.id).limit(1)
    letter = db.session.scalar(query.with_for_update(skip_locked=True))
    if letter is not None:
        letter.next_at = now() + LEASE
        letter.tries += 1
    return letter


@site_action("site.maintain")
def begin(operator, letter: Letter):
    """It goes to the mail server now: from here on it is never sent again by itself."""
    letter.state = "sending"


@site_action("site.maintain")
def sent(operator, letter: Letter):
    letter.state, letter.sent_at, letter.problem = "sent", now(), ""


@site_action("site.maintain")
def put_off(operator, letter: Letter, problem: str):
    """Not taken: another time, and after so many never."""
    letter.problem = problem[:300]
    if letter.tries >= TRIES:
        letter.state = "failed"
    else:
        letter.state = "waiting"
        letter.next_at = now() + timedelta(minutes=PAUSES[min(letter.tries, len(PAUSES)) - 1])


@site_action("site.maintain")
def give_up(operator, letter: Letter, problem: str):
    """The mail server does not take it for this address: the person's letters are held until they look at it."""
    letter.state, letter.problem = "failed", problem[:300]
    if letter.user_id is not None:
        hold(letter.user_id, letter.recipient, problem)


@site_action("site.maintain")
def came_back(operator, letter: Letter, problem: str):
    """A letter that had been taken came back."""
    letter.state, letter.problem = "failed", problem[:300]
    if letter.user_id is not None:
        hold(letter.user_id, letter.recipient, problem)


@site_action("site.maintain")
def clear(operator):
    """Letters that were sent or given up long ago, and notices that were read long ago."""
    before = now() - KEPT
    db.session.execute(db.delete(Letter).where(Letter.state.in_(("sent", "failed")), Letter.created_at < before))
    db.session.execute(db.delete(MailAnswer).where(MailAnswer.created_at < before))
    db.session.execute(
        db.delete(Notification).where(Notification.read_at < before, Notification.mailed_at.is_not(None))
    )


def hold(user_id, recipient, problem):
    """Nothing is sent to an address that letters come back from; to one that changed since, they go on."""
    user = db.session.get(User, user_id)
    preference = db.session.get(MailPreference, user_id, populate_existing=True)
    if user is None or preference is None or user.email != recipient or preference.held_at is not None:
        return
    preference.held_at = now()
    preference.hold_reason = " ".join(problem.split())[:300] or _("no existe o no recibe correos.")
    waiting = db.update(Letter).where(Letter.user_id == user_id, Letter.state == "waiting")
    db.session.execute(waiting.values(state="failed", problem="on hold"))
