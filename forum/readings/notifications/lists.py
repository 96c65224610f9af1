"""What a person was told and may still read: what was hidden, moved away or closed to them since is not there."""

from collections import namedtuple
from itertools import groupby

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, case, func, or_, select

from ...extensions import db
from ...models import (
    Actor,
    Asking,
    Commitment,
    Decision,
    Delivery,
    Document,
    Edition,
    Entry,
    Forum,
    Hiding,
    Matrix,
    MatrixColumn,
    MatrixRow,
    Meeting,
    Notification,
    Observation,
    Post,
    Resolution,
    Space,
    Summary,
    Thread,
    User,
    Worktable,
)
from ...text import plain
from ...visibility import readable_posts, readable_spaces
from ..forums.threads import actor_row
from ..names import author_name
from .commitments import what_and_when
from .deliveries import which_paper
from .meetings import when_and_where
from .observations import which_observation

MOST_UNREAD, MOST_READ = 200, 50
LONGEST = 220
# In these nobody else speaks; and of these the reason is told, not the words.
REASONED = ("hidden", "refused", "upheld", "lifted", "warn", "silence", "suspend")
OWN_WORDS = ("approved", "hidden", "shown", "refused", "upheld", "lifted", "captured", "moved", "carried")

KINDS = {
    "answer": _l("Respuesta a tu aporte"),
    "mention": _l("Te mencionan"),
    "new": _l("Aporte nuevo"),
    "news": _l("Anuncio"),
    "approved": _l("Tu aporte se publicó"),
    "hidden": _l("Tu aporte está oculto"),
    "shown": _l("Tu aporte vuelve a verse"),
    "refused": _l("Tu aporte no se publicó"),
    "upheld": _l("Tu pedido tiene respuesta: el aporte sigue oculto"),
    "lifted": _l("Tu pedido tiene respuesta: el aporte vuelve a verse"),
    "captured": _l("Se escribió un aporte en tu nombre"),
    "warn": _l("Quien modera te advierte"),
    "silence": _l("Por un tiempo no puedes escribir"),
    "suspend": _l("Tu participación está suspendida"),
    "ended": _l("Puedes participar de nuevo"),
    "undone": _l("Se deshizo una decisión sobre lo tuyo"),
    "marked": _l("Tu valoración está publicada"),
    "moved": _l("Tu aporte está en otro lugar"),
    "accepted": _l("Tu entrada fue aceptada"),
    "declined": _l("Tu entrada no se recoge"),
    "merged": _l("Tu entrada se unió a otra"),
    "parted": _l("Tu entrada está otra vez por separado"),
    "reopened": _l("Tu entrada vuelve a estar por decidir"),
    "reworded": _l("Cambiaron las palabras de tu entrada"),
    "displaced": _l("Tu entrada está en otra celda"),
    "asked": _l("Te preguntan por tu entrada"),
    "discussed": _l("Comentario en una entrada"),
    "drawn": _l("Se aceptó lo que salió de tus palabras"),
    "undrawn": _l("No se recoge lo que salió de tus palabras"),
    "redrawn": _l("Lo que salió de tus palabras vuelve a estar por decidir"),
    "joined": _l("Lo que salió de tus palabras se unió a otra entrada"),
    "carried": _l("Tus palabras están en la matriz"),
    "silent": _l("Falta tu palabra"),
    "edition": _l("Se publicó una edición"),
    "invited": _l("Te invitan a una sesión"),
    "rescheduled": _l("Una sesión cambió de día o de lugar"),
    "cancelled": _l("Una sesión se canceló"),
    "held": _l("Una sesión cancelada se hará"),
    "remarks": _l("Puedes observar el acta"),
    "sealed": _l("El acta es final"),
    "resolved": _l("Tu observación tiene respuesta"),
    "unresolved": _l("La respuesta a tu observación se deshizo"),
    "assigned": _l("Te asignaron una observación"),
    "sent": _l("Llegó una observación del público"),
    "unsatisfied": _l("Una respuesta no satisface a quien observó"),
    "due": _l("Un compromiso vence pronto"),
    "overdue": _l("Un compromiso venció"),
    "summary": _l("Se publicó un resumen con tus observaciones"),
    "received": _l("La entidad acusó recibo de una entrega"),
    "called": _l("A una entrega le siguió una convocatoria"),
}

