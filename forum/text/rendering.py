"""From what was typed to HTML that harms nobody, in a time that its length bounds.

Python-Markdown takes more than linear time on some texts, so it is given few patterns, bounded ones of ours where its
own are not, and only texts with a moderate number of marks: what is mostly marks is shown as it was written.
What comes out passes two gates, bleach and nh3, with one allow-list.
"""

import re
from collections import deque

import bleach
import nh3
from bleach.linkifier import LinkifyFilter
from flask_babel import gettext as _
from markupsafe import escape

from ..errors import Invalid
from .marks import ADDRESS, read
from .mentions import shown

RENDERER = 1  # raised when the same source would give other HTML: `flask text rebake` renders again
LIMIT = 20_000  # characters
MOST_MARKS = 900  # * _ ` [ ] ( ) ! \ < & in a text that is still read as Markdown
MOST_LINES = 800
MOST_CELLS = 2000  # of all tables

TAGS = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h3",
        "h4",
        "h5",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = {"a": ["href", "rel", "title"], "ol": ["start"], "td": ["align"], "th": ["align"]}
SCHEMES = frozenset(("http", "https", "mailto"))
REL = "nofollow ugc noopener"

MARKS = re.compile(r"[*_`\[\]!\\<&]")
LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
# With what overrides the direction of writing, half characters, the marks of mentions and what no document may have.
CONTROLS = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000\ue001\ufdd0-\ufdef\ufffe\uffff]"
)


def render(source: str) -> str:
    """Safe HTML; `Invalid` where the text is longer than `LIMIT` characters."""
    if len(source) > LIMIT:
        raise Invalid(_("El texto tiene %(n)s letras y caben %(limit)s.", n=len(source), limit=LIMIT))
    source = CONTROLS.sub("", LINE_ENDS.sub("\n", source))
    html = read(source) if is_moderate(source) else as_written(source)
    return shown(gate_nh3(gate_bleach(html)))


def is_moderate(source):
    """Whether it has the marks, lines and cells of a text, not of a test of our patience."""
    return (
        source.count("\n") <= MOST_LINES
        and len(MARKS.findall(source)) <= MOST_MARKS
        and most_cells(source) <= MOST_CELLS
    )


def most_cells(source):
    """How many cells its tables can have at most: a row is filled up to the width of the head."""
    blocks = (block.split("\n") for block in re.split(r"\n[ \t]*\n", source) if "|" in block)
    return sum(len(lines) * (max(line.count("|") for line in lines) + 1) for lines in blocks)


def as_written(source):
    """Paragraphs and lines, no marks."""
    paragraphs = re.split(r"\n\s*\n", source.strip("\n"))
    return "\n".join(
        "<p>" + str(escape(paragraph)).replace("\n", "<br>\n") + "</p>" for paragraph in paragraphs if paragraph.strip()
    )


def gate_bleach(html):
    """The allow-list and the links of bleach. A cleaner keeps the state of its reading, so that each is used by one
    thread at a time: taken from those at rest, or made."""
    cleaner = _cleaners.pop() if _cleaners else _cleaner()
    clean = cleaner.clean(HEADINGS.sub(_demoted, html))
    _cleaners.append(cleaner)
    return clean


HEADINGS = re.compile(r"<(/?)h([1-6])>")
_cleaners = deque()


def _demoted(match):
    """A post's headings stand below the page's own."""
    return f"<{match[1]}h{min(5, int(match[2]) + 2)}>"


def _cleaner():
    return bleach.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        protocols=SCHEMES,
        strip=False,
        strip_comments=True,
        filters=[_linkify],
    )


def _linkify(source):
    return Links(source, callbacks=[_only_ours], skip_tags=["pre", "code"], url_re=ADDRESS)


class Links(LinkifyFilter):
    """Addresses become links. Where bleach's own reads `&copy;` that somebody typed (it comes here decoded) as a sign,
    this leaves the letters."""

    def extract_entities(self, token):
        yield token


def _only_ours(attributes, new=False):
    """Every link is http, https or mail, and says it is a reader's."""
    if not attributes.get((None, "href"), "").startswith(("http://", "https://", "mailto:")):
        attributes.pop((None, "href"), None)
    attributes[(None, "rel")] = REL
    return attributes


def gate_nh3(html):
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={tag: set(names) - {"rel"} for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel=REL,
        strip_comments=True,
    )
