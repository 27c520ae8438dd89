"""Where a request comes from."""

from __future__ import annotations

from django.conf import settings

MET_DEVICE = {"HTTP_X_MET_DEVICE": settings.MET_DEVICE_SECRET}
