"""Documents brought in from files: taken, read in the background, looked at, and then written."""

from flask_babel import gettext as _

from ...errors import Conflict, Invalid, NotFound
from ...events import record
from ...extensions import db
from ...models import Document, DocumentFile, DocumentImport, DocumentVersion, User, Worktable
from ...models.base import now
from ...readings.documents import latest, likened
from .. import action
from .clauses import Words, clean, fill
from .setting_up import clean_document
from .writing import new_version

MOST_FILES = 60


@action("document.import")
def take_files(user: User, table: Worktable, filenames: list[str], document: Document | None = None) -> DocumentImport:
    """Files of these names, to be read; the caller keeps their bytes, by the numbers this gives. One of them, where it
    is the next version of `document`."""
    if not filenames:
        raise Invalid(_("Elige el archivo que tiene el documento."))
    if document is not None and len(filenames) > 1:
        raise Invalid(_("Elige un solo archivo: el de la versión siguiente."))
    if len(filenames) > MOST_FILES:
        raise Invalid(_("Elige como mucho %(n)s archivos de una vez.", n=MOST_FILES))
    found = DocumentImport(
        worktable_id=table.id, document_id=document.id if document is not None else None, user_id=user.id
    )
    found.files = [DocumentFile(filename=name[:120]) for name in filenames]
    db.session.add(found)
    db.session.flush()
    return found


@action("document.import")
def start_reading(user: User, found: DocumentImport) -> DocumentImport:
    """The bytes are there: the background work may begin."""
    record("documents.taken", user, found, document_import=found.id)
    return found


@action("document.import")
def note_reading(user: User, found: DocumentImport, file: DocumentFile, title: str, content: list, left_out: list):
    """What one of the files holds; the first reading counts, where it was begun again. What could not be written is
    refused now, not when everything was looked at."""
    if file.state != "waiting":
        return
    try:
        for one in content:
            _words(one)
    except Invalid as error:
        file.state, file.problem = "refused", str(error.message or next(iter(error.fields.values())))
        return
    file.state, file.title, file.content, file.left_out = "read", title[:300], content, left_out


@action("document.import")
def note_refusal(user: User, found: DocumentImport, file: DocumentFile, problem: str):
    """Why one of the files could not be read."""
    if file.state == "waiting":
        file.state, file.problem = "refused", problem


@action("document.import")
def write_documents(user: User, found: DocumentImport, chosen: dict[int, dict], publish: bool) -> list[Document]:
    """A document of each file in `chosen` ({file: {"code", "title", "sector", "demander"}}), with its first version:
    published, or to be written on. `Invalid`, with fields such as `code-7`, where one cannot be; then none is."""
    if found.document_id is not None:
        raise NotFound()
    _settled(found)
    files = {file.id: file for file in found.files if file.state == "read" and file.id in chosen}
    if not files:
        raise Invalid(_("Marca al menos un archivo."))
    made, wrong = [], {}
    for id, file in files.items():
        try:
            document = Document(
                worktable_id=found.worktable_id,
                created_by_id=user.id,
                **clean_document(found.worktable, None, **chosen[id]),
            )
            db.session.add(document)
            db.session.flush()
            version = new_version(user, document, file.filename)
            fill(version, [_words(one) for one in file.content])
        except Invalid as error:
            wrong |= {f"{name}-{id}": sentence for name, sentence in error.fields.items()}
            if not error.fields:
                wrong[f"code-{id}"] = error.message
            continue
        if publish:
            version.finished_at = now()
        file.made = document
        made.append(document)
    if wrong:
        raise Invalid(fields=wrong)
    found.written_at = now()
    for document in made:
        record("document.created", user, document, document=document.id)
    record("documents.brought", user, found, documents=len(made))
    return made


@action("document.import")
def write_version(user: User, found: DocumentImport, base: int, chosen: dict[int, int | None]) -> DocumentVersion:
    """The next version of its document, to be looked over and published: a clause that was read is the same as one of
    version number `base` (what the person saw; 0 for none), as `chosen` says where it was asked ({place: number of the
    clause, or None for a new one})."""
    if found.document is None or not found.files:
        raise NotFound()
    _settled(found)
    file = found.files[0]
    if file.state != "read":
        raise Conflict(_("Este archivo no se pudo leer."))
    before = latest(found.document)
    if base != (before.id if before is not None else 0):
        raise Conflict(_("Mientras mirabas se publicó otra versión. Mira otra vez qué apartado es cuál."))
    version = new_version(user, found.document, file.filename)
    texts, matches = likened(before, file.content)
    known = {text.clause_id for text in texts}
    clauses, given = [], set()
    for place, (one, match) in enumerate(zip(file.content, matches, strict=True)):
        words = _words(one)
        same = texts[match.old].clause_id if match.old is not None else None
        if place in chosen:
            same = chosen[place] if chosen[place] in known else None
        words.clause = same if same not in given else None
        given.add(words.clause)
        clauses.append(words)
    fill(version, clauses)
    file.made_id, found.written_at = found.document_id, now()
    record("version.begun", user, version, document=version.document_id, document_version=version.id)
    return version


@action("document.import")
def drop_files(user: User, found: DocumentImport) -> DocumentImport:
    """The files are of no use; what came of them stays."""
    found.removed_at = now()
    return found


def _settled(found):
    if found.written_at is not None:
        raise Conflict(_("Estos archivos ya se importaron."))
    if any(file.state == "waiting" for file in found.files):
        raise Conflict(_("Todavía se están leyendo los archivos. Espera a que terminen."))


def _words(one):
    return clean(Words(**{name: one[name] for name in ("number", "heading", "text", "level", "tables", "figures")}))
