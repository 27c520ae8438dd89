"""The field for one file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from recruitment.uploads.choices import ACCEPT, LIMIT_WORDS, MAX_BYTES
from recruitment.uploads.errors import RefusedFile
from recruitment.uploads.inspection import CheckedFile, check_file


class UploadField(forms.FileField):
    """A plain file input. Its cleaned value is a CheckedFile, ready for `store_upload`, or None.

    The hint says what is allowed; what you add as `help_text` stands before it.
    """

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        given = str(kwargs.pop("help_text", "")).strip()
        hint = f"{LIMIT_WORDS}."
        kwargs["help_text"] = f"{given} {hint}" if given else hint
        super().__init__(**kwargs)
        self.widget.attrs |= {"accept": ACCEPT, "data-max-bytes": str(MAX_BYTES)}
        for code in ("empty", "missing", "invalid"):
            self.error_messages[code] = "We did not receive the file. Choose it again."
        self.error_messages["empty"] = "The file is empty. Choose a different one."

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        """Raises ValidationError with a sentence that says what to do."""
        file = super().clean(data, None)
        if not file:
            return None
        try:
            return check_file(file)
        except RefusedFile as refused:
            raise ValidationError(str(refused), code="refused") from refused
