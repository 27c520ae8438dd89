"""The specialisms of the transferring officers page: what each does, asks and where it works.

The substance is the source's. Lists that were lost in its capture are filled from the outlines of
domain report 2.2 and marked [SYN] here. Role mailboxes stand in settings.SPECIALISM_MAILBOXES.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings

from vacancies.data.organisation import METCC_CENTRES, TSG_BASES

ALL_BCUS = "All 12 basic command units (BCUs) across London"


@dataclass(frozen=True, slots=True)
class Specialism:
    """One specialism as its page shows it. `units` are words of the adverts' unit names; `whom` is
    who reads its mailbox. `also_ask` is another specialism whose mailbox knows more, and of what.
    """

    slug: str
    name: str
    summary: str
    text: tuple[str, ...]
    bases: tuple[str, ...]
    units: tuple[str, ...]
    you_will: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    whom: str = "our recruitment team"
    notes: tuple[str, ...] = field(default=())
    counter_terrorism: bool = False
    also_ask: tuple[str, str] | None = None

    @property
    def mailbox(self) -> str:
        """The role mailbox to write to, never a person's."""
        return mailbox_of(self.slug)

    @property
    def mailboxes(self) -> list[tuple[str, str, str]]:
        """Every role mailbox of the page: who reads it, its address, and what to ask there."""
        found = [(self.whom, self.mailbox, "")]
        if self.also_ask is not None:
            slug, what = self.also_ask
            found.append((BY_SLUG[slug].whom, mailbox_of(slug), what))
        return found


def mailbox_of(slug: str) -> str:
    """The role mailbox of a specialism, or else that of recruitment."""
    return str(settings.SPECIALISM_MAILBOXES.get(slug, settings.CONTACT_MAILBOX))


_CT_STEP = (
    "Say in your application that you are interested in counter terrorism. We look at it against "
    "the vacancies of the day."
)

