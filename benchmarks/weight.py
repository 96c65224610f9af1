"""What the first view of a page loads besides itself: style sheets and scripts, file by file as they are sent."""

import re

from forum.actions import accounts, forums, spaces
from forum.extensions import db
from forum.models import Forum, Matrix
from forum.permissions import OPERATOR

from .site import client_of, cookie_of, site

REACH = 60  # kB


def rows():
    with site() as (app, _folder):
        out = []
        addresses, person = story(app)
        for name, address in addresses.items():
            client = app.test_client() if name == "log-in" else client_of(app, cookie_of(app, person))
            files = loaded(client, address)
            out.append((f"first view ({name}), CSS + JS as sent", told(files), f"≤ {REACH} kB"))
    return out


def loaded(client, address):
    """The bytes of each style sheet and script of the page at `address`, by name."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status)
    files = {}
    for tag in re.findall(r"<(?:link|script)\b[^>]*>", page.text):
        found = re.search(r'(?:src|href)="(/[^"]+\.(?:css|js))"', tag)
        if found and found[1] not in files:
            answer = client.get(found[1], headers={"Accept-Encoding": "gzip"}, buffered=True)
            assert answer.status_code == 200, (found[1], answer.status)
            files[found[1]] = len(answer.data)
    return {re.sub(r"^/static/\w+/", "", path): size for path, size in files.items()}


def told(files):
    """The whole, and its parts: our modules are one of them."""
    ours = [size for name, size in files.items() if name.startswith("js/")]
    others = [f"{name.rpartition('/')[2]} {size / 1000:.1f}" for name, size in files.items() if name[:3] != "js/"]
    return f"{sum(files.values()) / 1000:.1f} kB ({', '.join(others)}, {len(ours)} modules {sum(ours) / 1000:.1f})"


def story(app):
    """The addresses to look at, and the number of who looks."""
    with app.app_context():
        admin = accounts.register(OPERATOR, "a@bench.example", "Ana", "tres palabras juntas", is_admin=True)
        space = spaces.create(admin, "Banco", template="course")
        forum = db.session.scalar(db.select(Forum).filter_by(number=2))
        thread = forums.open_thread(admin, forum, "Juntarnos para vender", "Solos nadie llega.")
        matrix = db.session.scalar(db.select(Matrix))
        return {
            "log-in": "/login",
            "space": f"/spaces/{space.slug}",
            "forum": f"/forums/{forum.id}",
            "thread": f"/threads/{thread.id}",
            "matrix": f"/matrices/{matrix.id}",
        }, admin.id
