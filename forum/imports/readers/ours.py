"""How the documents that this house exports are known again, also after a word processor has saved them.

Names of styles without blanks, as in `w:styleId`; OpenDocument writes the blank of "Heading 1" as `_20_`.
"""

LABEL_STYLES = {"TinkuyLabel", "TinkuyGroup"}  # paragraphs: the name of a row
NOTE_STYLES = {"TinkuyNote", "TinkuyMarks"}  # words in a cell that are not the entry's: note numbers, states, names
SOURCE_STYLE = "TinkuySource"
QUESTION_STYLE = "Subtitle"
AROUND_STYLES = {"Title", QUESTION_STYLE, "Heading1", SOURCE_STYLE}  # paragraphs outside the table
