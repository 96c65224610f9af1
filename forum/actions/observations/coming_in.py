"""What anybody sends while a document stands pre-published: confirmed by a letter, then published or not."""

import secrets
from datetime import timedelta

from flask_babel import gettext as _

from ... import mail
from ...errors import Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Document, Observation, User
from ...models.base import now
from ...text.legible import one_line
from .. import action, site_action
from . import letters
from .making import Words, write

LASTS = timedelta(days=7)
LONGEST_NAME, LONGEST_ORGANIZATION, LONGEST_REASON = 120, 160, 500


@action("observation.send")
def send(
    user, document: Document, words: Words, name: str, organization: str, email: str, consents: bool, language="es"
) -> Observation:
    """Kept unseen until the link of the letter is followed."""
    fields = {}
    name, organization = one_line(name), one_line(organization)
    if not name:
        fields["name"] = _("Escribe tu nombre.")
    if not consents:
        fields["consents"] = _("Para recibir tu observación necesitamos que aceptes cómo se usa.")
    try:
        email = mail.normal_email(email)
    except Invalid as error:
        fields |= error.fields
    if len(name) > LONGEST_NAME or len(organization) > LONGEST_ORGANIZATION:
        fields["name"] = _("Usa como mucho %(n)s letras.", n=LONGEST_NAME)
    if fields:
        raise Invalid(fields=fields)
    observation = write(document, words, origin="public", standing="unconfirmed")
    observation.name, observation.organization_name, observation.contact = name, organization, email
    observation.token = secrets.token_urlsafe(32)
    observation.consented_at = now()
    db.session.flush()
    record("observation.sent", None, observation, observation=observation.id)
    letters.confirm(observation, language)
    return observation


def by_token(token: str) -> Observation:
    """What a letter's link is about; `NotFound` for any other."""
    observation = db.session.scalar(db.select(Observation).where(Observation.token == token)) if token else None
    if observation is None or observation.removed_at is not None:
        raise NotFound()
    return observation


@action("observation.confirm")
def confirm(user, observation: Observation, token: str) -> Observation:
    """By the button behind the letter's link; once more does nothing."""
    _check(observation, token)
    if observation.standing == "unconfirmed":
        observation.standing, observation.confirmed_at = "waiting", now()
        observation.version += 1
        record("observation.waits", None, observation, observation=observation.id)
    return observation


@action("observation.approve")
def approve(user: User, observation: Observation) -> Observation:
    """For everybody to read, but for what is confidential. Also what was refused before."""
    _check_confirmed(observation)
    if observation.standing != "published":
        observation.standing, observation.refused_reason = "published", ""
        observation.version += 1
        db.session.flush()
        record("observation.created", user, observation, document=observation.document_id, observation=observation.id)
        letters.approved(observation)
    return observation


@action("observation.approve")
def refuse(user: User, observation: Observation, reason: str) -> Observation:
    """Not published; who sent it reads why."""
    _check_confirmed(observation)
    reason = one_line(reason)
    if not reason:
        raise Invalid(fields={"reason": _("Escribe por qué no se publica: lo leerá quien la envió.")})
    if len(reason) > LONGEST_REASON:
        raise Invalid(fields={"reason": _("Usa como mucho %(n)s letras.", n=LONGEST_REASON)})
    if observation.resolution_id is not None:
        raise Invalid(_("Esta observación ya tiene respuesta: queda como está."))
    was_published = observation.standing == "published"
    observation.standing, observation.refused_reason = "refused", reason
    observation.version += 1
    record("observation.refused", user, observation, observation=observation.id)
    if was_published:
        record("observation.withdrawn", user, observation, document=observation.document_id, observation=observation.id)
    letters.refused(observation)
    return observation


@site_action("site.maintain")
def forget_unconfirmed(user) -> int:
    """What nobody confirmed in `LASTS` is forgotten, with who sent it; gives how many."""
    old = db.session.scalars(
        db.select(Observation).where(Observation.standing == "unconfirmed", Observation.created_at < now() - LASTS)
    ).all()
    for observation in old:
        for file in observation.files:
            db.session.delete(file)
        db.session.delete(observation)
    return len(old)


def _check(observation, token):
    if not observation.token or not secrets.compare_digest(observation.token, token) or observation.removed_at:
        raise NotFound()


def _check_confirmed(observation):
    if observation.origin != "public" or observation.standing == "unconfirmed":
        raise Invalid(_("Esta observación no espera una decisión."))
