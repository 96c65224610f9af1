"""What a working table published: its summaries, and what was delivered."""

from collections import namedtuple

from ..worktables.front import delivered_with, deliveries_of, summaries_of

Published = namedtuple("Published", "summaries deliveries delivered")


def published(table) -> Published:
    """`delivered` {delivery: how many documents went with it}; each the latest first."""
    deliveries = deliveries_of(table)
    return Published(summaries_of(table), deliveries, delivered_with(deliveries))
