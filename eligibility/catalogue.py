"""Every rule, parameter, date, source and quotation, to be read by people."""

from __future__ import annotations

from typing import Any, Final

from .fitness import FITNESS
from .formulas import FORMULAS
from .parameters import Parameter
from .rulesets import RULEBOOK, RULES, Rulebook

_RESULTS: Final = (
    ("barred", "The early departure rule is not_met. Only this may reject automatically."),
    ("not_eligible", "The formula is not_met. Stops before submission; never rejects by itself."),
    ("refer", "The formula is refer. The application is accepted and a person judges."),
    ("needs_evidence", "The formula is needs_evidence. Accepted; the candidate is asked."),
    ("eligible_subject_to_evidence", "Met, but resting on at least one fact only declared."),
    ("eligible", "Met, on verified facts alone."),
)


def rules_catalogue(rulebook: Rulebook = RULEBOOK) -> dict[str, Any]:
    """The data behind `--rules`: rules with their parameters, general parameters, formulas.

    Made of plain dicts, lists, text, numbers and None; a fresh copy each time.
    """
    parameters = {
        name: _parameter(parameter) for name, parameter in rulebook.book.parameters.items()
    }
    rules = []
    for rule in RULES:
        own = [parameters.pop(name) for name in getattr(rule, "PARAMETERS", ())]
        rules.append(
            {
                "rule": rule.ID,
                "title": rule.TITLE,
                "reading": rule.READING,
                "source": rule.SOURCE.as_dict(),
                "other_sources": [
                    source.as_dict() for source in getattr(rule, "OTHER_SOURCES", ())
                ],
                "parameters": own,
            }
        )
    return {
        "rules": rules,
        "parameters": list(parameters.values()),
        "fitness": [_parameter(each) for each in FITNESS.parameters.values()],
        "formulas": [
            {"route": route, "formula": formula.words} for route, formula in FORMULAS.items()
        ],
        "results": [{"result": result, "meaning": meaning} for result, meaning in _RESULTS],
        "rulesets": rulebook.periods(),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "label": parameter.label,
        "unit": parameter.unit,
        "values": [value.as_dict() for value in parameter.values],
    }


def catalogue_text(catalogue: dict[str, Any]) -> str:
    """The catalogue as text for a terminal or a file."""
    lines = ["RULES", ""]
    for rule in catalogue["rules"]:
        lines += [f"{rule['rule']}: {rule['title']}", f"  {rule['reading']}"]
        for source in (rule["source"], *rule["other_sources"]):
            lines += [f"  Source: {source['document']}", f"  “{source['quote']}”"]
        for parameter in rule["parameters"]:
            lines += _parameter_lines(parameter)
        lines.append("")
    lines += ["ORDER AND CONDITIONS", ""]
    for parameter in catalogue["parameters"]:
        lines += [*_parameter_lines(parameter), ""]
    lines += ["FITNESS TEST, level:shuttle, before a final offer", ""]
    for parameter in catalogue["fitness"]:
        lines += [*_parameter_lines(parameter), ""]
    lines += ["ROUTES", ""]
    lines += [f"  {each['route']}: {each['formula']}" for each in catalogue["formulas"]]
    lines += ["", "RESULTS, the first that fits", ""]
    lines += [f"  {each['result']}: {each['meaning']}" for each in catalogue["results"]]
    lines += ["", "RULESETS", ""]
    lines += [
        f"  {each['ruleset']}: for applications from {each['valid_from']}"
        f" to {each['valid_to'] or 'now on'}"
        for each in catalogue["rulesets"]
    ]
    return "\n".join(lines)


def _parameter_lines(parameter: dict[str, Any]) -> list[str]:
    lines = [f"  * {parameter['name']}: {parameter['label']}"]
    for dated in parameter["values"]:
        value = dated["value"]
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        unit = f" {parameter['unit']}" if parameter["unit"] else ""
        lines += [
            f"      {shown}{unit}, from {dated['valid_from']} to {dated['valid_to'] or 'now on'}",
            f"      Source: {dated['document']}: “{dated['quote']}”",
            f"      Why: {dated['reason']}",
            f"      Decided on {dated['decided_on']} by {dated['decided_by']}",
        ]
    return lines
