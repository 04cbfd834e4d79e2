"""Phrases of the config: a client's set phrase is recognised, and none may approve a known non-approval."""

from __future__ import annotations

import pytest

from syncd.data.lexicon import default_lexicon
from syncd.domain.agency import Language
from syncd.domain.language.own_phrases import NON_APPROVALS, refuse_phrases, with_phrases
from syncd.domain.language.verdict import find_verdict
from tests.unit.language.letters import REQUEST_RU, kind


def _kind(text: str, *phrases: str) -> str:
    lexicon = with_phrases(default_lexicon(), phrases)
    judged = find_verdict(
        text, REQUEST_RU, "Re: Медиаплан на июнь", is_reply=True, asked=None, lexicon=lexicon, language=Language.RU
    )
    return judged.verdict.kind.value


def test_a_clients_set_phrase_approves_only_where_it_is_set() -> None:
    assert (_kind("Бьём в колокол!"), _kind("Бьём в колокол!", "бьём в колокол")) == ("none", "approved")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Бьём в колокол?", "none"),
        ("Не бьём в колокол.", "none"),
        ("Бьём в колокол, но уберите радио.", "conditional"),
        ("Ирина сказала, что бьём в колокол.", "needs_confirmation"),
    ],
)
def test_grammar_holds_for_a_set_phrase_as_for_any(text: str, expected: str) -> None:
    assert _kind(text, "бьём в колокол") == expected


def test_a_careful_phrase_makes_a_verdict_more_careful() -> None:
    text = "По линии партии медиаплан согласован."
    assert (_kind(text), _kind(text, "осторожно: по линии партии")) == ("approved", "needs_confirmation")


@pytest.mark.parametrize("phrase", ["ок", "спасибо", "медиаплан", "хорошо", "добрый день", "got it", "thanks", "да"])
def test_a_phrase_that_would_approve_a_known_non_approval_is_refused(phrase: str) -> None:
    problems = refuse_phrases((phrase,), default_lexicon())
    assert [(problem.severity, problem.where) for problem in problems] == [("error", f'phrases: "{phrase}"')]


def test_a_refused_phrase_approves_nothing_even_if_nobody_ran_check() -> None:
    assert _kind("Спасибо", "спасибо") == "none"


def test_a_good_phrase_is_not_refused() -> None:
    assert refuse_phrases(("бьём в колокол", "осторожно: ок"), default_lexicon()) == ()


@pytest.mark.parametrize("text", NON_APPROVALS)
def test_the_known_non_approvals_approve_nothing_by_themselves(text: str) -> None:
    assert kind(text, request=REQUEST_RU, subject="Re: Медиаплан на июнь") != "approved"
