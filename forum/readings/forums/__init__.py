"""What the pages of forums show, as plain rows, in a number of queries that does not grow with the conversation."""

from .lists import forum_page, forums_of, standing_questions
from .threads import ThreadPage, history_of, page_of, personal_rows, post_row, stamp, thread_page

__all__ = [
    "ThreadPage",
    "forum_page",
    "forums_of",
    "history_of",
    "page_of",
    "personal_rows",
    "post_row",
    "stamp",
    "standing_questions",
    "thread_page",
]
