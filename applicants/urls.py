"""The candidate's pages."""

from django.urls import include, path

app_name = "applicants"

urlpatterns = [path("", include("applicants.urls_check"))]
