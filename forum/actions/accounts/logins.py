"""Log-ins: each browser's is a record that its person sees and ends."""

from datetime import timedelta
from functools import cache

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import bindparam, func
from sqlalchemy.orm import joinedload

from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Login, Notification, User
from ...models.base import now
from .. import action, site_action
from .credentials import digest, is_password_of, keep_up_to_date, new_token
from .people import person_on_card, person_with

SEEN_EVERY = timedelta(minutes=10)  # how exact «usado hace…» is


@site_action("login.start")
def log_in(user, email: str, password: str, browser="", address="") -> tuple[Login, str]:
    """A log-in and its token, or `Invalid` with one sentence for every cause. People without e-mail give the name on
    their card and their word."""
    email = email.strip().lower()
    has_card = "@" not in email
    person = person_on_card(email) if has_card else person_with(email)
    if not is_password_of(person, password, has_card):
        if has_card:
            raise Invalid(_("El usuario o la palabra no coinciden. Revisa ambos, o pide otro código a quien facilita."))
        raise Invalid(_("El correo o la contraseña no coinciden. Revisa ambos o pide una contraseña nueva."))
    keep_up_to_date(person, password, has_card)
    return start_login(person, browser, address)


@action("login.end")
def end_login(user: User, login: Login):
    """Log out: here, or a browser somewhere else."""
    if login.ended_at is None:
        end(login)


@action("login.end")
def see_login(user: User, login: Login, address=""):
    """Note that this log-in is in use."""
    login.seen_at = now()
    login.address = address[:60]


def is_seen_lately(login: Login) -> bool:
    return now() - login.seen_at < SEEN_EVERY


def standing_login(token: str) -> Login | None:
    """The log-in whose token this is, with its person; None where it was ended, or not used for too long. Its `unread`
    is how many notifications the person has not read: every page says so."""
    if not token:
        return None
    row = db.session.execute(_standing_login(), {"unused": unused_since(), "digest": digest(token)}).first()
    if row is None:
        return None
    login, login.unread = row
    return login


@cache
def _standing_login():
    """Asked on every page, so made once."""
    unread = (
        db.select(func.count())
        .where(Notification.user_id == Login.user_id, Notification.read_at.is_(None))
        .correlate(Login)
        .scalar_subquery()
    )
    query = _standing(bindparam("unused")).where(Login.token_digest == bindparam("digest")).add_columns(unread)
    return query.options(joinedload(Login.user))


def standing_logins(person: User) -> list[Login]:
    """The last used first."""
    query = _standing(unused_since()).where(Login.user_id == person.id).order_by(Login.seen_at.desc(), Login.id.desc())
    return db.session.scalars(query).all()


def start_login(person, browser, address):
    token, kept = new_token()
    login = Login(user_id=person.id, token_digest=kept, browser=browser[:300], address=address[:60])
    db.session.add(login)
    db.session.flush()
    record("login.started", person, login, login=login.id)
    return login, token


def end_others(person, keep=None):
    """Every log-in but `keep`."""
    for login in standing_logins(person):
        if keep is None or login.id != keep.id:
            end(login)


def end(login):
    login.ended_at = now()
    record("login.ended", login.user, login, login=login.id)


def unused_since():
    return now() - timedelta(days=current_app.config["SESSION_DAYS"])


def _standing(unused):
    return db.select(Login).where(Login.ended_at.is_(None), Login.seen_at > unused)
