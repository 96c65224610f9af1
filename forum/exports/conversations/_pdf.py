"""PDF: headings for threads, a line for whose a post is, its words; an answer stands further in."""

from pathlib import Path

from flask_babel import get_locale

from .. import pdf
from . import concluded, heading, lines

TEMPLATE = Path(__file__).with_name("conversation.typ")


def write(paper) -> bytes:
    return pdf.compiled(
        TEMPLATE,
        {
            "title": paper.title,
            "space": paper.space,
            "conclusion": concluded(paper),
            "language": get_locale().language if get_locale() else "es",
            "threads": [
                {
                    "title": thread.title,
                    "question": thread.question,
                    "conclusion": concluded(thread),
                    "posts": [
                        {
                            "who": heading(post, paper),
                            "depth": min(post.depth, 4),
                            "words": [line for line in lines(post) if line],
                        }
                        for post in thread.posts
                    ],
                }
                for thread in paper.threads
            ],
        },
    )
