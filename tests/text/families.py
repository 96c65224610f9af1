"""Texts of the greatest length that is taken, each made to cost a reader of Markdown as much as it can.

`FAMILIES`: {name: text}. Those of `REPEATED` are one unit again and again; those of `PACKED` stay just under the
number of marks and lines up to which a text is still read as Markdown.
"""

from forum.text.rendering import LIMIT, MOST_LINES, MOST_MARKS

MARKS = MOST_MARKS - 10
LINES = MOST_LINES - 1


def filled(unit, length=LIMIT):
    return (unit * (length // len(unit) + 1))[:length]


def packed(unit, marks_of_unit, around="palabra "):
    """As many units as there may be marks, then words to the end."""
    return filled(around, LIMIT) if not unit else (unit * (MARKS // marks_of_unit) + filled(around))[:LIMIT]


def spread(unit, marks_of_unit):
    """As many units as there may be marks, words between them."""
    count = MARKS // marks_of_unit
    return "".join(unit + filled("palabra ", max(0, LIMIT // count - len(unit))) for _ in range(count))[:LIMIT]


def lines(unit, count=LINES):
    """As many lines as there may be, each as long as the text allows."""
    return "\n".join([unit[: LIMIT // count - 1]] * count)[:LIMIT]


REPEATED = {
    "asterisks": "*",
    "asterisks and letters": "*a",
    "asterisks, letters, blanks": "*a ",
    "double asterisks": "**a",
    "triple asterisks": "***a",
    "mixed emphasis": "*a_b",
    "emphasis in emphasis": "**a *b ",
    "underscores": "_a_",
    "double underscores": "__a ",
    "backticks": "`",
    "backticks apart": "` ",
    "backticks and letters": "`a``b",
    "opening brackets": "[",
    "closing brackets": "]",
    "pairs of brackets": "[]",
    "brackets and parentheses": "[](",
    "links half done": "[a](",
    "links almost done": "[a](https://x.example ",
    "links in links": "[[a](b)](",
    "images half done": "![a](",
    "exclamations": "!",
    "backslashes": "\\",
    "escaped marks": "\\*",
    "less than": "<",
    "opening tags": "<a ",
    "closing tags": "</a>",
    "comments": "<!--",
    "declarations": "<!",
    "instructions": "<?",
    "ampersands": "&",
    "entities": "&amp;",
    "numeric entities": "&#42;",
    "endless entities": "&#x2",
    "greater than": ">",
    "quotes deep": "> ",
    "quotes in lines": "> a\n",
    "quotes deeper each": ">\n> > ",
    "headings in one line": "#",
    "headings in lines": "# a\n",
    "headings without words": "#\n",
    "hyphens": "-",
    "nested bullets": "- ",
    "bullets in lines": "- a\n",
    "nested numbers": "1. ",
    "numbers in lines": "1. a\n",
    "numbers": "1",
    "bullets and numbers": "- a\n1. b\n",
    "rules": "***\n",
    "rules with blanks": "- - -\n",
    "almost rules": "- - - a",
    "equals": "=",
    "underlines": "a\n=\n",
    "bars": "|",
    "bars and letters": "|a",
    "rows": "|a|\n",
    "tables": "a|b\n-|-\n",
    "tables apart": "a|b\n-|-\nc|d\n\n",
    "tildes": "~",
    "fences": "```\n",
    "colons": ":",
    "parentheses": "(",
    "addresses": "https://x.example/a ",
    "addresses together": "https://",
    "addresses with parentheses": "https://x.example/(a",
    "one long address": "https://x.example/a?",
    "half addresses": "http",
    "www": "www.",
    "e-mails": "a@x.example ",
    "e-mails together": "a@",
    "e-mails of dots": "a.a@",
    "domains": "a.example.",
    "words": "palabra ",
    "one long word": "a",
    "dots": ".",
    "blanks": " ",
    "tabs": "\t",
    "lines": "\n",
    "blank lines and letters": "a\n\n",
    "two blanks at the end": "a  \n",
    "carriage returns": "\r",
    "both line ends": "a\r\n",
    "indented": "    a\n",
    "indented deeper": "        a\n\n",
    "right to left": "שלום ",
    "overrides": "\u202ea",
    "emoji": "👩‍👩‍👧‍👦",
    "combining characters": "a" + "\u0301" * 40,
    "only combining characters": "\u0301",
    "null bytes": "\x00",
    "placeholders of the library": "\x02wzxhzdk:0\x03",
    "placeholders typed": "wzxhzdk:0klzzwxh:0000",
    "invisible": "\u200b",
    "quotation marks": "\"'",
    "dollars and braces": "${{a}}",
    "a little of all": "*a _b `c [d](https://x.example) > e # f - g | h & i < j ! k \\ l\n",
    "prose": "La *compra* pública mueve 21 millones de bolivianos; ver https://x.example/a (cuadro 3). ",
}


def _wide_table(rows, cells):
    row = "|" + "a|" * cells
    return "\n".join([row, "|" + "-|" * cells, *[row] * rows])[:LIMIT]


def _stairs(unit, deepest):
    return "\n".join("    " * (number % deepest) + unit for number in range(LINES))[:LIMIT]


PACKED = {
    "asterisks first": packed("*a", 1),
    "asterisk pairs first": packed("**a ", 2),
    "stars and lines first": packed("*a_b", 2),
    "underscores first": packed("_a ", 1),
    "backticks first": packed("`", 1),
    "runs of backticks": packed("".join("`" * length + "a" for length in range(1, 41)), 820),
    "opening brackets first": packed("[", 1),
    "opening brackets, one end": packed("[", 1)[: LIMIT - 30] + "](https://x.example)",
    "brackets and long words": spread("[a", 1),
    "links": packed("[a](https://x.example)", 2),
    "links half done first": packed("[a](https://", 2),
    "links with titles half done": packed('[a](https://x.example "', 2),
    "images first": packed("![a](https://x.example)", 3),
    "exclamations and brackets": packed("![", 2),
    "backslashes first": packed("\\a", 1),
    "less than first": packed("<a", 1),
    "ampersands first": packed("&a", 1),
    "entities first": packed("&amp;", 1),
    "asterisks spread": spread("*", 1),
    "double asterisks spread": spread("**", 2),
    "triple asterisks spread": spread("***", 3),
    "openings spread": spread(" *", 1),
    "closings spread": spread("a* ", 1),
    "underscores spread": spread("_", 1),
    "backticks spread": spread("`", 1),
    "brackets spread": spread("[", 1),
    "closing brackets spread": spread("]", 1),
    "links spread": spread("[a](https://x.example)", 2),
    "emphasis in emphasis spread": spread("*a **b ", 3),
    "emphasis of links": spread("*[a](https://x.example)*", 4),
    "code of links": spread("`[a](https://x.example)`", 4),
    "addresses of 800": packed("*", 1, "https://x.example/" + "a" * 780 + " "),
    "marks then blanks": packed("*", 1, " "),
    "marks then lines": ("*a\n" * LINES + filled("a "))[:LIMIT],
    "lines of headings": lines("# a"),
    "lines of full headings": lines("###### " + "a" * 40),
    "a table just under its cells": "\n".join(["|" + "a|" * 43, "|" + "-|" * 43, *["|a|"] * 43]),
    "lines of bullets": lines("- a palabra palabra"),
    "lines of numbers": lines("1. a palabra palabra"),
    "lines of nested bullets": _stairs("- a", 7),
    "lines of nested numbers": _stairs("1. a", 7),
    "lines of bullets apart": "\n\n".join("    " * (n % 7) + "- a" for n in range(LINES // 2)),
    "lines of bullets and paragraphs": "\n\n".join(["- a", "    b"] * (LINES // 4)),
    "lines of quotes": lines("> a palabra"),
    "lines of deep quotes": lines("> > > > > > a"),
    "lines of quotes deeper and back": "\n".join("> " * (number % 6 + 1) + "a" for number in range(LINES)),
    "lines of quoted bullets": lines("> - a"),
    "lines of quoted nested bullets": "\n".join("> > > " + "    " * (n % 6) + "- a" for n in range(LINES)),
    "lines of bullets in quotes": lines("- > - > - a"),
    "lines of quotes in a bullet": lines("- " + "> " * 11 + "a"),
    "lines of bullets in a quote": lines("> " + "- " * 11 + "a"),
    "lines of bullets in deep quotes": lines("> " * 6 + "- - - a"),
    "lines of numbers in deep quotes": lines("> " * 5 + "1. > 1. a"),
    "lines of numbers in quotes": lines("> 1. > 1. > 1. > a"),
    "lines of headings in bulleted quotes": lines("> - # a"),
    "lines of indented bulleted quotes": _stairs("> - > - a", 7),
    "quotes and bullets in one line": "> - " * (LIMIT // 4),
    "quotes in one bullet": "- " + "> " * 9000,
    "bullets in one quote": "> " + "- " * 9000,
    "a number of many digits": "9" * (LIMIT - 4) + ". a",
    "numbers of many digits": "111111111111. " * 1400,
    "lines of bulleted quotes deep": _stairs("- > a", 6),
    "lines of rules": lines("* * *", 290),
    "lines of paragraphs": "\n\n".join(["a palabra palabra"] * (LINES // 2)),
    "lines of words": lines("palabra palabra palabra"),
    "lines of emphasis": lines("*palabra palabra palabra", 790),
    "lines of addresses": lines("https://x.example/abc"),
    "lines of blanks": lines(" " * 30),
    "lines of fences": lines("~~~"),
    "lines of numbers of nine digits": lines("999999999. a"),
    "lines of indented words": "\n".join("    " * (n % 6) + "a palabra" for n in range(LINES)),
    "a heading in the middle of lines": "\n".join(["a", "# b", "c"] * (LINES // 3)),
    "one wide row": "|" * (LIMIT - 1),
    "one wide head": _wide_table(0, 4900),
    "a wide table": _wide_table(3, 1900),
    "a table of a hundred cells": _wide_table(95, 98),
    "a long table": _wide_table(700, 12),
    "a long table of two": _wide_table(LINES - 2, 2),
    "rows shorter than the head": "\n".join(["|" + "a|" * 300, "|" + "-|" * 300, *["|a|"] * (LINES - 3)])[:LIMIT],
    "rows shorter than the head, hard blanks": "\n".join(
        ["|" + "a|" * 300, "|" + "-|" * 300, *["a", "\u00a0"] * (LINES // 2 - 1)]
    ),
    "rows longer than the head": "\n".join(["|a|b|", "|-|-|", *["|" * 24] * (LINES - 3)])[:LIMIT],
    "a table of marks": "\n".join(["|a|b|", "|-|-|", *["|*a*|b|"] * (MARKS // 2)])[:LIMIT],
    "a table of addresses": "\n".join(["|a|b|", "|-|-|", *["|https://x.example|b|"] * 700])[:LIMIT],
    "a table of backticks": "\n".join(["|a|b|", "|-|-|", *["|`a|b|"] * 790])[:LIMIT],
    "many tables": "\n\n".join(["a|b\n-|-\nc|d"] * (LINES // 4)),
    "quoted tables": "\n".join(["> a|b", "> -|-", *["> c|d"] * (LINES - 3)]),
    "tables in lists": "\n\n".join(["- a|b\n    -|-\n    c|d"] * (LINES // 4)),
    "escaped bars": packed("\\|a", 1),
    "a rule of a table alone": "a|b\n" + "-|" * 9900,
}

FAMILIES = {name: filled(unit) for name, unit in REPEATED.items()} | PACKED
