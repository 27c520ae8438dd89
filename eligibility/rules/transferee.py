"""transferee: a serving constable of another force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from ..case_model import Transfer
from ..decisions import RuleResult, Source
from ..facts import Fact
from ..operators import Judged
from ..outcomes import MET, NEEDS_EVIDENCE, NOT_MET, REFER, Outcome, all_of
from .base import A_PERSON_DECIDES, Figures, Rule, latest, merge, settle
from .employee import judge_probation, probation_text

_NOBODY: Final = Transfer()
_PREFIX: Final = "transfer."


class _Test:
    """One yes-or-no part: the value that passes, what another gives, and its sentences."""

    __slots__ = ("fact", "good", "known_as", "otherwise", "path", "says")

    def __init__(
        self, fact: str, good: object, otherwise: Outcome, known_as: str, says: str
    ) -> None:
        self.fact = fact
        self.path = _PREFIX + fact
        self.good = good
        self.otherwise = otherwise
        self.known_as = known_as
        self.says = says


class TransfereeRule(Rule):
    """All parts must hold. Nothing here rejects by itself; the doubtful parts go to a person."""

    ID = "transferee"
    TITLE = "Serving constable of a Home Office force who has completed probation"
    READING = (
        "For the transferee route. Serving now; in a Home Office force; a constable; "
        "probation confirmed on or before the day of applying, with the current force; "
        "meeting the day-to-day requirements. Not serving, or probation not confirmed, is "
        "not met; the other doubts go to a person; unknown needs evidence."
    )
    SOURCE = Source(
        "transferring-officers",
        "if you're a current serving uniform or a detective constable who is meeting the "
        "day-to-day requirements of their role, and have successfully completed your 2 year "
        "probationary period with your current force, you'll likely have no issue here",
    )
    PARAMETERS = (
        "transferee.when_other_force",
        "transferee.when_above_constable",
        "transferee.when_probation_elsewhere",
        "transferee.when_requirements_not_met",
    )

    def __init__(self, figures: Figures) -> None:
        super().__init__(figures)
        serving = _Test(
            "serving",
            True,
            NOT_MET,
            "whether you are serving as a police officer now",
            "You are not serving as a police officer now. You can transfer while you are serving; "
            "otherwise please look at our other routes.",
        )
        force = _Test(
            "force_kind",
            "home_office",
            figures["transferee.when_other_force"],
            "which force you serve in",
            "Your force is not a Home Office force.",
        )
        rank = _Test(
            "rank",
            "constable",
            figures["transferee.when_above_constable"],
            "your rank",
            "Your rank is above constable, and this route is described for constables.",
        )
        elsewhere = _Test(
            "probation_with_current_force",
            True,
            figures["transferee.when_probation_elsewhere"],
            "whether you completed probation with your current force",
            "You completed your probation with another force than your current one.",
        )
        daily = _Test(
            "meets_day_to_day_requirements",
            True,
            figures["transferee.when_requirements_not_met"],
            "whether you are meeting the day-to-day requirements of your role",
            "You told us that you are not meeting the day-to-day requirements of your role.",
        )
        self.before_probation = (serving, force, rank)
        self.after_probation = (elsewhere, daily)

    def apply(self, transfer: Transfer | None, as_of: date) -> RuleResult:
        stated = transfer or _NOBODY
        seen = _Seen(stated)
        for test in self.before_probation:
            seen.take(test)
        seen.take_probation(as_of)
        for test in self.after_probation:
            seen.take(test)
        outcome = all_of([part[0] for part in seen.judged])
        failed = outcome == NOT_MET
        return RuleResult(
            self.ID,
            self.frame,
            outcome,
            seen.text(outcome),
            tuple(seen.failing if failed else seen.used),
            tuple([path for path in seen.declared if not failed or path in seen.failing]),
            () if failed else tuple(seen.missing),
            latest(possible for found, possible in seen.judged if found == NOT_MET)
            if failed
            else None,
        )


class _Seen:
    """What the parts gave so far."""

    __slots__ = (
        "declared",
        "failing",
        "judged",
        "missing",
        "needed",
        "sentences",
        "transfer",
        "used",
    )

    def __init__(self, transfer: Transfer) -> None:
        self.transfer = transfer
        self.judged: list[Judged] = []
        self.used: list[str] = []
        self.failing: list[str] = []
        self.declared: list[str] = []
        self.missing: list[str] = []
        self.needed: list[str] = []
        self.sentences: list[tuple[Outcome, str]] = []

    def _add(self, fact: Fact[Any], path: str, judged: Judged) -> None:
        self.judged.append(judged)
        self.used.append(path)
        if judged[0] == NOT_MET:
            self.failing.append(path)
        if not fact.verified:
            self.declared.append(path)

    def take(self, test: _Test) -> None:
        fact: Fact[Any] = getattr(self.transfer, test.fact)
        values = fact.values
        if not values:
            self.judged.append((NEEDS_EVIDENCE, None))
            self.missing.append(test.path)
            self.needed.append(test.known_as)
            return
        judged: Sequence[Judged] = [
            (MET if value == test.good else test.otherwise, None) for value in values
        ]
        settled = judged[0] if len(judged) == 1 else merge(judged)
        self._add(fact, test.path, settled)
        if settled[0] == REFER and len({outcome for outcome, _ in judged}) > 1:
            text = f"Different answers are recorded for {test.known_as}."
            self.sentences.append((REFER, text))
        elif settled[0] != MET:
            self.sentences.append((settled[0], test.says))

    def take_probation(self, as_of: date) -> None:
        fact = self.transfer.probation_confirmed_on
        path = _PREFIX + "probation_confirmed_on"
        if not fact.values:
            self.judged.append((NEEDS_EVIDENCE, None))
            self.missing.append(path)
            self.needed.append("on which day your probation was confirmed")
            return
        settled = settle(fact.values, lambda value: judge_probation(value, as_of))
        self._add(fact, path, settled)
        if settled[0] == NEEDS_EVIDENCE:
            self.missing.append(path)
        if settled[0] != MET:
            text = probation_text(fact.values, *settled, "You can transfer")
            self.sentences.append((settled[0], text.removesuffix(" " + A_PERSON_DECIDES)))

    def text(self, outcome: Outcome) -> str:
        if outcome == MET:
            days = self.transfer.probation_confirmed_on.values
            confirmed = probation_text(days, MET, None, "").removesuffix(
                ", so you meet this condition."
            )
            return (
                "You are a serving constable of a Home Office force and meet the day-to-day "
                f"requirements of your role. {confirmed} with your current force, so you meet "
                "this condition."
            )
        sentences = [text for found, text in self.sentences if found == outcome]
        if outcome == REFER:
            sentences.append(A_PERSON_DECIDES)
        if outcome == NEEDS_EVIDENCE and self.needed:
            *others, last = self.needed
            listed = f"{', '.join(others)} and {last}" if others else last
            sentences.append(f"We need to know {listed}.")
        return " ".join(sentences)
