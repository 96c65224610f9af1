"""What is found in forums: posts and their files, threads, forums, questions."""

import re

from flask_babel import gettext as _
from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from ...models import Actor, Attachment, Forum, Post, Question, Space, Thread, space_of
from ...permissions import readable_posts
from ...readings.names import author_name, organization_name
from ...text import plain
from .kind import Hit, Kind, hit, rows, with_voice

SEPARATORS = re.compile(r"[._-]+")  # of the words in a file's name


class Posts(Kind):
    name = "post"
    model = Post
    worded = ("html",)
    facets = {
        "forum": Thread.forum_id,
        "question": Thread.question_id,
        "actor": Post.actor_id,
        "organization": Post.organization_id,
        "author": Post.author_id,
        "date": Post.created_at,
    }

    def words(self, post):
        return plain(post.html)

    def space_of(self, connection, post):
        return space_of(post).id if post.thread else super().space_of(connection, post)

    def spaces_of(self):
        return (
            select(Post.id, Forum.space_id)
            .join(Thread, Thread.id == Post.thread_id)
            .join(Forum, Forum.id == Thread.forum_id)
        )

    def statement(self, user, *columns):
        return (
            select(*columns)
            .select_from(Post)
            .join(Thread, Thread.id == Post.thread_id)
            .join(Forum, Forum.id == Thread.forum_id)
            .where(readable_posts(user))
        )

    def shown(self, user, numbers):
        columns = (Post, Thread.title, Forum, Space, author_name(user), Actor, organization_name(user))
        query = with_voice(self.statement(user, *columns), Post)
        return {
            post.id: Hit(
                kind=self.name,
                href=f"/posts/{post.id}",
                title=title,
                text=plain(post.html),
                place=_("Foro %(n)s", n=forum.number),
                note="",
                author=author,
                actor=actor,
                organization=organization,
                date=post.created_at,
                space=space,
            )
            for post, title, forum, space, author, actor, organization in rows(query, Post.id, numbers)
        }


class Threads(Kind):
    """Titles; whoever may not read how a thread opens does not find it."""

    name = "thread"
    model = Thread
    worded = ("title",)
    weight = 1.6
    facets = Posts.facets | {"author": Thread.author_id, "date": Thread.created_at}

    def words(self, thread):
        return thread.title

    def spaces_of(self):
        return select(Thread.id, Forum.space_id).join(Forum, Forum.id == Thread.forum_id)

    def statement(self, user, *columns):
        first = aliased(Post)
        path = select(func.min(first.path)).where(first.thread_id == Thread.id).scalar_subquery()
        opening = and_(Post.thread_id == Thread.id, Post.path == path)
        return (
            select(*columns)
            .select_from(Thread)
            .join(Post, opening)
            .join(Forum, Forum.id == Thread.forum_id)
            .where(readable_posts(user))
        )

    def shown(self, user, numbers):
        columns = (Thread, Forum, Space, author_name(user), Actor, organization_name(user))
        query = with_voice(self.statement(user, *columns), Post)
        return {
            thread.id: Hit(
                kind=self.name,
                href=f"/threads/{thread.id}",
                title=thread.title,
                text="",
                place=_("Foro %(n)s", n=forum.number),
                note="",
                author=author,
                actor=actor,
                organization=organization,
                date=thread.created_at,
                space=space,
            )
            for thread, forum, space, author, actor, organization in rows(query, Thread.id, numbers)
        }


class Forums(Kind):
    name = "forum"
    model = Forum
    worded = ("title", "introduction_html")
    weight = 1.6
    facets = {"forum": Forum.id, "date": Forum.created_at}

    def words(self, forum):
        return f"{forum.title}\n{plain(forum.introduction_html)}"

    def spaces_of(self):
        return select(Forum.id, Forum.space_id)

    def statement(self, user, *columns):
        return select(*columns).select_from(Forum)

    def shown(self, user, numbers):
        query = self.statement(user, Forum, Space).join(Space, Space.id == Forum.space_id)
        return {
            forum.id: hit(
                self,
                f"/forums/{forum.id}",
                forum.title,
                plain(forum.introduction_html),
                space,
                place=_("Foro %(n)s", n=forum.number),
            )
            for forum, space in rows(query, Forum.id, numbers)
        }


class Questions(Kind):
    """Guiding questions, as they were asked: `{actor}` is a blank."""

    name = "question"
    model = Question
    worded = ("text",)
    weight = 1.3
    facets = {"forum": Question.forum_id, "question": Question.id, "date": Forum.created_at}

    def words(self, question):
        return question.text.replace("{actor}", "…")

    def spaces_of(self):
        return select(Question.id, Forum.space_id).join(Forum, Forum.id == Question.forum_id)

    def statement(self, user, *columns):
        query = select(*columns).select_from(Question).join(Forum, Forum.id == Question.forum_id)
        return query.where(Question.removed_at.is_(None))

    def shown(self, user, numbers):
        query = self.statement(user, Question, Forum, Space).join(Space, Space.id == Forum.space_id)
        return {
            question.id: hit(
                self,
                f"/forums/{forum.id}?question={question.id}",
                forum.title,
                self.words(question),
                space,
                place=_("Foro %(n)s", n=forum.number),
            )
            for question, forum, space in rows(query, Question.id, numbers)
        }


class Attachments(Kind):
    """The names of files, for who may read their posts."""

    name = "attachment"
    model = Attachment
    worded = ("name",)
    facets = Posts.facets

    def words(self, attachment):
        return SEPARATORS.sub(" ", attachment.name)

    def spaces_of(self):
        return select(Attachment.id, Attachment.space_id)

    def statement(self, user, *columns):
        return (
            select(*columns)
            .select_from(Attachment)
            .join(Post, Post.id == Attachment.post_id)
            .join(Thread, Thread.id == Post.thread_id)
            .join(Forum, Forum.id == Thread.forum_id)
            .where(Attachment.removed_at.is_(None), readable_posts(user))
        )

    def shown(self, user, numbers):
        columns = (Attachment, Thread.title, Forum, Space, author_name(user), Actor, organization_name(user))
        query = with_voice(self.statement(user, *columns), Post)
        return {
            attachment.id: Hit(
                kind=self.name,
                href=f"/posts/{attachment.post_id}",
                title=SEPARATORS.sub(" ", attachment.name),
                text="",
                place=_("Foro %(n)s", n=forum.number),
                note=title,
                author=author,
                actor=actor,
                organization=organization,
                date=attachment.created_at,
                space=space,
            )
            for attachment, title, forum, space, author, actor, organization in rows(query, Attachment.id, numbers)
        }
