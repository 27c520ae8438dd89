"""The candidate's pages. Those of the eligibility check stand in `urls_check`."""

from django.urls import URLPattern, URLResolver, include, path

from applicants.urls_check import urlpatterns as check_urlpatterns
from applicants.views import (
    address,
    adjustments,
    after,
    candidate,
    entries,
    interviews,
    line_manager,
    my_data,
    papers,
    profile,
    reserve,
    sections,
    start,
    submission,
)

app_name = "applicants"
ONE = "applications/<uuid:pk>/"

ENTRY = "<slug:section>/<slug:question>/<slug:entry>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(check_urlpatterns)),
    path("vacancies/<str:reference>/apply/", start.start, name="start"),
    path("profile/", profile.profile, name="profile"),
    path("profile/<slug:section>/", profile.section, name="profile_section"),
    path(f"profile/{ENTRY}", profile.entry, name="profile_entry"),
    path(f"profile/{ENTRY}remove/", profile.entry_remove, name="profile_entry_remove"),
    path("applications/", candidate.applications, name="applications"),
    path("applications/address-again/", address.address_again, name="address_again"),
    path("your-data/", my_data.my_data, name="my_data"),
    path("your-data/download/", my_data.download, name="my_data_download"),
    path("your-data/details/", my_data.details, name="my_details"),
    path("your-data/close-account/", my_data.close, name="close_account"),
    path(ONE, candidate.status, name="status"),
    path(f"{ONE}tasks/", candidate.tasks, name="tasks"),
    path(f"{ONE}sections/<slug:section>/", sections.section, name="section"),
    path(f"{ONE}sections/{ENTRY}", entries.entry, name="entry"),
    path(f"{ONE}sections/{ENTRY}remove/", entries.entry_remove, name="entry_remove"),
    path(f"{ONE}check-answers/", submission.check_answers, name="check_answers"),
    path(f"{ONE}changes/", submission.changes, name="changes"),
    path(f"{ONE}equality/", submission.equality, name="equality"),
    path(f"{ONE}submit/", submission.submit, name="submit"),
    path(f"{ONE}submitted/", submission.submitted, name="submitted"),
    path(f"{ONE}adjustments/", adjustments.adjustments, name="adjustments"),
    path(f"{ONE}withdraw/", after.withdraw, name="withdraw"),
    path(f"{ONE}interview/", interviews.interview, name="interview"),
    path(f"{ONE}interview/calendar/", interviews.calendar, name="calendar"),
    path(f"{ONE}pdf/", papers.pdf, name="pdf"),
    path(f"{ONE}feedback/", papers.feedback, name="feedback"),
    path(f"{ONE}offer/", after.offer, name="offer"),
    path(f"{ONE}reserve/<int:request_id>/", reserve.reserve_request, name="reserve_request"),
    path(f"{ONE}line-manager/", line_manager.line_manager, name="line_manager"),
    path(f"{ONE}start-date/", after.deferral, name="deferral"),
    path(f"{ONE}messages/<uuid:guid>/", candidate.message, name="messages"),
]
