"""Background work."""


def init_app(app):
    pass
