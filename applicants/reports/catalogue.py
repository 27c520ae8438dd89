"""Every report: its name, what it says, its columns and what each of them means."""

from __future__ import annotations

from applicants.reports import eligibility, funnel, service_levels, sift, times
from applicants.reports.shape import Column, Report
from recruitment.accounts.admin_site import StaffLink
from recruitment.accounts.models import User
from recruitment.accounts.roles import Right, has_right

LINK = StaffLink("applicants", "Reports", "reports:index", Right.READ_REPORTS)

NUMBER = Column("number", "Number", "How many there were.")
TYPICAL = (
    NUMBER,
    Column("median_working_days", "Median", "Half of them took at most this many working days."),
    Column("p90_working_days", "9 in 10", "Nine in ten took at most this many working days."),
    Column("longest_working_days", "Longest", "The working days of the one that took longest."),
)

REPORTS: tuple[Report, ...] = (
    Report(
        "funnel",
        "Funnel by stage",
        "How many people reached each stage of the process, whatever became of them.",
        (
            Column("stage", "Stage", "A stage of the process, in its order."),
            Column("people", "People", "Applications that reached the stage, deleted ones too."),
            Column(
                "share_of_sent", "Of those sent", "Per cent of the applications that were sent."
            ),
            Column("share_of_before", "Of the stage before", "Per cent of the stage before."),
            Column("deleted", "Deleted since", "How many of them have been deleted since then."),
        ),
        "people",
        funnel.funnel,
    ),
    Report(
        "time-in-stage",
        "Time in stage",
        "How long applications stayed in each status that they have left, in working days. What is "
        "still where it was stands in the report on ageing.",
        (Column("status", "Status", "The status that was left."), *TYPICAL),
        "median_working_days",
        times.time_in_stage,
    ),
    Report(
        "time-to-hire",
        "Time to hire",
        "From the day on which an application was sent to what it reached, in working days.",
        (Column("way", "Way", "From which moment to which."), *TYPICAL),
        "median_working_days",
        times.time_to_hire,
    ),
    Report(
        "reasons",
        "Reasons",
        "What ended applications, and the reason that was chosen where there is a list of them.",
        (
            Column("event", "What happened", "The step that ended the application."),
            Column("reason", "Reason", "The reason from the list, as the candidate reads it."),
            Column("number", "Number", "How often. One that was reversed and ended again counts."),
            Column("share", "Share", "Per cent of all endings."),
        ),
        "number",
        funnel.reasons,
    ),
    Report(
        "ageing",
        "Ageing",
        "What is open now, by how many working days it has been in its status.",
        (
            Column("status", "Status", "The status that the applications are in now."),
            Column("open", "Open", "How many are in it."),
            Column("up_to_5", "Up to 5", "In it for up to 5 working days."),
            Column("up_to_10", "6 to 10", "In it for 6 to 10 working days."),
            Column("up_to_20", "11 to 20", "In it for 11 to 20 working days."),
            Column("over_20", "Over 20", "In it for more than 20 working days."),
            Column("oldest", "Oldest", "The working days of the one that has waited longest."),
        ),
        "open",
        times.ageing,
    ),
    Report(
        "eligibility",
        "Eligibility by rule",
        "What each rule said in the decision in force of each application.",
        (
            Column("rule", "Rule", "The rule, or the condition of an advert."),
            Column("decisions", "Decisions", "In how many decisions it took part."),
            Column("met", "Met", "The facts met it."),
            Column("not_met", "Not met", "The facts did not meet it."),
            Column("needs_evidence", "Needs evidence", "Something unknown could change it."),
            Column("refer", "To a person", "The rule leaves it to a person."),
        ),
        "not_met",
        eligibility.by_rule,
    ),
    Report(
        "automatic-decisions",
        "Automatic decisions",
        "How many applications the five-year rule rejected, and what a person made of it.",
        (
            Column("what", "What happened", "The step; each application counts once for each."),
            Column("applications", "Applications", "How many applications it happened to."),
            Column("share", "Share", "Per cent of those that the rule rejected."),
        ),
        "applications",
        eligibility.automatic_decisions,
    ),
    Report(
        "impact",
        "Impact by stage",
        "Whether a group gets less far than another. Only groups that the process itself knows: "
        "answers to the equality questions are counted when an application is sent and never stay "
        "with it, so they cannot be followed from stage to stage. Where a group has fewer than 5 "
        "people at a stage, nothing of that stage is shown.",
        (
            Column("group", "Group", "What sets the group apart."),
            Column("stage", "Stage", "The stage that was reached."),
            Column("people", "People", "How many of the group reached it."),
            Column("rate", "Rate", "Per cent of those of the group who sent an application."),
            Column("ratio", "Ratio", "The group’s rate divided by the highest rate."),
            Column("four_fifths", "Four fifths", "Marks a ratio below 0.8, which asks for a look."),
        ),
        "rate",
        funnel.impact,
        Right.READ_MONITORING,
    ),
    Report(
        "marker-agreement",
        "Agreement of markers",
        "How near the scores of the first two markers of an application are to each other, given "
        "before they saw each other’s. Where fewer than 5 applications of a vacancy have been "
        "marked twice, no figures are shown.",
        (
            Column("vacancy", "Vacancy", "The vacancy, with its reference."),
            Column("marked_twice", "Marked twice", "Applications that two people have marked."),
            Column("same", "The same", "Per cent of the pairs of scores that are the same."),
            Column("within_one", "At most 1 apart", "Per cent that differ by 1 at most."),
            Column(
                "within_limit",
                "Within the limit",
                "Per cent that differ by no more than the vacancy allows without a talk.",
            ),
            Column("mean_difference", "Mean difference", "By how many points a pair differs."),
            Column(
                "kappa",
                "Weighted kappa",
                "Agreement beyond chance, with larger differences weighing more: 1 is perfect, 0 "
                "what chance would give.",
            ),
            Column("reconciled", "Reconciled", "Differences that were talked over and agreed."),
            Column("to_reconcile", "To reconcile", "Differences that wait to be agreed."),
        ),
        "within_limit",
        sift.agreement,
    ),
    Report(
        "service-levels",
        "Service levels",
        "How often what was promised was kept. Days are working days unless a level says days.",
        (
            Column("level", "Level", "What was to be done."),
            Column("target", "Target", "By when."),
            Column("kept", "Kept", "Done in time."),
            Column("missed", "Missed", "Done too late, or not done and overdue."),
            Column("running", "Running", "Not done yet, and still in time."),
            Column("share_kept", "Share kept", "Per cent of kept and missed together."),
        ),
        "share_kept",
        service_levels.service_levels,
    ),
)


def reports_for(user: User) -> list[Report]:
    """The reports that this person may read; none without the right to reports."""
    if not has_right(user, Right.READ_REPORTS):
        return []
    return [one for one in REPORTS if one.right is None or has_right(user, one.right)]


def find_report(user: User, code: str) -> Report | None:
    """A report by its code, if this person may read it."""
    return next((one for one in reports_for(user) if one.code == code), None)
