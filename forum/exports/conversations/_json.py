"""JSON: the rows, and what their columns say."""

import json

from . import columns, record


def write(paper) -> bytes:
    rows = [record(thread, post, paper) for thread in paper.threads for post in thread.posts]
    whole = {"format": "tinkuy.conversation", "version": 1, "title": paper.title, "space": paper.space}
    return json.dumps(whole | {"columns": columns(), "posts": rows}, ensure_ascii=False, indent=1).encode() + b"\n"
