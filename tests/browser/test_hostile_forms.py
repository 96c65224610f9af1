"""Hostile input goes through the forms themselves: what they take is shown to others, what they refuse comes back to
who typed it."""

import re

import pytest
from playwright.sync_api import expect

from forum.extensions import db
from forum.models import Invitation, Membership, Post, User

from ..text.payloads import PAYLOADS
from ..world import PASSWORD
from .listening import LOADED_GUNS, batched

pytestmark = pytest.mark.browser

PEOPLE = 12
# Fills every field of the page's form number n with everything, past what a browser refuses, and sends it.
SEND = r"""([n, lines]) => {
  const form = document.querySelectorAll("main form")[n];
  for (const field of form.elements) {
    field.disabled = false;
    const wordy = field.matches("textarea, input:not([type]), input[type=text], input[type=email], input[type=search]");
    if (wordy) field.value = field.matches("textarea") ? lines.join("\n") : lines.join(" ");
  }
  HTMLFormElement.prototype.submit.call(form);
}"""
SHOWN = "(words) => [...document.querySelectorAll('main form *')].some((one) => `${one.value}`.includes(words))"
WORDY = r"""() => [...document.querySelectorAll("main form")].flatMap((form, n) =>
  [...form.elements].some((one) => one.matches("textarea, input:not([type]), input[type=text]")) ? [n] : [])"""


def packed(most, count):
    """`count` lines of at most `most` letters, each as many payloads as it takes."""
    lines = [""]
    for payload in (" ".join(one.split()) for one in PAYLOADS):
        if len(payload) > most:
            continue
        if len(lines[-1]) + len(payload) > most:
            lines.append("")
        lines[-1] += payload
    step = len(lines) // count
    return lines[: step * count : step]


def come_in(world, number, name, organization, territory):
    """Somebody registers by the invitation in their letter, joins with an organization of their own, and speaks."""
    token = f"hostile-{number}"
    with world.app.app_context():
        invited = Invitation(space_id=world.space, token=token, email=f"h{number}@tinkuy.example", max_uses=1)
        invited.created_by_id = world.user.marcela
        db.session.add(invited)
        db.session.commit()
    client = world.client()
    registered = client.post(f"/register?next=/join/{token}", data={"name": name, "password": PASSWORD})
    assert registered.status_code == 303, sentences(registered)
    voice = {"actors": world.actor.ong, "organization": 0, "new_organization": organization, "territory": territory}
    joined = client.post(f"/join/{token}", data=voice)
    assert joined.status_code == 303, sentences(joined)
    assert client.post(f"/posts/{world.post.opening}/replies", data={"body": name}).status_code == 303
    hours = {"language": "es", "timezone": "America/La_Paz", "scheme": "auto"}
    changed = client.put("/account", data={"name": f"{name[60:]}{name[:60]}"} | hours)
    assert changed.status_code == 303, sentences(changed)


def sentences(answer):
    return re.findall(r'class="(?:field-error|error-summary)"[^>]*>([^<]*)', answer.text)


def looked_at(page, heard):
    """What ran or could run in the page that is open; what was heard is forgotten."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    wrong = [(page.url, one) for one in [*page.evaluate(LOADED_GUNS), *heard]]
    heard.clear()
    return wrong


def test_who_comes_in_under_a_hostile_name_runs_nowhere(world, told):
    lines = zip(packed(120, PEOPLE), packed(160, PEOPLE), packed(150, PEOPLE), strict=True)
    for number, typed in enumerate(lines):
        come_in(world, number, *typed)
    with world.app.app_context():
        world.user.hostile = db.session.scalar(db.select(User.id).where(User.email == "h3@tinkuy.example"))
        member = db.session.scalar(db.select(Membership.id).where(Membership.user_id == world.user.hostile))
        assert db.session.scalar(db.select(db.func.count(Post.id)).where(Post.author_id == world.user.hostile)) == 1
    wrong = []
    for name, addresses in {
        "marcela": (
            f"/threads/{world.thread}",
            "/spaces/compras/members",
            f"/members/{member}",
            f"/members/{member}/departure",
            "/spaces/compras/organizations",
            "/spaces/compras/invitations",
        ),
        "hostile": ("/account", "/", "/spaces/compras", "/spaces/compras/membership"),
    }.items():
        page, heard = told(name)
        for address in addresses:
            assert page.goto(address).status == 200, address
            wrong += looked_at(page, heard)
    assert not wrong, "\n".join(map(str, wrong[:20]))


def test_a_hostile_list_of_people_runs_nowhere(world, told):
    page, heard = told("marcela")
    wrong = []
    for some in batched(PAYLOADS, 250):
        page.goto("/spaces/compras/invitations")
        lines = [f"{payload} <i{n}@tinkuy.example>" if n % 2 else payload for n, payload in enumerate(some)]
        page.locator("textarea[name=people]").fill("\n".join(lines))
        page.get_by_role("button", name="Revisar la lista").click()
        expect(page.locator("table.data, .error-summary, .field-error").first).to_be_visible()
        expect(page.locator("td", has_text="i1@tinkuy.example")).to_be_visible()
        wrong += looked_at(page, heard)
    assert not wrong, "\n".join(map(str, wrong[:20]))


def test_what_is_refused_comes_back_and_runs_nowhere(world, told):
    """Every form with a text field, all payloads in each field: too much for any of them."""
    refused, wrong = set(), []
    pages = forms(world)
    for name, addresses in pages.items():
        page, heard = told(name)
        for address in addresses:
            assert page.goto(address).status == 200, address
            for number in page.evaluate(WORDY):
                page.goto(address)
                with page.expect_navigation() as arrived:
                    page.evaluate(SEND, [number, PAYLOADS])
                assert arrived.value.status < 500, (address, number)
                if arrived.value.status == 422 and page.evaluate(SHOWN, PAYLOADS[1]):
                    refused.add(address)
                wrong += looked_at(page, heard)
    assert not wrong, "\n".join(map(str, wrong[:20]))
    assert refused == {address for addresses in pages.values() for address in addresses}


def forms(world):
    """The pages with forms, by who meets them."""
    with world.app.app_context():
        db.session.add(Invitation(space_id=world.space, token="open-to-all", created_by_id=world.user.marcela))
        db.session.merge(Invitation(id=900, space_id=world.space, token="p", email="p@tinkuy.example"))
        db.session.commit()
    return {
        None: ["/login", "/password/reset", "/register?next=/join/p"],
        "pedro": ["/join/open-to-all"],
        "nelida": [
            "/account",
            f"/forums/{world.forum}/threads/new",
            f"/posts/{world.post.answer}/reply",
            f"/matrices/{world.matrix}/entries/new",
            f"/posts/{world.post.answer}/citation",
        ],
        "marcela": [
            "/spaces/new",
            "/spaces/compras/edit",
            "/spaces/compras/actors",
            f"/actors/{world.actor.ong}",
            "/spaces/compras/organizations",
            "/spaces/compras/invitations",
            "/spaces/compras/forums/new",
            f"/forums/{world.forum}/edit",
            f"/threads/{world.thread}/edit",
            f"/posts/{world.post.answer}/edit",
            f"/posts/{world.post.answer}/hiding",
            "/spaces/compras/matrices/new",
            f"/matrices/{world.matrix}/settings",
            f"/matrices/{world.matrix}/shape",
        ],
    }
