"""The floor: a tiny Django project with the same work and nothing else, to measure against.

F0 is a page made beforehand, F1 twenty rows by one indexed query, F2 the same with a word search
(two queries), F3 one row's page, F4 a list of applications for staff (three queries), F5 stores an
application with six. No middleware, no session, no filters.
"""

from __future__ import annotations

import os
from typing import Any

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse

LIST = """<!DOCTYPE html><html lang="en"><head><title>Vacancies</title></head><body>
<form><input name="q" value="{{ q }}"><button>Search</button></form><p>{{ total }} vacancies</p><ul>
{% for row in rows %}<li><h2><a href="/f3/{{ row.reference }}/">{{ row.title }}</a></h2>
<p>{{ row.reference }}</p><p>{{ row.summary }}</p>
<dl><dt>Closes</dt><dd>{{ row.closes_at|date:"j F Y" }}</dd></dl></li>{% endfor %}
</ul></body></html>"""
ONE = """<!DOCTYPE html><html lang="en"><head><title>{{ row.title }}</title></head><body>
<h1>{{ row.title }}</h1><p>{{ row.summary }}</p><p>{{ row.closes_at|date:"j F Y" }}</p>
<div>{{ row.body }}</div></body></html>"""


def configure() -> None:
    """The settings, from the address of the database that the measurement gives."""
    settings.configure(
        DEBUG=False,
        SECRET_KEY="nothing",  # nosec B106
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="tests.bench.floor_urls",
        MIDDLEWARE=[],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": os.environ["FLOOR_DATABASE"],
                "HOST": os.environ["FLOOR_HOST"],
                "USER": "postgres",
                "CONN_MAX_AGE": 0,
                "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
            }
        },
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        USE_TZ=True,
    )
    django.setup()


if not settings.configured:
    configure()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.template import Template  # noqa: E402
from django.template.context import Context  # noqa: E402


class Row(models.Model):
    """One advert of the floor's own table."""

    reference = models.TextField()
    title = models.TextField()
    summary = models.TextField()
    body = models.TextField()
    closes_at = models.DateTimeField()

    class Meta:
        app_label = "floor"
        managed = False
        db_table = "floor_vacancy"

    def __str__(self) -> str:
        return self.reference


class ApplicationRow(models.Model):
    """One application of the floor's own table."""

    id = models.UUIDField(primary_key=True)
    reference = models.TextField()
    name = models.TextField()
    title = models.TextField()
    status = models.TextField()
    eligibility = models.TextField()
    status_since = models.DateTimeField()
    submitted_at = models.DateTimeField()

    class Meta:
        app_label = "floor"
        managed = False
        db_table = "floor_application"

    def __str__(self) -> str:
        return self.reference


STAFF = """<!DOCTYPE html><html lang="en"><head><title>Applications</title></head><body>
<p>{{ total }} applications for {{ who }}</p><table><tr><th>Reference</th><th>Candidate</th>
<th>Vacancy</th><th>Status</th><th>Eligibility</th><th>Since</th></tr>
{% for row in rows %}<tr><td><a href="/f4/{{ row.id }}/">{{ row.reference }}</a></td>
<td>{{ row.name }}</td><td>{{ row.title }}</td><td>{{ row.status }}</td>
<td>{{ row.eligibility }}</td><td>{{ row.status_since|date:"j F Y" }}</td></tr>{% endfor %}
</table></body></html>"""
MOST_COUNTED = 25_000
READY = ("<p>" + "ready-made words " * 60 + "</p>\n") * 20
_list, _one, _staff = Template(LIST), Template(ONE), Template(STAFF)


def ready(request: HttpRequest) -> HttpResponse:
    """F0."""
    return HttpResponse(READY)


def rows(request: HttpRequest) -> HttpResponse:
    """F1."""
    found = Row.objects.defer("body").order_by("closes_at", "id")[:20]
    return HttpResponse(_list.render(Context({"rows": found, "total": "", "q": ""})))


def search(request: HttpRequest) -> HttpResponse:
    """F2."""
    words = request.GET.get("q", "")
    where = "search @@ plainto_tsquery('english', %s)"
    found: Any = Row.objects.defer("body").extra(where=[where], params=[words])  # nosec B610
    total = found.count()
    context = Context({"rows": found.order_by("closes_at", "id")[:20], "total": total, "q": words})
    return HttpResponse(_list.render(context))


def one(request: HttpRequest, reference: str) -> HttpResponse:
    """F3."""
    return HttpResponse(_one.render(Context({"row": Row.objects.get(reference=reference)})))


def staff_list(request: HttpRequest) -> HttpResponse:
    """F4: somebody by their session, how many there are, and fifty rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key FROM django_session LIMIT 1")
        who = (cursor.fetchone() or ("nobody",))[0]
    every = ApplicationRow.objects.all()
    total = every.order_by()[:MOST_COUNTED].count()
    rows = every.order_by("-submitted_at", "-id")[:50]
    return HttpResponse(_staff.render(Context({"rows": rows, "total": total, "who": who})))


application = get_wsgi_application()
