"""Reading the words: text, placeholders and conditions, or one sentence that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MARK = re.compile(
    r"\[(?:(?P<word>otherwise|end)"
    r"|if (?P<not>not )?(?P<asked>[a-z][a-z0-9_]*)(?: is (?P<number>\d+))?"
    r"|(?P<name>[a-z][a-z0-9_]*))\]"
)


class WordingError(ValueError):
    """What is wrong with the words, as a sentence for whoever writes them."""


@dataclass(frozen=True, slots=True)
class Value:
    """A placeholder."""

    name: str


@dataclass(frozen=True, slots=True)
class When:
    """Words that depend on a value: on whether there is one, or on a number."""

    name: str
    negated: bool = False
    number: int | None = None
    then: list[Node] = field(default_factory=list)
    otherwise: list[Node] = field(default_factory=list)

    def holds(self, value: object) -> bool:
        """Whether `then` is said for this value."""
        found = value == self.number if self.number is not None else bool(value)
        return found != self.negated


Node = str | Value | When


def read_words(source: str) -> list[Node]:
    """The parts of the words in their order. Raises WordingError."""
    root: list[Node] = []
    open_conditions: list[When] = []
    here, at = root, 0
    for mark in MARK.finditer(source):
        _add_text(here, source[at : mark.start()])
        at = mark.end()
        if mark["name"]:
            here.append(Value(mark["name"]))
        elif mark["asked"]:
            number = int(mark["number"]) if mark["number"] else None
            condition = When(mark["asked"], bool(mark["not"]), number)
            here.append(condition)
            open_conditions.append(condition)
            here = condition.then
        elif not open_conditions:
            raise WordingError(f"There is an {mark.group()} without an [if …] before it.")
        elif mark["word"] == "otherwise":
            if here is open_conditions[-1].otherwise:
                raise WordingError("There are two [otherwise] for one [if …].")
            here = open_conditions[-1].otherwise
        else:
            open_conditions.pop()
            here = _inside(open_conditions, root)
    _add_text(here, source[at:])
    if open_conditions:
        raise WordingError(f"[if {open_conditions[-1].name}] has no [end].")
    return root


def _inside(open_conditions: list[When], root: list[Node]) -> list[Node]:
    """Where the words go on after an [end]."""
    if not open_conditions:
        return root
    outer = open_conditions[-1]
    return outer.otherwise if outer.otherwise else outer.then


def _add_text(here: list[Node], text: str) -> None:
    if "[" in text or "]" in text:
        found = re.search(r"\[[^\]\n]*\]?|\]", text)
        shown = found.group() if found else "["
        raise WordingError(
            f"“{shown}” is no placeholder. Square brackets stand around placeholders only, such as "
            "[name]."
        )
    if text:
        here.append(text)


def names_in(nodes: list[Node], *, always: bool = False) -> Iterator[str]:
    """Every placeholder that is shown; with `always` only those that no condition can hide."""
    for node in nodes:
        if isinstance(node, Value):
            yield node.name
        elif isinstance(node, When) and not always:
            yield from names_in(node.then)
            yield from names_in(node.otherwise)


def names_asked(nodes: list[Node]) -> Iterator[str]:
    """Every name that a condition depends on."""
    for node in nodes:
        if isinstance(node, When):
            yield node.name
            yield from names_asked(node.then)
            yield from names_asked(node.otherwise)


def decided(nodes: list[Node], values: Mapping[str, object]) -> Iterator[str | Value]:
    """The words without conditions, for these values. Raises WordingError for an unknown name."""
    for node in nodes:
        if isinstance(node, When):
            if node.name not in values:
                raise WordingError(f"There is no placeholder [{node.name}] in this email.")
            chosen = node.then if node.holds(values[node.name]) else node.otherwise
            yield from decided(chosen, values)
        else:
            if isinstance(node, Value) and node.name not in values:
                raise WordingError(f"There is no placeholder [{node.name}] in this email.")
            yield node
