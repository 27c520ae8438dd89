"""Which templates a member of staff uses: those kept from the adverts they work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from vacancies.advert_templates.models import AdvertTemplate
from vacancies.selectors import vacancies_for_staff

if TYPE_CHECKING:
    from recruitment.access.device import Device
    from recruitment.accounts.models import User


def templates_for_staff(user: User, *, device: Device | None = None) -> QuerySet[AdvertTemplate]:
    """With the advert that each was kept from. Those of restricted adverts at a Met device only."""
    own = vacancies_for_staff(user, device=device).order_by().values("pk")
    return AdvertTemplate.objects.filter(source__in=own).select_related("source", "kept_by")
