"""Search finds what one may read, and tells nothing of the rest: no hit, no excerpt, no count."""

from forum.actions import forums, spaces
from forum.extensions import db
from forum.models import Forum, Membership, Post, Space, User
from forum.models.base import now

WORD = "guanábana"


def answer(world, name, **filters):
    return world.client(name).get("/search", query_string={"q": WORD} | filters).text


def tells(text):
    """Whether the page knows of anything that says the word (it repeats what was typed)."""
    return "search-hit" in text


def hide(world, post):
    with world.app.app_context():
        forums.hide(db.session.get(User, world.user.elena), db.session.get(Post, post), "fuera de tema")


def test_who_is_not_in_a_space_finds_nothing_of_it(world):
    world.reply("nelida", world.post.opening, f"Una {WORD} para cada uno.")
    for name in (None, "pedro"):
        assert not tells(answer(world, name))
        assert world.client(name).get(f"/search?q={WORD}&space=compras").status_code == 404
    for name in ("olga", "nelida", "elena", "marcela", "ana"):
        assert tells(answer(world, name))
        assert tells(answer(world, name, space="compras"))


def test_in_a_public_space_everybody_finds(world):
    world.reply("nelida", world.post.opening, f"Una {WORD} para cada uno.")
    with world.app.app_context():
        db.session.get(Space, world.space).visibility = "public"
        db.session.commit()
    for name in (None, "pedro"):
        assert tells(answer(world, name))


def test_who_left_finds_nothing_any_more(world):
    world.reply("wilfredo", world.post.opening, f"Una {WORD} para cada uno.")
    assert tells(answer(world, "nelida"))
    with world.app.app_context():
        db.session.get(Membership, world.membership.nelida).left_at = now()
        db.session.commit()
    assert not tells(answer(world, "nelida"))


def test_a_hidden_post_is_found_by_its_author_and_moderators(world):
    post = world.reply("nelida", world.post.opening, f"Una {WORD} para cada uno.")
    hide(world, post)
    for name in ("nelida", "elena", "marcela", "ana"):
        assert tells(answer(world, name))
    for name in ("wilfredo", "olga"):
        assert not tells(answer(world, name))
        assert "resultado" not in answer(world, name)


def test_a_shown_post_is_found_again(world):
    post = world.reply("nelida", world.post.opening, f"Una {WORD} para cada uno.")
    hide(world, post)
    with world.app.app_context():
        forums.show(db.session.get(User, world.user.elena), db.session.get(Post, post))
    assert tells(answer(world, "wilfredo"))


def test_a_passage_of_a_hidden_post_is_not_found_by_its_words(world):
    post = world.reply("nelida", world.post.opening, f"Una {WORD} para cada uno.")
    world.entry("productores", 1, "Fruta", source=post, quote=f"Una {WORD} para cada uno")
    assert tells(answer(world, "wilfredo", kind="source"))
    hide(world, post)
    assert not tells(answer(world, "wilfredo", kind="source"))
    assert tells(answer(world, "elena", kind="source"))


def test_the_title_of_a_thread_whose_opening_is_hidden_is_not_found(world):
    client = world.client("nelida")
    client.post(f"/forums/{world.forum}/threads", data={"title": f"La {WORD}", "body": "Hola", "question": "0"})
    assert tells(answer(world, "wilfredo", kind="thread"))
    with world.app.app_context():
        post = db.session.scalar(db.select(Post.id).order_by(Post.id.desc()).limit(1))
    hide(world, post)
    assert not tells(answer(world, "wilfredo", kind="thread"))
    assert tells(answer(world, "nelida", kind="thread"))


def test_moderating_one_space_opens_no_other(world):
    """Elena moderates here; in another space she takes part."""
    with world.app.app_context():
        ana = db.session.get(User, world.user.ana)
        elena = db.session.get(User, world.user.elena)
        other = spaces.create(ana, "Otro", template="course")
        invitation = spaces.invite(ana, other, role="observer")
        spaces.join(elena, other, invitation.token)
        forum = other.forums[0]
        thread = forums.open_thread(ana, forum, "Hilo", f"Otra {WORD}.")
        post = db.session.scalar(db.select(Post).where(Post.thread_id == thread.id))
        forums.hide(ana, post, "fuera de tema")
    assert not tells(answer(world, "elena"))
    assert tells(answer(world, "ana"))


def test_the_people_one_may_choose_have_said_what_one_may_read(world):
    post = world.reply("julian", world.post.opening, "Hola")
    page = world.client("nelida").get("/search?space=compras").text
    assert "Julián Barrientos" in page
    hide(world, post)
    assert "Julián Barrientos" not in world.client("nelida").get("/search?space=compras").text
    assert "Julián Barrientos" in world.client("elena").get("/search?space=compras").text


def mode(world, **values):
    with world.app.app_context():
        for name, value in values.items():
            setattr(db.session.get(Forum, world.forum), name, value)
        db.session.commit()


def test_before_one_has_answered_the_others_answers_are_not_found(world):
    mode(world, mode="first")
    world.reply("nelida", world.post.opening, f"Una {WORD} para cada uno.")
    for name in ("nelida", "elena", "marcela", "ana"):
        assert tells(answer(world, name))
    for name in ("julian", "olga"):
        assert not tells(answer(world, name))
        assert not tells(answer(world, name, kind="source"))
    world.reply("julian", world.post.opening, "Mi respuesta.")
    assert tells(answer(world, "julian"))


def test_what_waits_for_a_moderator_is_found_by_them_and_its_author(world):
    post = world.reply("nelida", world.post.opening, f"Una {WORD} para cada uno.")
    with world.app.app_context():
        db.session.get(Post, post).held_at = now()
        db.session.commit()
    for name in ("nelida", "elena"):
        assert tells(answer(world, name))
    for name in ("wilfredo", "olga"):
        assert not tells(answer(world, name))


def test_in_an_anonymous_forum_no_name_is_told_nor_can_be_asked_for(world):
    mode(world, anonymous=True)
    world.reply("nelida", world.post.opening, f"Una {WORD} para cada uno.")
    facets = {"space": "compras", "author": world.user.nelida}
    of_wara = {"space": "compras", "organization": world.organization.wara}
    for name in ("wilfredo", "olga"):
        page = answer(world, name)
        assert tells(page)
        assert "Productores" in page
        assert "Nélida" not in page.split("search-hits")[1]
        assert "Wara" not in page.split("search-hits")[1]
        assert not tells(answer(world, name, **facets))
        assert not tells(answer(world, name, **of_wara))
        assert "Nélida" not in world.client(name).get("/search?space=compras").text
    for name in ("nelida", "elena"):
        page = answer(world, name, **facets)
        assert tells(page)
        assert "Nélida" in page.split("search-hits")[1]
        assert tells(answer(world, name, **of_wara))
