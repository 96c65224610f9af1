"""The package of a delivery, sealed once."""

import logging

from flask_babel import force_locale

from .. import storage
from ..actions import deliveries
from ..exports import deliveries as papers
from ..exports import documents, minutes
from ..exports.documents import differences, docx
from ..extensions import db
from ..models import Delivery
from ..permissions import OPERATOR
from ..readings.deliveries import contents
from ..readings.documents import clauses_of, compared, finished_versions, tally, version_name
from ..readings.meetings import thawed

log = logging.getLogger(__name__)


def make_package(message):
    """Its documents, differences, summary and minutes; after the papers of the summary, where these are not there yet
    (`summary_is_there`)."""
    delivery = db.session.get(Delivery, message["delivery"])
    if delivery is None or delivery.package_state != "waiting":
        return
    if delivery.summary is not None and delivery.summary.papers_state == "waiting":
        return
    number = delivery.id
    try:
        with force_locale(delivery.language):
            told = contents.told_of(delivery)
            data, manifest = papers.package(told, files_of(delivery))
            deliveries.seal(OPERATOR, delivery, manifest, storage.put(data), len(data), papers.filename(told))
    except Exception:
        log.exception("the package of delivery %s failed", number)
        db.session.rollback()
        deliveries.fail(OPERATOR, db.session.get(Delivery, number))


def files_of(delivery):
    """(name, bytes) of all that lies in it."""
    found = []
    for version in contents.versions(delivery):
        paper, code = paper_of(version), version.document.code.replace("/", "-")
        found.append((f"documentos/{code}-v{version.number}.docx", docx.write(paper)))
        for first in [one for one in finished_versions(version.document)[-1:] if one.number < version.number]:
            changes, names = compared(first, version), (version_name(first), version_name(version))
            data = differences.write(paper, changes, tally(changes), names)
            found.append((f"diferencias/{code}-v{first.number}-v{version.number}.docx", data))
    for paper in contents.summary_papers(delivery):
        found.append((f"resumen/{paper.filename}", storage.path_of(paper.digest).read_bytes()))
    for meeting, sealed in contents.final_minutes(delivery):
        name = f"actas/sesion-{meeting.number}"
        found.append((f"{name}.json", sealed.frozen.encode()))
        found.append((f"{name}.pdf", minutes.write(thawed(sealed), sealed.digest, "pdf")))
    return found


def paper_of(version):
    document = version.document
    return documents.Paper(
        code=document.code,
        title=document.title,
        about=" · ".join(part for part in (document.sector, document.demander) if part),
        version=version_name(version),
        place=document.worktable.title,
        clauses=clauses_of(version),
        picture=picture,
    )


def picture(digest):
    path = storage.path_of(digest)
    return path.read_bytes() if path.exists() else None


def summary_is_there(message):
    """The deliveries that waited for its papers."""
    query = db.select(Delivery.id).where(Delivery.summary_id == message["summary"], Delivery.package_state == "waiting")
    for number in db.session.scalars(query).all():
        make_package({"delivery": number})


TASKS = dict.fromkeys(("delivery.created", "delivery.asked"), make_package) | {"summary.prepared": summary_is_there}
