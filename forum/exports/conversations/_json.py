"""JSON: the rows, and what their columns say."""

import json

from . import columns, record


def write(paper) -> bytes:
    rows = [record(thread, post, paper) for thread in paper.threads for post in thread.posts]
    drawn = [{"thread": thread.title, "text": thread.conclusion} for thread in paper.threads if thread.conclusion]
    drawn = [{"thread": None, "text": paper.conclusion}, *drawn] if paper.conclusion else drawn
    whole = {"format": "tinkuy.conversation", "version": 1, "title": paper.title, "space": paper.space}
    whole |= {"columns": columns(), "conclusions": drawn, "posts": rows}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"
