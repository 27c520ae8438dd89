"""Addresses of the gallery, for tests and pictures alone."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from tests.ui.gallery import views

urlpatterns = [
    path("", include("recruitment.ui.urls")),
    path("accounts/", include("recruitment.accounts.urls")),
    path("staff/", admin.site.urls),
    path("gallery/", views.gallery, name="gallery"),
]

handler400 = "recruitment.ui.views.bad_request"
handler403 = "recruitment.ui.views.forbidden"
handler404 = "recruitment.ui.views.not_found"
handler500 = "recruitment.ui.views.server_error"
