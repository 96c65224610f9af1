"""What would be other in a matrix if it were again as it stood at a moment: the whole of it, or some entries."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass

from flask_babel import gettext as _

from ...errors import Conflict
from ...models import Matrix
from .moments import standing, state_at, state_now

FIELDS = {
    "matrix": ("title", "question", "row_headers"),  # who may edit stays as it is
    "row": ("position", "path", "actor_id", "removed_at"),
    "column": ("position", "path", "removed_at"),
    "entry": (
        "row_id",
        "column_id",
        "position",
        "text",
        "state",
        "reason",
        "merged_into_id",
        "decided_at",
        "decided_by_id",
        "removed_at",
    ),
    "source": ("removed_at",),
}
PROPOSED = {"state": "proposed", "reason": "", "merged_into_id": None, "decided_at": None, "decided_by_id": None}


TAKEN_AWAY = "now"  # as `removed_at`: when it is done


@dataclass
class Plan:
    """`changes`: {(kind, number): {field: its value then}} of what differs from `now`, the state that stands."""

    changes: dict
    now: dict

    @property
    def seen(self) -> str:
        """By which one knows whether this is still what somebody looked at: other words of an entry are another."""
        told = [
            [kind, id, self.now[kind][id].get("version"), sorted(changes.items())]
            for (kind, id), changes in sorted(self.changes.items())
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:24]

    @property
    def figures(self) -> Counter:
        """How many entries would come back, leave, be reworded, moved, decided otherwise; and so on."""
        return _figures(self.now, self.changes)


def plan(matrix: Matrix, seq: int, entry=0, cell=None) -> Plan:
    """What would be done to have the matrix as it stood.

    With `entry` that one with its sources; with `cell` (row, column) all that is or was there: what was elsewhere goes
    back there. `Conflict` where an entry's row or column is not there any more.
    """
    now, then = state_now(matrix), state_at(matrix, seq)
    chosen = None
    if entry or cell:
        chosen = {
            id
            for id, one in now["entry"].items()
            if id == entry or (cell and any(_is_in(state["entry"].get(id), cell) for state in (now, then)))
        }
    found = {}
    for kind in FIELDS:
        for id, one in now[kind].items():
            if chosen is not None and not _is_chosen(kind, id, one, chosen):
                continue
            was = then[kind].get(id)
            if changes := _changes(kind, one, was):
                found[kind, id] = changes
    _mend(now, found)
    if chosen is not None:
        _check_homes(now, found)
    return Plan(found, now)


def _is_in(one, cell):
    return one is not None and one["removed_at"] is None and (one["row_id"], one["column_id"]) == tuple(cell)


def _is_chosen(kind, id, one, chosen):
    return id in chosen if kind == "entry" else kind == "source" and one["entry_id"] in chosen


def _changes(kind, one, was):
    """The fields that are to be other; of what is away then and now, none."""
    if was is None or was.get("removed_at") is not None:
        return {} if one.get("removed_at") is not None or kind == "matrix" else {"removed_at": TAKEN_AWAY}
    return {field: was[field] for field in FIELDS[kind] if one[field] != was[field]}


def _mend(now, found):
    """What was united with an entry that leaves stands for itself; with one that is united itself, goes along."""
    after = {id: one | found.get(("entry", id), {}) for id, one in now["entry"].items()}
    for id, one in after.items():
        if one["removed_at"] is not None or one["state"] != "merged" or one["merged_into_id"] is None:
            continue
        root, seen = after.get(one["merged_into_id"]), {id}
        number = one["merged_into_id"]
        while root is not None and root["state"] == "merged" and root["merged_into_id"] and number not in seen:
            seen.add(number)
            number = root["merged_into_id"]
            root = after.get(number)
        if root is None or root["removed_at"] is not None or number in seen:
            found.setdefault(("entry", id), {}).update(PROPOSED)
        elif number != one["merged_into_id"]:
            found.setdefault(("entry", id), {})["merged_into_id"] = number


def _check_homes(now, found):
    rows, columns = standing(now, "row"), standing(now, "column")
    for (kind, id), changes in found.items():
        after = now["entry"][id] | changes if kind == "entry" else {}
        if kind != "entry" or after["removed_at"] is not None:
            continue
        if after["row_id"] not in rows or after["column_id"] not in columns:
            raise Conflict(
                _("La fila o la columna donde estaba ya no está en la matriz. Restaura primero el momento entero.")
            )


def _figures(now, found):
    counted = Counter()
    for (kind, id), changes in found.items():
        one = now[kind][id]
        after = one | changes
        place = "shape" if kind in ("row", "column") else kind
        if one.get("removed_at") and not after.get("removed_at"):
            counted[f"{place}_back"] += 1
        elif not one.get("removed_at") and after.get("removed_at"):
            counted[f"{place}_out"] += 1
        elif kind == "entry":
            counted["reworded"] += "text" in changes
            counted["moved"] += bool({"row_id", "column_id"} & changes.keys())
            counted["decided"] += bool({"state", "merged_into_id", "reason"} & changes.keys())
            counted["ordered"] += changes.keys() == {"position"}
        else:
            counted[place] += 1
    return +counted
