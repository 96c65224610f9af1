"""What follows the clock."""


def init_app(app, huey):
    pass
