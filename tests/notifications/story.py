"""What people do, one after the other, each in a context of its own; and what they are told of it."""

from forum.actions import forums, notifications
from forum.extensions import db
from forum.jobs.letters import carry_all, write_all
from forum.jobs.telling import tell_all
from forum.models import Letter, MailPreference, Notification, Post, Thread, User
from forum.models.base import now


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

    def mail(self, name, rhythm, hour=7, weekday=0):
        """When this person wants letters, chosen on their page."""
        form = {"rhythm": rhythm, "hour": hour, "weekday": weekday}
        assert self.world.client(name).put("/follows/mail", data=form).status_code == 303

    def round(self, *, due=True, carry=True):
        """As the background work goes about: told, written, carried. With `due` everybody's hour has come."""
        with self.world.app.app_context():
            tell_all()
            if due:
                db.session.execute(db.update(MailPreference).values(next_at=now()))
                db.session.commit()
            write_all()
            return carry_all() if carry else 0

    def letters(self, **values):
        """[(state, tries)] of all that were written; with values, after setting them."""
        with self.world.app.app_context():
            if values:
                db.session.execute(db.update(Letter).values(**values))
                db.session.commit()
            return [tuple(row) for row in db.session.execute(db.select(Letter.state, Letter.tries).order_by(Letter.id))]
