"""`opt_fields`: reading the compact form and cutting records down to it (ASANA.md section 2)."""

from __future__ import annotations

import re
from typing import Any

from syncd.demo.asana.errors import bad_request
from syncd.demo.asana.field_names import ALWAYS, FIELD_NAMES
from syncd.demo.asana.model import Story, kind_of
from syncd.demo.asana.records import COMPACT, COMPACT_STORY, OPT_IN, Ref, record
from syncd.demo.asana.state import State

Tree = dict[str, Any]
COMPACT_BY_KIND = {
    "story": COMPACT_STORY,
    "project_membership": frozenset(["gid", "resource_type", "member", "access_level", "parent"]),
    "workspace_membership": frozenset(["gid", "resource_type", "user", "workspace"]),
    "custom_field_setting": frozenset(["gid", "resource_type", "custom_field", "is_important", "parent", "project"]),
}
GROUP = re.compile(r"\(([^()]*)\)")


def field_tree(text: str, kind: str) -> Tree:
    """`assignee.name,memberships.(project|section).name` as nested names; an unlisted name is a 400."""
    tree: Tree = {}
    for name in _names(text):
        _check(name, kind)
        node = tree
        for part in name.split("."):
            node = node.setdefault(part, {})
    return tree


def _names(text: str) -> list[str]:
    pending = [n.strip().removeprefix("this.") for n in _split(text) if n.strip()]
    done: list[str] = []
    while pending:
        name = pending.pop(0)
        group = GROUP.search(name)
        if group is None:
            done.append(name)
            continue
        pending[:0] = [name[: group.start()] + choice + name[group.end() :] for choice in group[1].split("|")]
    return done


def _split(text: str) -> list[str]:
    """At commas that are in no group."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _check(name: str, kind: str) -> None:
    if name.rpartition(".")[2] in {"gid", "resource_type"}:
        name = name.rpartition(".")[0] or "gid"
    if name not in FIELD_NAMES[kind] and name not in ALWAYS:
        raise bad_request(f"opt_fields: Unknown field name for {kind}: {name}")


def told(state: State, whole: dict[str, Any], kind: str, tree: Tree | None, *, in_list: bool) -> dict[str, Any]:
    """A record cut down: to the named fields, else compact in a list and full but for the opt-in fields elsewhere."""
    if tree is not None:
        return _picked(state, whole, tree)
    if in_list:
        keep = COMPACT_BY_KIND.get(kind, COMPACT)
        return {k: _whole(state, v) for k, v in whole.items() if k in keep}
    hidden = OPT_IN.get(kind, frozenset())
    return {k: _whole(state, v) for k, v in whole.items() if k not in hidden}


def _picked(state: State, whole: dict[str, Any], tree: Tree) -> dict[str, Any]:
    out: dict[str, Any] = {"gid": whole["gid"]} if "gid" in whole else {}
    for name, below in tree.items():
        if name in whole:
            out[name] = _cut(state, whole[name], below)
    return out


def _cut(state: State, value: Any, tree: Tree) -> Any:
    match value:
        case Ref(thing=thing) if tree:
            return _picked(state, record(state, thing), tree)
        case Ref(thing=thing):
            return {"gid": thing.gid, "resource_type": kind_of(thing)}
        case dict() if tree:
            return _picked(state, value, tree)
        case dict():
            return {k: _cut(state, v, {}) for k, v in value.items()}
        case list():
            return [_cut(state, v, tree) for v in value]
        case _:
            return value


def _whole(state: State, value: Any) -> Any:
    match value:
        case Ref(thing=thing):
            return compact(state, thing)
        case dict():
            return {k: _whole(state, v) for k, v in value.items()}
        case list():
            return [_whole(state, v) for v in value]
        case _:
            return value


def compact(state: State, thing: Any) -> dict[str, Any]:
    """The compact record of a link."""
    keep = COMPACT_STORY if isinstance(thing, Story) else COMPACT
    whole = record(state, thing)
    return {k: v for k, v in whole.items() if k in keep and not isinstance(v, Ref)}
