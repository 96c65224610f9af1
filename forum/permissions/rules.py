"""Who somebody is in a space, and the tests that the table of rules is made of."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import lazy_gettext as _l

from ..models import Matrix, MatrixRow, Membership, Post, Space, Thread, User
from ..models.base import now
from ..models.moderation import TOLD
from ..models.spaces import ROLES
from ..visibility import entry_words, own_free, single_free


class Operator:
    """Who runs the site, at its command line: may do everything, and has no account."""

    id = None
    is_admin = True


OPERATOR = Operator()


@dataclass
class Standing:
    """Who somebody is in a space; outside any space (`space` None) only `user` counts."""

    user: User | None
    space: Space | None
    membership: Membership | None

    @property
    def admin(self):
        return self.user is not None and self.user.is_admin

    @property
    def role(self):
        """The role that counts here: an administrator is a facilitator everywhere."""
        if self.admin:
            return "facilitator"
        return self.membership.role if self.membership else None

    def reaches(self, role):
        return self.role is not None and ROLES.index(self.role) >= ROLES.index(role)

    @property
    def silenced(self):
        until = self.membership and self.membership.silenced_until
        return bool(until and until > now())

    @property
    def suspended(self):
        until = self.membership and self.membership.suspended_until
        return bool(until and until > now())


class Rule:
    """A test with the sentence that explains a no."""

    def __init__(self, test, reason=None):
        self.test = test
        self.reason = reason or _l("No tienes permiso para hacer esto aquí.")

    def refusal(self, standing, thing):
        """Why not; None where allowed."""
        return None if self.test(standing, thing) else self.reason

    def __and__(self, other):
        return _All(self, other)

    def __or__(self, other):
        return _Any(self, other)


class _All(Rule):
    def __init__(self, *rules):
        self.rules = rules

    def refusal(self, standing, thing):
        for rule in self.rules:
            if (reason := rule.refusal(standing, thing)) is not None:
                return reason
        return None


class _Any(Rule):
    def __init__(self, *rules):
        self.rules = rules

    def refusal(self, standing, thing):
        """The last alternative's reason: the one that most people stand before."""
        for rule in self.rules:
            if (reason := rule.refusal(standing, thing)) is None:
                return None
        return reason


def role_of(name, reason):
    return Rule(lambda s, thing: s.reaches(name), reason)


def _within_window(s, post):
    return now() - post.created_at <= timedelta(minutes=s.space.edit_minutes)


def _speaks(s, thing):
    return bool(s.membership and s.membership.actors)


def _forum_of(thing):
    if isinstance(thing, Post):
        thing = thing.thread
    return thing.forum if isinstance(thing, Thread) else thing


def _thread_of(thing):
    return thing.thread if isinstance(thing, Post) else thing


def _in_own_row(s, thing):
    """Of a whole matrix, or a space, this asks nothing: each entry and row of it is asked about."""
    matrix = getattr(thing, "matrix", None)
    if matrix is None or not matrix.limited_to_actors:
        return True
    row = thing if isinstance(thing, MatrixRow) else thing.row
    return bool(s.membership and row.actor_id in {actor.id for actor in s.membership.actors})


def _document_shown(s, document):
    """What left the drafting is for readers of the space and, where the working table is open, for anybody."""
    if document.state == "draft":
        return s.reaches("observer")
    return s.space.visibility == "public" or s.role is not None or document.worktable.public


def _version_shown(s, version):
    return version.finished_at is not None or s.reaches("facilitator")


def _observation_shown(s, observation):
    """What waits is known to its author and to who moderates; what is published, to who reads the document."""
    if s.reaches("moderator"):
        return True
    if s.user is not None and observation.author_id == s.user.id:
        return True
    return observation.standing == "published" and _document_shown(s, observation.document)