SPECIALISMS: tuple[Specialism, ...] = (
    Specialism(
        slug="neighbourhoods",
        name="Safer neighbourhoods",
        summary="A dedicated ward team that knows its beat and reduces crime with local people.",
        text=(
            "We want to deliver the strongest ever neighbourhood teams, so we look for experienced "
            "neighbourhood and engagement officers: officers who really understand their beats, "
            "are a visible and reassuring presence, and solve problems with local people.",
            "You work in a dedicated ward team on what matters most to the communities you serve.",
        ),
        you_will=(  # [SYN]
            "own a ward and know the people who live and work in it",
            "solve problems together with partners",
            "patrol visibly and meet people where they are",
        ),
        asks=(  # [SYN]
            "recent experience in a neighbourhood or engagement role",
            "a record of problems that you solved with others",
        ),
        bases=(ALL_BCUS,),
        units=("Safer Neighbourhoods",),
        notes=("Officers of the Met join neighbourhood teams through internal postings.",),
    ),
    Specialism(
        slug="metcc",
        name="MetCC: First Contact and Despatch",
        summary="The first point of contact for Londoners, and the voice in every officer’s ear.",
        text=(
            "We recruit police constables directly into our three command and control centres. Met "
            "Command and Control is the first point of call for many Londoners. In First "
            "Contact you answer 999 and 101 calls and our digital and social media channels.",
            "In Despatch you support officers and staff in our 12 BCUs and specialist units: you "
            "deploy calls and offer intelligence and support. You may also become a Pan-London "
            "operator, who assists traffic, firearms or mounted units on the ground or runs major "
            "and critical events.",
        ),
        asks=(  # [SYN]
            "calm under pressure",
            "careful and quick records",
            "judgement about threat, harm and risk",
        ),
        whom="the head of the MetCC Academy, who puts you in touch with a member of the team",
        bases=tuple(METCC_CENTRES),
        units=("MetCC",),
        notes=(
            "Our Academy gives you all the training. Afterwards a buddy, a mentor and two "
            "development days a year support you.",
        ),
    ),
    Specialism(
        slug="tsg",
        name="Territorial Support Group (TSG), MO7 Taskforce",
        summary="Public order and much more, 24 hours a day, seven days a week.",
        text=(
            "The Territorial Support Group sits within the MO7 Taskforce. Public order may be its "
            "specialty, but versatility and problem solving are what make TSG officers such a "
            "valuable resource.",
            "We look for professional, talented and enthusiastic public order trained officers for "
            "one of our four operational bases.",
        ),
        you_will=(  # [SYN]
            "police public order events",
            "search premises and gain entry to them",
            "support the BCUs where violence is highest",
        ),
        asks=(
            "You do not need to be Level 2 trained to apply.",
            "Once you are assessed and accepted, you must pass a Level 2 course and a CBRN "
            "medical. If you do not pass one of them, you are posted to a BCU and do not stay in "
            "MO7.",
            "You need a good level of fitness and must keep it. Physical training is part of core "
            "shifts.",
            "It is highly likely that you will have to do Taser training.",
        ),
        steps=(
            "Find a mentor, and visit or be attached to a base. Both come before the assessment, "
            "and neither before you apply. The MO7 recruitment team helps you.",
            "Pass the assessment.",
            "Pass the Level 2 course and the CBRN medical.",
        ),
        whom="the MO7 recruitment team",
        bases=tuple(f"{quarter}: {base}" for quarter, base in TSG_BASES.items()),
        units=("MO7",),
    ),
    Specialism(
        slug="ctphq",
        name="Counter Terrorism Policing Headquarters (CTPHQ)",
        summary="National tasking, coordination and capabilities for the whole network.",
        text=(
            "The counter terrorism network contributes to all four pillars of CONTEST, the "
            "government’s counter terrorism strategy. The headquarters, hosted by the Met, makes "
            "sure on behalf of government and the National Police Chiefs’ Council that the network "
            "has the funding, capabilities and resources to keep people safe from terrorism.",
            "It provides corporate services, national operational tasking and coordination, houses "
            "unique national capabilities, and speaks for counter terrorism policing within "
            "government and with wider partners.",
        ),
        asks=("an interest in counter terrorism, said in your application",),
        steps=(_CT_STEP,),
        whom="CTPHQ recruitment",
        bases=("Central London",),
        units=("CTPHQ",),
        notes=("CTPHQ recruitment has the available roles and the job descriptions.",),
        counter_terrorism=True,
    ),
    Specialism(
        slug="so15",
        name="Counter Terrorism Command (SO15)",
        summary="Intelligence-led operations and investigations in London and the East of England.",
        text=(
            "SO15 prevents and disrupts terrorism through intelligence-led operations, and "
            "investigates acts and attempted acts of terrorism in London and the East of England.",
            "With intelligence and security partners it gathers, assesses and develops "
            "intelligence to protect London and the UK from terrorism, extremism and subversion. "
            "It has an international role and is the contact for international partners. It "
            "replaced Special Branch and the anti-terrorist branch of the Met.",
        ),
        asks=("an interest in counter terrorism, said in your application",),
        steps=(_CT_STEP,),
        whom="the counter terrorism team",
        also_ask=("ctphq", "available roles and job descriptions"),
        bases=("London and the East of England",),
        units=("SO15",),
        counter_terrorism=True,
    ),
    Specialism(
        slug="mo19",
        name="Firearms training (MO19)",
        summary="Train the armed commands in the largest and busiest firearms training unit.",
        text=(
            "Firearms training sits within MO19, the Specialist Firearms unit. We train all armed "
            "commands of the Met, and external police and government organisations.",
            "You can widen your work into many areas of training within the role profiles of the "
            "National Police Firearms Training Curriculum (NPFTC).",
        ),
        asks=(  # [SYN]
            "a current national firearms instructor qualification",
            "authorised firearms officer (AFO) or above, in ticket",
            "coaching skill, professionalism and enthusiasm",
        ),
        whom="the MO19 firearms training unit",
        bases=(
            "Gravesend, Kent (the main venue)",
            "Other sites in the Home Counties, a short distance from London",
        ),
        units=("MO19",),
        notes=("The fitness level for this role is higher than the standard test.",),
    ),
    Specialism(
        slug="mo3",
        name="Technical Surveillance Unit (MO3), Covert Policing",
        summary="Technical surveillance against organised crime, threats to life and terrorism.",
        text=(
            "Covert Policing supports operational teams in planned and fast-moving technical "
            "challenges. You are based in London and prepared to deploy across the UK.",
            "You work closely with our engineers, so that technical surveillance gives evidence "
            "for successful prosecutions and protects the public.",
            "There are opportunities for officers who work in specialist teams of the unit.",
        ),
        asks=(
            "You are trained and qualified in national mobile and foot surveillance now.",
            "You have developed technical tactical options, and deployed, managed and disclosed "
            "the data that comes with them.",
            "You know RIPA and TEI legislation well.",
            "Knowledge of digital and cyber technology is desirable.",
        ),
        steps=("In your application, choose “MO3” as a posting preference.",),
        whom="the MO3 recruitment team",
        bases=("London, with deployments across the UK",),
        units=("MO3",),
        notes=("We encourage applications from under-represented groups.",),
    ),
    Specialism(
        slug="soit",
        name="SOIT officer, rape and serious sexual offences (RaSSO)",
        summary="The single point of contact for a victim-survivor, from report to conclusion.",
        text=(
            "SOIT officers care for victim-survivors and secure best evidence, in the RaSSO team "
            "of each BCU. You support people from the first report to the end of the "
            "investigation, of recent and of long-ago offences, and work with partner agencies so "
            "that they get the right support.",
            "The role balances investigation and support: you explore all ways to gather evidence, "
            "reconcile a victim’s needs with those of the investigation, and stay impartial. We "
            "train you for it, and you work in a team and on your own.",
            "This is not an easy role. It is among the most rewarding work in policing and it is "
            "emotionally demanding, so we look for resilient people who persevere.",
        ),
        you_will=(  # [SYN]
            "be the one person whom a victim-survivor turns to",
            "interview with investigators and put safeguards in place",
            "tell people how their case stands, clearly and with tact",
        ),
        asks=(  # [SYN]
            "empathy, and a way of building trust",
            "clear and sensitive communication",
            "objective judgement of a case",
            "resilience",
        ),
        whom="the SOIT coordinators",
        bases=(ALL_BCUS,),
        units=("RaSSO",),
    ),
)
BY_SLUG: dict[str, Specialism] = {one.slug: one for one in SPECIALISMS}


def works_against_terrorism(unit: str) -> bool:
    """True for the unit of an advert of CTPHQ or SO15."""
    return any(word in unit for one in SPECIALISMS if one.counter_terrorism for word in one.units)


CHOICES: tuple[tuple[str, str], ...] = tuple((one.slug, one.name) for one in SPECIALISMS)
