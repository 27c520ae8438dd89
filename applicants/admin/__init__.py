"""The staff pages of applications: the list, the case, and one form page for each piece of work."""

from applicants.admin.applications import ApplicationAdmin
from applicants.admin.duplicates import PossibleDuplicateAdmin
from applicants.admin.eligibility_queue import EligibilityWorkAdmin
from applicants.admin.monitoring import EqualityAdmin
from applicants.admin.prepared import PreparedDecisionAdmin
from applicants.admin.releases import ReleaseAdmin
from applicants.admin.reserve import ReserveListAdmin
from applicants.admin.sifting import SiftAdmin
from applicants.admin.slots import InterviewSlotAdmin

__all__ = [
    "ApplicationAdmin",
    "EligibilityWorkAdmin",
    "EqualityAdmin",
    "InterviewSlotAdmin",
    "PossibleDuplicateAdmin",
    "PreparedDecisionAdmin",
    "ReleaseAdmin",
    "ReserveListAdmin",
    "SiftAdmin",
]
