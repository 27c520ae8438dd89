"""Background work: how workers behave, and what happens at which time."""

from __future__ import annotations

from celery.schedules import crontab

from recruitment import processes

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "recruitment.outbox.tasks.*": {"queue": "email"},
    "recruitment.uploads.tasks.*": {"queue": "scanning"},
}
WORKER_QUEUES = list(processes.QUEUES)
# Fail fast: a dead broker must never hold up a page (Celery's own defaults block for 6 s).
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, float] = {
    "visibility_timeout": 600,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": 0.25,
    "socket_timeout": 0.5,
}
CELERY_BEAT_SCHEDULE = {
    "sweep-outbox": {"task": "recruitment.outbox.tasks.sweep_outbox", "schedule": 30.0},
    "sweep-uploads": {"task": "recruitment.uploads.tasks.sweep_uploads", "schedule": 60.0},
    "remove-orphaned-uploads": {
        "task": "recruitment.uploads.tasks.remove_orphans",
        "schedule": crontab(minute=40, hour=3),
    },
    "tell-of-changed-adverts": {"task": "vacancies.tasks.tell_of_changes", "schedule": 60.0},
    "release-decisions": {"task": "applicants.tasks.release_decisions", "schedule": 30.0},
    "remind-line-managers": {
        "task": "applicants.tasks.remind_line_managers",
        "schedule": crontab(minute=10, hour="7-18"),
    },
    "remind-candidates": {
        "task": "applicants.tasks.remind_candidates",
        "schedule": crontab(minute=20, hour="7-18"),
    },
    "tell-who-can-apply": {
        "task": "applicants.tasks.tell_who_can_apply",
        "schedule": crontab(minute=30, hour="7-18"),
    },
    "chase-evidence": {
        "task": "applicants.tasks.chase_evidence",
        "schedule": crontab(minute=40, hour="7-18"),
    },
    "chase-scorecards": {
        "task": "applicants.tasks.chase_scorecards",
        "schedule": crontab(minute=45, hour="8-18"),
    },
    "look-after-bulk-runs": {"task": "applicants.desk.tasks.look_after_runs", "schedule": 60.0},
    "look-after-register": {
        "task": "applicants.register.tasks.look_after_register",
        "schedule": crontab(minute=15, hour="7-18"),
    },
    "remind-of-forums": {
        "task": "vacancies.forums.tasks.remind_of_forums",
        "schedule": crontab(minute=40, hour="8-18"),
    },
    "forget-forum-bookings": {
        "task": "vacancies.forums.tasks.forget_bookings",
        "schedule": crontab(minute=50),
    },
    # Every ten minutes: a run that was cut short goes on soon; one with nothing due costs nothing.
    "send-alerts": {
        "task": "vacancies.tasks.send_alerts",
        "schedule": crontab(minute="*/10", hour="7-18"),
    },
    "tidy-alerts": {"task": "vacancies.tasks.tidy_alerts", "schedule": crontab(minute=40, hour=6)},
    "remind-of-standings": {
        "task": "recruitment.accounts.tasks.remind_of_standings",
        "schedule": crontab(minute=25, hour="8-18"),
    },
    "forget-unused-standings": {
        "task": "recruitment.accounts.tasks.forget_what_was_never_used",
        "schedule": crontab(minute=55),
    },
    "expire-proposed-roles": {
        "task": "recruitment.accounts.tasks.expire_proposed_roles",
        "schedule": crontab(minute=35),
    },
    "forget-interests": {
        "task": "vacancies.specialisms.tasks.forget_interests",
        "schedule": crontab(minute=5, hour=4),
    },
    # Every hour of the morning: whoever was told is not told again that day.
    "send-digests": {
        "task": "applicants.desk.tasks.send_digests",
        "schedule": crontab(minute=5, hour="8-11", day_of_week="mon-fri"),
    },
    "apply-retention": {
        "task": "applicants.tasks.delete_what_is_due",
        "schedule": crontab(minute=40, hour=3),
    },
    "check-invariants": {
        "task": "recruitment.invariants.tasks.check_invariants",
        "schedule": crontab(minute=10, hour=5),
    },
    "expire-drafts-and-offers": {
        "task": "applicants.tasks.expire_what_is_due",
        "schedule": crontab(minute="*/10"),
    },
}
