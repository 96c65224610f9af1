"""A mail somebody sent: who, to which addresses, what they wrote themselves, and whether a machine wrote it.

What mail programs put below an answer is cut: the letter it answers, the signature, the notice of the telephone. Where
somebody answered between the quoted lines, those stay: they are what the answer is about.
"""

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import getaddresses

from lxml import etree
from lxml import html as markup

LARGEST = 36 * 1024 * 1024  # bytes of a mail that is read whole; of a larger one the words at its beginning
BEGINNING = 2 * 1024 * 1024
DEEPEST, MOST_PARTS = 20, 200
ORNAMENT = 10_000  # bytes: a smaller picture that stands in the text is of the signature
SEALS = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
ABOVE = "-- ▲ --"  # in our letters, what is below this line is not the answer

ATTRIBUTION = re.compile(
    r"^\W{0,3}(?:El|On|A las|Em|Le)\b.{4,300}?\b(?:escribi[óo]|wrote|escreveu|a écrit)\s*:?\s*$",
    re.DOTALL | re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"^\W*(?:Mensaje original|Original Message|Mensaje reenviado|Forwarded message)\W*$", re.IGNORECASE
)
FROM = re.compile(r"^[*\s]*(?:De|From)\s*:[*\s]*\S", re.IGNORECASE)
SENT = re.compile(r"^[*\s]*(?:Enviado(?: el)?|Sent|Fecha|Date)\s*:", re.IGNORECASE)
DEVICE = re.compile(
    r"^(?:Enviado desde (?:mi|el|un|Outlook|Yahoo|Correo)|Enviado con |Sent from (?:my|Outlook|Yahoo|Mail)|"
    r"Obt[eé]n(?:er)? (?:el )?Outlook|Get Outlook|Descarga Outlook)",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"^(?:Respuesta autom[áa]tica|Automatic reply|Fuera de la oficina|Out of (?:the )?office)\b", re.IGNORECASE
)
CLASSES = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "moz-signature", "gmail_signature")
PLACES = ("appendonsend", "divRplyFwdMsg", "Signature", "ms-outlook-mobile-signature")
QUOTED = " | ".join(
    [f"//*[contains(@class, '{name}')]" for name in CLASSES]
    + [f"//*[@id = '{name}']" for name in PLACES]
    + ["//blockquote[@type = 'cite']"]
)
BLOCKS = {"p", "div", "br", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "ul", "ol", "table", "hr"}


@dataclass(frozen=True)
class Failure:
    """That a letter of ours was not delivered: for good, or not yet."""

    permanent: bool
    words: str


@dataclass(frozen=True)
class Mail:
    sender: str
    addresses: tuple[str, ...]
    message_id: str
    subject: str
    words: str
    is_automatic: bool
    failure: Failure | None
    files: tuple[tuple[str, bytes], ...] = ()  # (name, content)
    is_cut: bool = False  # too large: its files were not read


def read_mail(content: bytes) -> Mail:
    """Any bytes are some mail; what is missing is empty."""
    is_cut = len(content) > LARGEST
    message = email.message_from_bytes(content[:BEGINNING] if is_cut else content, policy=email.policy.default)
    failure = _failure(message)
    return Mail(
        sender=next((address for address in _addresses(message, "From")), ""),
        addresses=tuple(_addresses(message, "Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")),
        message_id=_header(message, "Message-ID").strip(),
        subject=_header(message, "Subject"),
        words="" if failure else own_words(_body(message)),
        is_automatic=failure is not None or _is_automatic(message),
        failure=failure,
        files=() if failure or is_cut else tuple(_files(message)),
        is_cut=is_cut,
    )


