"""The package of a delivery, sealed once."""

import logging

from flask_babel import force_locale

from .. import storage
from ..actions import deliveries
from ..exports import deliveries as papers
from ..exports.deliveries import _sheets
from ..extensions import db
from ..models import Delivery
from ..permissions import OPERATOR
from ..readings.deliveries import contents

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
    for told in contents.sheets(delivery):
        now, first = contents.clauses(told["version_id"]), contents.first_version(told["id"])
        found.append((f"documentos/{told['code']}-v{told['version']}.docx", _sheets.sheet(told, list(now.values()))))
        if first is not None and first[0] != told["version_id"]:
            pairs = contents.other(contents.clauses(first[0]), now)
            found.append((f"diferencias/{told['code']}.docx", _sheets.difference(told, first[1], pairs)))
    for paper in contents.summary_papers(delivery):
        found.append((f"resumen/{paper.filename}", storage.path_of(paper.digest).read_bytes()))
    for meeting, minutes in contents.final_minutes(delivery):
        found.append((f"actas/sesion-{meeting.number}.json", minutes.frozen.encode()))
    return found


def summary_is_there(message):
    """The deliveries that waited for its papers."""
    query = db.select(Delivery.id).where(Delivery.summary_id == message["summary"], Delivery.package_state == "waiting")
    for number in db.session.scalars(query).all():
        make_package({"delivery": number})


TASKS = dict.fromkeys(("delivery.created", "delivery.asked"), make_package) | {"summary.prepared": summary_is_there}
