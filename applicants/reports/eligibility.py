"""What the rules said, and what people made of automatic decisions."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count, F, Func, JSONField, OuterRef, Subquery, Value

from applicants.choices import Event
from applicants.models import EligibilityDecision, StatusChange
from applicants.reports.asked import Asked
from applicants.reports.shape import Row, share
from applicants.wording import RULE_OUTCOMES, RULE_TITLES

OUTCOMES = tuple(RULE_OUTCOMES)
AUTOMATIC: tuple[tuple[Event, str], ...] = (
    (Event.REJECT_AUTOMATICALLY, "Rejected by the five-year rule alone"),
    (Event.CONFIRM_REJECTION, "Rejected by it and confirmed by a person first"),
    (Event.ASK_FOR_REVIEW, "Asked a person to look again"),
    (Event.UPHOLD, "Upheld after the review"),
    (Event.OVERTURN, "Overturned after the review"),
)


def by_rule(asked: Asked) -> list[Row]:
    """The outcome of each rule in the decision in force of each application.

    Decisions are stored whole; those with the same rules and outcomes are counted together, so
    that the database sends a line for each combination and not for each person.
    """
    newest = EligibilityDecision.objects.filter(application=OuterRef("application"))
    rows = (
        EligibilityDecision.objects.filter(application__in=asked.applications)
        .filter(pk=Subquery(newest.order_by("-made_at", "-id").values("pk")[:1]))
        .annotate(rules=_each("rule"), outcomes=_each("outcome"))
        .order_by()
        .values_list("rules", "outcomes")
        .annotate(number=Count("pk"))
    )
    counted: Counter[tuple[str, str]] = Counter()
    for rules, outcomes, number in rows:
        for rule, outcome in zip(rules, outcomes, strict=True):
            counted[rule, outcome] += number
    names = sorted({rule for rule, _ in counted}, key=_title)
    return [_rule_row(rule, counted) for rule in names]


def _rule_row(rule: str, counted: Counter[tuple[str, str]]) -> Row:
    numbers = [counted[rule, outcome] for outcome in OUTCOMES]
    return (_title(rule), sum(numbers), *numbers)


def _each(key: str) -> Func:
    """One value of every rule of a decision, in their order."""
    as_path = Func(Value(f"$.rules[*].{key}"), template="(%(expressions)s)::jsonpath")
    return Func(F("decided"), as_path, function="jsonb_path_query_array", output_field=JSONField())


def _title(rule: str) -> str:
    named = RULE_TITLES.get(rule)
    own = rule.removeprefix("criterion.").replace("_", " ")
    return named or f"Condition of the advert: {own}"


def automatic_decisions(asked: Asked) -> list[Row]:
    """How many automatic rejections there were, were reviewed, and did not stand."""
    events = [event for event, _ in AUTOMATIC]
    rows = (
        StatusChange.objects.filter(application__in=asked.applications, event__in=events)
        .order_by()
        .values_list("event")
        .annotate(people=Count("application", distinct=True))
    )
    counted = dict(rows)
    rejected = sum(counted.get(event, 0) for event in events[:2])
    return [
        (words, counted.get(event, 0), share(counted.get(event, 0), rejected))
        for event, words in AUTOMATIC
    ]
