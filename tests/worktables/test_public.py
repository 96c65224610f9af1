"""The public page of a process: what anybody reads without an account, what of it only members know, its feed."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from urllib.parse import parse_qsl

from lxml import etree, html

from forum.extensions import db
from forum.models import Delivery, DeliveryCall, DeliveryDocument, DeliveryReceipt, Document, DocumentStep, Observation
from forum.models.base import now
from tests.summaries.story import deliver, publish

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
    page = world.client().get(place).text
    assert "Cualquier persona puede observar ahora:" in page and f'href="/documents/{review.document}"' in page
    assert "0 de 1 respondidas" in page and "Espera." not in page
    assert "FT-08" not in page and "FT-08" in world.client("nelida").get(place).text  # a draft is for members
    assert "S/\u00a018,4 millones" in page and "recibida el" in page and "Entrega 1" in page

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
    deliver(world, review, publish(world, review))
    with queries() as seen:
        world.client("marcela").get(f"/worktables/{review.table}")
    assert len(seen) <= 14  # who knocks is two of them


def test_every_page_that_a_visitor_reaches_answers_and_needs_no_script(app, demonstration):
    """From the page of the demonstration's working table along all links: two pages of each kind."""
    demonstration.tell()
    client, seen, waiting, kinds = app.test_client(), set(), ["/worktables/1"], Counter()
    routes = app.url_map.bind("")
    while waiting:
        address = waiting.pop(0)
        path, _sign, query = address.partition("?")
        kind = (routes.match(path, return_rule=True)[0].rule, frozenset(key for key, _value in parse_qsl(query)))
        if address in seen or kinds[kind] >= 2:
            continue
        seen.add(address)
        kinds[kind] += 1
        with client.get(address) as answer:
            assert answer.status_code in (200, 302), address
            if answer.status_code == 302 or answer.mimetype != "text/html":
                continue
            page = html.fromstring(answer.text)
        assert page.xpath("//main//h1"), address
        for form in page.xpath("//main//form"):
            assert form.get("action") or form.get("method", "get") == "get", address
            assert form.xpath(".//button[not(@type)] | .//button[@type='submit']"), address
        for link in page.xpath("//main//a/@href | //aside//a/@href | //nav//a/@href"):
            link = link.partition("#")[0]
            if link.startswith("/") and not link.startswith(("/login", "/help", "/search", "/spaces")):
                waiting.append(link)
    rules = {rule for rule, _query in kinds}
    for noun in ("documents", "versions", "observations", "meetings", "summaries", "deliveries", "commitments"):
        assert any(rule.startswith(f"/{noun}/") or rule.endswith(f"/{noun}") for rule in rules), noun
