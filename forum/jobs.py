"""Background work: what would hold up a page. It hears of a wish by its event, after the commit, and calls the same
verbs; letters are carried by it too.

The queue survives a restart: a file beside the database, or Redis where there is one. `flask jobs` works it off.
"""

import logging
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale
from huey import RedisHuey, SqliteHuey

from . import events, mail
from . import exports as papers
from .actions import exports
from .actions.forums.mentions import rename_in_mentions
from .errors import TinkuyError
from .extensions import db
from .models import Export, Membership, Mention, User
from .models.base import now
from .permissions import OPERATOR
from .readings.matrices import table

log = logging.getLogger(__name__)

RENAMED = 100  # posts in one transaction

TASKS = {}  # event name → function(message): what is to be done when this has happened


def init_app(app):
    huey = _queue(app)
    app.extensions["huey"] = huey

    @huey.task(name="tinkuy")
    def carry_out(message):
        with app.app_context():
            TASKS[message["name"]](message)

    @huey.task(name="letter", retries=5, retry_delay=120)
    def carry_letter(to, subject, words):
        with app.app_context():
            mail.send(to, subject, words)

    app.extensions["carry_out"] = carry_out
    app.extensions["letter_carrier"] = carry_letter
    events.listen(enqueue)


def enqueue(message):
    if message["name"] in TASKS:
        current_app.extensions["carry_out"](message)


def on(event_name):
    """Have the function called in the background, with the message, each time `event_name` has happened."""

    def wrap(function):
        TASKS[event_name] = function
        return function

    return wrap


def work(app):
    """Work the queue off until told to stop."""
    app.extensions["huey"].create_consumer(workers=1, worker_type="thread", periodic=False, initial_delay=0.1).run()


def _queue(app):
    immediate = app.config.get("JOBS_AT_ONCE", False)
    if app.config["REDIS_URL"]:
        return RedisHuey("tinkuy", url=app.config["REDIS_URL"], immediate=immediate)
    return SqliteHuey("tinkuy", filename=str(app.config["INSTANCE"] / "jobs.db"), immediate=immediate)


@on("export.asked")
def make_export(message):
    """Write the paper, noting how far it is; what fails says so on its page."""
    export = db.session.get(Export, message["export"])
    user = db.session.get(User, export.user_id)
    if export.state != "waiting":
        return
    folder = current_app.config["INSTANCE"] / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with force_locale(user.language):
            content = table(user, export.matrix)
            exports.begin(user, export, sum(1 for _ in content.entries()))
            options = papers.Options(
                **export.options | {"states": tuple(export.options["states"])},
                space=export.matrix.space.title,
                date=now().astimezone(ZoneInfo(export.matrix.space.timezone)).date(),
                url=f"{current_app.config['BASE_URL']}/matrices/{export.matrix_id}",
                progress=lambda done, total: exports.advance(user, export, done, total),
            )
            (folder / str(export.id)).write_bytes(papers.write(content, export.format, options))
            exports.finish(user, export, papers.filename(content, export.format, options))
    except Exception as error:
        log.exception("export %s failed", message["export"])
        db.session.rollback()
        known = isinstance(error, TinkuyError)
        exports.fail(user, export, str(error) if known else "")


@on("member.changed")
def rename_a_member(message):
    member = db.session.get(Membership, message["membership"])
    _rename_in(Mention.user_id == member.user_id)


@on("actor.changed")
def rename_an_actor(message):
    _rename_in(Mention.actor_id == message["actor"])


def _rename_in(mentioning):
    posts = db.session.scalars(db.select(Mention.post_id).where(mentioning).order_by(Mention.post_id)).all()
    for start in range(0, len(posts), RENAMED):
        rename_in_mentions(OPERATOR, posts[start : start + RENAMED])
