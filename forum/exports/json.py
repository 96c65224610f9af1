"""JSON: the exchange form, the only paper that says everything to the letter."""

from .. import exchange


def write(table, options) -> bytes:
    if options.progress:
        options.progress(len(table.rows), len(table.rows))
    return exchange.to_json(table)
