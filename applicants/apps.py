"""Registers with the infrastructure: email kinds, who reads files, and the apply panel."""

from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    """Candidates and applications."""

    name = "applicants"
    verbose_name = "Applications"

    def ready(self) -> None:
        from applicants import (
            audit_subjects,
            emails,
            file_access,
            followers,
            invariants,
            notice_holding,
            panels,
            sift_holding,
        )
        from applicants.reports.catalogue import LINK
        from recruitment.accounts.admin_site import register_staff_link

        audit_subjects.register()
        emails.register()
        invariants.register()
        file_access.register()
        panels.register()
        followers.register()
        notice_holding.register()
        register_staff_link(LINK)
        sift_holding.register()
