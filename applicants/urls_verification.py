"""The line manager's pages. `open` takes the token; no other address ever holds it."""

from django.urls import path

from applicants.views import verification

app_name = "verification"

urlpatterns = [
    path("", verification.page, name="page"),
    path("statements/", verification.statements, name="statements"),
    path("review/", verification.review, name="review"),
    path("done/", verification.done, name="done"),
    path("<str:token>/", verification.open_link, name="open"),
]
