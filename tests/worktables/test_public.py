"""The public page of a process: what anybody reads without an account, what of it only members know, its feed."""

from datetime import timedelta
from decimal import Decimal

from lxml import etree

from forum.extensions import db
from forum.models import Delivery, DeliveryCall, DeliveryDocument, DeliveryReceipt, Document, DocumentStep, Observation
from forum.models.base import now

from .story import open_worktable

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def observe(world, review, standing="published", **over):
    """An observation by a producer on the first words of the sheet; gives its number."""
    with world.app.app_context():
        number = db.session.query(Observation).filter_by(document_id=review.document).count() + 1
    words = {"kind": "technical", "comment": "Nadie vende ese cuero.", "actor_id": world.actor.productores}
    words |= {"organization_id": world.organization.wara, "author_id": world.user.nelida} | over
    return world.add(
        Observation(
            document_id=review.document,
            version_id=review.version,
            clause_id=review.clauses[1],
            number=number,
            standing=standing,
            **words,
        )
    )


def test_anybody_reads_where_the_process_is_and_follows_it_in_a_feed(world):
    review = open_worktable(world, state="prepublished", public=True)
    observe(world, review)
    observe(world, review, standing="waiting", comment="Espera.")
    delivery = Delivery(worktable_id=review.table, number=1, recipient="Policía", token="x", package_state="ready")
    world.add(delivery)
    with world.app.app_context():
        number = db.session.scalar(db.select(Delivery.id))
        today = now().date()
        db.session.get(Document, review.document).closes_on = today + timedelta(days=2)
        step = DocumentStep(document_id=review.document, before="draft", state="prepublished")
        call = DeliveryCall(delivery_id=number, title="Compra de zapatos", amount=Decimal("18400000"), opened_on=today)
        receipt = DeliveryReceipt(delivery_id=number, name="Delia Soto", charge="Jefa", received_on=today)
        delivered = DeliveryDocument(delivery_id=number, document_id=review.document, version_id=review.version)
        db.session.add_all([step, call, receipt, delivered])
        db.session.commit()
    place = f"/worktables/{review.table}"
    html = world.client().get(place).text
    assert "Cualquier persona puede observar ahora:" in html and f'href="/documents/{review.document}"' in html
    assert "0 de 1 respondidas" in html and "Espera." not in html
    assert "FT-08" not in html and "FT-08" in world.client("nelida").get(place).text  # a draft is for members
    assert "S/\u00a018,4 millones" in html and "recibida el" in html and "Entrega 1" in html

    feed = etree.fromstring(world.client().get(f"{place}/feed").data)
    titles = feed.xpath("//a:entry/a:title/text()", namespaces=ATOM)
    assert "Convocatoria: Compra de zapatos" in titles and "1 documento: Prepublicado" in titles
    assert "Acuse de recibo de la entrega 1" in titles and not feed.xpath("//*[contains(text(), 'FT-08')]")
    closed = open_worktable(world)
    assert world.client("pedro").get(f"/worktables/{closed.table}/feed").status_code == 404


def test_the_page_of_many_documents_asks_as_much_as_of_few(world, queries):
    review = open_worktable(world, public=True)
    with queries() as few:
        world.client().get(f"/worktables/{review.table}")
    many = [Document(worktable_id=review.table, code=f"M-{n}", title="Camisa", state="review") for n in range(30)]
    world.add(*many)
    for _turn in range(3):
        observe(world, review)
    with queries() as seen:
        assert "M-29" in world.client().get(f"/worktables/{review.table}").text
    assert len(seen) == len(few) <= 12
