"""The pages of the profile, of work history entry by entry, and of accounts put together."""

from __future__ import annotations

from tests.journeys.visits import (
    AS_CONFIRMED_STAFF,
    INTERNAL,
    Act,
    Role,
    Visit,
    both,
    follow,
    press,
    start_if_asked,
)

WORK = "/profile/work-history/"
DUPLICATES = "/staff/applicants/possibleduplicate/"
ADD = "Add a job, study or other time"


def press_first(action: str) -> Act:
    """Press the first button beside an entry or a file: "change" or "remove"."""
    return lambda page: page.locator(f"button[value^='{action}:']").first.click()


PROFILE = (
    Role(
        "sorrel",
        "candidate",
        (
            Visit("profile", "/profile/"),
            *both("profile: name", "/profile/personal/"),
            *both("profile: address", "/profile/address/"),
            *both("profile: role at the Met", "/profile/employment/"),
            Visit("profile: documents", "/profile/status-evidence/"),
            *both("profile: previous service", "/profile/previous-service/"),
            Visit("profile: work history", WORK),
            *both("profile: add a job", WORK, press(ADD), at="applicants:profile_entry"),
            *both("profile: education", "/profile/education/"),
            Visit("profile: clearances", "/profile/clearances/"),
            *both("profile: add a clearance", "", press("Add a clearance")),
            Visit("profile: accreditations", "/profile/profile-accreditations/"),
            *both("profile: add an accreditation", "", press("Add an accreditation")),
            Visit("profile: languages", "/profile/profile-languages/"),
            *both("profile: add a language", "", press("Add a language")),
        ),
    ),
    Role(
        "indigo",
        "candidate",
        (
            Visit("profile, filled", "/profile/"),
            Visit(
                "tasks with copies",
                f"/vacancies/{INTERNAL}/apply/",
                [start_if_asked, AS_CONFIRMED_STAFF],
            ),
            Visit("documents, copied", "{own}sections/status-evidence/"),
            Visit("profile: jobs", WORK),
            Visit("profile: change a job", "", [press_first("change")]),
            Visit(
                "profile: remove a job",
                WORK,
                [press_first("remove")],
                at="applicants:profile_entry_remove",
            ),
            Visit("profile: a document", "/profile/status-evidence/"),
            Visit("profile: remove it", "", [press_first("remove")]),
        ),
    ),
    Role(
        "blair.instance",
        "candidate",
        (
            Visit("receipt of somebody who is known", "{own}submitted/"),
            Visit("applications of somebody who is known", "/applications/"),
        ),
    ),
    Role(
        "adair",
        "staff",
        (
            Visit("possible duplicates", DUPLICATES),
            *both("two usernames", f"{DUPLICATES}pair/"),
            *both(
                "decide on a pair",
                DUPLICATES,
                follow("/decide/"),
                at="admin:applicants_possibleduplicate_decide",
            ),
        ),
    ),
)
