"""From what was typed to HTML that harms nobody, in a time that its length bounds.

Python-Markdown takes more than linear time on some texts, so it is given few patterns, bounded ones of ours where its
own are not, and only texts with a moderate number of marks: what is mostly marks is shown as it was written.
What comes out passes two gates, bleach and nh3, with one allow-list.
"""

import re
from functools import cache
from xml.etree.ElementTree import Element

import bleach
import nh3
from bleach.linkifier import LinkifyFilter
from flask_babel import gettext as _
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markupsafe import escape

from ..errors import Invalid

RENDERER = 1  # raised when the same source would give other HTML: `flask text rebake` renders again
LIMIT = 20_000  # characters
MOST_MARKS = 900  # * _ ` [ ] ( ) ! \ < & in a text that is still read as Markdown
MOST_LINES = 800
MOST_CELLS = 2000  # of all tables
DEEPEST_QUOTE = 5
DEEPEST_INDENT = 24  # spaces: six levels of a list
QUOTES = re.compile(r"(?:> ?)*")
RULE = re.compile(r"([*-])(?: *\1)* *")
# After three bullets, numbers or quotes on one line the fourth is shown, not obeyed.
TOO_DEEP = re.compile(r"\A((?:(?:>|[*+-] |\d++\. ) *+){3})(\d*)(>|[*+.-](?= ))")

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

# The library's own pattern for addresses takes quadratic time on parentheses.
ADDRESS = re.compile(r"(?<![\w@./])https?://[^\s<>\"'()\[\]{}|\\^`]{1,800}(?:\([^\s<>\"'()]{1,100}\))?")
MARKS = re.compile(r"[*_`\[\]!\\<&]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def render(source: str) -> str:
    """Safe HTML; `Invalid` where the text is longer than `LIMIT` characters."""
    if len(source) > LIMIT:
        raise Invalid(_("El texto tiene %(n)s letras y caben %(limit)s.", n=len(source), limit=LIMIT))
    source = CONTROLS.sub("", source.replace("\r\n", "\n").replace("\r", "\n"))
    html = _markdown().reset().convert(bounded(source)) if is_moderate(source) else as_written(source)
    return gate_nh3(gate_bleach(html))


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


def bounded(source):
    """The same text with nesting that stays readable: no quote or list deeper than a few levels."""
    return "\n".join(_bounded_line(line) for line in source.expandtabs(4).split("\n"))


def _bounded_line(line):
    bare = line.lstrip(" ")
    indent = min(len(line) - len(bare), DEEPEST_INDENT)
    quotes = QUOTES.match(bare)[0]
    bare = bare[len(quotes) :]
    if quotes.count(">") > DEEPEST_QUOTE:
        quotes = "> " * DEEPEST_QUOTE
    if not RULE.fullmatch(bare):
        bare = TOO_DEEP.sub(r"\1\2\\\3", bare)
    return " " * indent + quotes + bare


class BoundedLink(InlineProcessor):
    """`[words](https://address "title")` on one line; the title is dropped."""

    PATTERN = (
        r"\[([^\[\]\n]{1,300})\]"
        r'\(<?((?:https?://|mailto:)[^\s()<>"]{1,600}(?:\([^\s()<>"]{0,100}\))?)>?'
        r'(?: "[^"\n]{0,200}")?\)'
    )

    def handleMatch(self, match, data):
        link = Element("a", {"href": match[2]})
        link.text = match[1]
        return link, match.start(0), match.end(0)


class BoundedImage(InlineProcessor):
    """An image is shown as a link: nothing is fetched from elsewhere while reading."""

    PATTERN = r"!" + BoundedLink.PATTERN.replace("{1,300}", "{0,300}")

    def handleMatch(self, match, data):
        link = Element("a", {"href": match[2]})
        link.text = match[1] or match[2]
        return link, match.start(0), match.end(0)


@cache
def _markdown():
    markdown = Markdown(
        extensions=["tables", "sane_lists", "nl2br"],
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )
    markdown.preprocessors.deregister("html_block")
    for name in ("code", "setextheader", "reference"):
        markdown.parser.blockprocessors.deregister(name)
    for name in (
        "link",
        "image_link",
        "image_reference",
        "short_reference",
        "short_image_ref",
        "reference",
        "autolink",
        "automail",
        "html",
        "entity",
    ):
        markdown.inlinePatterns.deregister(name)
    markdown.inlinePatterns.register(BoundedImage(BoundedImage.PATTERN, markdown), "bounded_image", 165)
    markdown.inlinePatterns.register(BoundedLink(BoundedLink.PATTERN, markdown), "bounded_link", 160)
    return markdown


def gate_bleach(html):
    return _cleaner().clean(HEADINGS.sub(_demoted, html))


HEADINGS = re.compile(r"<(/?)h([1-6])>")


def _demoted(match):
    """A post's headings stand below the page's own."""
    return f"<{match[1]}h{min(5, int(match[2]) + 2)}>"


@cache
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
    return LinkifyFilter(source, callbacks=[_only_ours], skip_tags=["pre", "code"], url_re=ADDRESS)


def _only_ours(attributes, new=False):
    """Addresses become links only with their scheme written out; every link says it is a reader's."""
    href = attributes.get((None, "href"), "")
    if new and not attributes.get("_text", "").startswith(("http://", "https://")):
        return None
    if not href.startswith(("http://", "https://", "mailto:")):
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
