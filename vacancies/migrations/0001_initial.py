import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

import vacancies.criteria
import vacancies.validators


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Before any index on titles: trigrams find words with typing mistakes.
        TrigramExtension(),
        migrations.CreateModel(
            name="Base",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True)),
                (
                    "zone",
                    models.CharField(
                        choices=[
                            ("inner", "Inner London (zone 1)"),
                            ("outer", "Outer London (zone 2)"),
                            ("outside", "Outside London"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "bcu",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "AW",
                                "Central West (Hammersmith and Fulham, Kensington and Chelsea, Westminster)",
                            ),
                            ("SW", "South West (Kingston, Merton, Richmond, Wandsworth)"),
                            ("SN", "South (Bromley, Croydon, Sutton)"),
                            ("SE", "South East (Bexley, Greenwich, Lewisham)"),
                            ("EA", "East (Barking and Dagenham, Havering, Redbridge)"),
                            ("WA", "West (Ealing, Hillingdon, Hounslow)"),
                            ("AS", "Central South (Lambeth, Southwark)"),
                            ("NA", "North (Enfield, Haringey)"),
                            ("CE", "Central East (Hackney, Tower Hamlets)"),
                            ("CN", "Central North (Camden, Islington)"),
                            ("NW", "North West (Barnet, Brent, Harrow)"),
                            ("NE", "North East (Newham, Waltham Forest)"),
                        ],
                        help_text="The local policing area it stands in. Empty outside London.",
                        max_length=2,
                        verbose_name="BCU",
                    ),
                ),
                (
                    "lat",
                    models.DecimalField(
                        decimal_places=5,
                        help_text="Degrees north.",
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(50),
                            django.core.validators.MaxValueValidator(53),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "lon",
                    models.DecimalField(
                        decimal_places=5,
                        help_text="Degrees east; west of Greenwich is negative.",
                        max_digits=8,
                        validators=[
                            django.core.validators.MinValueValidator(-2),
                            django.core.validators.MaxValueValidator(2),
                        ],
                        verbose_name="longitude",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "bcu__in",
                                [
                                    "",
                                    "AW",
                                    "SW",
                                    "SN",
                                    "SE",
                                    "EA",
                                    "WA",
                                    "AS",
                                    "NA",
                                    "CE",
                                    "CN",
                                    "NW",
                                    "NE",
                                ],
                            )
                        ),
                        name="base_bcu_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("bcu", ""), ("zone", "outside")),
                            models.Q(
                                models.Q(("zone", "outside"), _negated=True),
                                models.Q(("bcu", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="base_outside_london_has_no_bcu",
                        violation_error_message="A base in London needs its BCU; one outside has none.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vacancy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        help_text="Never changes once given.",
                        max_length=20,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^MPS-\\d{2}-\\d{4,6}\\Z", "Enter a reference like MPS-26-0401."
                            )
                        ],
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("external_staff", "Police staff"),
                            ("internal_staff", "Internal vacancy"),
                            ("temporary", "Temporary and interim"),
                            ("transferee", "Transferring officer"),
                            ("new_constable", "New police constable"),
                            ("special_constable", "Special constable"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "role_class",
                    models.CharField(
                        choices=[
                            ("police_officer", "Police officer"),
                            ("police_staff", "Police staff"),
                            ("pcso", "Police community support officer (PCSO)"),
                            ("ddo", "Designated detention officer (DDO)"),
                            ("special_constable", "Special constable"),
                            ("volunteer", "Volunteer"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "job_family",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hr", "HR"),
                            ("marketing", "Marketing"),
                            ("admin_customer_service", "Admin & Customer Service"),
                            ("commercial_procurement", "Commercial & Procurement"),
                            ("finance", "Finance"),
                            ("project_management", "Project Management"),
                            ("policing_skills", "Ex-officer and policing skills"),
                            ("cleared_roles", "SC/DV cleared roles"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "business_group",
                    models.CharField(
                        choices=[
                            ("frontline_policing", "Frontline Policing"),
                            ("met_operations", "Met Operations"),
                            ("specialist_operations", "Specialist Operations"),
                            ("professionalism", "Professionalism"),
                            ("trust_and_legitimacy", "Trust and Legitimacy"),
                            ("data_digital_technology", "Data, Digital & Technology"),
                            ("communications_engagement", "Communications & Engagement"),
                            ("people_resources", "People & Resources"),
                            ("strategy_governance", "Strategy & Governance"),
                            ("legal_commercial", "Legal & Commercial"),
                            ("finance", "Finance"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="For example MO7 Taskforce.", max_length=120
                    ),
                ),
                ("summary", models.TextField(max_length=400)),
                (
                    "body",
                    models.TextField(
                        help_text="About the role, in Markdown: paragraphs, lists, links."
                    ),
                ),
                (
                    "responsibilities",
                    models.JSONField(
                        blank=True, default=list, validators=[vacancies.validators.validate_lines]
                    ),
                ),
                (
                    "desirable",
                    models.JSONField(
                        blank=True, default=list, validators=[vacancies.validators.validate_lines]
                    ),
                ),
                (
                    "conditions",
                    models.JSONField(
                        blank=True, default=list, validators=[vacancies.validators.validate_lines]
                    ),
                ),
                (
                    "questions",
                    models.JSONField(
                        blank=True,
                        default=list,
                        validators=[vacancies.validators.validate_questions],
                    ),
                ),
                (
                    "assessment_plan",
                    models.JSONField(
                        blank=True, default=list, validators=[vacancies.validators.validate_plan]
                    ),
                ),
                (
                    "criteria",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Typed criteria in the format of the eligibility rules, each with a label.",
                        validators=[vacancies.criteria.validate_criteria],
                        verbose_name="specific eligibility criteria",
                    ),
                ),
                ("grade", models.CharField(max_length=60, verbose_name="band or rank")),
                (
                    "salary_min",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True),
                ),
                (
                    "salary_max",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True),
                ),
                (
                    "location_allowance",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
                ),
                (
                    "non_pensionable_allowance",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
                ),
                (
                    "shift_percent",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        verbose_name="shift allowance (%)",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
                ),
                (
                    "rate_unit",
                    models.CharField(
                        blank=True, choices=[("hour", "an hour"), ("day", "a day")], max_length=4
                    ),
                ),
                (
                    "pay_note",
                    models.CharField(
                        blank=True,
                        help_text="For example the officer pay scale, or expenses.",
                        max_length=200,
                    ),
                ),
                (
                    "contract_type",
                    models.CharField(
                        choices=[
                            ("permanent", "Permanent"),
                            ("fixed_term", "Fixed term"),
                            ("temporary", "Temporary"),
                            ("interim", "Interim"),
                            ("secondment", "Secondment"),
                            ("volunteer", "Volunteer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("contract_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "working_patterns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("full_time", "Full time"),
                                ("part_time", "Part time"),
                                ("job_share", "Job share"),
                                ("shifts", "Shifts"),
                                ("on_call", "On call"),
                                ("hybrid", "Hybrid"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "hours_per_week",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True),
                ),
                ("working_note", models.CharField(blank=True, max_length=200)),
                ("posts", models.PositiveIntegerField(default=1)),
                ("location_note", models.CharField(blank=True, max_length=200)),
                (
                    "posting_choices",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="How many of the bases a candidate ranks. 0 = they are not asked.",
                    ),
                ),
                (
                    "vetting_level",
                    models.CharField(
                        choices=[
                            ("rv", "Recruitment vetting (RV)"),
                            (
                                "rv_ctc",
                                "Recruitment vetting (RV) and a counter-terrorist check (CTC)",
                            ),
                            ("mv", "Management vetting (MV)"),
                            ("ctc", "Counter-terrorist check (CTC)"),
                            ("sc", "Security check (SC)"),
                            ("esc", "Enhanced security check (eSC)"),
                            ("dv", "Developed vetting (DV)"),
                            ("nppv1", "Non-police personnel vetting level 1 (NPPV1)"),
                            ("nppv2", "Non-police personnel vetting level 2 (NPPV2)"),
                            ("nppv3", "Non-police personnel vetting level 3 (NPPV3)"),
                        ],
                        max_length=10,
                    ),
                ),
                ("vetting_note", models.CharField(blank=True, max_length=200)),
                (
                    "residency_years",
                    models.PositiveSmallIntegerField(
                        help_text="Years of UK residency; the vetting level gives the usual figure."
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closes_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="The last moment to apply. Empty = open until filled.",
                        null=True,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved"),
                            ("open", "Published"),
                            ("closed", "Closed"),
                            ("cancelled", "Cancelled"),
                            ("filled", "Filled"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("internal", "Internal list"),
                            ("restricted", "Restricted list"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "tier_policy",
                    models.CharField(
                        choices=[
                            (
                                "p1_order_only",
                                "Everyone is considered; staff and agency workers come first",
                            ),
                            (
                                "p2_hold",
                                "Others are held until posts remain after staff and agency workers",
                            ),
                            (
                                "p3_tie_break",
                                "Staff and agency workers come first where scores are equal",
                            ),
                        ],
                        default="p2_hold",
                        max_length=15,
                    ),
                ),
                (
                    "sealed_until_close",
                    models.BooleanField(
                        default=False,
                        help_text="Recruiters read applications only after the closing time.",
                    ),
                ),
                (
                    "contact_mailbox",
                    models.EmailField(
                        help_text="A role mailbox, never a person's own address.", max_length=254
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        editable=False,
                        help_text="Counts the versions that readers have seen.",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.CombinedSearchVector(
                            django.contrib.postgres.search.CombinedSearchVector(
                                django.contrib.postgres.search.SearchVector(
                                    "title", config="english", weight="A"
                                ),
                                "||",
                                django.contrib.postgres.search.SearchVector(
                                    "summary", config="english", weight="B"
                                ),
                                django.contrib.postgres.search.SearchConfig("english"),
                            ),
                            "||",
                            django.contrib.postgres.search.SearchVector(
                                "body", "unit", config="english", weight="C"
                            ),
                            django.contrib.postgres.search.SearchConfig("english"),
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "title_search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            "title", config="english"
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "bases",
                    models.ManyToManyField(
                        blank=True, related_name="vacancies", to="vacancies.base"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "vacancies",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("recruiter", "Recruiter"),
                            ("vacancy_holder", "Vacancy holder"),
                            ("sifter", "Sifter"),
                            ("panel_chair", "Panel chair"),
                            ("panel_member", "Panel member"),
                            ("eligibility_reviewer", "Eligibility reviewer"),
                            ("checks_officer", "Checks officer"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vacancy_teams",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="team",
                        to="vacancies.vacancy",
                    ),
                ),
            ],
            options={
                "ordering": ["vacancy_id", "role", "user_id"],
            },
        ),
        migrations.CreateModel(
            name="EssentialCriterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=50,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9_]{0,49}\\Z",
                                "Enter a code of small letters, figures and underscores, beginning with a letter.",
                            )
                        ],
                    ),
                ),
                ("text", models.CharField(max_length=300)),
                (
                    "assessed_by",
                    models.CharField(
                        choices=[
                            ("form", "Application form"),
                            ("interview", "Interview"),
                            ("test", "Test or exercise"),
                            ("document", "Document"),
                        ],
                        default="form",
                        max_length=10,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "vacancy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="essential_criteria",
                        to="vacancies.vacancy",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "essential criteria",
                "ordering": ["vacancy_id", "order"],
            },
        ),
        migrations.AddIndex(
            model_name="vacancy",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("status", "open")), fields=["search"], name="vacancy_search"
            ),
        ),
        migrations.AddIndex(
            model_name="vacancy",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("status", "open")),
                fields=["title"],
                name="vacancy_title_trgm",
                opclasses=["gin_trgm_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="vacancy",
            index=models.Index(
                models.OrderBy(models.F("closes_at"), nulls_last=True),
                models.F("id"),
                condition=models.Q(("status", "open")),
                name="vacancy_by_closing",
            ),
        ),
        migrations.AddIndex(
            model_name="vacancy",
            index=models.Index(
                models.OrderBy(models.F("published_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("status", "open")),
                name="vacancy_by_newest",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("role_class__in", ["police_staff", "pcso", "ddo", "volunteer"]),
                        ("route", "external_staff"),
                    ),
                    models.Q(
                        ("role_class__in", ["police_staff", "pcso", "ddo", "police_officer"]),
                        ("route", "internal_staff"),
                    ),
                    models.Q(("role_class__in", ["police_staff"]), ("route", "temporary")),
                    models.Q(("role_class__in", ["police_officer"]), ("route", "transferee")),
                    models.Q(("role_class__in", ["police_officer"]), ("route", "new_constable")),
                    models.Q(
                        ("role_class__in", ["special_constable"]), ("route", "special_constable")
                    ),
                    _connector="OR",
                ),
                name="vacancy_role_fits_route",
                violation_error_message="This role cannot be advertised by this route.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("route", "internal_staff"),
                        models.Q(("visibility", "public"), _negated=True),
                    ),
                    models.Q(
                        models.Q(("route", "internal_staff"), _negated=True),
                        ("visibility", "public"),
                    ),
                    _connector="OR",
                ),
                name="vacancy_internal_route_not_public",
                violation_error_message="Internal vacancies are internal or restricted; every other route is public.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("route", "temporary"), models.Q(("job_family", ""), _negated=True)),
                    models.Q(models.Q(("route", "temporary"), _negated=True), ("job_family", "")),
                    _connector="OR",
                ),
                name="vacancy_family_only_temporary",
                violation_error_message="Temporary and interim roles need a job family; other roles have none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("salary_max", None), ("salary_min", None)),
                    models.Q(
                        ("salary_max__isnull", False),
                        ("salary_min__isnull", False),
                        ("salary_max__gte", models.F("salary_min")),
                        ("salary_min__gt", 0),
                    ),
                    _connector="OR",
                ),
                name="vacancy_salary_pair",
                violation_error_message="Give both ends of the salary, the lower one first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rate", None), ("rate_unit", "")),
                    models.Q(
                        ("rate__gt", 0),
                        ("rate__isnull", False),
                        models.Q(("rate_unit", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="vacancy_rate_pair",
                violation_error_message="A rate needs its unit: an hour or a day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(("salary_min", None), ("rate", None), _connector="OR"),
                name="vacancy_salary_or_rate",
                violation_error_message="Give a yearly salary or a rate, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("location_allowance", None),
                        ("location_allowance__gte", 0),
                        _connector="OR",
                    ),
                    models.Q(
                        ("non_pensionable_allowance", None),
                        ("non_pensionable_allowance__gte", 0),
                        _connector="OR",
                    ),
                    models.Q(
                        ("shift_percent", None),
                        models.Q(("shift_percent__gt", 0), ("shift_percent__lte", 100)),
                        _connector="OR",
                    ),
                ),
                name="vacancy_allowances_not_negative",
                violation_error_message="Allowances cannot be negative, and a shift allowance is at most 100%.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contract_type", "volunteer"), _negated=True),
                    models.Q(
                        ("location_allowance", None),
                        ("non_pensionable_allowance", None),
                        ("rate", None),
                        ("salary_max", None),
                        ("salary_min", None),
                        ("shift_percent", None),
                    ),
                    _connector="OR",
                ),
                name="vacancy_volunteers_unpaid",
                violation_error_message="A volunteer role has no pay.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("contract_type__in", ("permanent", "volunteer")), ("contract_months", None)
                    ),
                    models.Q(
                        models.Q(("contract_type__in", ("permanent", "volunteer")), _negated=True),
                        models.Q(
                            ("contract_months", None), ("contract_months__gte", 1), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="vacancy_months_fit_contract",
                violation_error_message="A permanent or volunteer role has no number of months.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(("posts__gte", 1)),
                name="vacancy_posts_at_least_one",
                violation_error_message="There must be at least 1 post.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hours_per_week", None),
                    models.Q(("hours_per_week__gt", 0), ("hours_per_week__lte", 60)),
                    _connector="OR",
                ),
                name="vacancy_hours_possible",
                violation_error_message="Hours a week must be between 0 and 60.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(("residency_years__lte", 10)),
                name="vacancy_residency_possible",
                violation_error_message="Years of residency must be 10 or fewer.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at", None),
                    ("opens_at", None),
                    ("closes_at__gt", models.F("opens_at")),
                    _connector="OR",
                ),
                name="vacancy_closes_after_opening",
                violation_error_message="The closing time must be after the opening time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("open", "closed", "filled")), _negated=True),
                    models.Q(("opens_at__isnull", False), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="vacancy_published_has_times",
                violation_error_message="A published advert has an opening time and a time of publication.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["draft", "approved"]), _negated=True),
                    ("published_at", None),
                    _connector="OR",
                ),
                name="vacancy_unpublished_has_no_time",
                violation_error_message="An advert that was published cannot be a draft again.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sealed_until_close", False), ("closes_at__isnull", False), _connector="OR"
                ),
                name="vacancy_sealed_needs_closing",
                violation_error_message="Only a vacancy with a closing time can stay sealed until it closes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)),
                name="vacancy_version_counts_up",
                violation_error_message="The version starts at 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                fields=("vacancy", "user", "role"), name="team_role_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="essentialcriterion",
            constraint=models.UniqueConstraint(
                fields=("vacancy", "code"), name="criterion_code_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="essentialcriterion",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("vacancy", "order"),
                name="criterion_order_once",
            ),
        ),
    ]
