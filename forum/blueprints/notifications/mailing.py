"""The way out that stands in every letter: signed, so that nobody has to log in to take it."""

from flask import request

from ... import tokens
from ...actions import notifications
from ...errors import NotFound
from ...extensions import csrf, db
from ...models import User
from ..doors import page
from . import blueprint


@blueprint.get("/mail/off/<token>")
def ask_off(token):
    """Mail programs look at links by themselves: only the button does something."""
    return page("notifications/off.html", person=person_of(token), done=False)


@blueprint.post("/mail/off/<token>")
@csrf.exempt
def off(token):
    """Also in one click from the mail program (RFC 8058), which sends no cookie and no form's token."""
    person = person_of(token)
    back = request.form.get("again") == "1"
    notifications.stop_mail(person, "daily" if back else "off")
    return page("notifications/off.html", person=person, done=not back, back=back)


def person_of(token):
    numbers = tokens.read("unsubscribe", token)
    person = db.session.get(User, numbers[0]) if numbers and len(numbers) == 1 else None
    if person is None:
        raise NotFound()
    return person