anybody = Rule(lambda s, thing: True)
nobody = Rule(lambda s, thing: False, _l("Esto se hace desde la línea de comandos."))
logged_in = Rule(lambda s, thing: s.user is not None, _l("Entra con tu cuenta para hacer esto."))
admin = Rule(lambda s, thing: s.admin, _l("Esto lo hace quien administra el sitio."))
facilitates_somewhere = Rule(
    lambda s, thing: s.user is not None and any(m.role == "facilitator" and not m.left_at for m in s.user.memberships),
    _l("Abren espacios quienes administran el sitio y quienes ya facilitan uno."),
)
own = Rule(
    lambda s, thing: s.user is not None and getattr(thing, "author_id", getattr(thing, "user_id", 0)) == s.user.id,
    _l("Solo su autor o quien modera puede hacer esto."),
)
self_ = Rule(lambda s, thing: s.user is not None and s.user.id == thing.id)

reads = Rule(lambda s, thing: s.space.visibility == "public" or s.role is not None)
lively = Rule(lambda s, thing: s.space.archived_at is None, _l("Este espacio está archivado: solo se puede leer."))
archived = Rule(lambda s, thing: s.space.archived_at is not None, _l("Este espacio no está archivado."))
free = Rule(lambda s, thing: not s.suspended, _l("Tu participación está suspendida por ahora: puedes leer."))
active = reads & lively & free

participant = active & role_of("participant", _l("Para participar, únete a este espacio con una invitación."))
moderator = active & role_of("moderator", _l("Esto lo hacen quienes moderan o facilitan el espacio."))
facilitator = active & role_of("facilitator", _l("Esto lo hacen quienes facilitan el espacio."))

heard = Rule(lambda s, thing: not s.silenced, _l("Por ahora no puedes escribir en los foros: puedes leer."))
speaks = Rule(_speaks, _l("Elige primero en nombre de qué actor participas."))
forum_open = Rule(lambda s, thing: _forum_of(thing).phase == "open", _l("Este foro no está abierto: se puede leer."))
unlocked = Rule(
    lambda s, thing: _thread_of(thing).locked_at is None,
    _l("Este hilo está cerrado a nuevas respuestas: se puede leer."),
)
seen = Rule(lambda s, post: post.hidden_at is None, _l("Este aporte está oculto."))
published = Rule(
    lambda s, thing: getattr(thing, "held_at", None) is None,
    _l("Esto espera la revisión de quien modera: se responde cuando esté publicado."),
)
threads_by_all = Rule(
    lambda s, forum: forum.mode in ("discussion", "each"), _l("En este foro los hilos los abre quien modera.")
)
only_thread = Rule(single_free, _l("Este foro ya tiene su hilo: responde en él."))
own_thread = Rule(own_free, _l("En este foro tu hilo ya está abierto: sigue en él."))
replies_by_all = Rule(
    lambda s, thing: _forum_of(thing).mode != "news", _l("Este foro es de anuncios: publica quien modera.")
)
others = Rule(
    lambda s, thing: s.user is not None and thing.author_id != s.user.id, _l("Es tu propio aporte: puedes corregirlo.")
)
told = Rule(lambda s, decision: s.user is not None and s.user.id == decision.person_id and decision.kind in TOLD)
below = Rule(
    lambda s, member: s.admin or ROLES.index(s.role) > ROLES.index(member.role),
    _l("Esto se decide sobre quien tiene un rol menor que el tuyo."),
)
in_window = Rule(_within_window, _l("Ya pasó el tiempo en que podías corregir este aporte."))
still_proposed = Rule(lambda s, entry: entry.state == "proposed", _l("Esta entrada ya fue decidida."))
worded = Rule(
    lambda s, entry: s.user is not None and entry_words(s.user, entry),
    _l("Esto lo dice quien propuso la entrada, o escribió lo que ella cita."),
)
direct = Rule(
    lambda s, thing: (thing if isinstance(thing, Matrix) else thing.matrix).open_editing,
    _l("En esta matriz se propone; quien facilita decide."),
)
in_own_row = Rule(_in_own_row, _l("En esta matriz cada quien escribe en las filas de su actor."))

public_worktable = Rule(lambda s, table: table.public)
document_shown = Rule(_document_shown)
version_shown = Rule(lambda s, version: _document_shown(s, version.document) and _version_shown(s, version))
observation_shown = Rule(_observation_shown)

within = facilitator | in_own_row
edits_entries = facilitator | (participant & speaks & direct & in_own_row)
writes_posts = published & (moderator | (participant & heard & speaks & forum_open & unlocked & replies_by_all))
