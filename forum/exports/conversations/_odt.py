"""LibreOffice: headings for threads, a heading for whose a post is, its words; «responde al 2» says what it answers."""

import io
import re

import odfdo

from . import concluded, heading, lines

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f]")


def write(paper) -> bytes:
    document = odfdo.Document("text")
    document.body.clear()
    document.meta.set_title(_clean(paper.title))
    document.body.append(odfdo.Header(1, _clean(paper.title)))
    document.body.append(odfdo.Paragraph(_clean(paper.space)))
    _conclude(document, paper)
    for thread in paper.threads:
        document.body.append(odfdo.Header(2, _clean(thread.title)))
        if thread.question:
            document.body.append(odfdo.Paragraph(_clean(thread.question)))
        _conclude(document, thread)
        for post in thread.posts:
            document.body.append(odfdo.Header(3, _clean(heading(post, paper))))
            for words in lines(post):
                document.body.append(odfdo.Paragraph(_clean(words)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _conclude(document, thing):
    for place, words in enumerate(concluded(thing)):
        document.body.append(odfdo.Paragraph(_clean(words)) if place else odfdo.Header(3, _clean(words)))


def _clean(text):
    return HIDDEN.sub("", text)
