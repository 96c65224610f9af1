"""The migrations give the schema of the models, on the database the suite runs on, up from empty and back."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import Column, Integer, MetaData, Table, inspect

from forum.extensions import db


def differences(app, metadata=db.metadata):
    with app.app_context(), db.engine.connect() as connection:
        options = {"compare_type": True, "include_name": is_ours}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)


def is_ours(name, kind, _parents):
    """As in migrations/env.py: the index of words is each database's own."""
    return kind != "table" or not name.startswith("search_words")


def tables(app):
    with app.app_context():
        return set(inspect(db.engine).get_table_names())


def test_migrations_and_models_say_the_same(app):
    assert differences(app) == []


def test_a_table_without_migration_is_found(app):
    metadata = MetaData()
    for table in db.metadata.tables.values():
        table.to_metadata(metadata)
    Table("forgotten", metadata, Column("id", Integer, primary_key=True))
    assert [kind for kind, *_rest in differences(app, metadata)] == ["add_table"]


def test_down_to_nothing_and_up_again(app):
    with app.app_context():
        downgrade(revision="base")
    assert tables(app) <= {"alembic_version"}
    with app.app_context():
        upgrade()
    assert differences(app) == []
