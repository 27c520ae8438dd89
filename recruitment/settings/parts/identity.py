"""Who runs the service and where it is reached: names and mailboxes are content, not code."""

from __future__ import annotations

from recruitment.settings import env

SERVICE_NAME = "Met recruitment"
ORGANISATION_NAME = "Metropolitan Police Service"
BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000")
CONTACT_MAILBOX = "recruitment@met.example"
# A line manager's answers from an address elsewhere wait for a checks officer.
ORGANISATION_EMAIL_DOMAINS = ["met.example"]
# Whom officers write to about a specialism (vacancies/specialisms/data.py): role mailboxes only.
SPECIALISM_MAILBOXES = {
    "neighbourhoods": "officer-transfers@met.example",
    "metcc": "metcc-academy@met.example",
    "tsg": "mo7-recruitment@met.example",
    "ctphq": "ctphq-recruitment@met.example",
    "so15": "counter-terrorism-team@met.example",
    "mo19": "mo19-firearms-training@met.example",
    "mo3": "mo3-recruitment@met.example",
    "soit": "soit-coordinators@met.example",
}
COMPLAINTS_MAILBOX = "data-protection@met.example"
DEFAULT_FROM_EMAIL = "Met recruitment <recruitment@met.example>"
SERVER_EMAIL = "portal@met.example"
EMAIL_MESSAGE_ID_DOMAIN = "met.example"
LEAVE_SITE_URL = "https://www.bbc.co.uk/weather"
