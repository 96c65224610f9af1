"""DOORS: parse, one verb, answer. One module a noun; `init_app` is the list of them."""

from importlib import import_module

from . import articles, assets, compression, doors, errors, presentation, rates

NOUNS = (
    "accounts",
    "spaces",
    "forums",
    "files",
    "matrices",
    "editions",
    "worktables",
    "meetings",
    "documents",
    "observations",
    "commitments",
    "figures",
    "summaries",
    "deliveries",
    "exports",
    "imports",
    "search",
    "moderation",
    "help",
    "notifications",
)


def init_app(app, babel):
    doors.init_app(app, babel)
    rates.init_app(app)
    presentation.init_app(app)
    articles.init_app(app)
    errors.init_app(app)
    assets.init_app(app)
    compression.init_app(app)
    for noun in NOUNS:
        app.register_blueprint(import_module(f".{noun}", __name__).blueprint)
