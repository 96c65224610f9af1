"""Which organizations work together: sessions, agreements, commitments, entries; and nothing that is a secret."""

import re
from datetime import date

from forum.extensions import db
from forum.models import (
    AgendaItem,
    Agreement,
    Attendance,
    Commitment,
    Entry,
    Forum,
    Meeting,
    Minutes,
    Organization,
    Post,
    Source,
    Space,
)
from forum.models.base import now
from tests.worktables.story import open_worktable

PLACE = "/spaces/compras/articulation"


def row(html):
    """What the table says of the two."""
    found = re.search(r'<tr id="pair-[^"]+">(.*?)</tr>', html, re.DOTALL)
    return found and re.findall(r'<td class="figure">([^<]+)</td>', found[1])


def test_what_two_organizations_share_is_counted_by_kind_and_drawn(world, queries):
    nelida = world.client("nelida")
    assert "Todavía ninguna organización comparte nada" in nelida.get(PLACE).text
    table = open_worktable(world).table
    other = world.add(Organization(space_id=world.space, name="Gobierno de Chaqui", actor_id=world.actor.municipio))
    wara = world.organization.wara
    meeting = world.add(Meeting(worktable_id=table, number=1, starts_at=now()))
    for number, name in ((wara, "Nélida"), (other, "Wilfredo")):
        world.add(Attendance(meeting_id=meeting, name=name, organization_id=number, way="list"))
        world.add(
            Commitment(
                space_id=world.space, text="X", organization_id=number, due_on=date(2027, 1, 1), entry_id=world.accepted
            )
        )
    item = world.add(AgendaItem(meeting_id=meeting, position=1, title="Cuero"))
    world.add(Agreement(item_id=item, text="Se mide en milímetros."), Agreement(item_id=item, text="Y se anota."))
    with world.app.app_context():
        db.session.get(Post, world.post.answer).organization_id = other
        db.session.get(Entry, world.accepted).organization_id = wara
        db.session.commit()
    world.add(Source(entry_id=world.accepted, post_id=world.post.answer, quote="dividir", created_by_id=1))
    with queries() as seen:
        html = nelida.get(PLACE).text
    assert row(html) == ["1", "2", "1", "1"] and len(seen) <= 12
    assert "1 sesión, 2 acuerdos, 1 compromiso, 1 entrada" in html and 'class="pair-line weight-4"' in html
    assert "todavía no comparte" not in html
    # To others a session tells who came when its minutes are final; a nameless forum never does.
    assert world.client("pedro").get(PLACE).status_code == 404
    with world.app.app_context():
        db.session.get(Space, world.space).visibility = "public"
        db.session.commit()
    assert row(world.client().get(PLACE).text) == ["1", "1"]
    world.add(Minutes(meeting_id=meeting, phase="final"))
    assert row(world.client().get(PLACE).text) == ["1", "2", "1", "1"]
    with world.app.app_context():
        db.session.get(Forum, world.forum).anonymous = True
        db.session.commit()
    assert row(world.client("marcela").get(PLACE).text) == ["1", "2", "1"]
