"""The page of a delivery for whoever reads the working table, and its package for the secretariat."""

import json

from flask import send_file

from ... import mail, storage
from ...errors import NotFound
from ...models import Delivery
from ...permissions import can, fetch, require
from ...readings.deliveries import delivered
from ..doors import enter_worktable, me, members_door, page
from . import blueprint


@blueprint.get("/deliveries/<int:id>")
def delivery(id):
    delivery = fetch(me(), Delivery, id)
    enter_worktable(delivery.worktable)
    secret = can(me(), "delivery.create", delivery)
    return page(
        "deliveries/page.html",
        delivery=delivery,
        documents=delivered(delivery),
        files=files_of(delivery),
        link=mail.link(f"/receipts/{delivery.token}") if secret else "",
    )


def files_of(delivery):
    """What lies in the package: names, sizes and digests."""
    return json.loads(delivery.manifest)["files"] if delivery.manifest else []


@blueprint.get("/deliveries/<int:id>/package")
@members_door
def package(id):
    delivery = fetch(me(), Delivery, id)
    require(me(), "delivery.create", delivery)
    return sealed(delivery)


def sealed(delivery):
    """The file; `NotFound` while it is not there."""
    if delivery.package_state != "ready" or not storage.path_of(delivery.digest).exists():
        raise NotFound()
    return send_file(
        storage.path_of(delivery.digest),
        mimetype="application/zip",
        as_attachment=True,
        download_name=delivery.filename,
        etag=delivery.digest,
    )
