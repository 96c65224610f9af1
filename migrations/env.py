"""Runs the migrations through the app's own engine."""

from alembic import context

from forum.extensions import db
from forum.models.base import UTCDateTime


def render_item(kind, item, _context):
    """A migration stands on its own: it names the database's types, not ours."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UTCDateTime) else False


def is_ours(name, kind, _parents):
    """The index of words is made by its migration, in each database's own way."""
    return kind != "table" or not name.startswith("search_words")


if context.is_offline_mode():
    raise SystemExit("migrations run on a database, not as a script of SQL")

with db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=render_item,
        include_name=is_ours,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
