"""From the post to the entry and back: carrying a passage, several sources, posts that change."""

import pytest

from forum.actions import forums
from forum.extensions import db
from forum.models import Entry, Event, Forum, Post, Source, Space, Thread, User
from forum.readings.matrices import citations_of

QUOTE = "juntando tres asociaciones sí se cumple el volumen"


def carry(client, world, post=None, quote=QUOTE, row="productores", column=2, **data):
    form = {
        "matrix": world.matrix,
        "row": getattr(world.row, row),
        "column": world.column[column],
        "quote": quote,
        "prefix": "Pero ",
        "suffix": " de cada lunes",
        "text": "Juntar asociaciones",
    }
    return client.post(f"/posts/{post or world.post.opening}/citation", data=form | data)


def newest(world):
    with world.app.app_context():
        return db.session.scalar(db.select(Entry).order_by(Entry.id.desc()).limit(1)).id


def change_post(world, body, who="marcela", post=None):
    with world.app.app_context():
        thing = db.session.get(Post, post or world.post.opening)
        forums.edit(db.session.get(User, getattr(world.user, who)), thing, body, thing.version)


def test_the_form_offers_the_row_of_the_post_s_actor_and_the_words(world):
    query = {"quote": QUOTE, "prefix": "Pero ", "suffix": " de cada"}
    page = world.client("julian").get(f"/posts/{world.post.opening}/citation", query_string=query).text
    assert f'<option value="{world.row.productores}" selected>' in page
    assert f"«{QUOTE}»" in page
    assert f">{QUOTE}</textarea>" in page  # the wording to start from


def test_without_a_selection_the_form_asks_for_the_words(world):
    page = world.client("julian").get(f"/posts/{world.post.opening}/citation").text
    assert "Palabras del aporte que quieres llevar" in page
    assert "Solos nadie llega." in page


def test_a_passage_becomes_an_entry_that_opens_it(world):
    answer = carry(world.client("julian"), world)
    assert answer.status_code == 303
    entry = world.get(Entry, newest(world))
    assert (entry.text, entry.state, entry.author_id) == ("Juntar asociaciones", "proposed", world.user.julian)
    page = world.client("nelida").get(answer.location).text  # the matrix, with the drawer open
    assert f"«{QUOTE}»" in page
    assert "Nélida Quispe" in page
    assert f"/posts/{world.post.opening}?at=cita-" in page


