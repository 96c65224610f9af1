"""Background work: what would hold up a page. It hears of a wish by its event, after the commit, and calls the same
verbs; letters are carried by it too. What follows the clock (`periodic.py`) and what follows the events (`telling.py`)
runs beside it.

The queue survives a restart: a file beside the database, or Redis where there is one. `flask jobs` works it off.
"""

from flask import current_app
from huey import RedisHuey, SqliteHuey

from .. import events, mail
from . import (
    attachments,
    deliveries,
    documents,
    downloads,
    editions,
    exports,
    names,
    periodic,
    summaries,
    table_imports,
    telling,
)

# Event name → function(message): what is to be done when this has happened.
TASKS = {
    name: task
    for kind in (attachments, deliveries, documents, downloads, editions, exports, names, summaries, table_imports)
    for name, task in kind.TASKS.items()
}


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
    periodic.init_app(app, huey)
    events.listen(enqueue)


def enqueue(message):
    if message["name"] in TASKS:
        current_app.extensions["carry_out"](message)


def work(app):
    """Work the queue off, tell people of what happens and carry letters, until told to stop."""
    telling.start(app)
    app.extensions["huey"].create_consumer(workers=1, worker_type="thread", periodic=True, initial_delay=0.1).run()


def _queue(app):
    immediate = app.config.get("JOBS_AT_ONCE", False)
    if app.config["REDIS_URL"]:
        return RedisHuey("tinkuy", url=app.config["REDIS_URL"], immediate=immediate)
    return SqliteHuey("tinkuy", filename=str(app.config["INSTANCE"] / "jobs.db"), immediate=immediate)
