"""A folder for a dispute: the letter byte for byte, what it answers, verdict and words, a timeline, one printable page."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from datetime import datetime
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, StrictUndefined

from syncd import __version__
from syncd.domain.agency import Language
from syncd.store.dossier import Dossier, KeptLetter


class Words(dict[str, str]):
    """The page's words in one language; `value` gives the word for a code such as `media_plan`."""

    def __init__(self, table: dict[str, Any]) -> None:
        super().__init__({name: text for name, text in table.items() if isinstance(text, str)})
        self._values: dict[str, str] = table["values"]

    def value(self, code: str | None) -> str:
        """The word for a code, or the code where there is none."""
        return self._values.get(code or "", code or "")


def evidence_files(dossier: Dossier, language: Language, zone: ZoneInfo, made_at: datetime) -> dict[str, bytes]:
    """File names and contents. `SHA256SUMS` holds all others but itself, in the form that `sha256sum -c` reads."""
    folder = files("syncd.data") / "evidence"
    words = Words(tomllib.loads((folder / f"{language.value}.toml").read_text("utf-8")))
    found = dict(_letters(dossier))
    found["record.json"] = _json(_record(dossier, zone, made_at))
    found["timeline.txt"] = "".join(f"{at}  {what}\n" for at, what in _timeline(dossier, words, zone)).encode()
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(found.items())}
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        (folder / "page.html.j2").read_text("utf-8")
    )
    page = template.render(_page(dossier, words, zone, made_at), language=language.value, files=digests.items())
    found["page.html"] = page.encode("utf-8", "replace")
    digests["page.html"] = hashlib.sha256(found["page.html"]).hexdigest()
    found["SHA256SUMS"] = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()
    return found


