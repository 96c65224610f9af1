"""The exchange form, looked over before the house reads it with its own reader."""

import json

from . import bounds
from .bounds import Refused, check_size
from .kinds import decode


def read(data: bytes, words: dict):
    """Nothing: only a check that the document is no larger than what is read. What is wrong in it is said elsewhere."""
    text = decode(data)
    if text is None:
        raise Refused("misnamed", kind="binary", suffix="json")
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise Refused("nested") from error
    except ValueError:
        return []
    budget = [bounds.MAX_SHEET_CELLS]
    _count(document, budget)
    if isinstance(document, dict):
        rows, columns = document.get("rows"), document.get("columns")
        check_size(
            rows=len(rows) if isinstance(rows, list) else 0,
            columns=len(columns) if isinstance(columns, list) else 0,
        )
    return []


def _count(value, budget):
    """Takes every list and value of a document from the budget; `Refused` when it is spent."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    budget[0] -= 1
    if budget[0] < 0:
        raise Refused("too_big")
    for one in inner:
        _count(one, budget)
