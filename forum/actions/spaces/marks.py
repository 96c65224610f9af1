"""The rubric of a space, and marks by it; the person reads theirs when it is published."""

import re

from flask_babel import gettext as _

from ...errors import Invalid
from ...events import record
from ...extensions import db
from ...models import Criterion, Mark, Membership, Space, User
from ...models.base import now
from ...readings.marks import latest_marks, rubric_of
from .. import action

MOST = 20  # criteria, and levels of one
LONGEST_TITLE, LONGEST_WORDS, LONGEST_COMMENT = 200, 200, 4000
LEVEL = re.compile(r"(.{1,300}?)\s*=\s*(\d{1,4}(?:[.,]\d{1,2})?)")


@action("marks.change")
def write_rubric(user: User, space: Space, typed: str) -> list[Criterion]:
    """A criterion a line: «Título: nivel = puntos; nivel = puntos». One that keeps its title stays the same."""
    lines, wrong = parse_rubric(typed)
    if wrong:
        raise Invalid(fields={"rubric": " ".join(wrong)})
    standing = {one.title.casefold(): one for one in rubric_of(space)}
    criteria = []
    for position, (title, levels) in enumerate(lines):
        criterion = standing.pop(title.casefold(), None) or Criterion(space_id=space.id)
        criterion.position, criterion.title, criterion.levels = position, title, levels
        db.session.add(criterion)
        criteria.append(criterion)
    for criterion in standing.values():
        criterion.removed_at = now()
    db.session.flush()
    record("rubric.changed", user, space)
    return criteria


def parse_rubric(typed: str) -> tuple[list, list[str]]:
    """([(title, levels)], a sentence for each line that is no criterion)."""
    lines, wrong, titles = [], [], set()
    for number, line in enumerate(typed[:60_000].splitlines(), start=1):
        if not line.strip():
            continue
        title, _colon, rest = line.partition(":")
        title = " ".join(title.split())
        levels = [LEVEL.fullmatch(part.strip()) for part in rest.split(";") if part.strip()]
        if not title or len(levels) < 2 or None in levels:
            wrong.append(_("Línea %(n)s: escribe el criterio así: «Título: nivel = puntos; nivel = puntos».", n=number))
        elif len(title) > LONGEST_TITLE or len(levels) > MOST or title.casefold() in titles:
            wrong.append(_("Línea %(n)s: el criterio se repite o es demasiado largo.", n=number))
        else:
            titles.add(title.casefold())
            given = [[" ".join(one[1].split())[:LONGEST_WORDS], float(one[2].replace(",", "."))] for one in levels]
            lines.append((title, given))
    if len(lines) > MOST:
        wrong.append(_("Son %(n)s criterios y caben %(most)s.", n=len(lines), most=MOST))
    return lines, wrong


@action("marks.change")
def mark(user: User, member: Membership, chosen: dict[int, int], comment: str = "", publish=False) -> Mark:
    """`chosen` is the place of the level of each criterion; all of the rubric's are needed."""
    given = []
    for criterion in rubric_of(member.space):
        place = chosen.get(criterion.id, -1)
        if not 0 <= place < len(criterion.levels):
            raise Invalid(fields={f"criterion_{criterion.id}": _("Elige uno de los niveles.")})
        given.append([criterion.id, criterion.title, *criterion.levels[place]])
    comment = comment.strip()
    if not given and not comment:
        raise Invalid(_("Escribe antes una rúbrica, o un comentario."))
    if len(comment) > LONGEST_COMMENT:
        raise Invalid(fields={"comment": _("Usa como mucho %(n)s letras.", n=LONGEST_COMMENT)})
    points = sum(one[3] for one in given)
    made = Mark(membership_id=member.id, given=given, points=points, comment=comment, marked_by_id=user.id)
    made.published_at = now() if publish else None
    db.session.add(made)
    db.session.flush()
    record("mark.made", user, member, membership=member.id)
    if publish:
        record("mark.published", user, member, membership=member.id)
    return made


@action("marks.change")
def publish_marks(user: User, space: Space) -> int:
    """Everybody reads the newest of theirs; gives how many were new."""
    waiting = [one for one in latest_marks(space).values() if one.published_at is None]
    for one in waiting:
        one.published_at = now()
        record("mark.made", user, one.membership, membership=one.membership_id)
        record("mark.published", user, one.membership, membership=one.membership_id)
    return len(waiting)
