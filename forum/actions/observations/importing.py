"""Observations that come in a file, all of them or none."""

from dataclasses import dataclass

from flask_babel import gettext as _

from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import ClauseText, Document, Observation, Organization, User
from ...readings.observations.clauses import clause_words
from ...text import anchors, folded
from ...text.legible import one_line
from .. import action
from .making import LONGEST, Words, version_of, write

QUOTED = (("«", "»"), ("“", "”"), ('"', '"'))


@dataclass
class Prepared:
    """A remark of the file as it would be kept; `wrong` says why it cannot be."""

    where: str
    words: Words
    clause: str = ""
    organization: str = ""
    name: str = ""
    wrong: str = ""
    origin: str = "table"


def prepare(document: Document, found) -> list[Prepared]:
    """What `imports.observations.read` gave, against the newest version of the document."""
    version = version_of(document, None)
    query = db.select(ClauseText).where(ClauseText.version_id == version.id).order_by(ClauseText.position)
    clauses = db.session.scalars(query).all()
    ready = [_line(document, version, clauses, line) for line in found.lines]
    return ready + [_note(version, clauses, number, note) for number, note in enumerate(found.notes, 1)]


@action("observation.import")
def import_all(user: User, document: Document, prepared: list[Prepared]) -> list[Observation]:
    """`Invalid`, and nothing is written, while one of them is wrong."""
    if wrong := [one for one in prepared if one.wrong]:
        raise Invalid(_("%(where)s: %(wrong)s", where=wrong[0].where, wrong=wrong[0].wrong))
    query = db.select(Organization).where(
        Organization.space_id == document.worktable.space_id, Organization.removed_at.is_(None)
    )
    known = {folded(one.name): one for one in db.session.scalars(query)}
    made = []
    for one in prepared:
        observation = write(document, one.words, origin=one.origin)
        organization = known.get(folded(one.organization))
        observation.organization_id = organization.id if organization else None
        observation.actor_id = organization.actor_id if organization else None
        observation.organization_name = "" if organization else one_line(one.organization)[:160]
        observation.name = one_line(one.name)[:120]
        observation.created_by_id = user.id
        made.append(observation)
    db.session.flush()
    numbers = [one.id for one in made]
    record("observations.imported", user, document, document=document.id, observations=numbers)
    return made


def _line(document, version, clauses, line):
    words = Words(
        comment=line.comment,
        kind=line.kind,
        version=version.id,
        proposal=line.proposal,
        reason=line.reason,
    )
    ready = Prepared(line.where, words, line.clause, line.organization)
    clause = _numbered(clauses, line.clause)
    if line.document and document.code not in line.document and folded(document.title) not in folded(line.document):
        ready.wrong = _(
            "es de «%(document)s», y este documento es %(code)s.", document=line.document[:60], code=document.code
        )
    elif not line.comment:
        ready.wrong = _("falta el comentario.")
    elif line.kind not in ("general", "technical", "editorial"):
        ready.wrong = _(
            "el tipo «%(kind)s» no se entiende: escribe general (ge), técnico (te) o editorial (ed).",
            kind=line.kind[:30],
        )
    elif line.clause and clause is None:
        ready.wrong = _("no hay apartado «%(clause)s» en la versión %(n)s.", clause=line.clause[:40], n=version.number)
    elif max(map(len, (line.comment, line.proposal, line.reason))) > LONGEST:
        ready.wrong = _("un texto pasa de %(n)s letras.", n=LONGEST)
    if ready.wrong:
        return ready
    words.clause = clause.clause_id if clause else None
    passage = _unquoted(line.passage)
    if passage and clause and anchors.find(passage, "", "", clause_words(clause)).state == "exact":
        words.quote = passage
    elif passage:
        words.comment = f"({line.passage}) {line.comment}"
    return ready


def _note(version, clauses, number, note):
    """At the clause that has its paragraph; where none has, on the whole document with the words it was about."""
    quote = " ".join(note.quote.split())
    words = Words(comment=note.text, kind="general", version=version.id)
    ready = Prepared(_("Comentario %(n)s", n=number), words, name=note.author, origin="word")
    prefix = note.paragraph[: note.start][-anchors.AROUND :]
    suffix = note.paragraph[note.start + len(note.quote) :][: anchors.AROUND]
    clause, found = _holding(clauses, note, quote, prefix, suffix)
    if clause is not None:
        ready.clause, words.clause = clause.number, clause.clause_id
        if found:
            words.quote, words.prefix, words.suffix = quote, prefix, suffix
    elif quote:
        words.comment = f"«{quote}»\n\n{note.text}"
    if len(words.comment) > LONGEST:
        ready.wrong = _("un texto pasa de %(n)s letras.", n=LONGEST)
    return ready


def _holding(clauses, note, quote, prefix, suffix):
    """(the clause, whether it has the very words)."""
    paragraph = " ".join(note.paragraph.split())
    texts = {clause: " ".join(clause_words(clause).split()) for clause in clauses}
    whole = [clause for clause, text in texts.items() if len(paragraph) > 3 and paragraph in f"{clause.number} {text}"]
    exact = [clause for clause, text in texts.items() if quote and quote in text]
    for clause in exact:
        if clause in whole or len(exact) == 1:
            return clause, anchors.find(quote, prefix, suffix, clause_words(clause)).state == "exact"
    if whole:
        return whole[0], False
    if not paragraph:
        return None, False
    # The paragraph was reworded: the one clause that is like it.
    before = {0: note.paragraph}
    after = {place: clause_words(clause) for place, clause in enumerate(clauses)}
    near = anchors.place(anchors.Anchor(-1, note.paragraph), {-1: note.paragraph} | before, after)
    return (clauses[near.clause], False) if near.clause is not None else (None, False)


def _numbered(clauses, typed):
    wanted = folded(typed).replace(",", ".").rstrip(".")  # a sheet makes the number 3,2 of «3.2»
    if not wanted:
        return None
    named = [clause for clause in clauses if folded(clause.number).rstrip(".") == wanted]
    named = named or [clause for clause in clauses if clause.heading and folded(clause.heading) == wanted]
    first = wanted.split()[0]
    named = named or [clause for clause in clauses if folded(clause.number).rstrip(".") == first.rstrip(".")]
    return named[0] if named else None


def _unquoted(words):
    words = words.strip()
    for opening, closing in QUOTED:
        if words.startswith(opening) and words.endswith(closing):
            return words[1:-1].strip()
    return words