Row = namedtuple(
    "Row",
    "id kind at read post_id post_version parent_id thread_id title forum_id forum space_id space slug html body "
    "author actor organization_id posted_at hidden reason entry_id entry place matrix_id matrix decision_id asking_id "
    "edition_id edition note meeting_id worktable_id worktable commitment_id "
    "observation_id summary_id delivery_id",
)


def rows_of(user) -> list[Row]:
    """The unread ones, then the last of those read; each the newest first."""
    unread = _rows(user, Notification.read_at.is_(None), MOST_UNREAD)
    return unread + _rows(user, Notification.read_at.is_not(None), MOST_READ)


def standing_rows(user, *window, most=MOST_UNREAD) -> list[Row]:
    """Those of a window that may be read, the newest first."""
    return _rows(user, and_(*window), most)


def entry_rows(rows) -> list[Row]:
    return [row for row in rows if row.entry_id is not None]


def groups(rows) -> list[tuple[str, list[Row]]]:
    """[(key, its rows)] by thread (`thread-3`), matrix or working table, in the order of each one's newest."""
    order = {}
    for row in rows:
        order.setdefault(_place(row), len(order))
    ordered = sorted(rows, key=lambda row: order[_place(row)])
    return [(key, list(found)) for key, found in groupby(ordered, _place)]


def unread_of(people) -> dict[int, int]:
    """How many each of these people has not read."""
    counts = select(Notification.user_id, func.count()).where(
        Notification.user_id.in_(people), Notification.read_at.is_(None)
    )
    found = db.session.execute(counts.group_by(Notification.user_id))
    return dict.fromkeys(people, 0) | dict(map(tuple, found))


def _place(row):
    if row.matrix_id is not None:
        return f"matrix-{row.matrix_id}"
    if row.worktable_id is not None:
        return f"worktable-{row.worktable_id}"
    return f"thread-{row.thread_id}" if row.post_id is not None else f"space-{row.space_id}"