def test_the_dialog_is_answered_in_place(world):
    client = world.client("julian")
    form = {"matrix": world.matrix, "row": world.row.ong, "column": world.column[0], "quote": QUOTE, "text": "Juntar"}
    answer = client.post(f"/posts/{world.post.opening}/citation", data=form, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (201, "")
    assert f"/matrices/{world.matrix}?entry={newest(world)}" in answer.headers["HX-Trigger"]


def test_words_that_the_post_does_not_say_are_refused_and_kept(world):
    answer = carry(world.client("julian"), world, quote="palabras de nadie", text="Mi redacción")
    assert answer.status_code == 422
    assert "Estas palabras no están en el aporte." in answer.text
    assert "Mi redacción" in answer.text
    assert newest(world) == world.proposed


def test_blanks_do_not_part_a_passage_from_its_post(world):
    assert carry(world.client("julian"), world, quote="juntando  tres\nasociaciones").status_code == 303
    with world.app.app_context():
        source = db.session.scalar(db.select(Source).order_by(Source.id.desc()))
    assert source.quote == "juntando tres asociaciones"


def test_a_hidden_post_is_not_quoted(world):
    with world.app.app_context():
        forums.hide(
            db.session.get(User, world.user.elena), db.session.get(Post, world.post.opening), "datos personales"
        )
    answer = carry(world.client("marcela"), world)
    assert answer.status_code == 422
    assert "está oculto" in answer.text


def test_a_post_of_another_space_is_not_quoted_here(world):
    with world.app.app_context():
        space = Space(slug="otro", title="Otro", visibility="public")
        db.session.add(space)
        db.session.flush()
        forum = Forum(space_id=space.id, number=1, title="Otro foro")
        db.session.add(forum)
        db.session.flush()
        thread = Thread(forum_id=forum.id, title="Otro hilo", author_id=world.user.ana)
        db.session.add(thread)
        db.session.flush()
        post = Post(
            thread_id=thread.id, author_id=world.user.ana, body=QUOTE, html=f"<p>{QUOTE}</p>", renderer=1, path="000009"
        )
        db.session.add(post)
        db.session.commit()
        number = post.id
    assert carry(world.client("marcela"), world, post=number).status_code == 422
    assert newest(world) == world.proposed


def test_an_entry_has_several_sources_each_once(world):
    client = world.client("marcela")
    form = {"post": str(world.post.answer), "quote": "dividir la licitación por distritos"}
    assert client.post(f"/entries/{world.accepted}/sources", data=form).status_code == 303
    again = client.post(f"/entries/{world.accepted}/sources", data=form)
    assert again.status_code == 422
    assert "ya son fuente" in again.text
    assert "2 fuentes" in client.get(f"/entries/{world.accepted}").text
    assert carry(client, world, entry=world.accepted, quote="Solos nadie llega").status_code == 303
    assert "3 fuentes" in client.get(f"/entries/{world.accepted}").text


@pytest.mark.parametrize("typed", ["/posts/{}", "https://foro.example/threads/1#aporte-{}", " {} "])
def test_a_post_is_named_by_number_or_address(world, typed):
    form = {"post": typed.format(world.post.answer), "quote": "dividir la licitación"}
    assert world.client("marcela").post(f"/entries/{world.accepted}/sources", data=form).status_code == 303


def test_a_post_that_is_not_there_is_said_so(world):
    form = {"post": "99999", "quote": "dividir"}
    answer = world.client("marcela").post(f"/entries/{world.accepted}/sources", data=form)
    assert answer.status_code == 422
    assert "No hay un aporte con ese número" in answer.text


def test_others_entries_get_sources_from_who_decides_only(world):
    form = {"post": str(world.post.answer), "quote": "dividir la licitación"}
    assert world.client("julian").post(f"/entries/{world.accepted}/sources", data=form).status_code == 403
    assert world.client("wilfredo").post(f"/entries/{world.proposed}/sources", data=form).status_code == 303
    with world.app.app_context():
        source = db.session.scalar(db.select(Source).order_by(Source.id.desc())).id
    assert world.client("julian").delete(f"/sources/{source}").status_code == 403
    assert world.client("wilfredo").delete(f"/sources/{source}").status_code == 303


def test_an_edited_post_marks_its_quotations_and_breaks_none(world):
    change_post(world, "Solos nadie llega. Hay que juntarse.")
    drawer = world.client("julian").get(f"/entries/{world.accepted}").text
    assert f"«{QUOTE}»" in drawer
    assert "El aporte cambió después de la cita." in drawer
    assert "cambió una fuente" in world.client("julian").get(f"/matrices/{world.matrix}").text
    with world.app.app_context():
        source = db.session.scalar(db.select(Source)).id
    compared = world.client("julian").get(f"/sources/{source}/comparison").text
    assert "<del>" in compared
    assert "<ins>" in compared
    change_post(world, f"Otra vez: {QUOTE} de cada lunes.")
    assert "El aporte cambió" not in world.client("julian").get(f"/entries/{world.accepted}").text


def test_an_edit_elsewhere_in_the_post_marks_nothing(world):
    change_post(world, f"Nadie llega solo. Pero {QUOTE} de cada lunes.")
    assert "El aporte cambió" not in world.client("julian").get(f"/entries/{world.accepted}").text


def test_of_a_hidden_post_the_words_stay_without_their_author(world):
    elena = world.user.elena
    with world.app.app_context():
        forums.hide(db.session.get(User, elena), db.session.get(Post, world.post.opening), "datos personales")
    drawer = world.client("julian").get(f"/entries/{world.accepted}").text
    quotation = drawer.partition('class="quotations"')[2].partition("</section>")[0]
    assert f"«{QUOTE}»" in quotation
    assert "ocultado después de la cita" in quotation
    assert "Nélida" not in quotation
    assert "Productores" in quotation
    with world.app.app_context():
        forums.show(db.session.get(User, elena), db.session.get(Post, world.post.opening))
    assert "Nélida Quispe" in world.client("julian").get(f"/entries/{world.accepted}").text


def test_the_room_of_the_matrix_hears_of_changed_sources(world):
    change_post(world, "Otra cosa")
    with world.app.app_context():
        event = db.session.scalar(db.select(Event).where(Event.name == "entry.sourced"))
        assert event.room == f"matrix:{world.matrix}"
        assert event.data == {"entry": world.accepted, "cells": [[world.row.productores, world.column[1]]]}


def test_threads_hear_of_what_happens_to_what_they_said(world):
    client = world.client("marcela")
    client.put(f"/entries/{world.accepted}/decision", data={"state": "proposed"})
    with world.app.app_context():
        events = db.session.scalars(db.select(Event).where(Event.name == "post.cited")).all()
        assert [(event.room, event.data["post"]) for event in events] == [(f"forum:{world.forum}", world.post.opening)]


def test_the_thread_says_where_its_words_were_used(world, queries):
    world.entry("ong", 0, "Otra", "proposed", source=world.post.answer, quote="dividir la licitación")
    with world.app.app_context():
        user, space = db.session.get(User, world.user.julian), db.session.get(Space, world.space)
        citations_of(user, space, [world.post.opening])
        with queries() as seen:
            found = citations_of(user, space, [world.post.opening, world.post.answer, world.post.deeper])
        assert len(seen) == 1
        (first,) = found[world.post.opening]
        assert (first.label, first.note) == ("Productores × Los pequeños productores", "aceptada")
        assert first.href == f"/matrices/{world.matrix}?entry={world.accepted}#e{world.accepted}"
        assert found[world.post.answer][0].note == "propuesta"
        assert world.post.deeper not in found
        outsider = db.session.get(User, world.user.pedro)
        assert citations_of(outsider, space, [world.post.opening]) == {}


def test_a_withdrawn_entry_is_no_citation(world):
    world.client("marcela").delete(f"/entries/{world.accepted}")
    with world.app.app_context():
        user, space = db.session.get(User, world.user.julian), db.session.get(Space, world.space)
        assert citations_of(user, space, [world.post.opening]) == {}
