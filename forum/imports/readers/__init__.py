"""The readers proper: they run in a process of their own, so that a hostile file spends nobody else's memory or time.

This package stands alone. The process starts it without the rest of the house (a bare interpreter, no Flask, no
database, no settings in its environment), which is why it imports nothing from above, knows no gettext and says what
it found in codes; `forum.imports` turns those into sentences for people.

What every reader returns is a list of tables in plain data:

    {"number": 2, "inside": 1, "name": "", "understood": True, "title": "", "question": "", "row_headers": ["ACTOR"],
     "columns": [["ROL", "NACIONAL"], …], "rows": [[["MUNICIPIO"], [[entry, …], …]], …],
     "left_out": [["empty_bullets", {"n": 1, "row": "UNIVERSIDAD", "column": "NACIONAL"}], …]}

where an entry is its text, or a dict with `text`, `state`, `author`, `actor` and `reason`. What is not `understood` has
no rows or no columns, and only the first line of this.
"""
