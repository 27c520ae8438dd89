"""Facts of the sources that the organisation's data must hold (domain report, annex B)."""

from __future__ import annotations

from recruitment.accounts.roles import Role
from vacancies.choices import RESIDENCY_YEARS, BusinessGroup, JobFamily, TeamRole, VettingLevel
from vacancies.data.bases import AREAS, BASES, BUILDINGS
from vacancies.data.job_families import TITLES
from vacancies.data.organisation import BCUS, METCC_CENTRES, TSG_BASES


def test_twelve_bcus_and_thirty_two_boroughs() -> None:
    boroughs = [borough for bcu in BCUS for borough in bcu.boroughs]
    assert (len(BCUS), len({bcu.code for bcu in BCUS})) == (12, 12)
    assert (len(boroughs), len(set(boroughs))) == (32, 32)
    assert "City of London" not in boroughs
    assert {bcu.code: bcu.name for bcu in BCUS} == {
        "AW": "Central West",
        "SW": "South West",
        "SN": "South",
        "SE": "South East",
        "EA": "East",
        "WA": "West",
        "AS": "Central South",
        "NA": "North",
        "CE": "Central East",
        "CN": "Central North",
        "NW": "North West",
        "NE": "North East",
    }


# The lists of the page "Temporary and interim", letter by letter.
OF_THE_SOURCE = """
HR
  HR Advisor
  HR Administrator
  Recruiter / Talent Acquisition Specialist
  Learning and Organisational Development Manager
  Diversity and Inclusion Manager
  Change Implementation Manager
  Employee Relations Manager
Marketing
  Social Media Manager
  Marketing Manager
  Engagement officer
  Marketing executive
  Graphic Designer
  Copywriter
  Brand Manager
Admin & Customer Service
  Administrator
  Data Entry
  Document Controller
  Executive Assistant
  Business Support Officer
  Project Support
  Administration Manager
Commercial & Procurement
  Commercial Manager
  Procurement Manager
  Procurement Officer
  Governance & Assurance Manager
  Cost Manager
  Asset Manager
Finance
  Finance Business Partner
  Finance Analyst
  Technical & Capital Accountant
  Service Accountancy Manager
  Payroll Manager
  Exchequer Services Manager
  Programme Lead Finance
  Finance and Payroll Assistant
Project Management
  Programme Manager
  Transformation Business Change Manager
  Project Manager Sport Unites
  Policy and Projects Officer
  Public Liaison Officer
  Investment and Promotion Manager
  Community Resilience Coordinator
EX- Officer/ Policing Skills
  Investigative support officer
  Police Staff Investigator – PIP1 & PIP2
  Statement Taker
  Holmes Reader Receiver
  Crime Analyst
SC/DV cleared roles
  ICT Manager
  Business Change manager
  Business Analyst
  Project managers
  Project support officers
"""


def test_the_titles_of_each_family_are_the_52_of_the_source() -> None:
    families: list[list[str]] = []
    for line in OF_THE_SOURCE.strip().splitlines():
        if line.startswith("  "):
            families[-1].append(line.strip())
        else:
            families.append([])
    titles = [title for family in families for title in family]
    assert (len(families), len(titles), len(set(titles))) == (8, 52, 52)
    assert [list(TITLES[family]) for family in JobFamily] == families
    assert set(TITLES) == set(JobFamily)


def test_five_operational_groups_and_six_functions() -> None:
    assert BusinessGroup.labels == [
        "Frontline Policing",
        "Met Operations",
        "Specialist Operations",
        "Professionalism",
        "Trust and Legitimacy",
        "Data, Digital & Technology",
        "Communications & Engagement",
        "People & Resources",
        "Strategy & Governance",
        "Legal & Commercial",
        "Finance",
    ]


def test_three_metcc_centres_and_four_tsg_bases_are_bases() -> None:
    names = {base.name for base in BUILDINGS}
    assert METCC_CENTRES == ("Lambeth", "Hendon", "Bow")
    assert TSG_BASES == {
        "NW": "Alperton",
        "NE": "Chadwell Heath",
        "SE": "Catford",
        "SW": "Clapham",
    }
    assert {*METCC_CENTRES, *TSG_BASES.values()} <= names


def test_every_base_has_a_name_of_its_own_and_a_place_near_london() -> None:
    assert len({base.name for base in BASES}) == len(BASES) == len(BUILDINGS) + 12
    assert [base.bcu for base in AREAS] == [bcu.code for bcu in BCUS]
    for base in BASES:
        assert 51.3 < float(base.lat) < 51.7
        assert -0.5 < float(base.lon) < 0.4


def test_years_of_residency() -> None:
    assert {level.value: years for level, years in RESIDENCY_YEARS.items()} == {
        "rv": 3,
        "rv_ctc": 3,
        "mv": 5,
        "ctc": 3,
        "sc": 5,
        "esc": 10,
        "dv": 10,
        "nppv1": 3,
        "nppv2": 3,
        "nppv3": 3,
    }
    assert set(RESIDENCY_YEARS) == set(VettingLevel)


def test_roles_of_a_team_are_roles_of_staff() -> None:
    assert set(TeamRole.values) <= {role.value for role in Role}
