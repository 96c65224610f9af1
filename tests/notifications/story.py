"""What people do, one after the other, each in a context of its own; and what they are told of it."""

from forum.actions import forums, notifications
from forum.extensions import db
from forum.jobs.telling import tell_all
from forum.models import Notification, Post, Thread, User


class Story:
    def __init__(self, world):
        self.world = world

    def do(self, verb, name, thing, *args, **values):
        """`thing` is (model, number); so may the others be. Gives the number of what came of it."""
        with self.world.app.app_context():
            user = db.session.get(User, getattr(self.world.user, name))
            thing, *args = (db.session.get(*one) if isinstance(one, tuple) else one for one in (thing, *args))
            values = {key: db.session.get(*one) if isinstance(one, tuple) else one for key, one in values.items()}
            return getattr(verb(user, thing, *args, **values), "id", None)

    def reply(self, name, words, parent=None, thread=None):
        parent = (Post, parent) if parent else None
        return self.do(forums.reply, name, (Thread, thread or self.world.thread), words, parent=parent)

    def follow(self, name, model, id, level):
        self.do(notifications.choose, name, (model, id), level)

    def change(self, model, id, **values):
        with self.world.app.app_context():
            for name, value in values.items():
                setattr(db.session.get(model, id), name, value)
            self.world._commit()

    def tell(self):
        with self.world.app.app_context():
            return tell_all()

    def told(self, name):
        """[(kind, post)] of all that this person was told, oldest first."""
        with self.world.app.app_context():
            rows = db.session.execute(
                db.select(Notification.kind, Notification.post_id)
                .where(Notification.user_id == getattr(self.world.user, name))
                .order_by(Notification.id)
            )
            return [tuple(row) for row in rows]
