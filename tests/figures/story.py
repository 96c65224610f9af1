"""An indicator to tell stories of: what two associations sold in September."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from forum.extensions import db
from forum.models import Figure, Indicator, Organization


def count_services(world):
    """The numbers of what was made: `indicator`, `other` (an organization beside the world's own), `figure` (that of
    the world's own, reported by Nélida, not validated)."""
    with world.app.app_context():
        indicator = Indicator(space_id=world.space, title="Servicios por asociación", unit="servicios")
        other = Organization(space_id=world.space, name="Cooperativa Illa", actor_id=world.actor.productores)
        db.session.add_all([indicator, other])
        db.session.flush()
        figure = Figure(
            indicator_id=indicator.id,
            organization_id=world.organization.wara,
            starts_on=date(2025, 9, 1),
            ends_on=date(2025, 9, 30),
            value=Decimal(120),
            source="Registro de ventas",
            reported_by_id=world.user.nelida,
        )
        db.session.add(figure)
        db.session.commit()
        return SimpleNamespace(indicator=indicator.id, other=other.id, figure=figure.id)