def own_words(body: str) -> str:
    """What was written for this mail, without what it answers and signs."""
    lines = [line.rstrip() for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    end = min(_end_of_answer(lines), len(lines))
    head, tail = lines[:end], lines[end:]
    head = _without_signature(head)
    between = _between(tail)
    while head and (not head[-1].strip() or head[-1].lstrip().startswith(">")):
        head.pop()
    return "\n".join([*head, *([""] if head and between else []), *between]).strip()


def _files(message):
    """What was attached; pictures in the text too, unless they are those of a signature."""
    body = {id(part) for part in (message.get_body(("plain",)), message.get_body(("html",)))}
    left, seen = [(message, 0)], 0
    while left and seen < MOST_PARTS:
        part, depth = left.pop()
        seen += 1
        kind, name = part.get_content_type(), _filename(part)
        if part.get_content_maintype() == "multipart":
            parts = part.get_payload() if depth < DEEPEST else ()
            left += [(one, depth + 1) for one in reversed(parts) if not isinstance(one, str)]
        elif id(part) not in body and kind not in SEALS and (name or part.get_content_disposition() == "attachment"):
            data = bytes(part) if kind.startswith("message/") else part.get_payload(decode=True) or b""
            in_text = part["Content-ID"] and part.get_content_disposition() != "attachment"
            if data and not (in_text and kind.startswith("image/") and len(data) < ORNAMENT):
                yield name, data


def _filename(part) -> str:
    try:
        return str(part.get_filename() or "")
    except (ValueError, IndexError, AttributeError, LookupError):
        return ""


def _end_of_answer(lines):
    """The first line that is of the answered letter: its head, the line of ours, or who wrote it and when."""
    for place, line in enumerate(lines):
        if ORIGINAL.match(line):
            return place
        if FROM.match(line) and any(SENT.match(other) for other in lines[place + 1 : place + 4]):
            ruled = place and re.fullmatch(r"\W*_{5,}\W*", lines[place - 1])
            return place - 1 if ruled else place
        if re.match(r"^(?:El|On|A las|Em|Le)\b", line.lstrip("> \t"), re.IGNORECASE):
            for length in (1, 2, 3):
                if ATTRIBUTION.match(" ".join(part.lstrip("> ") for part in lines[place : place + length])):
                    return place
        if ABOVE in line:
            return place
    return len(lines)


def _between(tail):
    """In a letter quoted line by line, the answers below their quotations, with these; nothing of any other."""
    first = next((place for place, line in enumerate(tail) if line.startswith(">")), None)
    if first is None:
        return []
    kept = _without_signature([line for line in tail[first:] if ABOVE not in line])
    own = [place for place, line in enumerate(kept) if line.strip() and not line.startswith(">")]
    if not own:
        return []
    return kept[: own[-1] + 1]


def _without_signature(lines):
    for place, line in enumerate(lines):
        if line.strip() == "--" or DEVICE.match(line.strip()):
            return lines[:place]
    return lines


def _body(message) -> str:
    plain, rich = message.get_body(("plain",)), message.get_body(("html",))
    words = _decoded(plain) if plain is not None else ""
    if words.strip():
        return _unfolded(words) if plain.get_param("format", "").lower() == "flowed" else words
    return _spoken(_decoded(rich)) if rich is not None else ""


def _decoded(part) -> str:
    try:
        return part.get_content()
    except (LookupError, UnicodeError, KeyError):  # a character set nobody knows
        return (part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def _unfolded(words):
    """Lines of `format=flowed` that go on in the next one, joined."""
    lines = []
    for line in words.split("\n"):
        line = line.rstrip("\r")
        if lines and lines[-1].endswith(" ") and lines[-1] != "-- " and line and not line.startswith(">"):
            lines[-1] += line
        else:
            lines.append(line)
    return "\n".join(lines)


def _spoken(source: str) -> str:
    """The words of an HTML mail, a line a block, without what it quotes."""
    try:
        page = markup.document_fromstring(source)
    except (etree.ParserError, ValueError):
        return ""
    for quoted in page.xpath(QUOTED):
        if quoted.getparent() is not None:
            if quoted.get("id") in ("divRplyFwdMsg", "appendonsend"):  # Outlook: what follows is the old letter
                for later in list(quoted.itersiblings()):
                    later.getparent().remove(later)
            quoted.drop_tree()
    for element in list(page.iter()):
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "head"):
            if element.getparent() is not None:
                element.drop_tree()
            continue
        if element.tag in BLOCKS:
            element.tail = "\n" + (element.tail or "")
            if element.tag == "div":
                element.text = "\n" + (element.text or "")
            elif element.tag == "li":
                element.text = "- " + (element.text or "").lstrip()
            elif element.tag == "p":
                element.tail = "\n" + element.tail
    lines = (" ".join(line.split()) for line in page.text_content().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _is_automatic(message) -> bool:
    submitted = _header(message, "Auto-Submitted").strip().lower()
    return bool(
        submitted not in ("", "no")
        or not any(_addresses(message, "From"))
        or _header(message, "Precedence").strip().lower() in ("bulk", "junk", "list", "auto_reply")
        or _header(message, "Return-Path").strip() == "<>"
        or any(message[name] for name in ("X-Autoreply", "X-Autorespond", "List-Id", "List-Unsubscribe"))
        or AWAY.match(_header(message, "Subject").strip())
        or re.match(r"(?:mailer-daemon|postmaster|no-?reply)@", next(iter(_addresses(message, "From")), ""))
    )


def _failure(message) -> Failure | None:
    """What a delivery report says (RFC 3464)."""
    if message.get_content_type() != "multipart/report":
        return None
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload() if part.is_multipart() else ():
            action = _header(block, "Action").strip().lower()
            if action not in ("failed", "delayed"):
                continue
            status = _header(block, "Status").strip()
            words = _header(block, "Diagnostic-Code").partition(";")[2].strip() or status
            return Failure(action == "failed" and not status.startswith("4"), " ".join(words.split())[:300])
    return None


def _header(message: EmailMessage, name) -> str:
    try:
        return str(message[name] or "")
    except (ValueError, IndexError, AttributeError):  # the library gives up on some broken ones
        return ""


def _addresses(message, *names):
    for name in names:
        values = [str(value) for value in message.get_all(name, [])]
        for _name, address in getaddresses(values):
            if "@" in address:
                yield address.strip().lower()
