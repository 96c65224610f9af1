"""One gevent worker: thousands of open sockets, one process. More of them need Redis and a sticky proxy."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gevent"
workers = 1
worker_connections = 4000
graceful_timeout = 3
timeout = 60
keepalive = 30
accesslog = None
loglevel = os.environ.get("TINKUY_LOG_LEVEL", "warning")
raw_env = ["TINKUY_ASYNC_MODE=gevent"]
control_socket_disable = True


def post_worker_init(worker):
    """Open sockets would keep a worker from stopping: close them once it is told to."""
    import gevent

    from forum.extensions import socketio

    def close_sockets():
        while worker.alive:
            gevent.sleep(0.2)
        for socket in list(socketio.server.eio.sockets.values()):
            socket.close(wait=False, abort=True)

    gevent.spawn(close_sockets)
    worker.app.wsgi().extensions["neighbours"].listen()
