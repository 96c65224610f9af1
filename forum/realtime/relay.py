"""How the processes of one site tell each other what none of them may miss: a Redis channel, or nothing at all."""

import json
import logging

from ..extensions import socketio
from . import presence

CHANNEL = "tinkuy"
log = logging.getLogger(__name__)


class Relay:
    """`tell()` reaches `hear()` of every process; without Redis there is one process, and it hears at once."""

    def __init__(self, app, hear):
        self.app = app
        self.hear = hear
        self.redis = None
        presence.RELAY = self
        if app.config["REDIS_URL"] and app.config.get("LISTENING", True):
            import redis

            self.redis = redis.Redis.from_url(app.config["REDIS_URL"], health_check_interval=30)
            socketio.start_background_task(self._listen)

    @property
    def is_shared(self):
        return self.redis is not None

    def tell(self, message):
        if self.redis is None:
            self._pass_on(message)
        else:
            self.redis.publish(CHANNEL, json.dumps(message))

    def _listen(self):
        while True:
            try:
                channel = self.redis.pubsub(ignore_subscribe_messages=True)
                channel.subscribe(CHANNEL)
                for heard in channel.listen():
                    self._pass_on(json.loads(heard["data"]))
            except Exception:
                log.exception("the channel between processes broke; listening again")
                socketio.sleep(1)

    def _pass_on(self, message):
        with self.app.app_context():
            try:
                self.hear(message)
            except Exception:
                log.exception("hearing %s failed", message.get("kind"))
