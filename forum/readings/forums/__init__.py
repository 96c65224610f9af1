"""What the pages of forums show, as plain rows, in a number of queries that does not grow with the conversation."""

from .lists import forum_page, forums_of, standing_questions
from .threads import history_of, page_of, post_row, thread_page

__all__ = ["forum_page", "forums_of", "history_of", "page_of", "post_row", "standing_questions", "thread_page"]
