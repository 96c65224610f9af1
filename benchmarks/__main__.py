"""Run the measurements and print one table: what, figure, reach."""

import sys

from . import (
    blindspots,
    desk,
    digests,
    editions,
    markdown,
    matrices,
    moderation,
    search,
    sockets,
    table_imports,
    threads,
    together,
    together_sockets,
    unread,
    weight,
    wordprocessor,
    worktables,
)

ALL = {
    "weight": weight,
    "markdown": markdown,
    "matrices": matrices,
    "desk": desk,
    "editions": editions,
    "worktables": worktables,
    "blindspots": blindspots,
    "table_imports": table_imports,
    "together": together,
    "together_sockets": together_sockets,
    "threads": threads,
    "search": search,
    "unread": unread,
    "moderation": moderation,
    "digests": digests,
    "sockets": sockets,
    "wordprocessor": wordprocessor,
}


def main(names):
    unknown = [name for name in names if name not in ALL]
    if unknown:
        sys.exit(f"no measurement is called {', '.join(unknown)}: choose from {', '.join(ALL)}")
    rows = []
    for name in names or ALL:
        print(f"… {name}", file=sys.stderr, flush=True)
        rows += ALL[name].rows()
    width = max(len(row[0]) for row in rows)
    for what, figure, reach in rows:
        print(f"{what:<{width}}  {figure:<44}  {reach}")


if __name__ == "__main__":
    main(sys.argv[1:])
