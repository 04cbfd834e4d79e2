"""Whether we put a plan up anew after the client's words, or sent its file with other content (PRODUCT.md section 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from syncd.domain.agency import Subject
from syncd.domain.cases.correspondence import Correspondence
from syncd.domain.cases.record import ApprovalRecord
from syncd.domain.cases.topics import is_newer, month_in, names_in, names_subject, same_period, version_in
from syncd.domain.letter import Letter
from syncd.domain.mail.files import is_document
from syncd.domain.mail.message import Attachment

_KINDS = (("xlsx", "xlsm", "xls", "ods", "csv"), ("pdf",), ("docx", "doc", "odt"), ("pptx", "ppt", "odp"))
_LINK = re.compile(r"https?://", re.IGNORECASE)
_ANEW = re.compile(
    r"\b(?:нов(?:ый|ая|ое|ую|ой|ые|ого)|обновл\w+|скорректир\w+|исправл\w+|доработ\w+|перес[чт]\w+|updated?|revised?|corrected|amended|new)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FileChange:
    """The file that the words were about, and the one that a later letter of ours brought instead."""

    letter: Letter
    before: Attachment
    after: Attachment


def approved_files(mail: Correspondence, record: ApprovalRecord) -> tuple[Attachment, ...]:
    """The plan's files as they stood when the words came: of the request, else of our last letter before that brought one."""
    request = mail.by_identity.get(record.request_identity or "")
    if request is None:
        return ()
    if found := plans_in(request, record.about):
        return found
    earlier = [x for x in mail.files_sent if x.thread == request.thread and not mail.before(request, x)]
    return next((found for x in reversed(earlier) if (found := plans_in(x, record.about))), ())


def plans_in(letter: Letter, about: Subject | None) -> tuple[Attachment, ...]:
    """The letter's files that may be the plan: those that its subject names, else all its documents."""
    documents = tuple(each for each in letter.attachments if is_document(each.filename))
    return tuple(each for each in documents if about and names_subject(each.filename, about)) or documents


def changed_file(mail: Correspondence, record: ApprovalRecord, later: Letter) -> FileChange | None:
    """The approved file in a later letter of ours with other content; unknown content proves nothing."""
    before = approved_files(mail, record)
    known = {each.sha256 for each in before}
    for after in later.attachments:
        if after.sha256 is None or after.sha256 in known:
            continue
        for file in before:
            if file.sha256 and (_is_same_name(file, after) or _is_renamed(mail, record, file, after)):
                return FileChange(later, file, after)
    return None


def _is_same_name(one: Attachment, other: Attachment) -> bool:
    return one.filename.casefold() == other.filename.casefold()


def _is_renamed(mail: Correspondence, record: ApprovalRecord, before: Attachment, after: Attachment) -> bool:
    """Whether a file of another name takes the place of the approved one: of its kind, by its name the same plan."""
    if record.about is None or not names_subject(after.filename, record.about) or _kind(before) != _kind(after):
        return False
    version = version_in(after.filename)
    if version and not is_newer(version, than=record.version) and version != version_in(before.filename):
        return False
    if not same_period(month_in(after.filename), record.period or month_in(before.filename)):
        return False
    tables = mail.view.spreadsheets
    one, other = tables.get(before.sha256 or ""), tables.get(after.sha256 or "")
    return one is None or other is None or one.has_other_cells(other)


def _kind(file: Attachment) -> tuple[str, ...]:
    ending = file.filename.rpartition(".")[2].casefold()
    return next((kind for kind in _KINDS if ending in kind), (ending,))


def newer_file(record: ApprovalRecord, later: Letter) -> Attachment | None:
    """A file of this subject whose name says that it is of a newer version."""
    if record.about is None:
        return None
    sent = (each for each in later.attachments if names_subject(each.filename, record.about))
    return next((each for each in sent if is_newer(version_in(each.filename), than=record.version)), None)


def is_put_up_anew(mail: Correspondence, record: ApprovalRecord, request: Letter) -> bool:
    """Whether a later request that names no version is more than a reminder: it brings a file, a link, or says «новый».

    The same file once more, or words alone in the thread of the first request, remind.
    """
    files = [each for each in request.attachments if not each.inline]
    if files:
        return not any(_is_known(mail, record, each) for each in files)
    first = mail.by_identity.get(record.request_identity or "")
    elsewhere = first is None or first.thread != request.thread
    text = request.reading.new_text
    return bool((elsewhere and not record.period) or _LINK.search(text) or _ANEW.search(text))


def _is_known(mail: Correspondence, record: ApprovalRecord, file: Attachment) -> bool:
    return any(
        file.sha256 == each.sha256 if file.sha256 and each.sha256 else _is_same_name(file, each)
        for each in _files_before(mail, record)
    )


def _files_before(mail: Correspondence, record: ApprovalRecord) -> Iterator[Attachment]:
    request = mail.by_identity.get(record.request_identity or "")
    yield from approved_files(mail, record)
    yield from request.attachments if request else ()


def names_another_period(later: Letter, record: ApprovalRecord) -> bool:
    """Whether our letter puts up the same kind of thing for another month, and for none that could be this one."""
    asked: Sequence[str | None] = [ask.period for ask in later.reading.asks if ask.about == record.about]
    return bool(asked) and not any(same_period(period, record.period) for period in asked)


def names_another_thing(mail: Correspondence, later: Letter, record: ApprovalRecord) -> bool:
    """Whether our letter puts up something of another name: banners «Ваниль» end no approval of banners «Осень»."""
    own = mail.by_identity.get(record.identity or "")
    asked = mail.by_identity.get(record.request_identity or "")
    before = frozenset[str]().union(*(names_in(each.subject) for each in (own, asked) if each))
    after = names_in(later.subject)
    return bool(before and after) and not before & after


def returned_changed(mail: Correspondence, letter: Letter, request: Letter) -> bool:
    """Whether the client sends our table back with other values in it: then two plans lie on the desk."""
    tables = mail.view.spreadsheets
    sent = [table for each in request.attachments if (table := tables.get(each.sha256 or ""))]
    back = [table for each in letter.attachments if (table := tables.get(each.sha256 or ""))]
    return bool(sent and back) and all(one.has_other_cells(other) for one in sent for other in back)
