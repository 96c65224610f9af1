"""Naming somebody: whoever is named stays themselves, whatever they are called tomorrow."""

import re

import pytest
from playwright.sync_api import expect

from forum.extensions import db
from forum.models import Forum, Mention, Post
from forum.text import render
from tests.browser.walking import go


def named(world, post):
    """(people, actors) that a post names."""
    with world.app.app_context():
        rows = db.session.execute(db.select(Mention.user_id, Mention.actor_id).where(Mention.post_id == post)).all()
    return {user for user, _actor in rows if user}, {actor for _user, actor in rows if actor}


def reply(world, name, body, expected=303):
    answer = world.client(name).post(f"/posts/{world.post.answer}/replies", data={"body": body})
    assert answer.status_code == expected, answer.text
    return int(re.search(r"/posts/(\d+)", answer.location)[1]) if expected == 303 else answer.text


def test_who_is_named_is_shown_by_their_present_name(world):
    mark = f"@[Wilf](member:{world.membership.wilfredo})"
    body = f"{mark} y @[Actor](actor:{world.actor.ong}): ¿y @[Nadie](member:9999), `{mark}`?"
    post = reply(world, "nelida", body)
    assert named(world, post) == ({world.user.wilfredo}, {world.actor.ong})
    assert world.get(Post, post).body.startswith(f"@[Wilfredo Ancasi](member:{world.membership.wilfredo}) y @[ONG](act")
    page = world.client("julian").get(f"/threads/{world.thread}").text
    link = f'<a class="mention" href="/members/{world.membership.wilfredo}/posts">'
    assert f"{link}@Wilfredo Ancasi</a>" in page
    assert f'href="/actors/{world.actor.ong}/posts">@ONG</a>' in page
    assert "¿y @Nadie," in page

    account = {"name": "Wilfredo [Alcalde]", "language": "es", "timezone": "", "scheme": "auto"}
    assert world.client("wilfredo").put("/account", data=account).status_code == 303
    actor = {"name": "Las ONG", "phrase": "", "weave": 4}
    assert world.client("marcela").put(f"/actors/{world.actor.ong}", data=actor).status_code == 303
    page = world.client("julian").get(f"/threads/{world.thread}").text
    assert f"{link}@Wilfredo (Alcalde)</a>" in page and ">@Las ONG</a>" in page
    assert "corregido" not in page.split(f'id="aporte-{post}"')[1].split("</header>")[0]
    assert "Alcalde" in world.client("julian").get("/search?q=alcalde").text

    edited = {"body": f"Ya no a Wilfredo, a @[Nélida](member:{world.membership.nelida}).", "version": 1}
    assert world.client("nelida").put(f"/posts/{post}", data=edited).status_code == 303
    assert named(world, post) == ({world.user.nelida}, set())
    difference = world.client("julian").get(f"/posts/{post}/history").text.split("Versión 2")[1].split("Versión 1")[0]
    assert "@Nélida" in difference and "(member:" not in difference
    paper = world.client("julian").get(f"/threads/{world.thread}/exports?format=md").text
    assert "a @Nélida Quispe." in paper and "(member:" not in paper


def test_an_answer_that_names_nobody_asks_nothing_more(world, queries):
    with queries() as without:
        reply(world, "nelida", "No nombro a nadie @ningún")
    assert not any("mentions" in statement for statement in without)


def test_a_text_that_names_a_crowd_comes_back(world):
    crowd = " ".join(f"@[x](member:{number})" for number in range(1, 32))
    page = reply(world, "nelida", crowd, 422)
    assert "menciona a 31 y caben 30" in page and "@[x](member:31)" in page


def test_one_finds_members_and_actors_by_the_beginning_of_a_name(world):
    nelida = world.client("nelida")

    def offered(begun):
        return re.findall(
            r'data-mark="@\[(.*?)\]\((\w+):', nelida.get(f"/forums/{world.forum}/mentions?q={begun}").text
        )

    assert offered("nel") == [("Nélida Quispe", "member")]
    assert offered("QUISPÉ") == [("Nélida Quispe", "member")]
    assert offered("p") == [("Productores", "actor"), ("Elena Poma", "member")]  # Pedro is not of this space
    assert offered("lida") == []
    assert len(offered("")) == 8


def test_where_no_names_are_shown_only_actors_are_named(world):
    with world.app.app_context():
        db.session.get(Forum, world.forum).anonymous = True
        db.session.commit()
    page = world.client("elena").get(f"/forums/{world.forum}/mentions").text
    assert "actor:" in page and "member:" not in page
    mark = f"@[Wilfredo](member:{world.membership.wilfredo})"
    post = reply(world, "nelida", f"{mark} y @[X](actor:{world.actor.ong})")
    assert named(world, post) == (set(), {world.actor.ong})
    assert "@Wilfredo y <a" in world.client("julian").get(f"/threads/{world.thread}").text


def test_a_mention_is_a_link_and_never_more():
    link = '<a class="mention" href="/members/7/posts">'
    assert render("@[<b>&*x*](member:7)") == f"<p>{link}@&lt;b&gt;&amp;*x*</a></p>"
    assert render("@[http://a.bo](member:7)") == f"<p>{link}@http://a.bo</a></p>"
    assert render("`@[x](member:7)`") == "<p><code>@[x](member:7)</code></p>"
    assert render("[a @[x](member:7)](http://b.bo)").count("<a ") == 1
    assert f"</a>{link}@x</a>" in render("http://a.bo/@[x](member:7)")
    assert "class" not in render("\ue000member7-78\ue001 @[x](post:7) \\@[x](member:7)")


@pytest.mark.browser
def test_typing_at_offers_names_by_keyboard_and_touch(visit, world):
    page = visit("julian")
    go(page, f"/threads/{world.thread}")
    field = page.get_by_label("Responder al hilo")
    field.press_sequentially("Hola @nel")
    options = page.get_by_role("option")
    expect(options).to_have_count(1)
    expect(options).to_contain_text("Nélida Quispe")
    field.press("Enter")
    expect(field).to_have_value(f"Hola @[Nélida Quispe](member:{world.membership.nelida}) ")
    field.press_sequentially("y @")
    expect(options).to_have_count(8)
    field.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Productores")
    field.press("Escape")
    expect(options).to_have_count(0)
    field.press_sequentially(" y @prod")
    options.first.click()
    page.get_by_role("button", name="Publicar").click()
    expect(page.get_by_role("link", name="@Nélida Quispe")).to_be_visible()
    expect(page.get_by_role("link", name="@Productores")).to_be_visible()
