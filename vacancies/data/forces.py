"""The territorial forces of England and Wales other than the Met (domain report 1.1).

The 43 Home Office forces are the areas of the Police Act 1996; from the Met's view that leaves 42,
the City of London among them. Not in the list, because other rules apply to their officers: British
Transport Police, Ministry of Defence Police, the Civil Nuclear Constabulary, Police Scotland, the
PSNI, the National Crime Agency, port and parks police and the Royal Military Police.
"""

from __future__ import annotations

HOME_OFFICE_FORCES: tuple[tuple[str, str], ...] = (
    ("avon_somerset", "Avon and Somerset"),
    ("bedfordshire", "Bedfordshire"),
    ("cambridgeshire", "Cambridgeshire"),
    ("cheshire", "Cheshire"),
    ("city_of_london", "City of London"),
    ("cleveland", "Cleveland"),
    ("cumbria", "Cumbria"),
    ("derbyshire", "Derbyshire"),
    ("devon_cornwall", "Devon and Cornwall"),
    ("dorset", "Dorset"),
    ("durham", "Durham"),
    ("dyfed_powys", "Dyfed-Powys"),
    ("essex", "Essex"),
    ("gloucestershire", "Gloucestershire"),
    ("greater_manchester", "Greater Manchester"),
    ("gwent", "Gwent"),
    ("hampshire", "Hampshire and Isle of Wight"),
    ("hertfordshire", "Hertfordshire"),
    ("humberside", "Humberside"),
    ("kent", "Kent"),
    ("lancashire", "Lancashire"),
    ("leicestershire", "Leicestershire"),
    ("lincolnshire", "Lincolnshire"),
    ("merseyside", "Merseyside"),
    ("norfolk", "Norfolk"),
    ("north_wales", "North Wales"),
    ("north_yorkshire", "North Yorkshire"),
    ("northamptonshire", "Northamptonshire"),
    ("northumbria", "Northumbria"),
    ("nottinghamshire", "Nottinghamshire"),
    ("south_wales", "South Wales"),
    ("south_yorkshire", "South Yorkshire"),
    ("staffordshire", "Staffordshire"),
    ("suffolk", "Suffolk"),
    ("surrey", "Surrey"),
    ("sussex", "Sussex"),
    ("thames_valley", "Thames Valley"),
    ("warwickshire", "Warwickshire"),
    ("west_mercia", "West Mercia"),
    ("west_midlands", "West Midlands"),
    ("west_yorkshire", "West Yorkshire"),
    ("wiltshire", "Wiltshire"),
)
