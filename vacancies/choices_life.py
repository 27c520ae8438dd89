"""The life of an advert in closed lists: what happens to it, and the coded reasons for it."""

from __future__ import annotations

from django.db.models import TextChoices


class VacancyEvent(TextChoices):
    """One thing that happens to an advert; `life.py` says from where to where."""

    CREATE = "create", "Write a draft"
    EDIT = "edit", "Change the advert"
    SEND = "send", "Send for approval"
    RETURN = "return", "Send back to its writer"
    APPROVE = "approve", "Approve"
    PUBLISH = "publish", "Publish"
    EXTEND = "extend", "Extend the closing time"
    CLOSE = "close", "Close now"
    RELIST = "relist", "Publish again with a new closing time"
    CANCEL = "cancel", "Cancel the vacancy"
    FILL = "fill", "Record as filled"


class ExtensionReason(TextChoices):
    """Why people get longer to apply. Applicants read the words, so they blame nobody."""

    FEW_APPLICATIONS = "few_applications", "We would like to hear from more people"
    FAULT = "fault", "This service was not working properly for part of the time"
    ADVERT_CHANGED = "advert_changed", "The advert was changed, and people need time to read it"
    MORE_POSTS = "more_posts", "There are more posts to fill"
    PANEL_DATES = "panel_dates", "The dates of the later stages have moved"
    OTHER = "other", "Another reason"


class ClosingReason(TextChoices):
    """Why an advert closes before its time, or without one."""

    ENOUGH_APPLICATIONS = "enough_applications", "Enough people have applied"
    POSTS_FILLED = "posts_filled", "All posts are filled"
    PAUSED = "paused", "Recruitment to this role is paused"
    OTHER = "other", "Another reason"


class RelistReason(TextChoices):
    """Why an advert that had ended is published again."""

    NO_APPOINTMENT = "no_appointment", "Nobody was appointed"
    MORE_POSTS = "more_posts", "There are more posts to fill"
    STARTER_LEFT = "starter_left", "The person appointed did not start, or has left"
    OTHER = "other", "Another reason"


class CancelReason(TextChoices):
    """Why a vacancy is withdrawn."""

    NOT_NEEDED = "not_needed", "The post is no longer needed"
    NO_FUNDING = "no_funding", "There is no money for the post"
    REORGANISED = "reorganised", "The unit is being reorganised"
    MISTAKE = "mistake", "It was advertised by mistake"
    OTHER = "other", "Another reason"
