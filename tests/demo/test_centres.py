"""The network of centres as the demonstration tells it: figures of a named source, months that add up to them."""

from decimal import Decimal

import pytest

from forum.extensions import db
from forum.figures import Period
from forum.models import Commitment, CommitmentNote, Figure, FigureCorrection, Indicator, Organization, PublishedTotal

PUBLISHED = {
    "CITEmadera y del mueble Lima": 4914,
    "CITEcuero y calzado Trujillo": 4864,
    "CITEtextil Camélidos Cusco": 4352,
    "CITEforestal Pucallpa": 3862,
}
MOMENTS = {
    Indicator: ("created_at",),
    PublishedTotal: ("at",),
    Figure: ("reported_at", "validated_at"),
    FigureCorrection: ("at",),
    Commitment: ("created_at",),
    CommitmentNote: ("at",),
}


@pytest.fixture
def told(app, demonstration):
    demonstration.tell()
    app.config["told_after"] = demonstration.began
    return app


def test_the_months_are_invented_and_add_up_to_what_was_published(told):
    with told.app_context():
        indicator = db.session.scalar(db.select(Indicator).order_by(Indicator.id))
        query = db.select(Figure, Organization.name).join(Organization, Organization.id == Figure.organization_id)
        months, whole = {}, {}
        for figure, name in db.session.execute(query.where(Figure.indicator_id == indicator.id)):
            period = Period(figure.starts_on, figure.ends_on)
            assert figure.invented == (period.kind == "month")
            if figure.invented:
                months.setdefault(name, []).append(figure.value)
            else:
                assert period.key == "2025-01_2025-09" and "11 de noviembre de 2025" in figure.source
                whole[name] = figure.value
        assert whole == {name: Decimal(value) for name, value in PUBLISHED.items()}
        assert {name: sum(values) for name, values in months.items()} == whole
        assert all(len(values) == 9 for values in months.values())
        for model, fields in MOMENTS.items():
            for thing in db.session.scalars(db.select(model)):
                moments = [getattr(thing, field) for field in fields]
                assert all(one is None or one < told.config["told_after"] for one in moments), (model, thing.id)
        place = f"/indicators/{indicator.id}"
    html = told.test_client().get(place).text.replace("\u00a0", " ")
    assert "El primero y el segundo se separan por 50 servicios" in html
    assert "faltan 49 467 servicios por desglosar" in html and "Suma de los 4 centros mostrados" in html
    assert "venció hace 6 días" in told.test_client().get("/spaces/red-de-centros/commitments").text
