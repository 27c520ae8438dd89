from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "recruitment.ui"
    label = "ui"
    verbose_name = "Feedback on the pages"
    default_auto_field = "django.db.models.BigAutoField"
