"""What markers of the invented adverts look for, by the code of a criterion. Invented as well.

Each has three lines: little evidence, evidence that meets the standard, outstanding evidence. The
loader puts them at the values of the advert's own scale.
"""

from __future__ import annotations

from collections.abc import Mapping

Guide = tuple[str, str, str]

GUIDES: Mapping[str, Guide] = {
    "accuracy": (
        "Says that accuracy matters, without an example",
        "An example of a record that others could use as it stood",
        "Kept records exact at speed, and shows how errors were found",
    ),
    "agile_analysis": (
        "Has worked beside an agile team",
        "Wrote requirements for an agile team and tested them with users",
        "Changed what a team built by its analysis, with the result",
    ),
    "alertness": (
        "Describes a risk that somebody else noticed",
        "Noticed a risk early and did something about it",
        "Noticed what others had missed, acted, and changed how it is done",
    ),
    "budget": (
        "Has spent from a budget that others managed",
        "Managed a large budget for a year, with its forecasts",
        "Brought a large budget back into balance, and says how",
    ),
    "care": (
        "General words about respect",
        "Stayed respectful with one person when it was hard",
        "Did so often, and helped colleagues to do the same",
    ),
    "casework": (
        "Has helped with parts of HR casework",
        "Led a case from its start to its finish",
        "Led several hard cases, with what was learned from them",
    ),
    "commitment": (
        "Does not say how the hours would be found",
        "Says when the hours would be given, month by month",
        "Has given hours like these elsewhere for a year or more",
    ),
    "ct_interest": (
        "Interest stated in a sentence",
        "Says what draws them to this work, from what they have done",
        "Has sought out such work and says what it taught them",
    ),
    "disclosure": (
        "Knows the duties from training",
        "Was disclosure officer in a case with much material",
        "Led disclosure in a complex case and found what mattered",
    ),
    "evidence": (
        "Decides from experience alone",
        "A decision that evidence changed",
        "Built the evidence that a hard decision was made on",
    ),
    "fixed_assets": (
        "Has posted entries that others prepared",
        "Kept the fixed assets of a large organisation for a year",
        "Led the accounting of large assets through an audit",
    ),
    "full_tender": (
        "Has worked on parts of a tender",
        "Led one tender from its start to the contract",
        "Led several, and says what the public gained",
    ),
    "incident_room": (
        "Knows the work of an incident room from outside",
        "Worked in a major incident room for some months",
        "Held a named role there through a whole enquiry",
    ),
    "intelligence": (
        "Has read intelligence products",
        "Worked with intelligence, handled as it must be",
        "Developed intelligence that led to action",
    ),
    "led_change": (
        "Took part in a change",
        "Led a change across 1,000 people or more",
        "Led one that lasted, with figures before and after",
    ),
    "listening": (
        "Says that listening matters, without an example",
        "Stayed calm with somebody upset, and found what they needed",
        "Did so under pressure, and shows what it changed for them",
    ),
    "neighbourhood": (
        "Has patrolled a neighbourhood",
        "Worked with residents on one problem in the last two years",
        "Residents took part in solving it, and it stayed solved",
    ),
    "objective": (
        "Tells what happened without weighing it",
        "Weighed evidence for and against in one case",
        "Changed their view when evidence did, and says why",
    ),
    "office_work": (
        "Has done single tasks in an office",
        "Ran the administration of a team",
        "Made it run better, with an example",
    ),
    "powers": (
        "Lists powers without an example",
        "Used powers soundly, and says why then",
        "Chose not to use them where that was better, and says why",
    ),
    "products": (
        "Analysis that answered no question",
        "A product that led to action",
        "Several, with what the action achieved",
    ),
    "programme": (
        "Led a project",
        "Led a programme of several projects",
        "Led one through a change of plan to its benefits",
    ),
    "public_channels": (
        "Has posted for an organisation",
        "Managed busy public channels for a year",
        "Did so through a hard week, with what people said",
    ),
    "public_sector": (
        "Knows reporting from the private sector",
        "Prepared statements of a public body",
        "Led them through an audit without findings",
    ),
    "records": (
        "Records without detail",
        "Kept exact records in a busy place",
        "Their records decided a question later",
    ),
    "service_management": (
        "Has worked in a support service",
        "Managed support services and their people",
        "Made a service better, with figures",
    ),
    "tactical_options": (
        "Knows the options from training",
        "Used technical options in an operation",
        "Chose between options under pressure, and says why",
    ),
    "teamwork": (
        "Says that teams matter, without an example",
        "Did their part in a team that relied on each other",
        "Held a team together when it was hard, and says how",
    ),
    "written_advice": (
        "Advice that repeats the policy",
        "Wrote advice that a manager could act on",
        "Wrote advice that settled a dispute, in plain words",
    ),
}
