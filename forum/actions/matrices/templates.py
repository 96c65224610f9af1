"""What a new matrix may be laid out as."""

from flask_babel import gettext as _

from ...extensions import db
from ...models import Actor, MatrixColumn, MatrixRow

TEMPLATES = ("actors", "foda", "raci", "logframe", "objectives", "empty")


def lay_out(matrix, template):
    """Rows, columns and the head of the rows; what stands in them can be changed like any other."""
    rows, columns = {
        "actors": (None, actors_columns),
        "foda": (None, foda_columns),
        "raci": (None, raci_columns),
        "logframe": (logframe_rows, logframe_columns),
        "objectives": (None, objectives_columns),
    }[template]
    if rows is None:
        actors = db.select(Actor).where(Actor.space_id == matrix.space_id, Actor.removed_at.is_(None))
        actors = db.session.scalars(actors.order_by(Actor.position, Actor.id))
        lines = [([actor.name], actor.id) for actor in actors]
    else:
        lines = [([label], None) for label in rows()]
    for place, (path, actor_id) in enumerate(lines):
        db.session.add(MatrixRow(matrix_id=matrix.id, position=place, path=path, actor_id=actor_id))
    for place, path in enumerate(columns()):
        db.session.add(MatrixColumn(matrix_id=matrix.id, position=place, path=path))
    db.session.flush()


def head_of_rows(template) -> str:
    return _("Nivel") if template == "logframe" else _("Actor")


def actors_columns():
    """Of the course the project began with: two roles under one head, two more columns."""
    role = _("Rol para promover compras públicas hacia")
    return [
        [role, _("La producción nacional")],
        [role, _("Los pequeños productores")],
        [_("Propuestas")],
        [_("Desafíos")],
    ]


def foda_columns():
    within, around = _("De adentro"), _("De afuera")
    return [
        [within, _("Fortalezas")],
        [within, _("Debilidades")],
        [around, _("Oportunidades")],
        [around, _("Amenazas")],
    ]


def raci_columns():
    return [
        [_("Responsable: lo hace")],
        [_("Aprueba: rinde cuentas")],
        [_("Consultado: opina antes")],
        [_("Informado: se entera")],
    ]


def logframe_rows():
    return [_("Fin"), _("Propósito"), _("Componentes"), _("Actividades")]


def logframe_columns():
    return [[_("Resumen narrativo")], [_("Indicadores")], [_("Medios de verificación")], [_("Supuestos")]]


def objectives_columns():
    return [[_("Objetivo %(n)s", n=number)] for number in (1, 2, 3)]
