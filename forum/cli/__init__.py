"""flask commands, calling the same verbs as the screens; what is wrong is said in one line, with exit code 2."""

from . import accounts, attachments, demo, jobs, mail, matrices, search, serve, spaces, text


def init_app(app):
    for module in (accounts, spaces, matrices, attachments, text, search, mail, demo, jobs, serve):
        app.cli.add_command(module.command)
