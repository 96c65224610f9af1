"""The block of signatures that a paper may end with: who signs, in whose name, and what they sign. It leaves the
house, so it says «usted»."""

from dataclasses import dataclass

from flask_babel import gettext as _

from . import _slug, layout
from .spans import clean


@dataclass(frozen=True, slots=True)
class Signer:
    """What is not known yet is left to be written by hand."""

    actor: str = ""
    organization: str = ""
    name: str = ""
    place: str = ""


def filename(title: str, number: int, format: str) -> str:
    """«matriz-de-actores-firmas-2.docx»"""
    return f"{_slug(title)[:60].strip('-') or _slug(_('Matriz'))}-{_slug(_('Firmas'))}-{number}.{format}"


@dataclass(slots=True)
class Block:
    title: str
    statement: str
    heads: list[str]
    rows: list[list[str]]  # cells; the last is for the signature
    widths: tuple = (62, 62, 42, 32, 71)  # mm, for a sheet of A4


def block(options) -> Block:
    return Block(
        title=_("Firmas"),
        statement=_(
            "Quienes firman, en nombre del actor y de la organización que se indican, hacen constar que conocen esta "
            "matriz: %(edition)s. %(print)s. Si está de acuerdo, complete su nombre, el lugar y la fecha, y firme.",
            edition=layout.imprint(options),
            print=layout.fingerprint(options.digest),
        ),
        heads=[_("Actor y organización"), _("Nombre y apellidos"), _("Lugar"), _("Fecha"), _("Firma")],
        rows=[
            [
                clean("\n".join(part for part in (signer.actor, signer.organization) if part)),
                clean(signer.name),
                clean(signer.place),
                "",
                "",
            ]
            for signer in options.signers
        ],
    )
