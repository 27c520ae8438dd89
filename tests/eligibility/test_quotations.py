"""Every quotation stands word for word in its document.

The documents live beside the checkout on some machines only; the sentences quoted from them are
kept in quotations.json, so the check never falls away.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eligibility import rules_catalogue
from eligibility.rules.criteria import SOURCES

KEPT = Path(__file__).with_name("quotations.json")
DOCUMENTS = Path(__file__).resolve().parents[3] / "shared" / "sources"


def quotations() -> Iterator[tuple[str, str]]:
    catalogue: dict[str, Any] = rules_catalogue()
    parameters = list(catalogue["parameters"])
    for rule in catalogue["rules"]:
        yield rule["source"]["document"], rule["source"]["quote"]
        parameters += rule["parameters"]
    for source in SOURCES.values():
        yield source.document, source.quote
    for parameter in parameters:
        for dated in parameter["values"]:
            yield dated["document"], dated["quote"]


ALL = sorted(set(quotations()))


def plain(text: str) -> str:
    """Only white space is made alike."""
    return " ".join(text.split())


def texts() -> dict[str, list[str]]:
    """The documents where they are at hand, else the sentences kept of them."""
    kept: dict[str, list[str]] = json.loads(KEPT.read_text(encoding="utf-8"))
    if DOCUMENTS.is_dir():
        return {name: [(DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")] for name in kept}
    return kept


@pytest.mark.parametrize(("document", "quote"), ALL)
def test_the_quotation_stands_in_its_document(document: str, quote: str) -> None:
    assert any(plain(quote) in plain(text) for text in texts()[document])


@pytest.mark.parametrize(("document", "quote"), ALL)
def test_the_quotation_stands_in_a_kept_sentence(document: str, quote: str) -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert any(plain(quote) in plain(sentence) for sentence in kept[document])


def test_the_kept_sentences_stand_in_the_documents_at_hand() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert sorted(kept) == [
        "internal-vacancies",
        "new-police-constable",
        "temporary-and-interim",
        "transferring-officers",
    ]
    for name, held in texts().items():
        text = plain(" ".join(held))
        assert [sentence for sentence in kept[name] if plain(sentence) not in text] == []