def _letters(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    if dossier.letter and dossier.letter.raw:
        yield "letter.eml", dossier.letter.raw
    if dossier.request and dossier.request.raw:
        yield "request.eml", dossier.request.raw


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8", "replace")


def _record(dossier: Dossier, zone: ZoneInfo, made_at: datetime) -> dict[str, Any]:
    letters = {"letter": dossier.letter, "request": dossier.request}
    return {
        "record": dossier.record | {"received_at_local": _local(dossier.record["received_at"], zone)},
        **{name: _letter_json(kept, zone) for name, kept in letters.items() if kept},
        "later_and_earlier_records": list(dossier.related),
        "notes": list(dossier.notes),
        "program": {"name": "syncd", "version": __version__, "time_zone": zone.key, "made_at": _utc(made_at)},
    }


def _letter_json(kept: KeptLetter, zone: ZoneInfo) -> dict[str, Any]:
    offset = (kept.columns["new_text"] or "").find(kept.columns["quote"] or "\0")
    return {
        **kept.columns,
        "received_at_local": _local(kept.columns["received_at"], zone),
        "quote_offset_in_new_text": offset if offset >= 0 else None,
        "dkim_at_arrival": kept.dkim,
        "seen": list(kept.sightings),
    }


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _local(text: str | None, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(text).astimezone(zone).strftime("%d.%m.%Y %H:%M:%S %z") if text else ""


def _timeline(dossier: Dossier, words: Words, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What happened, in order; times in the agency's zone with its offset."""
    events: list[tuple[str, str]] = []
    for kept, word in ((dossier.request, "request_event"), (dossier.letter, "received_event")):
        if kept:
            author = kept.columns["from_name"] or kept.columns["from_address"] or ""
            events.append(
                (kept.columns["received_at"], words[word].format(subject=kept.columns["subject"] or "", author=author))
            )
    events += [
        (row["received_at"], _record_event(row, words)) for row in dossier.related if row["state"] != "requested"
    ]
    for note in dossier.notes:
        if note["written_at"]:
            text = (note["text"] or "").partition("\n")[0]
            events.append(
                (
                    note["written_at"],
                    words["note_event"].format(ref=note["ref"], audience=words.value(note["audience"]), text=text),
                )
            )
    return [(_local(at, zone), what) for at, what in sorted(events, key=lambda event: event[0] or "")]


def _record_event(row: dict[str, Any], words: Words) -> str:
    return words["record_event"].format(
        state=words.value(row["state"]), author=row["author"] or "", quote=row["quote"] or ""
    )


def _page(dossier: Dossier, words: Words, zone: ZoneInfo, made_at: datetime) -> dict[str, Any]:
    kept = dossier.letter
    before, marked, after = _marked(kept) if kept else ("", "", "")
    return {
        "w": words,
        "record": dossier.record,
        "made_at": _local(made_at.isoformat(), zone),
        "version": __version__,
        "zone": zone.key,
        "facts": _facts(dossier.record, words),
        "letter": _letter_rows(kept, words, zone) if kept else [],
        "before": before,
        "marked": marked,
        "after": after,
        "request": _letter_rows(dossier.request, words, zone) if dossier.request else [],
        "request_text": (dossier.request.columns["new_text"] or "") if dossier.request else "",
        "timeline": _timeline(dossier, words, zone),
        "not_proved": list(_not_proved(dossier, words)),
    }


def _marked(kept: KeptLetter) -> tuple[str, str, str]:
    text, quote = kept.columns["new_text"] or "", kept.columns["quote"] or ""
    start = text.find(quote) if quote else -1
    if start < 0:
        return text, "", ""
    return text[:start], quote, text[start + len(quote) :]


def _facts(record: dict[str, Any], words: Words) -> list[tuple[str, str]]:
    shown = record | {
        **{name: words.value(record[name]) for name in ("about", "state", "reason", "source")},
        "version": record["version"] or words["no_version"],
        "in_force": words["yes" if record["in_force"] else "no"],
        "changes": "; ".join(_changes(record)),
    }
    names = (
        "client",
        "about",
        "version",
        "period",
        "state",
        "reason",
        "in_force",
        "voided_by",
        "changes",
        "author",
        "quote",
        "why",
        "source",
    )
    return [(words[name], str(shown[name])) for name in names if shown[name]]


def _changes(record: dict[str, Any]) -> Iterator[str]:
    """The cells that differ between the approved table and the one we sent after it."""
    for cell in json.loads(record["changes"] or "[]"):
        where = ", ".join(part for part in (cell["sheet"], cell["column"], cell["row"], cell["place"]) if part)
        yield f"{where}: {cell['before'] or '—'} → {cell['after'] or '—'}"


def _letter_rows(kept: KeptLetter, words: Words, zone: ZoneInfo) -> list[tuple[str, str]]:
    columns, envelope, sender = kept.columns, kept.columns["envelope"] or {}, kept.columns["sender"] or {}
    rows = [
        ("from", f"{columns['from_name'] or ''} <{columns['from_address'] or ''}>".strip()),
        ("to", _people(envelope.get("to", []))),
        ("cc", _people(envelope.get("cc", []))),
        ("subject", columns["subject"]),
        ("date", _local(columns["sent_at"], zone)),
        ("received", _local(columns["received_at"], zone)),
        ("message_id", f"<{columns['message_id']}>"),
        ("attachments", ", ".join(str(each.get("filename")) for each in envelope.get("attachments", []))),
        (
            "seen",
            "; ".join(
                f"{s['mailbox']}/{s['folder']} UIDVALIDITY {s['uidvalidity']} UID {s['uid']}" for s in kept.sightings
            ),
        ),
        ("sender", f"{words.value(sender.get('level'))}: {sender.get('why', '')}"),
        ("sender_field", sender.get("field")),
        ("dkim", "; ".join(_signatures(kept, words, zone))),
        ("sha256", columns["raw_sha256"]),
    ]
    return [(words[name], str(value)) for name, value in rows if value]


def _signatures(kept: KeptLetter, words: Words, zone: ZoneInfo) -> Iterator[str]:
    """«client.example, s1: подпись верна, 14.05.2026 …»."""
    found = kept.dkim or {"signatures": [], "checked_at": None}
    for each in found["signatures"]:
        result = words.value(f"dkim_{each['result']}")
        yield f"{each['domain']}, {each['selector']}: {result}, {_local(found['checked_at'], zone)}"


def _people(people: list[dict[str, str]]) -> str:
    return ", ".join(f"{each['display_name']} <{each['addr_spec']}>".strip() for each in people)


def _not_proved(dossier: Dossier, words: Words) -> Iterator[str]:
    kept, level = dossier.letter, dossier.record["sender_level"]
    if kept and not kept.raw:
        yield words["no_raw"]
    if level in ("unverified", "weak", "failed"):
        yield words[level]
    if kept and not any(each["result"] == "pass" for each in (kept.dkim or {}).get("signatures", ())):
        yield words["no_dkim"]
    if kept and not dossier.record["version"]:
        yield words["no_named_version"]
    if kept:
        yield words["account"]
    yield words["authority"]
    yield words["clock"]
