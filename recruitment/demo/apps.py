"""The demonstration: people, stories and a mailbox. Never installed in production."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Demo data and pages."""

    name = "recruitment.demo"
    label = "demo"
