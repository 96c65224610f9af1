"""The minutes as files to print and sign, and as the very bytes that were sealed."""

import io

from flask import Response, send_file
from flask_babel import gettext as _

from ... import mail
from ...actions import meetings
from ...errors import NotFound
from ...exports import minutes as papers
from ...permissions import require
from ...readings import meetings as readings
from ..doors import me, members_door
from . import blueprint
from .minutes import reached
from .reading import entered


@blueprint.get("/meetings/<int:id>/minutes/papers/<format>")
def minutes_paper(id, format):
    found = begun(id)
    if format not in papers.FORMATS:
        raise NotFound()
    told = readings.told_of(found)
    data = papers.write(told, found.digest, format)
    mimetype, name = papers.FORMATS[format].mimetype, papers.filename(told, format)
    return send_file(io.BytesIO(data), mimetype=mimetype, as_attachment=True, download_name=name)


@blueprint.get("/meetings/<int:id>/minutes/data")
def minutes_data(id):
    """Whose SHA-256 is the digest."""
    found = begun(id)
    if found.phase != "final":
        raise NotFound()
    response = Response(found.frozen.encode(), mimetype="application/json")
    name = papers.filename(readings.told_of(found), "json")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.get("/meetings/<int:id>/attendance/sheet/<format>")
@members_door
def attendance_sheet(id, format):
    """To be signed in the room, with those who were invited."""
    meeting = entered(id)
    require(me(), "attendance.keep", meeting)
    if format not in papers.FORMATS:
        raise NotFound()
    groups = readings.invitable(meeting)
    asked = [(one.name, one.organization, one.territory) for _actor, people in groups for one in people if one.asked]
    told = readings.content(meeting, None)
    link = mail.link(f"/attend/{meeting.code}") if meetings.serves(meeting) else ""
    data = papers.attendance_sheet(told, sorted(asked, key=lambda one: (one[1], one[0])), link, format)
    name = papers.filename(told, format, _("Asistencia"))
    return send_file(io.BytesIO(data), mimetype=papers.FORMATS[format].mimetype, as_attachment=True, download_name=name)


def begun(id):
    found = reached(entered(id))
    if found is None:
        raise NotFound()
    return found
