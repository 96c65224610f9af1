"""flask commands, calling the same verbs as the screens."""


def init_app(app):
    pass
