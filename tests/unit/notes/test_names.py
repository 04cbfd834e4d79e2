"""People's names in Russian grammar."""

from __future__ import annotations

import pytest

from syncd.domain.notes.names import nominative


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("Игорю Тарасову", "Игорь Тарасов"),
        ("Елене Громовой", "Елена Громова"),
        ("Петром Ильиным", "Пётр Ильин"),
        ("Анна Орлова", "Анна Орлова"),
        ("Игорь Тарасов", "Игорь Тарасов"),
        ("Helen Marsh", "Helen Marsh"),
        ("коллегам", "коллегам"),
        ("отделу маркетинга", "отделу маркетинга"),
    ],
)
def test_a_name_in_any_case_is_called_in_the_nominative(written: str, called: str) -> None:
    assert nominative(written) == called
