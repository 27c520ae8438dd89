"""Places in London from which people measure a distance, to about half a kilometre.

Boroughs stand at their town hall or main centre; districts and stations where people change and
shop. Degrees north and east. Met buildings and areas are added from the list of bases.
"""

from __future__ import annotations

from typing import NamedTuple

from vacancies.data.bases import BUILDINGS


class LondonPlace(NamedTuple):
    """A name and its place on the map, in degrees."""

    name: str
    lat: float
    lon: float


_BOROUGHS = """
    Barking and Dagenham 51.545 0.133|Barnet 51.608 -0.211|Bexley 51.456 0.150|
    Brent 51.558 -0.268|Bromley 51.405 0.015|Camden 51.539 -0.143|Croydon 51.372 -0.100|
    Ealing 51.513 -0.305|Enfield 51.652 -0.081|Greenwich 51.480 0.000|Hackney 51.545 -0.055|
    Hammersmith and Fulham 51.492 -0.223|Haringey 51.597 -0.112|Harrow 51.580 -0.337|
    Havering 51.578 0.183|Hillingdon 51.533 -0.453|Hounslow 51.468 -0.361|
    Islington 51.543 -0.103|Kensington and Chelsea 51.499 -0.194|Kingston 51.410 -0.300|
    Lambeth 51.461 -0.116|Lewisham 51.445 -0.020|Merton 51.410 -0.190|Newham 51.529 0.036|
    Redbridge 51.576 0.066|Richmond 51.461 -0.304|Southwark 51.502 -0.092|
    Sutton 51.362 -0.194|Tower Hamlets 51.515 -0.033|Waltham Forest 51.590 -0.012|
    Wandsworth 51.457 -0.193|Westminster 51.500 -0.137
"""
_DISTRICTS = """
    Acton Town 51.503 -0.280|Aldgate 51.514 -0.076|Archway 51.565 -0.135|Balham 51.443 -0.153|
    Bank 51.513 -0.089|Barbican 51.520 -0.098|Barnes 51.470 -0.240|Battersea 51.470 -0.163|
    Beckenham 51.408 -0.026|Bermondsey 51.498 -0.064|Bethnal Green 51.527 -0.055|
    Bexleyheath 51.456 0.138|Blackfriars 51.512 -0.103|Blackheath 51.466 0.009|
    Brent Cross 51.577 -0.214|Brentford 51.487 -0.308|Bromley-by-Bow 51.525 -0.012|
    Camberwell 51.474 -0.092|Camden Town 51.539 -0.143|Canary Wharf 51.504 -0.019|
    Canning Town 51.514 0.008|Charing Cross 51.508 -0.125|Chelsea 51.487 -0.169|
    Chessington 51.357 -0.307|Chingford 51.633 0.010|Chislehurst 51.406 0.057|
    Chiswick 51.494 -0.262|City of London 51.515 -0.092|Clapham Junction 51.464 -0.170|
    Colindale 51.595 -0.250|Coulsdon 51.320 -0.138|Covent Garden 51.513 -0.124|
    Crystal Palace 51.418 -0.073|Dagenham 51.544 0.166|Dalston 51.546 -0.075|
    Deptford 51.478 -0.026|Dulwich 51.445 -0.085|Ealing Broadway 51.515 -0.302|
    Earls Court 51.492 -0.194|East Croydon 51.375 -0.093|East Ham 51.539 0.052|
    Edgware 51.614 -0.275|Edmonton 51.625 -0.065|Elephant and Castle 51.495 -0.100|
    Eltham 51.451 0.052|Erith 51.481 0.178|Euston 51.528 -0.134|Feltham 51.448 -0.410|
    Finchley 51.600 -0.180|Finsbury Park 51.564 -0.106|Forest Gate 51.549 0.025|
    Forest Hill 51.439 -0.053|Fulham 51.480 -0.199|Golders Green 51.572 -0.194|
    Greenford 51.542 -0.346|Hammersmith 51.493 -0.224|Hampstead 51.556 -0.178|
    Harlesden 51.536 -0.258|Hayes 51.503 -0.420|Heathrow 51.471 -0.452|
    Highbury 51.546 -0.104|Highgate 51.577 -0.146|Holloway 51.553 -0.113|
    Hornchurch 51.554 0.219|Hornsey 51.586 -0.112|Ilford 51.559 0.070|Kennington 51.488 -0.106|
    Kensington 51.501 -0.191|Kilburn 51.547 -0.204|Kings Cross 51.531 -0.124|
    Kingston upon Thames 51.412 -0.301|Leyton 51.557 -0.006|Leytonstone 51.568 0.008|
    Liverpool Street 51.518 -0.081|London Bridge 51.505 -0.086|Marylebone 51.522 -0.163|
    Mile End 51.525 -0.033|Mitcham 51.403 -0.168|Morden 51.402 -0.195|
    Muswell Hill 51.590 -0.143|New Cross 51.476 -0.036|Northolt 51.548 -0.368|
    Northwood 51.611 -0.424|Notting Hill 51.509 -0.196|Old Street 51.526 -0.088|
    Orpington 51.373 0.089|Oxford Circus 51.515 -0.142|Paddington 51.516 -0.177|
    Palmers Green 51.618 -0.110|Peckham 51.470 -0.069|Penge 51.417 -0.061|Pinner 51.593 -0.381|
    Plaistow 51.531 0.017|Poplar 51.508 -0.017|Purley 51.338 -0.114|Romford 51.575 0.183|
    Ruislip 51.571 -0.421|Shepherds Bush 51.505 -0.218|Sidcup 51.434 0.103|Soho 51.513 -0.132|
    Southall 51.506 -0.378|Southgate 51.632 -0.128|St Pancras 51.530 -0.125|
    Stanmore 51.619 -0.303|Stockwell 51.472 -0.123|Stratford 51.541 -0.003|
    Streatham 51.428 -0.132|Surbiton 51.393 -0.304|Sydenham 51.427 -0.054|
    Teddington 51.425 -0.332|Thamesmead 51.501 0.110|Tooting 51.428 -0.168|
    Tottenham 51.588 -0.072|Twickenham 51.450 -0.330|Upminster 51.559 0.251|
    Uxbridge 51.546 -0.478|Vauxhall 51.486 -0.124|Victoria 51.496 -0.144|
    Walthamstow 51.583 -0.020|Wapping 51.505 -0.056|Waterloo 51.503 -0.113|
    Wembley 51.553 -0.297|West Ham 51.528 0.005|West Hampstead 51.547 -0.191|
    White City 51.512 -0.224|Whitechapel 51.519 -0.060|Wimbledon 51.421 -0.206|
    Woolwich 51.490 0.069
"""


