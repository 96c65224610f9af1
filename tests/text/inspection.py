"""What a browser would make of a piece of HTML, and what in it should not be there."""

import re

import html5lib

BARE = [
    "blockquote",
    "br",
    "code",
    "em",
    "h3",
    "h4",
    "h5",
    "hr",
    "li",
    "pre",
    "strong",
    "table",
    "tbody",
    "thead",
    "tr",
    "ul",
]
MADE_BY_TEXT = {
    "a": {"href", "rel", "title", "id", "class"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
    "mark": {"class", "id"},
    "span": {"id"},
    "p": {"class"},
    "ins": set(),
    "del": set(),
} | dict.fromkeys(BARE, frozenset())
FROM_A_WRITER = {
    tag: names - {"class", "id"} for tag, names in MADE_BY_TEXT.items() if tag not in ("mark", "span", "ins")
}
SCHEME = re.compile(r"\A(https?://|mailto:)", re.ASCII)
OUR_LINK = re.compile(r"\A/f/1#aporte-[0-9]+\Z")


def tree(html, scripting=False):
    return html5lib.parseFragment(
        html, container="div", treebuilder="etree", namespaceHTMLElements=False, scripting=scripting
    )


def offences(html, allowed=FROM_A_WRITER, ours=False):
    """Each element, attribute, address or comment outside what is allowed, once; `ours` allows the citations' links."""
    found = set()
    for scripting in (False, True):
        for element in list(tree(html, scripting=scripting).iter())[1:]:
            if element.tag not in allowed:
                found.add(f"<{element.tag}>")
                continue
            for name, value in element.attrib.items():
                if name not in allowed[element.tag]:
                    found.add(f"<{element.tag} {name}>")
                elif name == "href" and not (SCHEME.match(value) or (ours and OUR_LINK.match(value))):
                    found.add(f"href={value}")
    return sorted(map(str, found))


def well_formed(html):
    """Whether every element is closed where it was opened: what a browser reads is what was written."""
    stack = []
    for closing, tag in re.findall(r"<(/?)([a-z][a-z0-9]*)[^<>]*>", html):
        if tag in ("br", "hr"):
            continue
        if not closing:
            stack.append(tag)
        elif not stack or stack.pop() != tag:
            return False
    return not stack


def seen(html):
    """The words that a browser would show, blanks folded away."""
    return "".join("".join(tree(html).itertext()).split())
