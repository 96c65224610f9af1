"""Whoever writes while their session ends logs in again and finds what they wrote, ready to be sent."""

import pytest
from playwright.sync_api import expect

from forum.extensions import db, writing_connection
from forum.models import Login, Post
from forum.models.base import now
from tests.world import PASSWORD

from .walking import go, settled

pytestmark = pytest.mark.browser


def end_sessions(world):
    with world.app.app_context():
        writing_connection()
        db.session.execute(db.update(Login).values(ended_at=now()))
        db.session.commit()


def log_in(page, name):
    page.get_by_label("Correo").fill(f"{name}@tinkuy.example")
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Entrar").click()


def posts(world, words):
    with world.app.app_context():
        return db.session.query(Post).filter(Post.body == words).count()


def test_an_answer_a_thread_and_a_reason_survive_the_end_of_the_session(visit, world):
    page = visit("elena", expect_complaints=True)
    go(page, f"/threads/{world.thread}")
    field = page.get_by_label("Responder al hilo")
    field.fill("Escrito mientras se cerraba")
    end_sessions(world)
    page.get_by_role("button", name="Publicar").click()
    log_in(page, "elena")
    expect(field).to_have_value("Escrito mientras se cerraba")
    settled(page)
    page.get_by_role("button", name="Publicar").click()
    expect(page.locator("article.post", has_text="Escrito mientras se cerraba")).to_be_visible()
    assert posts(world, "Escrito mientras se cerraba") == 1

    go(page, f"/forums/{world.forum}/threads/new")
    page.get_by_label("Título").fill("Harina")
    page.get_by_label("Tu aporte").fill("Empezar por la harina")
    end_sessions(world)
    page.get_by_role("button", name="Publicar el hilo").click()
    log_in(page, "elena")
    expect(page.get_by_label("Lo que escribiste")).to_have_value("Empezar por la harina")
    page.get_by_role("button", name="Enviar lo escrito").click()
    expect(page.get_by_role("heading", name="Harina")).to_be_visible()
    assert posts(world, "Empezar por la harina") == 1
    go(page, f"/forums/{world.forum}/threads/new")
    expect(page.get_by_label("Tu aporte")).to_have_value("")

    go(page, f"/threads/{world.thread}")
    answer = page.locator(f"#aporte-{world.post.answer}")
    answer.get_by_text("Más", exact=True).click()
    answer.get_by_role("link", name="Ocultar").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Motivo").fill("Lo mismo que arriba, dos veces")
    end_sessions(world)
    dialog.get_by_role("button", name="Ocultar").click()
    with page.expect_popup() as popup:
        dialog.get_by_role("link", name="Entrar").click()
    log_in(popup.value, "elena")
    expect(popup.value.get_by_role("heading", name="Juntarnos para vender")).to_be_visible()
    dialog.get_by_role("button", name="Ocultar").click()
    expect(answer).to_contain_text("Lo mismo que arriba, dos veces")
