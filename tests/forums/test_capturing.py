"""What somebody said on paper or aloud: typed in by a moderator in their name, claimed or disowned by them."""

import csv
import io

from forum.extensions import db
from forum.models import Event, Flag, Forum, Post, Thread


def captured(world, name="elena", member="nelida", **typed):
    form = {"member": getattr(world.membership, member), "how": "voice", "body": "La feria es el jueves.", "actor": 0}
    return world.client(name).post(f"/threads/{world.thread}/captures", data=form | typed)


def newest(world):
    with world.app.app_context():
        return db.session.query(Post).order_by(Post.id.desc()).first()


def test_a_moderator_types_in_what_somebody_said_who_claims_it(world, queries):
    page = world.client("elena").get(f"/threads/{world.thread}").text
    assert f"/threads/{world.thread}/captures/new" in page
    assert "captures/new" not in world.client("nelida").get(f"/threads/{world.thread}").text
    assert "Wilfredo Ancasi, Municipio" in world.client("elena").get(f"/threads/{world.thread}/captures/new").text
    with queries() as before:
        world.client("julian").get(f"/threads/{world.thread}")
    assert captured(world, member="olga", how="pigeon").status_code == 422
    assert captured(world, member="wilfredo").status_code == 303
    post = newest(world)
    assert (post.author_id, post.actor_id) == (world.user.wilfredo, world.actor.municipio)
    with queries() as after:
        seen = world.client("julian").get(f"/threads/{world.thread}").text
    assert len(after) == len(before)
    assert "capturado por Elena Poma, de voz" in seen and "¿Es tuyo?" not in seen
    assert world.client("julian").get(f"/posts/{post.id}/capture").status_code == 404
    wilfredo = world.client("wilfredo")
    assert f"/posts/{post.id}/capture" in wilfredo.get(f"/threads/{world.thread}").text
    assert "La feria es el jueves" in wilfredo.get(f"/posts/{post.id}/capture").text
    assert f"/posts/{post.id}/capture" in wilfredo.get("/spaces/compras/membership").text
    assert wilfredo.put(f"/posts/{post.id}/capture", data={"answer": "mine"}).status_code == 303
    assert f"/posts/{post.id}/capture" not in wilfredo.get("/spaces/compras/membership").text
    assert "confirmado" in world.client("julian").get(f"/threads/{world.thread}").text
    with world.app.app_context():
        names = {event.name: event.user_id for event in db.session.query(Event)}
    assert names["post.captured"] == world.user.elena and names["post.claimed"] == world.user.wilfredo
    table = world.client("olga").get(f"/threads/{world.thread}/exports?format=csv&authors=1")
    if table.mimetype == "text/csv":
        rows = list(csv.DictReader(io.StringIO(table.data.decode("utf-8-sig")), delimiter=";"))
        assert rows[-1]["captured"] == "capturado por Elena Poma, de voz"


def test_who_did_not_say_it_disowns_it_and_moderators_are_asked(world):
    captured(world)
    post, nelida = newest(world), world.client("nelida")
    assert nelida.put(f"/posts/{post.id}/capture", data={"answer": "not"}).status_code == 422
    answer = nelida.put(f"/posts/{post.id}/capture", data={"answer": "not", "reason": "Yo dije el viernes."})
    assert answer.status_code == 303
    seen = world.client("julian").get(f"/threads/{world.thread}").text
    assert "no dijo esto" in seen and "La feria es el jueves" in seen and "Yo dije el viernes" not in seen
    queue = world.client("elena").get("/moderation").text
    assert "«Yo no dije esto»" in queue and "Yo dije el viernes." in queue
    nelida.put(f"/posts/{post.id}/capture", data={"answer": "not", "reason": "Otra vez."})
    with world.app.app_context():
        assert db.session.query(Flag).filter_by(post_id=post.id).count() == 1


def test_where_no_names_are_shown_a_capture_tells_none(world):
    with world.app.app_context():
        db.session.get(Forum, world.forum).anonymous = True
        db.session.commit()
    captured(world)
    for path in (f"/threads/{world.thread}", f"/threads/{world.thread}/exports?format=json&authors=1"):
        seen = world.client("julian").get(path).text
        assert "Elena Poma" not in seen.replace("\n", " ") and "Nélida" not in seen
    assert "capturado por quien modera, de voz" in world.client("julian").get(f"/threads/{world.thread}").text
    assert "Elena Poma" in world.client("marcela").get(f"/threads/{world.thread}").text


def test_a_member_of_another_space_or_who_left_is_nobody_to_speak_for(world):
    assert captured(world, member="nelida", body=" ").status_code == 422
    assert captured(world, name="nelida").status_code == 403
    world.client("julian").delete(f"/members/{world.membership.julian}")
    assert captured(world, member="julian").status_code == 422


def test_a_moderator_opens_a_thread_for_who_spoke(world):
    elena, address = world.client("elena"), f"/forums/{world.forum}/captures"
    assert f"{address}/new" in elena.get(f"/forums/{world.forum}").text
    assert f"{address}/new" not in world.client("nelida").get(f"/forums/{world.forum}").text
    typed = {
        "member": world.membership.nelida, "how": "paper", "actor": 0, "title": "La feria del jueves",
        "question": world.question[1], "body": "Que la feria sea el jueves.", "sending": "una-vez",
    }  # fmt: skip
    assert world.client("nelida").post(address, data=typed).status_code == 403
    refused = elena.post(address, data=typed | {"title": " "})
    assert refused.status_code == 422 and "Que la feria sea el jueves." in refused.text
    opened = [elena.post(address, data=typed) for _twice in range(2)]
    assert opened[0].status_code == 303 and opened[0].location == opened[1].location
    post = newest(world)
    assert (post.author_id, post.actor_id, post.captured_by_id) == (
        world.user.nelida, world.actor.productores, world.user.elena,
    )  # fmt: skip
    thread = world.get(Thread, post.thread_id)
    assert (thread.author_id, thread.question_id) == (world.user.nelida, world.question[1])
    seen = world.client("julian").get(opened[0].location).text
    assert "La feria del jueves" in seen and "capturado por Elena Poma, en papel" in seen
    assert world.client("nelida").put(f"/posts/{post.id}/capture", data={"answer": "mine"}).status_code == 303
    with world.app.app_context():
        db.session.get(Forum, world.forum).mode = "each"
        db.session.commit()
    assert "su hilo ya está abierto" in elena.post(address, data=typed | {"sending": "otra"}).text
    assert elena.post(address, data=typed | {"sending": "otra", "member": world.membership.julian}).status_code == 303
