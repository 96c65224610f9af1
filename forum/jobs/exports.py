"""Large papers, written in the background."""

import logging
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from .. import exports as papers
from ..actions import exports, matrices
from ..errors import TinkuyError
from ..exports import conversations as conversation_papers
from ..extensions import db
from ..imports.returned import said
from ..models import Export, User
from ..models.base import now
from ..readings.forums.conversations import conversations
from ..readings.matrices import table

SAY_EVERY = 250  # posts
log = logging.getLogger(__name__)


def make_export(message):
    """Write the paper, noting how far it is; what fails says so on its page."""
    export = db.session.get(Export, message["export"])
    if export is None or export.state != "waiting":
        return  # who asked has gone, or it was made already
    user = db.session.get(User, export.user_id)
    folder = current_app.config["INSTANCE"] / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with force_locale(user.language):
            content, name = (of_matrix if export.matrix_id else of_conversation)(user, export)
            (folder / str(export.id)).write_bytes(content)
            exports.finish(user, export, name)
    except Exception as error:
        log.exception("export %s failed", message["export"])
        db.session.rollback()
        known = isinstance(error, TinkuyError)
        exports.fail(user, export, str(error) if known else "")


def of_matrix(user, export):
    content = table(user, export.matrix)
    exports.begin(user, export, sum(1 for _entry in content.entries()))
    options = papers.Options(
        **export.options | {"states": tuple(export.options["states"])},
        space=export.matrix.space.title,
        date=now().astimezone(ZoneInfo(export.matrix.space.timezone)).date(),
        url=f"{current_app.config['BASE_URL']}/matrices/{export.matrix_id}",
        export=matrices.take_snapshot(user, export.matrix, export.format, said(content, export.options["states"])),
        progress=lambda done, total: exports.advance(user, export, done, total),
    )
    return papers.write(content, export.format, options), papers.filename(content, export.format, options)


def of_conversation(user, export):
    """A thread, or all of a forum; the posts that the writer has come to are the progress."""
    paper = conversation_paper(user, export.forum, export.thread, export.options["authors"])
    total = sum(len(thread.posts) for thread in paper.threads)
    exports.begin(user, export, total)
    done = Counter(lambda count: exports.advance(user, export, count, total))
    for thread in paper.threads:
        thread.posts = Counted(thread.posts, done)
    return conversation_papers.write(paper, export.format), conversation_papers.filename(paper, export.format)


def conversation_paper(user, forum, thread, authors):
    base = current_app.config["BASE_URL"]
    return conversation_papers.Paper(
        title=thread.title if thread else _("Foro %(n)s", n=forum.number) + f": {forum.title}",
        space=forum.space.title,
        threads=conversations(user, forum, thread),
        authors=authors,
        conclusion="" if thread else forum.conclusion,
        url=lambda id: f"{base}/posts/{id}",
    )


class Counter:
    """Says every so often how many posts were come to."""

    def __init__(self, say):
        self.say, self.seen = say, set()

    def come_to(self, post):
        if post.id not in self.seen:
            self.seen.add(post.id)
            if len(self.seen) % SAY_EVERY == 0:
                self.say(len(self.seen))


class Counted(list):
    """Posts that count themselves as they are gone through."""

    def __init__(self, posts, counter):
        super().__init__(posts)
        self.counter = counter

    def __iter__(self):
        for post in super().__iter__():
            self.counter.come_to(post)
            yield post


TASKS = {"export.asked": make_export}
