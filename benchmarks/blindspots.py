"""The heat map of 40 actors × 12 columns over 10,000 posts and 9,600 entries, a source behind every fourth."""

import statistics
import time

from forum.actions import accounts, matrices, spaces
from forum.extensions import db
from forum.models import Actor, ColumnQuestion, Entry, Forum, MatrixColumn, MatrixRow, Post, Question, Source, Thread
from forum.permissions import OPERATOR

from .matrices import large
from .site import client_of, cookie_of, site

POSTS, TIMES = 10_000, 7


def rows():
    with site() as (app, _folder):
        matrix, user = story(app)
        client = client_of(app, cookie_of(app, user))
        taken = []
        for _ in range(TIMES):
            started = time.perf_counter()
            answer = client.get(f"/matrices/{matrix}/blind-spots")
            taken.append(time.perf_counter() - started)
            assert answer.status_code == 200 and answer.data.count(b"<td class=") >= 480
        figure = f"{statistics.median(taken):.2f} s (slowest {max(taken):.2f})"
        return [("blind spots: 40 × 12 over 10,000 posts", figure, "≤ 0.3 s")]


def story(app):
    with app.app_context():
        user = accounts.register(OPERATOR, "f@bench.example", "Facilitadora", "tres palabras juntas", is_admin=True)
        space = spaces.create(user, "Banco", template="empty")
        matrix = matrices.import_table(user, space, large(), "Grande")
        actors = [Actor(space_id=space.id, name=f"Actor {n}", position=n) for n in range(1, 41)]
        forums = [Forum(space_id=space.id, number=n, title=f"Foro {n}") for n in range(1, 5)]
        db.session.add_all([*actors, *forums])
        db.session.flush()
        questions = [Question(forum_id=forums[n % 4].id, position=n, text=f"¿Pregunta {n}?") for n in range(12)]
        db.session.add_all(questions)
        db.session.flush()
        columns = db.session.scalars(db.select(MatrixColumn).where(MatrixColumn.matrix_id == matrix.id)).all()
        links = [
            ColumnQuestion(column_id=column.id, question_id=question.id)
            for column, question in zip(columns, questions, strict=True)
        ]
        of_matrix = db.select(MatrixRow).where(MatrixRow.matrix_id == matrix.id).order_by(MatrixRow.id)
        for row, actor in zip(db.session.scalars(of_matrix), actors, strict=True):
            row.actor_id = actor.id
        threads = [
            Thread(forum_id=question.forum_id, question_id=question.id, title=f"Hilo {n}", author_id=user.id)
            for n, question in enumerate(questions * 8)
        ]
        db.session.add_all([*links, *threads])
        db.session.flush()
        said = [
            {
                "thread_id": threads[n % len(threads)].id,
                "path": f"{n:06}",
                "author_id": user.id,
                "actor_id": actors[n % 40].id,
                "role": "participant",
                "body": f"Lo que dice el aporte {n}",
                "html": f"<p>Lo que dice el aporte {n}</p>",
                "renderer": 1,
            }
            for n in range(POSTS)
        ]
        db.session.execute(db.insert(Post), said)
        entries = db.session.scalars(db.select(Entry.id).where(Entry.matrix_id == matrix.id)).all()
        sources = [
            {"entry_id": entry, "post_id": n + 1, "quote": "Lo que dice", "created_by_id": user.id}
            for n, entry in enumerate(entries[::4])
        ]
        db.session.execute(db.insert(Source), sources)
        db.session.execute(db.text("ANALYZE"))
        db.session.commit()
        return matrix.id, user.id
