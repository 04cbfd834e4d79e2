"""Asana's rich text: strict XML in, plain text and expanded mentions out (ASANA.md section 12)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from syncd.demo.asana.errors import bad_request

COMMENT_TAGS = frozenset(["body", "strong", "em", "u", "s", "code", "ol", "ul", "li", "a"])
NOTES_TAGS = COMMENT_TAGS | frozenset(["h1", "h2", "hr", "img"])
MENTION_KINDS = {"user": "profile", "task": "task", "project": "project"}
BARE_LINK = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)]")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Named:
    """What a mention may name: the kind of object and what to call it."""

    kind: str
    name: str


Lookup = Callable[[str], Named | None]


@dataclass(frozen=True, slots=True)
class Rich:
    """Accepted rich text: as stored, and the users it mentions."""

    html: str
    mentioned: tuple[str, ...] = ()


def from_plain(text: str) -> Rich:
    """Plain text as Asana keeps it: outer blanks dropped, bare links made live."""
    tidy = NOT_XML.sub("", text.replace("\r\n", "\n")).strip(" \t\r\n")
    pieces: list[str] = []
    last = 0
    for link in BARE_LINK.finditer(tidy):
        pieces += [escape(tidy[last : link.start()]), f"<a href={quoteattr(link[0])}>{escape(link[0])}</a>"]
        last = link.end()
    return Rich(f"<body>{''.join(pieces)}{escape(tidy[last:])}</body>")


def accept(html: str, tags: frozenset[str], lookup: Lookup) -> Rich:
    """Check a caller's rich text; anything Asana would refuse is a 400 and nothing is written."""
    root = _parsed(html)
    mentioned: list[str] = []
    for element in root.iter():
        _check(element, tags, root)
        if element.tag == "a":
            mentioned += _expand(element, lookup)
    return Rich(ET.tostring(root, encoding="unicode"), tuple(dict.fromkeys(mentioned)))


def to_plain(html: str) -> str:
    """The plain view of stored rich text."""
    return "".join(_pieces(ET.fromstring(html))).strip(" \t\r\n")  # noqa: S314 - our own, checked when it came in


def _parsed(html: str) -> ET.Element:
    if "<!" in html or "<?" in html:
        raise bad_request("XML is invalid: comments, declarations and CDATA are not supported", error="xml_parse_error")
    try:
        root = ET.fromstring(html)  # noqa: S314 - loopback only, and expat has no external entities
    except ET.ParseError as error:
        raise bad_request(f"XML is invalid: {error}", error="xml_parse_error") from error
    if root.tag != "body":
        raise bad_request("Rich text must be wrapped in <body>", error="html_lacks_body")
    return root


def _check(element: ET.Element, tags: frozenset[str], root: ET.Element) -> None:
    if element.tag not in tags or (element.tag == "body" and element is not root):
        raise bad_request(f"XML is invalid: unsupported tag <{element.tag}>", error="xml_unsupported_tag")
    if element.attrib and element.tag not in {"a", "img"}:
        raise bad_request(f"XML is invalid: attributes are not allowed on <{element.tag}>", error="xml_unsupported_tag")
    if element.tag in {"ul", "ol"} and any(child.tag != "li" for child in element):
        raise bad_request(f"XML is invalid: only <li> may stand in <{element.tag}>", error="xml_unsupported_tag")


def _expand(link: ET.Element, lookup: Lookup) -> list[str]:
    """Give a mention its href and name, as Asana does; returns the user it mentions, if one."""
    gid = link.get("data-asana-gid")
    if gid is None:
        if not link.get("href"):
            raise bad_request("XML is invalid: <a> needs href or data-asana-gid", error="xml_unsupported_tag")
        return []
    named = lookup(gid)
    if named is None:
        if link.get("href"):
            return []
        raise bad_request(f"XML is invalid: data-asana-gid {gid} is not accessible", error="xml_inaccessible")
    link.set("href", f"https://app.asana.com/0/{MENTION_KINDS[named.kind]}/{gid}")
    link.set("data-asana-type", named.kind)
    link.set("data-asana-accessible", "true")
    if link.get("data-asana-dynamic") != "false":
        link.set("data-asana-dynamic", "true")
        link.text = f"@{named.name}" if named.kind == "user" else named.name
    return [gid] if named.kind == "user" else []


def _pieces(element: ET.Element) -> list[str]:
    out: list[str] = []
    if element.tag == "li":
        out.append("\n- ")
    elif element.tag in {"h1", "h2", "hr"}:
        out.append("\n")
    out.append(element.text or "")
    for child in element:
        out += _pieces(child)
        out.append(child.tail or "")
    if element.tag in {"h1", "h2", "ul", "ol"}:
        out.append("\n")
    return out
