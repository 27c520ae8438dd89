"""The pages of recruitment staff, by role."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys.visits import (
    APPLICATIONS,
    EXTERNAL,
    Role,
    Visit,
    both,
    choose_file,
    fill,
    follow,
    give_password_if_asked,
    go,
    pick,
    press,
    tick_first_row,
)

# ---- Staff


def cases(*statuses: str) -> Iterator[Visit]:
    """The case page of the first application at each of these stages."""
    for status in statuses:
        yield Visit(f"case, {status}", f"{{case:{status}}}")


def step(status: str, event: str) -> Iterator[Visit]:
    """A step that needs a written reason: its page, and what comes back without one."""
    yield from both(f"{event} at {status}", f"{{case:{status}}}../step/{event}/")


def work(status: str, page: str) -> Iterator[Visit]:
    """A form of the case page, as it is and sent empty."""
    yield from both(f"{page} at {status}", f"{{case:{status}}}../{page}/")


QUEUE = "/staff/applicants/eligibilitywork/"
SIFTING = "/staff/applicants/siftmarking/"
IMPORTS = "/staff/accounts/standingimport/"
TEXTS = "/staff/ui/textversion/"
EMAILS = "/staff/outbox/outboxemail/previews"
TEXT = "process.after_applying"
STANDINGS = (
    "email,kind,valid_from,valid_until\n"
    "nobody.yet@met.example,police_staff,2026-01-01,2027-01-01\n"
    "not an address,police_staff,2026-01-01,2027-01-01\n"
)
EVERY_STATUS = (
    "New", "Eligibility: needs evidence", "Eligibility: a person must judge",
    "Not eligible: automatic decision", "Review of the automatic decision", "Not eligible",
    "Held: second tier", "Sift", "Sifted out", "Interview: invited", "Interview: booked",
    "Interview: held", "Interview: missed", "Interview: not appointable",
    "Conditional offer sent", "Offer declined", "Checks", "Line manager verification",
    "Check: needs attention", "Conditions not met", "Ready to start", "Start deferred", "Withdrawn",
    "Reserve list",
)  # fmt: skip
LISTS = (
    Visit("your work", "/staff/"),
    Visit("applications", APPLICATIONS),
)
STAFF = (
    Role(
        "rowan",
        "staff",
        (
            *LISTS,
            Visit("applications, a search", f"{APPLICATIONS}?q=Outline"),
            Visit("applications, nothing found", f"{APPLICATIONS}?q=astronaut"),
            Visit("part: applications", "/staff/applicants/"),
            *cases(*EVERY_STATUS),
            Visit("start the sift", "{case:New}../step/start_sift/"),
            Visit("what needs me", f"{APPLICATIONS}?needs=me&due=overdue"),
            *both("saved views", f"{APPLICATIONS}views/?query=stage%3Dsift"),
            Visit("many at once", f"{APPLICATIONS}many/"),
            Visit(
                "many at once, preview",
                f"{APPLICATIONS}?stage=new",
                [
                    tick_first_row(),
                    pick("What to do", "Assign to a colleague"),
                    press("See what would happen…"),
                ],
                at="admin:applicants_application_bulk_run",
            ),
            Visit(
                "many at once, nobody chosen", "", [press("Assign to a colleague: 1")], wrong=True
            ),
            *work("Sift", "note"),
            *work("Sift", "task"),
            *work("Sift", "assign"),
            Visit(
                "finish a task",
                "{case:Sift}../task/",
                [
                    fill("What is to be done", "Book a room."),
                    fill("Last day", "2040-01-02"),
                    press("Add the task"),
                    follow("/task/"),
                ],
                at="admin:applicants_application_task_done",
            ),
            Visit("a step of another stage", "{case:New}../step/make_offer/"),
            *step("Held: second tier", "release_tier"),
            *work("Sift", "interview"),
            Visit("invite, not ready", "{case:Sift}../step/invite_to_interview/"),
            *step("Sifted out", "reinstate"),
            *work("Interview: not appointable", "feedback"),
            Visit(
                "conditions of a unit",
                f"{APPLICATIONS}?q=Unit",
                [follow("/case/"), follow("/unit-conditions/")],
                at="admin:applicants_application_unit_conditions",
            ),
            *work("Interview: invited", "interview"),
            Visit("choose again", "{case:Interview: missed}../choose-again/"),
            Visit("miss", "{case:Interview: booked}../step/miss_interview/"),
            *work("Interview: held", "result"),
            *work("Interview: held", "go-on"),
            Visit(
                "merit order",
                "{case:Interview: held}",
                [follow("/merit/")],
                at="admin:applicants_application_merit_order",
            ),
            Visit(
                "questions of the interviews",
                "",
                [follow("/questions/")],
                at="admin:applicants_application_interview_questions",
            ),
            *work("Interview: held", "offer"),
            *step("Interview: held", "reject_after_interview"),
            *work("Interview: held", "prepare/reject_after_interview"),
            Visit("drop what is prepared", "{case:Interview: held}../prepare/drop/"),
            Visit("prepared decisions", "/staff/applicants/prepareddecision/"),
            Visit(
                "release decisions",
                "",
                [follow("/release/plan/")],
                at="admin:applicants_release_plan",
            ),
            Visit("reserve lists", "/staff/applicants/reservelist/"),
            Visit(
                "draw on lists for a vacancy",
                "",
                [follow("/reserve/")],
                at="admin:applicants_application_reserve_drawing",
            ),
            Visit(
                "ask somebody on a list",
                "",
                [follow("/reserve/")],
                at="admin:applicants_application_reserve_ask",
            ),
            Visit("a reserve list", "/staff/applicants/reservelist/1/change/"),
            *both("extend a reserve list", "/staff/applicants/reservelist/1/extend/"),
            # Sent as it is, it makes the offer: there is nothing that has to be typed.
            Visit("offer from the reserve list", "{case:Reserve list}../offer-from-reserve/"),
            Visit("releases of decisions", "/staff/applicants/release/"),
            Visit("a release", "/staff/applicants/release/1/change/"),
            Visit("take a release back", "/staff/applicants/release/1/cancel/"),
            *work("Checks", "start-date"),
            *work("Checks", "defer"),
            *work("Checks", "conditions/check-references/waive"),
            Visit("confirm, not ready", "{case:Checks}../step/confirm_offer/"),
            *step("Checks", "end_on_checks"),
            Visit("not my page", "{case:Checks}../checks/vetting/", status=403),
            Visit(
                "an unknown application",
                f"{APPLICATIONS}{'0' * 8}-0000-4000-8000-000000000000/case/",
                status=404,
            ),
            Visit("reports", "/staff/reports/"),
            Visit("funnel", "/staff/reports/funnel/"),
            Visit("ageing", "/staff/reports/ageing/"),
            Visit("a report, asked wrongly", "/staff/reports/reasons/?since=yesterday", wrong=True),
            Visit("columns of a report", "/staff/reports/service-levels/columns/"),
            Visit("sifting", SIFTING),
            Visit("the sift of a vacancy", f"{SIFTING}26/"),
            *both("open a seal", f"{SIFTING}26/seal/"),
            Visit("interview times", "/staff/applicants/interviewslot/"),
            *both("offer interview times", "/staff/applicants/interviewslot/add/"),
            *both("an interview time", "/staff/applicants/interviewslot/1/change/"),
            Visit("withdraw a time", "/staff/applicants/interviewslot/1/withdraw/"),
            Visit("vacancies", "/staff/vacancies/vacancy/"),
            Visit("vacancies, nothing found", "/staff/vacancies/vacancy/?q=astronaut"),
            *both("add a vacancy", "/staff/vacancies/vacancy/add/"),
            *both("change a vacancy", "/staff/vacancies/vacancy/26/change/"),
            Visit("questions of a vacancy", "/staff/vacancies/vacancy/26/questions/"),
            Visit(
                "preview of the questions",
                "",
                [press("Preview before saving")],
                at="admin:vacancies_vacancy_questions",
            ),
            Visit("history of a vacancy", "/staff/vacancies/vacancy/26/history/"),
            Visit("bases", "/staff/vacancies/base/"),
            Visit("a base", "/staff/vacancies/base/1/change/"),
            Visit("history of a base", "/staff/vacancies/base/1/history/"),
            Visit("interests", "/staff/specialisms/interest/"),
            Visit("an interest", "/staff/specialisms/interest/1/change/"),
            Visit("history of an interest", "/staff/specialisms/interest/1/history/"),
            Visit("forums", "/staff/forums/forum/"),
            *both("plan a forum", "/staff/forums/forum/add/"),
            *both("change a forum", "/staff/forums/forum/1/change/"),
            Visit("history of a forum", "/staff/forums/forum/1/history/"),
            Visit("people of a forum", "/staff/forums/forum/1/people/"),
            *both("call off a forum", "/staff/forums/forum/1/call-off/"),
            Visit("not my part", "/staff/audit/auditentry/", status=403),
        ),
    ),
    Role(
        "sasha",
        "staff",
        (
            *LISTS,
            *cases("New", "Sift", "Interview: held", "Checks"),
            *work("Sift", "score"),
            Visit("I think I know this person", "{case:Sift}../conflict/"),
            Visit("sifting", SIFTING),
            Visit("own sift of a vacancy", f"{SIFTING}26/"),
            *both(
                "agree on scores",
                f"{SIFTING}26/",
                follow("/reconcile/"),
                at="admin:applicants_application_reconcile",
            ),
            *both("people you know", f"{SIFTING}1/conflicts/"),
            Visit("scored when the sift is over", "{case:Interview: held}../score/"),
        ),
    ),
    Role(
        "parker",
        "staff",
        (
            *LISTS,
            *cases("Interview: booked", "Interview: held"),
            *work("Interview: booked", "scorecard"),
        ),
    ),
    Role(
        "charlie",
        "staff",
        (
            *LISTS,
            *cases("Sift", "Checks", "Line manager verification", "Check: needs attention"),
            Visit("declaration", "{case:Checks}../declaration/"),
            *work("Checks", "checks/vetting"),
            Visit("a condition", "{case:Checks}../conditions/check-medical/"),
            *step("Checks", "raise_check_problem"),
            *step("Check: needs attention", "resolve_check_problem"),
            Visit(
                "send the link again",
                "{case:Line manager verification}",
                [follow("/resend/")],
                at="admin:applicants_application_resend",
            ),
            *work("Line manager verification", "line-manager"),
            *both("confirm that it is you", "/accounts/2fa/reauthenticate/"),
            Visit(
                "turn off the app",
                "/accounts/2fa/totp/deactivate/",
                [give_password_if_asked],
                at="mfa_deactivate_totp",
            ),
            Visit("new recovery codes", "/accounts/2fa/recovery-codes/generate/"),
            Visit("recovery codes", "", [press("Make new codes")], at="mfa_view_recovery_codes"),
            Visit("a vacancy to read", "/staff/vacancies/vacancy/26/change/"),
        ),
    ),
    Role(
        "ellis",
        "staff",
        (
            *LISTS,
            Visit("eligibility queue", QUEUE),
            Visit("queue, nobody's", f"{QUEUE}?owner=nobody"),
            *cases("Eligibility: needs evidence", "Review of the automatic decision"),
            *(
                Visit(f"eligibility at {status}", f"{{case:{status}}}../eligibility/")
                for status in (
                    "Eligibility: needs evidence",
                    "Eligibility: a person must judge",
                    "Review of the automatic decision",
                    "Not eligible",
                )
            ),
            *both(
                "correct a fact",
                "{case:Eligibility: needs evidence}../eligibility/",
                follow("/eligibility/fact/"),
                at="admin:applicants_application_fact",
            ),
            *step("Eligibility: needs evidence", "settle_eligibility"),
            *step("Eligibility: a person must judge", "find_ineligible"),
            *step("Review of the automatic decision", "uphold"),
            *step("Review of the automatic decision", "overturn"),
        ),
    ),
    Role(
        "dana",
        "staff",
        (
            *LISTS,
            *cases("Line manager verification"),
            Visit("fairness", "/staff/applicants/equalitycounter/"),
            Visit("fairness of one", f"/staff/applicants/equalitycounter/?vacancy={EXTERNAL}"),
            Visit("impact", "/staff/reports/impact/"),
            Visit("service levels", "/staff/reports/service-levels/"),
            *both("legal hold", "{case:Line manager verification}../hold/"),
            Visit("audit log", "/staff/audit/auditentry/"),
            Visit("audit log, nothing found", "/staff/audit/auditentry/?q=astronaut"),
            Visit(
                "audit log, asked wrongly", "/staff/audit/auditentry/?since=yesterday", wrong=True
            ),
            Visit("daily checks", "/staff/invariants/invariantrun/"),
            Visit(
                "a run of the daily checks",
                "/staff/invariants/invariantrun/",
                [follow("/change/")],
                at="admin:invariants_invariantrun_change",
            ),
            Visit(
                "history of a run",
                "",
                [follow("/history/")],
                at="admin:invariants_invariantrun_history",
            ),
            Visit(
                "an audit entry",
                "/staff/audit/auditentry/",
                [follow("/change/")],
                at="admin:audit_auditentry_change",
            ),
            Visit(
                "history of an audit entry",
                "",
                [follow("/history/")],
                at="admin:audit_auditentry_history",
            ),
            Visit("outbox", "/staff/outbox/outboxemail/"),
            Visit(
                "an email of the outbox",
                "/staff/outbox/outboxemail/",
                [follow("/change/")],
                at="admin:outbox_outboxemail_change",
            ),
            Visit(
                "history of an email",
                "",
                [follow("/history/")],
                at="admin:outbox_outboxemail_history",
            ),
            Visit("kinds of email", "/staff/outbox/outboxemail/previews/"),
            Visit("an email", "/staff/outbox/outboxemail/previews/conditional_offer/"),
        ),
    ),
    Role(
        "adair",
        "staff",
        (
            Visit("your work", "/staff/"),
            Visit("people", "/staff/accounts/user/"),
            Visit("people, nothing found", "/staff/accounts/user/?q=astronaut"),
            Visit(
                "a person",
                "/staff/accounts/user/",
                [follow("/change/")],
                at="admin:accounts_user_change",
            ),
            Visit(
                "history of a person", "", [follow("/history/")], at="admin:accounts_user_history"
            ),
            Visit("proposed roles", "/staff/accounts/roleproposal/"),
            *both(
                "a proposed role",
                "/staff/accounts/roleproposal/",
                follow("/change/"),
                at="admin:accounts_roleproposal_change",
            ),
            Visit("history of a proposed role", "/staff/accounts/roleproposal/1/history/"),
            Visit("standings", "/staff/accounts/internalstanding/"),
            *both("add a standing", "/staff/accounts/internalstanding/add/"),
            Visit("a standing", "/staff/accounts/internalstanding/1/change/"),
            Visit("history of a standing", "/staff/accounts/internalstanding/1/history/"),
            Visit("imports of standings", IMPORTS),
            *both("import standings", f"{IMPORTS}upload/"),
            Visit(
                "plan of an import",
                f"{IMPORTS}upload/",
                [choose_file("leavers.csv", STANDINGS), press("Look at the file")],
                at="admin:accounts_standingimport_plan",
            ),
            Visit("import applied", "", [press("Apply this file")]),
            Visit("an import", f"{IMPORTS}1/change/"),
            Visit("history of an import", f"{IMPORTS}1/history/"),
            Visit("texts", TEXTS),
            Visit("words of an email", f"{EMAILS}/conditional_offer/words/"),
            Visit(
                "words of an email, refused",
                f"{EMAILS}/conditional_offer/words/",
                [fill("Text", "Dear [nobody]"), press("Preview")],
                at="admin:outbox_outboxemail_words",
                wrong=True,
            ),
            Visit(
                "a text",
                f"{TEXTS}text/{TEXT}/",
                [press("Preview")],
                at="admin:ui_textversion_edit",
            ),
            Visit("a text, saved", f"{TEXTS}text/{TEXT}/", [press("Save and show")]),
            Visit("a version of a text", f"{TEXTS}1/change/"),
            Visit("history of a version", f"{TEXTS}1/history/"),
            Visit(
                "feedback",
                "/feedback/",
                [
                    fill("How could we make this page better?", "Clear."),
                    press("Send feedback"),
                    go("/staff/ui/feedback/"),
                ],
                at="admin:ui_feedback_changelist",
            ),
            Visit("one feedback", "", [follow("/change/")], at="admin:ui_feedback_change"),
            Visit("history of feedback", "", [follow("/history/")], at="admin:ui_feedback_history"),
            Visit("parts: people", "/staff/accounts/"),
            Visit("part of others", APPLICATIONS, status=403),
        ),
    ),
    Role(
        "hollis",
        "staff",
        (
            *LISTS,
            Visit("adjustments asked for", "{case:Sift}../adjustments/"),
            Visit("arrangement", "{case:Sift}../arrangement/"),
        ),
    ),
)
