"""What is found in working tables: documents, their clauses as the latest version words them, and observations."""

from flask_babel import gettext as _
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from ...models import (
    Actor,
    ClauseText,
    Document,
    DocumentVersion,
    Membership,
    Observation,
    Organization,
    Space,
    Worktable,
)
from .kind import Hit, Kind, hit, rows


class Documents(Kind):
    name = "document"
    names = False
    model = Document
    worded = ("code", "title", "sector", "demander")
    weight = 1.6
    facets = {"date": Document.created_at}

    def words(self, document):
        return f"{document.code} {document.title} {document.sector} {document.demander}"

    def spaces_of(self):
        return select(Document.id, Worktable.space_id).join(Worktable, Worktable.id == Document.worktable_id)

    def statement(self, user, *columns):
        return _standing(user, select(*columns).select_from(Document))

    def shown(self, user, numbers):
        found = rows(self.statement(user, Document, Worktable, Space), Document.id, numbers)
        return {
            document.id: hit(
                self,
                f"/documents/{document.id}",
                f"{document.code} · {document.title}",
                "",
                space,
                place=table.title,
                note=document.sector,
                date=document.created_at,
            )
            for document, table, space in found
        }


class Clauses(Kind):
    name = "clause"
    names = False
    model = ClauseText
    worded = ("number", "heading", "text", "tables")
    facets = {"date": DocumentVersion.created_at}

    def words(self, clause):
        cells = (cell for table in clause.tables or () for row in table.get("rows", ()) for cell in row)
        return " ".join([clause.number, clause.heading, clause.text, *map(str, cells)])

    def spaces_of(self):
        return (
            select(ClauseText.id, Worktable.space_id)
            .join(DocumentVersion, DocumentVersion.id == ClauseText.version_id)
            .join(Document, Document.id == DocumentVersion.document_id)
            .join(Worktable, Worktable.id == Document.worktable_id)
        )

    def statement(self, user, *columns):
        other = aliased(DocumentVersion)
        latest = select(func.max(other.number)).where(
            other.document_id == Document.id, other.finished_at.is_not(None), other.removed_at.is_(None)
        )
        query = (
            select(*columns)
            .select_from(ClauseText)
            .join(DocumentVersion, DocumentVersion.id == ClauseText.version_id)
            .join(Document, Document.id == DocumentVersion.document_id)
        )
        return _standing(user, query).where(DocumentVersion.number == latest.scalar_subquery())

    def shown(self, user, numbers):
        columns = (ClauseText, DocumentVersion, Document, Space)
        return {
            clause.id: hit(
                self,
                f"/documents/{document.id}#clause-{clause.clause_id}",
                f"{document.code} · {clause.number} {clause.heading}".strip(),
                clause.text,
                space,
                place=document.title,
                note=_("versión %(n)s", n=version.number),
                date=version.created_at,
            )
            for clause, version, document, space in rows(self.statement(user, *columns), ClauseText.id, numbers)
        }


class Observations(Kind):
    """What is published of them; never the parts that are confidential."""

    name = "observation"
    names = False
    model = Observation
    worded = ("comment", "proposal", "reason", "confidential")
    facets = {
        "actor": Observation.actor_id,
        "organization": Observation.organization_id,
        "author": Observation.author_id,
        "date": Observation.created_at,
    }

    def words(self, observation):
        hidden = set(observation.confidential or ())
        parts = {name: getattr(observation, name) or "" for name in ("comment", "proposal", "reason")}
        return "\n".join(words for name, words in parts.items() if words and name not in hidden)

    def spaces_of(self):
        return (
            select(Observation.id, Worktable.space_id)
            .join(Document, Document.id == Observation.document_id)
            .join(Worktable, Worktable.id == Document.worktable_id)
        )

    def statement(self, user, *columns):
        query = select(*columns).select_from(Observation).join(Document, Document.id == Observation.document_id)
        return _standing(user, query).where(Observation.standing == "published", Observation.removed_at.is_(None))

    def shown(self, user, numbers):
        query = (
            self.statement(user, Observation, Document, Space, Actor, Organization)
            .outerjoin(Actor, Actor.id == Observation.actor_id)
            .outerjoin(Organization, Organization.id == Observation.organization_id)
        )
        return {
            one.id: Hit(
                kind=self.name,
                href=f"/documents/{document.id}?observation={one.id}#o-{one.id}",
                title=f"{document.code} · {document.title}",
                text=self.words(one),
                place=_("Observación %(n)s", n=one.number),
                note="",
                author="",
                actor=actor,
                organization=organization.name if organization else one.organization_name,
                date=one.created_at,
                space=space,
            )
            for one, document, space, actor, organization in rows(query, Observation.id, numbers)
        }


def _standing(user, query):
    """Of documents, those that stand; the drafts among them for members alone."""
    query = query.join(Worktable, Worktable.id == Document.worktable_id).join(Space, Space.id == Worktable.space_id)
    query = query.where(Worktable.removed_at.is_(None), Document.removed_at.is_(None))
    if user is not None and user.is_admin:
        return query
    left_drafting = Document.state != "draft"
    if user is None:
        return query.where(left_drafting)
    member = select(Membership.id).where(
        and_(Membership.space_id == Space.id, Membership.user_id == user.id, Membership.left_at.is_(None))
    )
    return query.where(or_(left_drafting, member.exists()))
