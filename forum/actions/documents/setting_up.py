"""A document: its code and title, whose it is, taking it away and bringing it back."""

from flask_babel import gettext as _

from ...errors import Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Document, Membership, User, Worktable
from ...models.base import LARGEST, now
from ...text.legible import one_line
from .. import action

LONGEST_CODE = 40
LONGEST_TITLE = 200
LONGEST_SECTOR = 80
LONGEST_DEMANDER = 160
MOST_DOCUMENTS = 500


@action("document.create")
def create(user: User, table: Worktable, code: str, title: str, **words) -> Document:
    """`words`: as `change` takes them."""
    if db.session.scalar(db.select(db.func.count(Document.id)).where(Document.worktable_id == table.id)) >= (
        MOST_DOCUMENTS
    ):
        raise Invalid(_("Una mesa tiene como mucho %(n)s documentos.", n=MOST_DOCUMENTS))
    document = Document(
        worktable_id=table.id, created_by_id=user.id, **clean_document(table, None, code, title, **words)
    )
    db.session.add(document)
    db.session.flush()
    record("document.created", user, document, document=document.id)
    return document


@action("document.change")
def change(user: User, document: Document, code: str, title: str, **words) -> Document:
    """`sector` and `demander` are words; `responsible_id` the number of who participates in the space, or None."""
    for name, value in clean_document(document.worktable, document, code, title, **words).items():
        setattr(document, name, value)
    record("document.changed", user, document, document=document.id)
    return document


@action("document.change")
def remove(user: User, document: Document) -> Document:
    """Off the board, with all that is in it; `restore` brings it back."""
    document.removed_at = now()
    record("document.removed", user, document, document=document.id)
    return document


@action("document.create")
def restore(user: User, table: Worktable, id: int) -> Document:
    """One of the working table's that was taken away; of any other, `NotFound`."""
    document = db.session.get(Document, id) if 0 < id <= LARGEST else None
    if document is None or document.worktable_id != table.id or document.removed_at is None:
        raise NotFound()
    document.removed_at = None
    record("document.restored", user, document, document=document.id)
    return document


def clean_document(table, document, code, title, sector="", demander="", responsible_id=None):
    kept = {
        "code": (one_line(code), LONGEST_CODE),
        "title": (one_line(title), LONGEST_TITLE),
        "sector": (one_line(sector), LONGEST_SECTOR),
        "demander": (one_line(demander), LONGEST_DEMANDER),
    }
    wrong = {
        name: _("Usa como mucho %(n)s letras.", n=most) for name, (words, most) in kept.items() if len(words) > most
    }
    clean = {name: words for name, (words, _most) in kept.items()}
    if not clean["code"]:
        wrong["code"] = _("Escribe el código del documento, como FT-07.")
    if not clean["title"]:
        wrong["title"] = _("Escribe el título del documento.")
    if "code" not in wrong and (other := _of_code(table, clean["code"], document)):
        wrong["code"] = (
            _("El código %(code)s es de un documento retirado: recupéralo en la lista o usa otro.", code=other.code)
            if other.removed_at
            else _("El código %(code)s ya es de «%(title)s». Usa otro.", code=other.code, title=other.title)
        )
    if responsible_id is not None and not _participates(table, responsible_id):
        wrong["responsible_id"] = _("Elige a alguien que participe en el espacio.")
    if wrong:
        raise Invalid(fields=wrong)
    return clean | {"responsible_id": responsible_id}


def _of_code(table, code, document):
    query = db.select(Document).where(Document.worktable_id == table.id, Document.code == code)
    return db.session.scalar(query.where(Document.id != document.id) if document is not None else query)


def _participates(table, user_id):
    return db.session.scalar(
        db.select(Membership.id).where(
            Membership.space_id == table.space_id, Membership.user_id == user_id, Membership.left_at.is_(None)
        )
    )
