"""Who somebody is: name, address, language, hours, colours."""

from zoneinfo import available_timezones

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from ...config import LANGUAGES
from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Card, User
from .. import action
from .credentials import hashed

LONGEST_NAME = 120
SCHEMES = ("auto", "light", "dark")


@action("account.change")
def change(user: User, person: User, name, language, timezone=None, scheme="auto") -> User:
    """`timezone` None: each space's own."""
    if language not in LANGUAGES:
        raise Invalid(fields={"language": _("Elige uno de los idiomas.")})
    if timezone and timezone not in available_timezones():
        raise Invalid(fields={"timezone": _("Elige una de las zonas de la lista.")})
    if scheme not in SCHEMES:
        raise Invalid(fields={"scheme": _("Elige cómo quieres los colores.")})
    name, was = clean_name(name), person.name
    person.name, person.language, person.timezone, person.scheme = name, language, timezone or None, scheme
    record("account.changed", user, person)
    for member in person.memberships if name != was else ():
        if member.left_at is None:
            record("member.changed", user, member, membership=member.id)  # what they said there carries the new name
    return person


def new_person(email, name, password, language, is_admin=False) -> User:
    """`Invalid` also where the address was taken a moment ago by another request."""
    if language not in LANGUAGES:
        raise Invalid(fields={"language": _("Elige uno de los idiomas.")})
    person = User(email=email, name=clean_name(name), language=language, is_admin=is_admin)
    person.password_hash = hashed(password)
    db.session.add(person)
    try:
        db.session.flush()
    except IntegrityError as at_the_same_time:
        raise Invalid(_("Ya tienes una cuenta con este correo: entra con tu contraseña.")) from at_the_same_time
    record("account.registered", person, person)
    return person


def person_with(email: str) -> User | None:
    """`email` as `mail.normal_email` gives it."""
    return db.session.scalar(db.select(User).where(User.email == email))


def person_on_card(username: str) -> User | None:
    """Somebody without e-mail, by the name on their card."""
    return db.session.scalar(db.select(User).join(Card, Card.user_id == User.id).where(Card.username == username))


def clean_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid(fields={"name": _("Escribe tu nombre: es como te verán en los foros.")})
    if len(name) > LONGEST_NAME:
        raise Invalid(fields={"name": _("Usa como mucho %(n)s letras.", n=LONGEST_NAME)})
    return name
