"""The one table of the portal's addresses. Every name here stands in the permission table test."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("recruitment.ui.urls")),
    path("", include("recruitment.sitemaps")),
    path("", include("vacancies.urls")),
    path("join/", include("vacancies.ways.urls")),
    path("join/transferring-officers/", include("vacancies.specialisms.urls")),
    path("forums/", include("vacancies.forums.urls")),
    path("", include("applicants.urls")),
    path("register/", include("applicants.register.urls")),
    path("verify/", include("applicants.urls_verification")),
    path("mail/", include("recruitment.outbox.urls")),
    path("files/", include("recruitment.uploads.urls")),
    path("accounts/", include("recruitment.accounts.urls")),
    path(f"{settings.ADMIN_PATH}reports/", include("applicants.reports.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
]

if settings.DEMO and find_spec("recruitment.demo.urls"):
    urlpatterns.append(path("demo/", include("recruitment.demo.urls")))

handler400 = "recruitment.ui.views.bad_request"
handler403 = "recruitment.ui.views.forbidden"
handler404 = "recruitment.ui.views.not_found"
handler500 = "recruitment.ui.views.server_error"
