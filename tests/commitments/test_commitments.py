"""Who does what by when: written down, told how far it came, reminded, read by anybody where the table is open."""

import io
import re
from datetime import timedelta
from email import message_from_string, policy

from forum.actions.commitments import remind
from forum.actions.notifications.telling import tell
from forum.extensions import db
from forum.jobs import letters
from forum.models import (
    AgendaItem,
    Agreement,
    Commitment,
    Letter,
    MailPreference,
    Meeting,
    Notification,
    Observation,
    Resolution,
    Worktable,
)
from forum.models.base import now
from forum.permissions import OPERATOR
from tests.worktables.story import open_worktable

from .story import promise

FORM = {"text": "Comprar una balanza común", "organization_id": "0", "responsible_id": "0", "worktable_id": "0"}


def plain(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def in_days(n):
    return (now() - timedelta(hours=4)).date() + timedelta(days=n)


def test_a_commitment_comes_from_an_entry_and_tells_how_far_it_came(world):
    marcela, nelida = world.client("marcela"), world.client("nelida")
    assert "Compromisos" not in nelida.get("/spaces/compras").text
    link = f"/spaces/compras/commitments/new?entry={world.accepted}"
    assert link in marcela.get(f"/entries/{world.accepted}").text
    assert link not in nelida.get(f"/entries/{world.accepted}").text
    words = re.search(r'<textarea[^>]*name="text"[^>]*>\s*([^<]+)<', marcela.get(link).text)[1].strip()
    assert words
    wrong = marcela.post("/spaces/compras/commitments", data=FORM | {"entry": world.accepted, "due_on": "31/02/2027"})
    assert wrong.status_code == 422 and "Febrero no tiene día 31" in wrong.text and "balanza" in wrong.text
    wrong = marcela.post("/spaces/compras/commitments", data=FORM | {"due_on": "03/03/2027"})
    assert "Di de quién es" in wrong.text
    form = FORM | {"entry": world.accepted, "due_on": "03/03/2027", "responsible_id": world.user.nelida}
    page = marcela.post(
        "/spaces/compras/commitments", data=form | {"organization_id": world.organization.wara}
    ).location
    html = nelida.get(page).text
    assert f'href="/entries/{world.accepted}"' in html and "Asociación Wara Quinua" in html
    assert "Compromisos" in nelida.get("/spaces/compras").text
    found = nelida.get("/search?q=balanza").text
    assert page in found and page not in world.client("pedro").get("/search?q=balanza").text
    # Whose it is tells how it goes, with what shows it; another participant does not.
    note = {"text": "Ya la pedimos", "state": "progress", "link": "http://balanzas.example"}
    assert world.client("julian").post(f"{page}/notes", data=note).status_code == 403
    refused = nelida.post(f"{page}/notes", data=note)
    assert refused.status_code == 422 and "empieza con https://" in refused.text and "Ya la pedimos" in refused.text
    file = {"file": (io.BytesIO(b"recibo"), "recibo.txt"), "link": "https://balanzas.example/7"}
    assert nelida.post(f"{page}/notes", data=note | file).status_code == 303
    html = nelida.get(page).text
    assert "Pasó de por empezar a en curso." in html and "recibo.txt" in html and "https://balanzas.example/7" in html
    proof = re.search(r"/commitment-notes/\d+/file", html)[0]
    assert nelida.get(proof, buffered=True).data == b"recibo" and world.client("pedro").get(proof).status_code == 404
    nelida.post(f"{page}/notes", data={"text": "Llegó", "state": "done"})
    assert "Cumplidos 1" in plain(nelida.get("/spaces/compras/commitments").text)
    back = re.findall(r'action="([^"]+/notes/\d+)\?_method=DELETE"', nelida.get(page).text)
    assert len(back) == 1 and nelida.delete(back[0]).status_code == 303
    assert "En curso 1" in plain(nelida.get("/spaces/compras/commitments").text)
    nelida.delete(f"{back[0]}/removal")
    assert "Cumplidos 1" in plain(nelida.get("/spaces/compras/commitments?by=state").text)
    marcela.delete(page)
    assert nelida.get(page).status_code == 404 and page not in nelida.get("/search?q=balanza").text
    marcela.delete(f"/spaces/compras{page}/removal")
    assert nelida.get(page).status_code == 200


def test_the_board_says_what_is_overdue_and_leaves_as_a_file(world, queries):
    made = promise(world, in_days(-6))
    marcela = world.client("marcela")
    assert "Vencidos 1" in plain(marcela.get("/spaces/compras/commitments").text)
    assert "1 vencido , 1 por cumplir" in plain(marcela.get("/spaces/compras").text)
    with queries() as few:
        html = marcela.get("/spaces/compras/commitments").text
    assert "venció hace 6 días" in html and "Va la primera lista." in html
    for n in range(25):
        promise(world, in_days(n))
    with queries() as many:
        assert "vence mañana" in marcela.get("/spaces/compras/commitments").text
    assert len(many) == len(few) <= 12
    assert "vence en 3 días" in marcela.get("/spaces/compras/commitments?by=day").text
    answer = marcela.get("/spaces/compras/commitments?format=csv")
    assert answer.text.count("Enviar los precios de la quinua cada lunes.;Asociación Wara Quinua;Nélida Quispe;") == 26
    assert marcela.get("/spaces/compras/commitments?format=xlsx").data[:2] == b"PK"
    assert marcela.get(f"/commitments/{made.commitment}").status_code == 200
    assert "no hay ninguno" in marcela.get("/spaces/compras/commitments?organization=99").text


def told_to(world, name):
    with world.app.app_context():
        tell(OPERATOR)
        query = db.select(Notification.kind).where(Notification.user_id == getattr(world.user, name))
        return db.session.scalars(query.order_by(Notification.id)).all()


def test_whose_it_is_is_reminded_once_a_week_before_and_once_when_it_is_overdue(world):
    soon, far = promise(world, in_days(7)).commitment, promise(world, in_days(9)).commitment
    done = promise(world, in_days(-1)).commitment
    with world.app.app_context():
        db.session.get(Commitment, done).state = "done"
        db.session.commit()
        assert (remind(OPERATOR), remind(OPERATOR)) == (1, 0)
    assert told_to(world, "nelida") == ["due"] and told_to(world, "marcela") == []
    html = world.client("nelida").get("/notifications").text
    assert "Un compromiso vence pronto" in html and "Enviar los precios de la quinua" in html
    with world.app.app_context():
        preference = db.session.get(MailPreference, world.user.nelida)
        preference.rhythm, preference.next_at = "once", now()
        db.session.commit()
        letters.write_all()
        letter = message_from_string(db.session.scalar(db.select(Letter.content)), policy=policy.default)
        words = letter.get_body(("plain",)).get_content()
        assert "Un compromiso vence pronto" in words and "Enviar los precios de la quinua" in words
        db.session.get(Commitment, soon).due_on = in_days(-1)
        db.session.get(Commitment, far).due_on = in_days(-3)
        db.session.get(Commitment, far).responsible_id = None  # then all of its organization
        db.session.commit()
        assert (remind(OPERATOR), remind(OPERATOR)) == (2, 0)
    assert told_to(world, "nelida") == ["due", "overdue", "overdue"]
    told = re.search(r"/notifications/\d+", world.client("nelida").get("/notifications").text)[0]
    assert re.search(r"/commitments/\d+$", world.client("nelida").get(told).location)


def test_the_board_of_an_open_working_table_is_for_anybody_without_names(world):
    table = open_worktable(world).table
    made = promise(world, worktable_id=table)
    board, page = f"/worktables/{table}/commitments", f"/commitments/{made.commitment}"
    for place in (board, page, "/spaces/compras/commitments"):
        assert world.client().get(place).status_code == 404
    with world.app.app_context():
        db.session.get(Worktable, table).public = True
        db.session.commit()
    for place in (board, page):
        html = world.client().get(place).text
        assert "Asociación Wara Quinua" in html and "Nélida" not in html and "/spaces/compras" not in html, place
        assert "Nélida" in world.client("nelida").get(place).text
    assert "Nélida" not in world.client().get(f"{board}?format=csv").text
    assert world.client().get("/spaces/compras/commitments").status_code == 404
    assert world.client("marcela").get(f"{board}?by=day").status_code == 200


def test_what_comes_from_an_agreement_or_an_answer_is_of_its_working_table(world):
    review, marcela = open_worktable(world), world.client("marcela")
    meeting = world.add(Meeting(worktable_id=review.table, number=3, starts_at=now()))
    item = world.add(AgendaItem(meeting_id=meeting, position=1, title="Cuero"))
    agreement = world.add(Agreement(item_id=item, text="Se mide en milímetros."))
    answer = world.add(Resolution(document_id=review.document, kind="accepted", reason="Tiene razón."))
    about = {"document_id": review.document, "version_id": review.version, "kind": "general", "comment": "Medir"}
    seen = world.add(Observation(number=7, resolution_id=answer, **about))
    owned = FORM | {"owner": "Laboratorio de Chaqui", "due_on": "03/03/2027", "worktable_id": review.table}
    for kind, number, words, where in (
        (
            "agreement",
            agreement,
            "Se mide en milímetros.",
            f'/meetings/{meeting}">De un acuerdo de la sesión 3</a>: Cuero',
        ),
        ("resolution", answer, "Tiene razón.", f'/observations/{seen}">De la respuesta a la observación 7</a>'),
    ):
        link = f"/spaces/compras/commitments/new?{kind}={number}"
        assert words in marcela.get(link).text and world.client("nelida").get(link).status_code == 403
        page = marcela.post("/spaces/compras/commitments", data=owned | {kind: number}).location
        assert where in marcela.get(page).text
    assert f"?resolution={answer}" in marcela.get(f"/observations/{seen}").text
    board = marcela.get(f"/worktables/{review.table}/commitments").text
    assert board.count("Laboratorio de Chaqui") == 2
    assert marcela.get("/spaces/compras/commitments/new?agreement=99").status_code == 404
