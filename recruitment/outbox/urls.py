"""The one address of the outbox outside the staff site."""

from __future__ import annotations

from django.urls import path

from recruitment.outbox.webhook import returned_mail

app_name = "outbox"

urlpatterns = [path("returned/", returned_mail, name="returned")]
