"""Live pages: who listens to which room, who is where. Tells; writes nothing."""

from .extensions import socketio


def init_app(app):
    socketio.init_app(app, async_mode="threading")
