"""Word: headings for threads, a line for whose a post is, its words; an answer stands further in."""

import io

from docx import Document
from docx.shared import Cm

from . import heading

DEEPEST = 5


def write(paper) -> bytes:
    document = Document()
    document.core_properties.title, document.core_properties.author = paper.title, "Tinkuy"
    document.add_heading(_clean(paper.title), 0)
    document.add_paragraph(_clean(paper.space))
    for thread in paper.threads:
        document.add_heading(_clean(thread.title), 1)
        if thread.question:
            document.add_paragraph().add_run(_clean(thread.question)).italic = True
        for post in thread.posts:
            inward = Cm(0.6 * min(post.depth, DEEPEST))
            line = document.add_paragraph()
            line.paragraph_format.left_indent, line.paragraph_format.keep_with_next = inward, True
            line.add_run(_clean(heading(post, paper))).bold = True
            for words in post.words.split("\n"):
                document.add_paragraph(_clean(words)).paragraph_format.left_indent = inward
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _clean(text):
    """Without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
