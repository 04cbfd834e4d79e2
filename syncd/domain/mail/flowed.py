"""format=flowed undone (RFC 3676): a line that ends in a blank goes on in the next of equal quote depth."""

from __future__ import annotations

import re

_QUOTE = re.compile(r">*")


def unflow(text: str, *, delete_space: bool) -> str:
    """The paragraphs each on one line; quote marks stand as `> ` again. `-- ` opens a signature and is never joined."""
    lines: list[str] = []
    pieces: list[str] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth, content = _take_apart(line)
        is_signature = content == "-- "
        if open_depth is not None and (depth != open_depth or is_signature):
            lines.append(_marked(open_depth, "".join(pieces)))
            pieces, open_depth = [], None
        if content.endswith(" ") and not is_signature:
            pieces.append(content[:-1] if delete_space else content)
            open_depth = depth
            continue
        lines.append(_marked(depth, "".join([*pieces, content])))
        pieces, open_depth = [], None
    if open_depth is not None:
        lines.append(_marked(open_depth, "".join(pieces)))
    return "\n".join(lines)


def _take_apart(line: str) -> tuple[int, str]:
    found = _QUOTE.match(line)
    depth = found.end() if found else 0
    content = line[depth:]
    return depth, content.removeprefix(" ")


def _marked(depth: int, content: str) -> str:
    if not depth:
        return content
    return f"{'>' * depth} {content}" if content else ">" * depth
