"""What the first page view loads: style sheets and scripts, gzipped."""

import gzip
import re

from forum.blueprints import assets

REACH = 60  # kB


def rows():
    scripts = list((assets.STATIC / "js").glob("*.js"))
    loaded = reachable("app.js") | {"live.js", "thread.js", "selection.js", "pieces.js"}
    parts = {
        "css": assets.style_sheet().encode(),
        "htmx": (assets.STATIC / "vendor/htmx.min.js").read_bytes(),
        "socket.io": (assets.STATIC / "vendor/socket.io.min.js").read_bytes(),
        "ours": b"".join(path.read_bytes() for path in scripts if path.name in loaded),
    }
    sizes = {name: len(gzip.compress(data, 9)) / 1000 for name, data in parts.items()}
    figure = f"{sum(sizes.values()):.1f} kB (" + ", ".join(f"{name} {size:.1f}" for name, size in sizes.items()) + ")"
    return [("first page view (a thread), CSS + JS, gzipped", figure, f"≤ {REACH} kB")]


def reachable(name, seen=None):
    """The modules a module imports, and theirs."""
    seen = seen if seen is not None else set()
    seen.add(name)
    for other in re.findall(
        r'from "\./([\w/]+\.js)"|import "\./([\w/]+\.js)"', (assets.STATIC / "js" / name).read_text()
    ):
        other = other[0] or other[1]
        if other not in seen:
            reachable(other, seen)
    return seen
