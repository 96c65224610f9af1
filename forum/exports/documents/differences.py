"""What changed between two versions of a document, clause by clause and word by word, in Word."""

from flask_babel import gettext as _

from ..differences import MARKS
from ..docx_running import BOLD_SMALL, SMALL, document, paragraph, run
from . import Paper, happened, tallied


def write(paper: Paper, found: list, counts: dict, names: tuple[str, str]) -> bytes:
    """`found` are the changes of `readings.documents.compared`; clauses that did not change are left out."""
    said = _("Qué cambió: de la %(before)s a la %(after)s", before=names[0], after=names[1])
    parts = [
        paragraph("Title", run(f"{paper.code} {paper.title}")),
        paragraph("Normal", run(paper.place, SMALL)),
        paragraph("Normal", run(said, BOLD_SMALL)),
        paragraph("Normal", run(" · ".join(tallied(counts)) or _("Ningún apartado cambió."), SMALL)),
    ]
    for change in found:
        if change.kinds == ["same"]:
            continue
        head = [run(f"{change.standing.number}  "), *_marked(change, "heading")]
        parts.append(paragraph("Heading2", *head, run(f"  {happened(change)}", SMALL)))
        for part in ("text", "tables", "figures"):
            if runs := _marked(change, part):
                parts.append(paragraph("Normal", *runs))
    return document(f"{paper.code} {paper.title}", paper.place, parts)


def _marked(change, part):
    return [run(words, MARKS[kind]) for kind, words in change.worded(part)]
