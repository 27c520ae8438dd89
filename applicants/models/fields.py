"""A JSON column that is encrypted before it reaches the database."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:
    _Text = models.TextField


@lru_cache(maxsize=1)
def _cipher() -> MultiFernet:
    """The newest key encrypts; every listed key decrypts, so that keys can be rotated."""
    keys = settings.SEALED_STORE_KEYS or [settings.SECRET_KEY]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"sealed:{key}".encode()).digest()))
            for key in keys
        ]
    )


class EncryptedJSONField(_Text):
    """Any JSON value, stored as a Fernet token: a copy of the database reads as noise."""

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        return _cipher().encrypt(json.dumps(value).encode()).decode()

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Any:
        return None if value is None else json.loads(_cipher().decrypt(value.encode()))

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""
