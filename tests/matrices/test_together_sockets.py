"""The same over real sockets and bad lines: nobody is left with another matrix than the others."""

from forum import events
from tests.conftest import session_cookie
from tests.matrices.together import differences, snapshots
from tests.matrices.together_sockets import Page, run


def story(world, live, tell, seed=7):
    """(pages, what is other in the end) of four pages of two people, after `tell(pages)`."""
    with world.app.app_context():
        start, since = snapshots(world.matrix), events.last(f"matrix:{world.matrix}")
    cookies = [session_cookie(world, name) for name in ("marcela", "ana")]
    pages = [Page(live.url, cookies[n % 2], world.matrix, f"{seed}:{n}") for n in range(4)]
    tell(pages)
    for page in pages:
        page.close()
    fresh = Page(live.url, cookies[0], world.matrix, "fresh")
    fresh.close()
    with world.app.app_context():
        return pages, differences(pages, fresh, world.matrix, start, since)


def test_pages_over_bad_lines_come_to_show_the_same_matrix(world, live):
    pages, other = story(world, live, lambda pages: run(pages, 80))
    assert not other
    assert not [fault for page in pages for fault in page.faults]
    assert sum(page.done for page in pages) > 30


def test_a_page_that_misses_one_message_would_be_noticed(world, live):
    def tell(pages):
        pages[2].take = lambda message: setattr(pages[2], "seq", message["seq"])
        pages[0].write("propose", 1)
        run(pages, 0)

    _pages, other = story(world, live, tell)
    assert (other.clients, other.log, other.lost) == ([2], False, set())
