"""Every page that each kind of person reaches: it fits, axe finds nothing in it, and no text is small."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from forum.models import (
    Decision,
    Event,
    Flag,
    Follow,
    Invitation,
    Link,
    MailPreference,
    Notification,
    Return,
    ReturnedChange,
    Room,
    Space,
    TableFile,
    TableImport,
)
from forum.models.base import now
from tests.commitments.story import promise
from tests.figures.story import count_services
from tests.meetings.story import begin_minutes, call_meetings
from tests.observations.story import observe_shoe
from tests.worktables.story import open_worktable

pytestmark = pytest.mark.browser

TOPICS = ("participant", "facilitator", "moderator", "observer", "administrator", "keyboard")
ANYBODY = ["/help", "/no-hay-tal-pagina"]
VISITOR = [
    "/",
    *(f"/help/{topic}" for topic in TOPICS),
    "/login",
    "/card",
    "/register?next=/join/una-llave-de-prueba",
    "/password/reset",
    "/spaces",
    "/join/una-llave-de-prueba",
    "/spaces/abierto",
    "/spaces/abierto/forums",
    "/spaces/abierto/matrices",
]
SPACE = [
    "/",
    "/spaces/compras",
    "/spaces/compras/forums",
    "/forums/{forum}",
    "/threads/{thread}",
    "/posts/{opening}/history",
    "/spaces/compras/matrices",
    "/matrices/{matrix}",
    "/matrices/{matrix}/history",
    "/matrices/{matrix}/print",
    "/entries/{accepted}",
    "/entries/{accepted}/history",
    "/sources/1/comparison",
]
MEMBER = [*SPACE, "/account", "/spaces/compras/members", "/matrices/{matrix}/exports"]
# What each kind of person sees in another way than a participant.
CORE = [
    "/",
    "/spaces/compras",
    "/forums/{forum}",
    "/threads/{thread}",
    "/matrices/{matrix}",
    "/entries/{accepted}",
    "/spaces/compras/members",
]
PARTICIPANT = [
    *MEMBER,
    "/spaces/compras/participation",
    "/spaces/compras/words",
    "/account/download",
    "/account/erasure",
    "/forums/{forum}/threads/new",
    "/posts/{answer}/reply",
    "/posts/{opening}/edit",
    "/posts/{answer}/citation",
    "/posts/{answer}/flag",
    "/spaces/compras/membership",
    "/spaces/compras/membership/decisions",
    "/matrices/{matrix}/entries/new?row={row}&column={column}",
    "/notifications",
    "/follows",
    "/threads/{thread}/follow",
    "/spaces/compras/follow",
    "/threads/{thread}?branch={answer}",
    "/threads/{thread}?actor={municipio}",
    "/threads/{thread}/edit",
]
MODERATOR = [
    *CORE,
    "/threads/{thread}/conclusion",
    "/posts/{answer}/hiding",
    "/posts/{answer}/edit",
    "/threads/{thread}/edit",
    "/moderation",
    "/spaces/compras/moderation",
    "/spaces/compras/moderation/summary",
    "/spaces/compras/moderation/log",
    "/members/{member}/moderation",
    "/posts/{answer}/notes",
    "/posts/{answer}/thread",
    "/threads/{thread}/forum",
    "/threads/{thread}/merging",
]
FACILITATOR = [
    *CORE,
    "/matrices/{matrix}/history",
    "/forums/{forum}/conclusion",
    "/spaces/compras/participation",
    "/spaces/compras/rubric",
    "/spaces/compras/cards",
    "/members/{member}/marks",
    "/spaces/new",
    "/spaces/compras/forums/new",
    "/forums/{forum}/edit",
    "/spaces/compras/edit",
    "/spaces/compras/actors",
    "/actors/{municipio}",
    "/spaces/compras/organizations",
    "/organizations/{wara}",
    "/spaces/compras/invitations",
    "/invitations/{invitation}",
    "/members/{member}",
    "/spaces/compras/moderation/settings",
    "/spaces/compras/imports",
    "/spaces/compras/matrices/new",
    "/matrices/{matrix}/settings",
    "/matrices/{matrix}/shape",
    "/matrices/{matrix}/desk",
    "/entries/{accepted}/links",
    "/rows/{row}/edit",
    "/columns/{column}/edit",
    "/entries/{accepted}/edit",
    "/entries/{proposed}/decision",
    "/entries/{proposed}/merging",
    "/entries/{accepted}/position",
    "/entries/{accepted}/sources",
]
MATRIX = [
    "/matrices/{matrix}/blind-spots",
    "/matrices/{matrix}/convergence",
    "/matrices/{matrix}/articulation",
    "/table-imports/{tables}",
    "/matrices/{matrix}/desk/{row}-{third}",
    "/matrices/{matrix}/returns",
    "/returns/{returned}",
    "/matrices/{matrix}/editions",
    "/matrices/{matrix}/editions/new",
    "/editions/{edition}",
    "/editions/{edition}/changes?with=now",
    "/editions/{edition}/signing",
    "/matrices/{matrix}/moments",
    "/matrices/{matrix}/moments/1",
    "/matrices/{matrix}/moments/1/restoration",
    "/matrices/{matrix}/room",
    "/matrices/{matrix}/copy",
    "/matrices/{matrix}/combination",
]
FIGURES = [
    "/indicators/{indicator}",
    "/indicators/{indicator}/figures/new?period=2025-09",
    "/commitments/{commitment}",
    "/spaces/compras/commitments",
]
MEETINGS = [
    "/worktables/{worktable}/meetings",
    "/meetings/{meeting}",
    "/meetings/{meeting}/agenda",
    "/meetings/{meeting}/attendance",
    "/meetings/{meeting}/minutes",
    "/agenda-items/{item}/minutes",
]
OBSERVATIONS = [
    "/documents/{document}?observation={observation}",
    "/documents/{document}/observations/new",
    "/observations/{answered}",
    "/worktables/{worktable}/observations",
    "/worktables/{worktable}/observations/desk",
    "/documents/{document}/observations/import",
]
KINDS = {
    "visitor": (None, [*VISITOR, *ANYBODY]),
    "outsider": ("pedro", ["/", "/account", "/spaces", "/join/una-llave-de-prueba", *ANYBODY]),
    "observer": ("olga", [*CORE, *ANYBODY]),
    "participant": ("nelida", [*PARTICIPANT, *ANYBODY]),
    "moderator": ("elena", [*MODERATOR, *ANYBODY]),
    "facilitator": ("marcela", [*FACILITATOR, *ANYBODY]),
    "facilitator at the matrix": ("marcela", MATRIX),
    "participant at figures": ("nelida", FIGURES),
    "facilitator at meetings": ("marcela", MEETINGS),
    "facilitator at observations": ("marcela", OBSERVATIONS),
    "administrator": (
        "ana",
        ["/", "/spaces/new", "/account", "/spaces/compras", "/threads/{thread}", "/matrices/{matrix}", *ANYBODY],
    ),
}
LOOKED_AT = pytest.StashKey()
MEASURE = """() => {
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  const out = wide <= 0 ? [] : [...document.querySelectorAll("body *")].filter((one) =>
    one.getBoundingClientRect().right > window.innerWidth + 1).slice(0, 4).map((one) => one.outerHTML.slice(0, 90));
  const small = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !holder.checkVisibility() || holder.closest("script, style, svg")) continue;
    if (parseFloat(getComputedStyle(holder).fontSize) < 12) small.push(walker.currentNode.data.trim().slice(0, 40));
  }
  return { wide, out, small };
}"""


@pytest.fixture
def places(world):
    """The addresses' numbers; with an open space and an invitation besides what the world has."""
    world.add(Space(slug="abierto", title="Espacio abierto", visibility="public", created_by_id=world.user.marcela))
    world.add(Flag(space_id=world.space, post_id=world.post.answer, post_version=1, kind="watched", words="licitación"))
    about = {"post_id": world.post.answer, "thread_id": world.thread, "person_id": world.user.wilfredo}
    world.add(Decision(space_id=world.space, kind="note", moderator_id=world.user.elena, reason="Ya hablé", **about))
    notices(world)
    moments(world)
    returned = Return(matrix_id=world.matrix, filename="corregida.docx", identified=False, same=3)
    returned.changes = [
        ReturnedChange(
            kind="reworded", entry_id=world.accepted, before="Asociarse", text="Juntarse", hands=["Ana Ríos"]
        ),
        ReturnedChange(kind="gone", entry_id=world.proposed, before="Pagar en treinta días", sure=False),
        ReturnedChange(kind="new", text="Otra", row_path=["ONG"], column_path=["Desafíos"], state="refused"),
    ]
    beside = world.entry("municipio", 0, "Comprar cada semana")
    world.add(Link(entry_id=world.accepted, other_id=beside, kind="needs", created_by_id=world.user.marcela))
    content = {"rows": [[["ONG"], [["Dar talleres"]]], [["Otra"], [["Nada"]]]], "columns": [["Desafios"]]}
    tables = TableImport(matrix_id=world.matrix, user_id=world.user.marcela)
    tables.files = [
        TableFile(filename="Nélida.docx", state="read", author="Nélida Quispe", content=content),
        TableFile(filename="roto.docx", state="refused", problem="No se pudo leer."),
    ]
    invitation = world.add(
        Invitation(
            space_id=world.space,
            token="una-llave-de-prueba",
            role="participant",
            created_by_id=world.user.marcela,
        )
    )
    review = open_worktable(world)
    observed = observe_shoe(world, review)
    called = call_meetings(world, review)
    begin_minutes(world, called)
    return {
        "worktable": review.table,
        "document": review.document,
        "observation": observed.observation,
        "answered": observed.answered,
        "meeting": called.meeting,
        "item": called.item,
        "forum": world.forum,
        "thread": world.thread,
        "opening": world.post.opening,
        "answer": world.post.answer,
        "matrix": world.matrix,
        "accepted": world.accepted,
        "proposed": world.proposed,
        "row": world.row.municipio,
        "column": world.column[0],
        "municipio": world.actor.municipio,
        "wara": world.organization.wara,
        "member": world.membership.nelida,
        "invitation": invitation,
        "third": world.column[2],
        "returned": world.add(returned),
        "tables": world.add(tables),
        "indicator": count_services(world).indicator,
        "commitment": promise(world).commitment,
        "edition": world.edition(),
    }


