"""The link of an invitation, and its picture for a wall or a projector."""

import io

from markupsafe import Markup

from .. import mail


def link_of(invitation):
    return mail.link(f"/join/{invitation.token}")


def picture_of(link):
    """The link as a QR code: SVG without style or script."""
    out = io.BytesIO()
    import segno  # takes a tenth of the time of a start

    code = segno.make(link, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=True, svgclass="qr", lineclass=None, omitsize=True, border=4)
    return Markup(out.getvalue().decode())  # noqa: S704 - drawn here, of a token of ours
