"""Markdown: the posts as they were written, each below a line that says whose it is."""

from flask_babel import gettext as _

from ..md import escaped
from . import files, heading


def write(paper) -> bytes:
    lines = [f"# {_one_line(paper.title)}", "", _one_line(paper.space), ""]
    lines += _concluded(paper)
    for thread in paper.threads:
        lines += [f"## {_one_line(thread.title)}", ""]
        if thread.question:
            lines += [f"*{_one_line(thread.question)}*", ""]
        lines += _concluded(thread)
        for post in thread.posts:
            lines += [
                f"**{_one_line(heading(post, paper))}**",
                "",
                *(f"> {line}".rstrip() for line in post.body.split("\n")),
                "",
                *([_one_line(files(post)), ""] if post.attachments else []),
            ]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _concluded(thing):
    return [f"**{_('Conclusiones')}**", "", thing.conclusion, ""] if thing.conclusion else []


def _one_line(text):
    return escaped(" ".join(text.split()))
