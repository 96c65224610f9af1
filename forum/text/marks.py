"""Python-Markdown with the marks that posts need, each bounded.

Left out: raw HTML, references, titles, images (shown as links: nothing is fetched from elsewhere while reading), code
by indentation, underlined headings. What is no mark stays as it was typed, `&copy;` and `#word` too.
"""

import re
from collections import deque
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape

from .lines import CODE, settled
from .mentions import SOURCE, private

# The library's own pattern for addresses takes quadratic time on parentheses.
ADDRESS = re.compile(
    r"(?<![\w@./])(?:https?://|www\.)[^\s<>\"'()\[\]{}|\\^`\x02\x03\ue000\ue001]{1,800}(?:\([^\s<>\"'()]{1,100}\))?"
)
WITHOUT = {
    "preprocessors": ["normalize_whitespace", "html_block"],
    "blocks": ["code", "setextheader", "reference"],
    "inline": [
        "autolink",
        "automail",
        "entity",
        "html",
        "image_link",
        "image_reference",
        "link",
        "reference",
        "short_image_ref",
        "short_reference",
    ],
}
_readers = deque()


def read(source: str) -> str:
    """HTML of a text without control characters, with `\\n` line ends; not yet cleaned."""
    markdown = _readers.pop() if _readers else _markdown()  # a reader keeps state: one for each that reads at a time
    text, markdown.codes = settled(source)
    html = markdown.reset().convert(text)
    _readers.append(markdown)
    return html


def _markdown():
    markdown = Markdown(
        extensions=["tables", "sane_lists", "nl2br"],
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )
    for name in WITHOUT["preprocessors"]:
        markdown.preprocessors.deregister(name)
    for name in WITHOUT["blocks"]:
        markdown.parser.blockprocessors.deregister(name)
    for name in WITHOUT["inline"]:
        markdown.inlinePatterns.deregister(name)
    markdown.ESCAPED_CHARS = [*markdown.ESCAPED_CHARS, "<", "~", "&"]
    markdown.parser.blockprocessors.register(FencedCode(markdown.parser), "fenced_code", 95)
    markdown.parser.blockprocessors.register(Heading(markdown.parser), "hashheader", 70)
    markdown.inlinePatterns.register(Mention(SOURCE.pattern, markdown), "mention", 189.5)
    markdown.inlinePatterns.register(BoundedImage(BoundedImage.PATTERN, markdown), "bounded_image", 189)
    markdown.inlinePatterns.register(BoundedLink(BoundedLink.PATTERN, markdown), "bounded_link", 188)
    markdown.inlinePatterns.register(AngleLink(AngleLink.PATTERN, markdown), "angle_link", 187)
    markdown.inlinePatterns.register(Address(ADDRESS.pattern, markdown), "address", 186)
    markdown.treeprocessors.register(ToTheLetter(markdown), "to_the_letter", -10)
    return markdown


class FencedCode(BlockProcessor):
    """The line that `lines.py` put in place of a fenced text."""

    PATTERN = re.compile(re.escape(CODE).replace(r"\{\}", r"(\d+)"))

    def test(self, parent, block):
        return self.PATTERN.fullmatch(block.strip()) is not None

    def run(self, parent, blocks):
        number = int(self.PATTERN.fullmatch(blocks.pop(0).strip())[1])
        code = SubElement(SubElement(parent, "pre"), "code")
        code.text = AtomicString(code_escape(self.parser.md.codes[number]) + "\n")


class Heading(HashHeaderProcessor):
    """A blank must stand after the signs: `#word` is what it is."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6}) +(?P<header>[^\n]+)(?:\n|$)")


class BoundedLink(InlineProcessor):
    """`[words](https://address "title")` on one line; the title is dropped."""

    PATTERN = (
        r"\[([^\[\]\n]{1,300})\]"
        r'\(<?((?:https?://|mailto:)[^\s()<>"]{1,600}(?:\([^\s()<>"]{0,100}\))?)>?'
        r'(?: "[^"\n]{0,200}")?\)'
    )

    def handleMatch(self, match, data):
        if escaped(match):
            return None, None, None
        link = Element("a", {"href": match[2]})
        link.text = match[1]
        return link, match.start(0), match.end(0)


class BoundedImage(InlineProcessor):
    """An image, shown as a link."""

    PATTERN = r"!" + BoundedLink.PATTERN.replace("{1,300}", "{0,300}")

    def handleMatch(self, match, data):
        if escaped(match):
            return None, None, None
        link = Element("a", {"href": match[2]})
        link.text = match[1] or AtomicString(match[2])
        return link, match.start(0), match.end(0)


class AngleLink(InlineProcessor):
    """`<https://address>`."""

    PATTERN = r"<((?:https?://|mailto:)[^\s<>]{1,800})>"

    def handleMatch(self, match, data):
        if escaped(match):
            return None, None, None
        link = Element("a", {"href": match[1]})
        link.text = AtomicString(match[1].removeprefix("mailto:"))
        return link, match.start(0), match.end(0)


class Mention(InlineProcessor):
    """`@[Basilia Puma](member:12)`."""

    def handleMatch(self, match, data):
        if escaped(match):
            return None, None, None
        return private(*match.groups()), match.start(0), match.end(0)


class Address(InlineProcessor):
    """An address that is just written keeps its letters, `_` and `*` too; bleach makes the link."""

    def handleMatch(self, match, data):
        return match[0], match.start(0), match.end(0)


class ToTheLetter(Treeprocessor):
    """The library lets an entity that was typed through as the sign it stands for: here it stays what was typed."""

    def run(self, root):
        for element in root.iter():
            if element.text and element.tag != "code":
                element.text = AtomicString(element.text.replace("&", "&amp;"))
            if element.tail:
                element.tail = element.tail.replace("&", "&amp;")
            if "href" in element.attrib:
                element.set("href", element.get("href").replace("&", "&amp;"))


def escaped(match):
    """Whether a backslash stands before it that is not itself after one."""
    before = match.string[: match.start()]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
