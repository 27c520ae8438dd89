"""From words and values to both parts of an email."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from recruitment.outbox.wording.language import Value, WordingError, decided, read_words
from recruitment.outbox.wording.placeholders import Use

LABEL_LENGTH = 60  # a longer line before a link is a sentence, and no words of a button
NUMBERED = re.compile(r"\d+\. ")
# What the lines of a block begin with.
BULLET, HEADING = "- ", "# "

Line = list[str | Value]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list, a numbered list or a link, in both forms."""

    kind: str
    text: str
    lines: tuple[SafeString, ...]
    label: str = ""  # of a link that stands as a button
    address: str = ""


class Writer:
    """Writes with the values of one email."""

    def __init__(self, values: Mapping[str, object], uses: Mapping[str, Use]) -> None:
        self.values, self.uses = values, uses

    def subject(self, source: str) -> str:
        """The subject as one text."""
        parts = decided(read_words(source), self.values)
        return "".join(self._as_text([part]) for part in parts)

    def blocks(self, source: str) -> list[Block]:
        """The body. Raises WordingError where the words do not fit the values."""
        found: list[Block] = []
        for group in _paragraphs(list(decided(read_words(source), self.values))):
            found.extend(self._blocks_of(group))
        return found

    def _blocks_of(self, group: list[Line]) -> Iterator[Block]:
        rest = list(group)
        while rest:
            line = rest.pop(0)
            start = _start(line)
            if start.startswith(HEADING):
                yield self._block("heading", [_without(line, HEADING)])
            elif start.startswith(BULLET):
                items = [line, *_take(rest, lambda one: _start(one).startswith(BULLET))]
                yield self._list("list", [_without(one, BULLET) for one in items])
            elif NUMBERED.match(start):
                items = [line, *_take(rest, lambda one: bool(NUMBERED.match(_start(one))))]
                yield self._numbered(items)
            elif self._only(line, Use.LIST):
                yield from (self._block("paragraph", [[one]]) for one in self._items(line))
            elif self._only(line, Use.LINK):
                yield self._link("", line)
            elif len(rest) == 1 and self._only(rest[0], Use.LINK) and self._is_label(line):
                yield self._link(self._as_text(line).strip(), rest.pop())
            else:
                more = _take(rest, lambda one: not self._begins_block(one))
                yield self._block("paragraph", [line, *more])

    def _begins_block(self, line: Line) -> bool:
        start = _start(line)
        marked = start.startswith((BULLET, HEADING)) or NUMBERED.match(start)
        return bool(marked or self._only(line, Use.LIST) or self._only(line, Use.LINK))

    def _is_label(self, line: Line) -> bool:
        said = self._as_text(line).strip()
        return said.endswith(":") and len(said) <= LABEL_LENGTH

    def _only(self, line: Line, use: Use) -> bool:
        said = [part for part in line if not (isinstance(part, str) and not part.strip())]
        return len(said) == 1 and isinstance(said[0], Value) and self.uses[said[0].name] is use

    def _items(self, line: Line) -> list[str]:
        name = next(part.name for part in line if isinstance(part, Value))
        found = self.values[name]
        items = found if isinstance(found, tuple | list) else ()
        return [one if isinstance(one, str) else f"{one[0]}: “{one[1]}”" for one in items]

    def _block(self, kind: str, lines: list[Line]) -> Block:
        text = "\n".join(self._as_text(line).strip() for line in lines)
        html = tuple(self._as_html(line) for line in lines)
        return Block(kind, text.upper() if kind == "heading" else text, html)

    def _list(self, kind: str, lines: list[Line]) -> Block:
        items: list[Line] = []
        for line in lines:
            is_list = self._only(line, Use.LIST)
            items.extend([[one] for one in self._items(line)] if is_list else [line])
        text = "\n".join(f"{BULLET}{self._as_text(item).strip()}" for item in items)
        return Block(kind, text, tuple(self._as_html(item) for item in items))

    def _numbered(self, lines: list[Line]) -> Block:
        text = "\n".join(self._as_text(line).strip() for line in lines)
        bare = [[_cut(line[0]), *line[1:]] for line in lines]
        return Block("numbered", text, tuple(self._as_html(line) for line in bare))

    def _link(self, label: str, line: Line) -> Block:
        address = self._as_text(line).strip()
        text = f"{label}\n{address}" if label else address
        return Block("link", text, (self._as_html(line),), label.rstrip(":"), address)

    def _as_text(self, line: Line) -> str:
        return "".join(
            part if isinstance(part, str) else str(self.values[part.name]) for part in line
        )

    def _as_html(self, line: Line) -> SafeString:
        return format_html_join("", "{}", ((self._part(part),) for part in line))

    def _part(self, part: str | Value) -> str:
        if isinstance(part, str):
            return conditional_escape(part)
        value, use = str(self.values[part.name]), self.uses[part.name]
        if use is Use.LINK:
            if not value:
                return ""
            if not value.startswith(("https://", "http://")):
                raise WordingError(f"[{part.name}] is no link.")
            return format_html('<a href="{}" style="color:#1d2f5f">{}</a>', value, value)
        return (
            linebreaksbr(conditional_escape(value))
            if use is Use.PARAGRAPHS
            else conditional_escape(value)
        )


def _paragraphs(parts: list[str | Value]) -> Iterator[list[Line]]:
    """Runs of lines between empty ones. Line breaks in values are not looked at."""
    lines: list[Line] = [[]]
    for part in parts:
        if isinstance(part, Value):
            lines[-1].append(part)
            continue
        first, *others = part.split("\n")
        lines[-1].append(first)
        lines.extend([one] for one in others)
    group: list[Line] = []
    for line in lines:
        if any(isinstance(part, Value) or part.strip() for part in line):
            group.append([part for part in line if part != ""])
        elif group:
            yield group
            group = []
    if group:
        yield group


def _start(line: Line) -> str:
    """How the line begins, where that is text."""
    return line[0].lstrip() + " " if isinstance(line[0], str) else ""


def _without(line: Line, mark: str) -> Line:
    return [str(line[0]).lstrip()[len(mark) :], *line[1:]]


def _cut(start: str | Value) -> str | Value:
    return NUMBERED.sub("", start.lstrip(), count=1) if isinstance(start, str) else start


def _take(rest: list[Line], fits: Callable[[Line], bool]) -> list[Line]:
    taken: list[Line] = []
    while rest and fits(rest[0]):
        taken.append(rest.pop(0))
    return taken
