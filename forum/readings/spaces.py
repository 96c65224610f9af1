"""What the pages of spaces show, in a fixed number of queries."""

from collections import namedtuple

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import joinedload

from ..errors import Conflict, NotFound
from ..extensions import db
from ..models import (
    Actor,
    Entry,
    Forum,
    Invitation,
    Matrix,
    MatrixRow,
    Membership,
    MembershipActor,
    Organization,
    Post,
    Room,
    Space,
    Thread,
    User,
)
from ..models.base import now
from ..visibility import known_posts
from .names import named

SpaceRow = namedtuple("SpaceRow", "space role members posts")


def spaces_for(user) -> tuple[list[SpaceRow], list[SpaceRow]]:
    """(those the person takes part in, the other public ones), the newest first."""
    members = (
        select(func.count())
        .select_from(Membership)
        .where(Membership.space_id == Space.id, Membership.left_at.is_(None))
        .scalar_subquery()
    )
    posts = (
        select(func.count(Post.id))
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Forum.space_id == Space.id, known_posts(user))
        .correlate(Space)
        .scalar_subquery()
    )
    mine = (
        select(Membership.role)
        .where(Membership.space_id == Space.id, Membership.user_id == (user.id if user else 0))
        .where(Membership.left_at.is_(None))
        .scalar_subquery()
    )
    query = select(Space, mine, members, posts).order_by(Space.archived_at.isnot(None), Space.id.desc())
    if user is None or not user.is_admin:
        query = query.where(or_(Space.visibility == "public", mine.isnot(None)))
    rows = [SpaceRow(*row) for row in db.session.execute(query)]
    return [row for row in rows if row.role], [row for row in rows if not row.role]


MatrixSummary = namedtuple("MatrixSummary", "matrix rows most")
RowSummary = namedtuple("RowSummary", "actor accepted proposed")


def matrix_summaries(space) -> list[MatrixSummary]:
    """Of each matrix of the space: by actor, how many entries are accepted and how many wait."""
    matrices = db.session.scalars(
        select(Matrix).where(Matrix.space_id == space.id, Matrix.removed_at.is_(None)).order_by(Matrix.id)
    ).all()
    counts = db.session.execute(
        select(
            MatrixRow.matrix_id,
            Actor,
            func.sum(case((Entry.state == "accepted", 1), else_=0)),
            func.sum(case((Entry.state == "proposed", 1), else_=0)),
        )
        .join(Actor, Actor.id == MatrixRow.actor_id)
        .outerjoin(Entry, (Entry.row_id == MatrixRow.id) & Entry.removed_at.is_(None))
        .where(MatrixRow.matrix_id.in_([matrix.id for matrix in matrices]), MatrixRow.removed_at.is_(None))
        .group_by(MatrixRow.matrix_id, Actor.id)
        .order_by(Actor.position, Actor.id)
    ).all()
    rows = {}
    for matrix_id, actor, accepted, proposed in counts:
        rows.setdefault(matrix_id, []).append(RowSummary(actor, accepted or 0, proposed or 0))
    return [
        MatrixSummary(
            matrix, rows.get(matrix.id, []), max((r.accepted + r.proposed for r in rows.get(matrix.id, [])), default=0)
        )
        for matrix in matrices
    ]


def people_of(space) -> dict:
    """How many take part, and how many actors they speak for: {"members", "seq"}."""
    members = (
        select(func.count())
        .select_from(Membership)
        .where(Membership.space_id == space.id, Membership.left_at.is_(None))
    )
    seq = select(Room.seq).where(Room.name == f"space:{space.id}")
    row = db.session.execute(select(members.scalar_subquery(), seq.scalar_subquery())).one()
    return {"members": row[0], "seq": row[1] or 0}


MemberRow = namedtuple("MemberRow", "id user_id name role organization territory actors posts joined_at")


def members_of(user, space) -> list[MemberRow]:
    """Who takes part, by name, with the actors they speak for, and how much of what they said `user` may know of: where
    no names are shown, a number would show them."""
    posts = (
        select(func.count(Post.id))
        .join(Thread, Thread.id == Post.thread_id)
        .join(Forum, Forum.id == Thread.forum_id)
        .where(Forum.space_id == space.id, Post.author_id == Membership.user_id)
        .where(known_posts(user), named(user))
        .correlate(Membership)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Membership, User.name, Organization.name, Organization.territory, posts)
        .join(User, User.id == Membership.user_id)
        .outerjoin(Organization, Organization.id == Membership.organization_id)
        .where(Membership.space_id == space.id, Membership.left_at.is_(None))
        .order_by(User.name)
    ).all()
    voices = {}
    heard = (
        select(MembershipActor.membership_id, Actor)
        .join(Actor, Actor.id == MembershipActor.actor_id)
        .join(Membership, Membership.id == MembershipActor.membership_id)
        .where(Membership.space_id == space.id)
        .order_by(MembershipActor.position)
    )
    for membership_id, actor in db.session.execute(heard):
        voices.setdefault(membership_id, []).append(actor)
    return [
        MemberRow(m.id, m.user_id, name, m.role, organization, territory, voices.get(m.id, []), said, m.joined_at)
        for m, name, organization, territory, said in rows
    ]


def invitations_of(space) -> list[Invitation]:
    """Links and letters, the newest first."""
    query = select(Invitation).where(Invitation.space_id == space.id).order_by(Invitation.id.desc()).limit(500)
    return db.session.scalars(query.options(joinedload(Invitation.actor), joinedload(Invitation.organization))).all()


def standing_invitation(token: str, lock=False) -> Invitation:
    """The invitation of this link; `NotFound` for none, `Conflict` with the reason for one that no longer serves."""
    query = select(Invitation).where(Invitation.token == token)
    invitation = db.session.scalar(query.with_for_update(of=Invitation) if lock else query)
    if invitation is None:
        raise NotFound()
    if (reason := why_it_no_longer_serves(invitation)) is not None:
        raise Conflict(reason)
    return invitation


def why_it_no_longer_serves(invitation: Invitation) -> str | None:
    """A sentence for who comes by the link."""
    if invitation.revoked_at is not None:
        return _("Este enlace fue anulado. Pide otro a quien te invitó.")
    if invitation.space.archived_at is not None:
        return _("El espacio «%(space)s» está archivado: ya no recibe a nadie.", space=invitation.space.title)
    if invitation.expires_at is not None and invitation.expires_at <= now():
        return _("Este enlace ya venció. Pide otro a quien te invitó.")
    if invitation.max_uses is not None and invitation.uses >= invitation.max_uses:
        return ngettext(
            "El enlace ya se usó %(num)d vez. Pide otro a quien te invitó.",
            "El enlace ya se usó %(num)d veces. Pide otro a quien te invitó.",
            invitation.uses,
        )
    return None
