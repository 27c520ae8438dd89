"""Addresses of the register. `recruitment.access.logs` masks the secret of `keep/` and
`answer/`."""

from __future__ import annotations

from django.urls import path

from applicants.register import views, views_links, views_profile

app_name = "register"
urlpatterns = [
    path("", views.start, name="start"),
    path("tasks/", views.tasks, name="tasks"),
    path("sections/<slug:section>/", views.section, name="section"),
    path("cv/", views_profile.cv, name="cv"),
    path("cv/remove/", views_profile.remove_cv, name="remove_cv"),
    path("join/", views_profile.join, name="join"),
    path("profile/", views_profile.profile, name="profile"),
    path("leave/", views_profile.leave, name="leave"),
    path("keep/<str:token>/", views_links.keep, name="keep"),
    path("keep/<str:token>/leave/", views_links.leave_by_link, name="leave_by_link"),
    path("answer/<str:token>/", views_links.invitation, name="invitation"),
]