def moments(world):
    """Two steps of the matrix: what came with it, and other words of an entry."""
    room, about = f"matrix:{world.matrix}", {"entry": world.accepted, "version": 2, "cells": []}
    step = {"kind": "entry", "id": world.accepted, "before": {"text": "Asociarse"}, "after": {"text": "Asociarse para"}}
    world.add(
        Room(name=room, seq=2),
        Event(room=room, seq=1, name="matrix.filled", subject=f"matrix:{world.matrix}", data={"entries": 2}),
        Event(
            room=room,
            seq=2,
            name="entry.changed",
            subject=f"entry:{world.accepted}",
            user_id=world.user.marcela,
            data=about,
            kept={"steps": [step]},
        ),
    )


def notices(world):
    """An answer that is not read, and an entry that is; something followed; letters on hold."""
    nelida, space = world.user.nelida, world.space
    for seq, about in enumerate(({"kind": "answer", "post_id": world.post.answer}, {"kind": "merged"}), 1):
        event = world.add(Event(room="none:1", seq=seq, name="post.created", subject="post:1", data={}))
        read = {} if seq == 1 else {"read_at": now(), "entry_id": world.accepted}
        world.add(Notification(user_id=nelida, event_id=event, space_id=space, **about, **read))
    world.add(Follow(user_id=nelida, kind="thread", thing_id=world.thread, level="all"))
    world.add(MailPreference(user_id=nelida, held_at=now(), hold_reason="550 aquí no vive"))


