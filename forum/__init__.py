"""Tinkuy: from the post to the signed table and back, with nobody's words lost."""

import os

from flask import Flask

from . import blueprints, cli, jobs, realtime
from .config import settings_from
from .extensions import babel, csrf, db, limiter, login_manager, migrate, prepare_engine


def create_app(settings: dict | None = None) -> Flask:
    """The application; `settings` stand for, or over, those of the environment (see `config.settings_from`)."""
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(settings if settings is not None else settings_from(os.environ))
    app.config["INSTANCE"].mkdir(parents=True, exist_ok=True)

    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    migrate.init_app(app, db, directory=str(app.config["ROOT"] / "migrations"))
    csrf.init_app(app)
    limiter.init_app(app)
    login_manager.init_app(app)
    blueprints.init_app(app, babel)
    realtime.init_app(app)
    jobs.init_app(app)
    cli.init_app(app)
    return app
