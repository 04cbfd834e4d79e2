"""Asana's own OpenAPI file, as far as a test needs it: paths, field names, and whether an answer fits its schema."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parents[4] / "shared" / "asana" / "asana_oas.yaml"
Schema = dict[str, Any]


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(FILE.read_text(encoding="utf-8"), loader))


def resolve(node: Schema) -> Schema:
    while "$ref" in node:
        found: Any = document()
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        node = found
    return node


def operation(method: str, path: str) -> Schema | None:
    """The operation at this path, whatever its parameters are called."""
    return next(
        (item[method] for name, item in document()["paths"].items() if same(name, path) and method in item), None
    )


def same(one: str, other: str) -> bool:
    """Whether two templates are one path."""
    ours, theirs = one.split("/"), other.split("/")
    return len(ours) == len(theirs) and all(
        a == b or (a.startswith("{") and b.startswith("{")) for a, b in zip(ours, theirs, strict=True)
    )


def parameters(method: str, path: str) -> dict[str, Schema]:
    """Query parameters by name, those of the whole path included."""
    _, item = next((n, i) for n, i in document()["paths"].items() if same(n, path))
    found = [resolve(p) for p in item.get("parameters", []) + item[method].get("parameters", [])]
    return {p["name"]: p for p in found if p["in"] == "query"}


def field_names(method: str, path: str) -> frozenset[str]:
    """What `opt_fields` may name there."""
    return frozenset(parameters(method, path)["opt_fields"]["schema"]["items"]["enum"])


def answer_schema(method: str, path: str) -> Schema:
    found = operation(method, path)
    assert found is not None
    good = next(one for code, one in found["responses"].items() if str(code) in {"200", "201"})
    return dict(resolve(good)["content"]["application/json"]["schema"])


def misfits(value: Any, schema: Schema, at: str = "") -> list[str]:
    """Where the value does not fit: types, enums and unknown properties. Empty if it fits."""
    merged = flatten(schema)
    if value is None:
        return [] if merged.get("nullable") or "type" not in merged else [f"{at}: null"]
    if merged.get("alternatives"):
        tried = [misfits(value, choice, at) for choice in merged["alternatives"]]
        return min(tried, key=len)
    return _MISFITS.get(merged.get("type", ""), _any)(value, merged, at)


def flatten(schema: Schema) -> Schema:
    """`allOf` merged, `oneOf` and `anyOf` kept as alternatives."""
    node = resolve(schema)
    merged: Schema = {k: v for k, v in node.items() if k not in {"allOf", "properties"}}
    properties = dict(node.get("properties", {}))
    for part in node.get("allOf", []):
        flat = flatten(part)
        properties = flat.get("properties", {}) | properties
        merged = {k: v for k, v in flat.items() if k != "properties"} | merged
    if properties:
        merged["properties"] = properties
        merged.setdefault("type", "object")
    if "oneOf" in node or "anyOf" in node:
        merged["alternatives"] = node.get("oneOf") or node.get("anyOf")
    return merged


def _object(value: Any, schema: Schema, at: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{at}: {value!r} is no object"]
    properties = schema.get("properties")
    if properties is None:
        return []
    found = [f"{at}.{name}: not in the schema" for name in value if name not in properties]
    for name, inner in value.items():
        if name in properties:
            found += misfits(inner, properties[name], f"{at}.{name}")
    return found


def _array(value: Any, schema: Schema, at: str) -> list[str]:
    if not isinstance(value, list):
        return [f"{at}: {value!r} is no list"]
    return [m for i, item in enumerate(value) for m in misfits(item, schema["items"], f"{at}[{i}]")]


def _string(value: Any, schema: Schema, at: str) -> list[str]:
    if not isinstance(value, str):
        return [f"{at}: {value!r} is no string"]
    allowed = schema.get("enum")
    return [f"{at}: {value!r} is not one of {allowed}"] if allowed and value not in allowed else []


def _number(value: Any, schema: Schema, at: str) -> list[str]:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return [] if is_number else [f"{at}: {value!r} is no number"]


def _boolean(value: Any, schema: Schema, at: str) -> list[str]:
    return [] if isinstance(value, bool) else [f"{at}: {value!r} is no boolean"]


def _any(value: Any, schema: Schema, at: str) -> list[str]:
    return []


_MISFITS = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _number,
    "number": _number,
    "boolean": _boolean,
}
