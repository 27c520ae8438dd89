"""The word limit that decides."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from recruitment.ui.validators import MaxWordsValidator, count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("  \n ", 0), ("one", 1), (" one  two\nthree\t four ", 4), ("well-known – fact", 3)],
)
def test_words_are_runs_of_characters(text: str, words: int) -> None:
    assert count_words(text) == words


def test_limit_is_included() -> None:
    check = MaxWordsValidator(3)
    assert check("one two three") is None
    with pytest.raises(ValidationError) as caught:
        check("one two three four")
    assert caught.value.messages == ["Shorten your answer to 3 words or fewer. It has 4 words."]
    assert caught.value.code == "max_words"


def test_limits_compare_and_must_be_positive() -> None:
    assert MaxWordsValidator(3) == MaxWordsValidator(3)
    assert MaxWordsValidator(3) != MaxWordsValidator(4)
    assert MaxWordsValidator(3) != 3
    assert len({MaxWordsValidator(3), MaxWordsValidator(3)}) == 1
    with pytest.raises(ValueError, match="1 or more"):
        MaxWordsValidator(0)