def _rows(user, window, most):
    hiding = (
        select(Hiding.reason)
        .where(Hiding.post_id == Post.id, Hiding.lifted_at.is_(None))
        .order_by(Hiding.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            Notification.id,
            Notification.kind,
            Notification.created_at,
            Notification.read_at,
            Post.id,
            Post.version,
            Post.parent_id,
            Thread.id,
            Thread.title,
            Forum.id,
            Forum.number,
            Space.id,
            Space.title,
            Space.slug,
            Post.html,
            Post.body,
            author_name(user),
            Actor,
            Post.organization_id,
            Post.created_at,
            Post.hidden_at,
            case(
                (Entry.id.is_not(None), Entry.reason),
                (Decision.id.is_not(None), Decision.reason),
                (Notification.kind == "resolved", Resolution.reason),
                else_=hiding,
            ),
            Entry.id,
            Entry.text,
            MatrixRow.path,
            MatrixColumn.path,
            Matrix.id,
            Matrix.title,
            Decision.id,
            Asking.id,
            Edition.id,
            Edition.number,
            Edition.note,
            Meeting.id,
            Worktable.id,
            Worktable.title,
            Meeting.number,
            Meeting.title,
            Meeting.starts_at,
            Meeting.place,
            Commitment.id,
            Commitment.text,
            Commitment.due_on,
            Observation.id,
            Observation.number,
            Document.code,
            Document.title,
            Summary.id,
            Delivery.id,
            Summary.number,
            Delivery.number,
            Delivery.recipient,
            Asking.columns,
        )
        .select_from(Notification)
        .join(Space, Space.id == Notification.space_id)
        .outerjoin(Post, Post.id == Notification.post_id)
        .outerjoin(Thread, Thread.id == Post.thread_id)
        .outerjoin(Forum, Forum.id == Thread.forum_id)
        .outerjoin(User, User.id == Post.author_id)
        .outerjoin(Actor, Actor.id == Post.actor_id)
        .outerjoin(Entry, Entry.id == Notification.entry_id)
        .outerjoin(Asking, Asking.id == Notification.asking_id)
        .outerjoin(Edition, Edition.id == Notification.edition_id)
        .outerjoin(MatrixRow, MatrixRow.id == func.coalesce(Entry.row_id, Asking.row_id))
        .outerjoin(MatrixColumn, MatrixColumn.id == Entry.column_id)
        .outerjoin(Matrix, Matrix.id == func.coalesce(Entry.matrix_id, Asking.matrix_id, Edition.matrix_id))
        .outerjoin(Decision, Decision.id == Notification.decision_id)
        .outerjoin(Meeting, Meeting.id == Notification.meeting_id)
        .outerjoin(Commitment, Commitment.id == Notification.commitment_id)
        .outerjoin(Observation, Observation.id == Notification.observation_id)
        .outerjoin(Resolution, Resolution.id == Observation.resolution_id)
        .outerjoin(Document, Document.id == Observation.document_id)
        .outerjoin(Summary, Summary.id == Notification.summary_id)
        .outerjoin(Delivery, Delivery.id == Notification.delivery_id)
        .outerjoin(
            Worktable,
            Worktable.id
            == func.coalesce(
                Meeting.worktable_id,
                Commitment.worktable_id,
                Document.worktable_id,
                Summary.worktable_id,
                Delivery.worktable_id,
            ),
        )
        .where(
            Notification.user_id == user.id,
            Notification.space_id.in_(readable_spaces(user)),
            or_(Notification.post_id.is_(None), readable_posts(user)),
            or_(
                Notification.entry_id.is_(None),
                and_(
                    Entry.removed_at.is_(None),
                    MatrixColumn.removed_at.is_(None),
                ),
            ),
            Matrix.removed_at.is_(None),  # or there is none
            MatrixRow.removed_at.is_(None),
            Worktable.removed_at.is_(None),
            Commitment.removed_at.is_(None),
            Observation.removed_at.is_(None),
            Document.removed_at.is_(None),
            window,
        )
        .order_by(Notification.id.desc())
        .limit(most)
    )
    rows = []
    for row in db.session.execute(query):
        *start, author, actor, organization, posted, hidden, reason, entry, words, row_path, column_path = row[:26]
        columns = [" › ".join(column_path)] if entry is not None else row[-1] or []
        place = f"{' › '.join(row_path)} × {', '.join(columns)}" if row_path else ""
        if row[33] is not None:
            place = when_and_where(user, *row[36:40])
        if row[40] is not None:
            place = what_and_when(*row[41:43])
        if row[43] is not None:
            place = which_observation(*row[44:47])
        if row[47] is not None or row[48] is not None:
            place = which_paper(*row[49:52])
        rows.append(
            Row(
                *start,
                author=author,
                actor=actor_row(actor),
                organization_id=organization,
                posted_at=posted,
                hidden=hidden is not None,
                reason=reason,
                entry_id=entry,
                entry=words,
                place=place,
                matrix_id=row[26],
                matrix=row[27],
                decision_id=row[28],
                asking_id=row[29],
                edition_id=row[30],
                edition=row[31],
                note=row[32] or "",
                meeting_id=row[33],
                worktable_id=row[34],
                worktable=row[35],
                commitment_id=row[40],
                observation_id=row[43],
                summary_id=row[47],
                delivery_id=row[48],
            )
        )
    return rows


def brief(html) -> str:
    words = " ".join(plain(html or "").split())
    return words if len(words) <= LONGEST else words[:LONGEST].rpartition(" ")[0] + " …"
