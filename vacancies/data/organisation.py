"""The 12 Basic Command Units and their 32 boroughs (domain report 1.3, public source 17).

The City of London has a force of its own and is not in the list. A Basic Command Unit is also
called a Borough Command Unit; search takes both (data/synonyms.py).
"""

from __future__ import annotations

from typing import NamedTuple


class Bcu(NamedTuple):
    """A local policing area: its code, its name and its boroughs."""

    code: str
    name: str
    boroughs: tuple[str, ...]


BCUS: tuple[Bcu, ...] = (
    Bcu("AW", "Central West", ("Hammersmith and Fulham", "Kensington and Chelsea", "Westminster")),
    Bcu("SW", "South West", ("Kingston", "Merton", "Richmond", "Wandsworth")),
    Bcu("SN", "South", ("Bromley", "Croydon", "Sutton")),
    Bcu("SE", "South East", ("Bexley", "Greenwich", "Lewisham")),
    Bcu("EA", "East", ("Barking and Dagenham", "Havering", "Redbridge")),
    Bcu("WA", "West", ("Ealing", "Hillingdon", "Hounslow")),
    Bcu("AS", "Central South", ("Lambeth", "Southwark")),
    Bcu("NA", "North", ("Enfield", "Haringey")),
    Bcu("CE", "Central East", ("Hackney", "Tower Hamlets")),
    Bcu("CN", "Central North", ("Camden", "Islington")),
    Bcu("NW", "North West", ("Barnet", "Brent", "Harrow")),
    Bcu("NE", "North East", ("Newham", "Waltham Forest")),
)
BCU_BY_CODE: dict[str, Bcu] = {bcu.code: bcu for bcu in BCUS}
BCU_CODES: tuple[str, ...] = tuple(BCU_BY_CODE)
BCU_CHOICES: tuple[tuple[str, str], ...] = tuple(
    (bcu.code, f"{bcu.name} ({', '.join(bcu.boroughs)})") for bcu in BCUS
)

# Met Command and Control has three centres; the Territorial Support Group (MO7) four bases,
# each for a quarter of London (transferring officers).
METCC_CENTRES: tuple[str, ...] = ("Lambeth", "Hendon", "Bow")
TSG_BASES: dict[str, str] = {
    "NW": "Alperton",
    "NE": "Chadwell Heath",
    "SE": "Catford",
    "SW": "Clapham",
}
