"""The queue of what waits for moderators, and the decisions taken in it: one item, or all those that are marked."""

from urllib.parse import urlencode

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ...actions.moderation import appeals, flags
from ...actions.moderation.log import LONGEST_REASON
from ...errors import Conflict, Forbidden, Invalid, NotFound, TinkuyError
from ...models import Appeal, Post, Space
from ...models.base import bounded
from ...permissions import can, fetch, require
from ...readings.forums.drafts import draft_versions
from ...readings.moderation.queue import KINDS, moderates_any, queue, reasons_of
from ..addresses import local_url
from ..doors import enter, is_partial, me, members_door, page
from . import blueprint

MOST_AT_ONCE = 50
DECISIONS = ("keep", "approve", "hide", "lift", "uphold")


@blueprint.get("/moderation")
@members_door
def whole_queue():
    if not moderates_any(me()):
        raise Forbidden(_("Esto lo leen quienes moderan o facilitan el espacio."))
    return queue_page()


@blueprint.get("/spaces/<slug>/moderation")
@members_door
def queue_of_space(slug):
    space = enter(fetch(me(), Space, slug))
    require(me(), "moderation.read", space)
    return queue_page(space)


def queue_page(space=None):
    kind = request.args.get("kind")
    number = min(max(1, request.args.get("page", 1, bounded)), 10_000)
    waiting = queue(me(), space, number, kind if kind in KINDS else None)
    keys = [item.key for item in waiting.items]
    asked = request.args.get("item")
    return page(
        "moderation/queue.html",
        waiting=waiting,
        shown=asked if asked in keys else next(iter(keys), None),
        address=address_of_item(waiting.number, kind if kind in KINDS else None),
        kind=kind if kind in KINDS else None,
        drafts=draft_versions(me(), [f"queue-{item.post_id}" for item in waiting.items]),
        reasons=reasons_of({item.slug for item in waiting.items}),
        longest=LONGEST_REASON,
        live=True,
    )


def address_of_item(number, kind):
    window = {name: value for name, value in (("page", number if number > 1 else None), ("kind", kind)) if value}
    return lambda key: f"{request.path}?{urlencode(window | {'item': key})}"


@blueprint.post("/moderation/decisions")
@members_door
def decide():
    """`item` (one or several): «flag-7», «held-9» of posts, «appeal-3»; `decision` and `reason` for all of them."""
    items = list(dict.fromkeys(request.form.getlist("item")))[:MOST_AT_ONCE]
    decision, reason = request.form.get("decision", ""), request.form.get("reason", "")
    if not items or decision not in DECISIONS:
        raise Invalid(_("Marca primero lo que quieres decidir, y elige la decisión."))
    if len(items) == 1 and is_partial():
        return decided_alone(items[0], decision, reason)
    done, wrong = 0, {}
    for item in items:
        try:
            decide_one(item, decision, reason)
            done += 1
        except (NotFound, Forbidden):
            if len(items) == 1:
                raise
            wrong[_("Algo de lo marcado ya no está, o no te toca decidirlo.")] = None
        except Invalid as error:
            if len(items) == 1:
                raise Invalid(first_words(error)) from None
            wrong[first_words(error)] = None
        except Conflict as error:
            wrong[first_words(error)] = None
    if done:
        flash(ngettext("Decidido: %(num)d.", "Decididos: %(num)d.", done))
    for words in wrong:
        flash(words)
    return redirect(local_url(request.referrer, url_for(".whole_queue")), 303)


def decided_alone(item, decision, reason):
    try:
        made = decide_one(item, decision, reason)
    except Invalid as error:
        raise Invalid(first_words(error)) from None
    except Conflict as error:
        return page("moderation/_decided.html", 409, decision=None, words=str(error.message), key=item)
    return page("moderation/_decided.html", decision=made, words="", key=item, undoes=can(me(), "decision.undo", made))


def decide_one(item, decision, reason):
    kind, _dash, number = item.partition("-")
    if kind not in KINDS or not number.isdecimal() or len(number) > 12:
        raise NotFound()
    if kind == "appeal":
        appeal = fetch(me(), Appeal, int(number))
        if decision not in ("lift", "uphold"):
            raise Invalid(_("Un pedido de otra mirada se contesta: se muestra de nuevo, o sigue oculto."))
        return appeals.answer(me(), appeal, decision == "lift", reason)
    post = fetch(me(), Post, int(number))
    require(me(), "decision.make", post)
    if decision == "hide":
        return flags.hide_item(me(), post, kind, reason)
    if kind == "held":
        return flags.publish_item(me(), post, reason)
    return flags.keep(me(), post, reason)


def first_words(error: TinkuyError):
    return str(error.message or next(iter(error.fields.values()), "") or _("Esto ya no espera una decisión."))