def _read(text: str) -> list[LondonPlace]:
    places = []
    for line in " ".join(text.split()).split("|"):
        name, lat, lon = line.strip().rsplit(" ", 2)
        places.append(LondonPlace(name, float(lat), float(lon)))
    return places


def _all() -> dict[str, LondonPlace]:
    buildings = [LondonPlace(one.name, float(one.lat), float(one.lon)) for one in BUILDINGS]
    # A borough wins over a building of the same name: people mean the town.
    known = {place.name.lower(): place for place in [*buildings, *_read(_DISTRICTS)]}
    known.update({place.name.lower(): place for place in _read(_BOROUGHS)})
    return known


# By name in small letters.
LONDON: dict[str, LondonPlace] = _all()

# Which borough each building stands in; a whole area belongs to all of its boroughs.
BOROUGH_OF_BUILDING: dict[str, str] = {
    "Acton": "Ealing",
    "Alperton": "Brent",
    "Barking": "Barking and Dagenham",
    "Bow": "Tower Hamlets",
    "Brixton": "Lambeth",
    "Catford": "Lewisham",
    "Chadwell Heath": "Barking and Dagenham",
    "Clapham": "Wandsworth",
    "Croydon": "Croydon",
    "Empress State Building": "Hammersmith and Fulham",
    "Hendon": "Barnet",
    "Holborn": "Camden",
    "Lambeth": "Lambeth",
    "Lewisham": "Lewisham",
    "New Scotland Yard": "Westminster",
    "Putney": "Wandsworth",
    "Stoke Newington": "Hackney",
    "Wood Green": "Haringey",
}