@pytest.mark.parametrize("kind", KINDS)
def test_pages_fit_and_everybody_can_read_them(visit, places, kind, request):
    """An address that another kind of person reached already is looked at once more, by daylight."""
    name, addresses = KINDS[kind]
    page = visit(name, expect_complaints=True, reduced_motion="reduce")
    wrong = []
    looked_at = request.config.stash.setdefault(LOOKED_AT, set())
    for known in addresses:
        address = known.format(**places)
        page.set_viewport_size({"width": 360, "height": 800})  # as a phone comes to it
        answer = page.goto(address)
        expected = 404 if address == "/no-hay-tal-pagina" else 200
        if answer.status != expected:
            wrong.append((address, answer.status))
            continue
        looks = ((360, "light"), (1280, "light"), (1280, "dark"))
        for width, scheme in looks[: 2 if address in looked_at else 3]:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            seen = page.evaluate(MEASURE)
            if seen["wide"] > 0 or seen["small"]:
                wrong.append((address, width, seen))
            if width > 360 or known in CORE:
                wrong.extend((address, width, scheme, *one) for one in violations(page, scheme))
        looked_at.add(address)
    assert not wrong, "\n".join(map(str, wrong))


def violations(page, scheme):
    """(rule, first elements) of what axe finds; in the dark only colours differ."""
    options = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    options["resultTypes"] = ["violations"]
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("(options) => axe.run(options).then(({ violations }) => violations)", options)
    return [(one["id"], [node["html"][:110] for node in one["nodes"][:3]]) for one in found]
