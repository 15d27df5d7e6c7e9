"""An account of 500 clients that nobody is, drawn from lists written for it: the same seed gives the same account.

The names are the trade's mix: short and long, of many languages, hyphenated, of two words, joint, and ordinary words
(marked with *), because a client may well be called Price. Telephone numbers are of the kind that is never given out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from ingest.jobber.records import Address, Client, Property, User

_FIRST = """
Aaliyah Abigail Adaeze Agnieszka Alejandro Alessandra Amara Anders Andrew Ángel Anneliese Anthony Antoine Art* Aurélie
Barbara Beatriz Benjamin Bernadette Bill* Birgit Brendan Bronwyn Camille Caroline Cesar Charles Charlotte Chinedu
Christopher Ciarán Clémence Cornelius Daniel Dawn* Deborah Delphine Demetrius Deshawn Dominik Dorothea Eduardo
Eleanor Elizabeth Emeka Esperanza Eugene Evangeline Fatima Fernando Florence François Frank* Frederick Gabriela Genevieve
Giuseppe Grace* Gregory Gretchen Guadalupe Gurpreet Gwendolyn Håkan Hannelore Harriet Helga Hiroshi Hope* Hunter*
Ibrahim Ignacio Ingeborg Isabella Jacqueline Jaromir Javier Jeffrey Jennifer José Joy* Judith June* Kateryna Katherine
Kathleen Kenneth Kofi Kwame Lakshmi Lawrence Leopold Lorraine Lubomir Lucille Magdalena Malcolm Margaret Mark* Matthew
Maximilian Mei Michael Michelle Mikołaj Mohammed Monique Nathaniel Nicholas Nkechi Octavio Oleksandr Olumide Patricia
Penelope Philippa Priya Rajesh Ray* Raymond Rebecca Reinhold Robert Rosalind Rose* Ruth Saoirse Sebastián Shaniqua
Siobhán Solveig Stephanie Summer* Svetlana Tamsin Terrence Theodore Thomas Timothy Tremaine Ulrich Valentina Venkatesh
Veronica Victoria Vincent Walter Wanda Wilhelmina Will* William Winifred Xiomara Yasmin Yevgeny Yolanda Zbigniew Zoë
"""
_LAST = """
Abernathy Achterberg Adeyemi Aguinaldo Alvarado Anagnostou Annunziata Arsenault Baker* Banks* Barczewski Beaulieu
Bergström Bhattacharya Bialik Bishop* Bjornstad Blankenship Boudreaux Brzezinski Bush* Callahan Carpenter* Castellanos
Chaudhary Christodoulou Cook* Cruikshank Czarnecki Dabrowski D'Angelo Dahlquist Davenport de~la~Cruz Delacroix
DeLuca Desrosiers Dietrich Domínguez Drăgulescu Eastlake Eberhardt Echevarría Ekström Elmasry Engstrom Etchison Fairweather
Farnsworth Fernández~García Field* Fisher* Fitzsimmons Ford* Fredericksen Frost* Fujimoto Galbraith Gaudreau
Ghirardelli Giannopoulos Gonzalez Grzybowski Gutierrez~Morales Haggerty Halvorsen Hasanov Hatherley Hernández
Hildebrandt Hill* Hollingsworth Huang Hunter* Ibarra Iwanowski Jankowski Jiménez Johansson Johnson Kaczmarek
Kalogeropoulos Kaur Kennedy Kim King* Kirkpatrick Klingenberg Knight* Kowalczyk Kristoffersen Kuznetsov Lachapelle
Lake* Lefebvre Leszczynski Li Lindqvist Livingston Long* Lopez Love* MacAllister Macdonald Magnusson Mandelbaum
Marchetti Martinez-Oliveira Mason* McCafferty McGillicuddy McNamara Mehta Meriwether Miller Moreau Moss* Mukherjee
Mühlenberg Nakamura Ndiaye Nguyen Nowakowski Núñez Obradović O'Brien Oduya O'Callaghan Okonkwo Olaoluwa O'Shaughnessy
Ostrowski Oyelaran Page* Papadopoulos Park* Patel Pellegrino Petrosyan Pfeiffer Pike* Pomerantz Porter* Price* Pruszynski
Quackenbush Quiñones Rajagopalan Ramírez Rasmussen Reichenbach Rivers* Robitaille Rodríguez-Peña Rose* Rossi Rousseau
Saint-Pierre Sandoval Schoenfeld Schwarzkopf Sepúlveda Shaughnessy Singh Sinclair-Boyd Sköld Smith Snow* Sokolowski Solís
Spring* St.~Clair Stavropoulos Stephanopoulos Stone* Strickland Summers* Svensson Szymanski Takahashi Tanaka Thibodeaux
Thorvaldsen Tkachenko Tran Trzebiatowski Underhill Uzoma Valenciano van~der~Berg Vanderhoof Vasquez Villanueva Vonnegut
Voss Waldschmidt Waters* Weatherford Wells* Whitcombe Wiśniewski Wójcik Wood* Wozniak Xiong Yamaguchi Young* Zambrano
Zielinski Zimmermann Zubizarreta
"""
ORDINARY = frozenset(word[:-1].lower() for word in (_FIRST + _LAST).split() if word.endswith("*"))
"""Names that are words, in small letters."""
_SHORT = {
    "Abigail": "Abby",
    "Alejandro": "Alex",
    "Andrew": "Andy",
    "Anthony": "Tony",
    "Barbara": "Barb",
    "Benjamin": "Ben",
    "Charles": "Charlie",
    "Christopher": "Chris",
    "Daniel": "Danny",
    "Deborah": "Deb",
    "Eleanor": "Ellie",
    "Elizabeth": "Liz",
    "Frederick": "Fred",
    "Gregory": "Greg",
    "Jeffrey": "Jeff",
    "Jennifer": "Jenny",
    "Judith": "Judy",
    "Katherine": "Kate",
    "Kathleen": "Kathy",
    "Kenneth": "Ken",
    "Lawrence": "Larry",
    "Margaret": "Peggy",
    "Matthew": "Matt",
    "Michael": "Mike",
    "Nathaniel": "Nate",
    "Nicholas": "Nick",
    "Patricia": "Trish",
    "Raymond": "Ray",
    "Rebecca": "Becky",
    "Robert": "Bob",
    "Stephanie": "Steph",
    "Terrence": "Terry",
    "Theodore": "Ted",
    "Thomas": "Tom",
    "Timothy": "Tim",
    "Veronica": "Ronnie",
    "Victoria": "Vicky",
    "Vincent": "Vinny",
    "William": "Bill",
}
_STEMS = """
Alder~Creek Amberfield Ashgrove Bay~Laurel Bellwether Birchmont Blackthorn Brookhollow Calderwood Cedar~Hollow
Cobblestone Copperleaf Cypress~Bend Dunmore Eastgate Elderberry Evermere Fairhaven Fernwood Foxglove Gallowhill
Glenbrook Granite~Ridge Greywater Hartsdale Hawthorne Heathermoor Ironbridge Juniper~Point Kestrel~Landing Kingfisher
Larkspur Lindenwald Maplecrest Marlowe Meadowlark Millrace Mirabella Northwind Oak~Terrace Oleander Orchard~Park
Pelican~Cove Pinecrest Quail~Run Ravenscroft Rosemont Saltmarsh Sandpiper Silverlake Stonehaven Sycamore~Grove
Tamarind Thistledown Tidewater Timberlane Umberland Vesper~Hills Walnut~Grove Westbrook Wexford Whitestone Willowmere
Windermere Wrenfield
"""
_TRADES = """
Homeowners~Association,~Inc. | Property~Management~LLC | Dental~Group | Apartments~LLC | Brewing~Co. | Veterinary~Clinic |
Condominium~Association | Assisted~Living | Holdings,~LLC | Bakery | Self~Storage~LP | Montessori~School | Partners~LLP |
Lutheran~Church | Hospitality~Group~Inc | Auto~Body | Pharmacy | Realty~Corp. | Cooperative | Golf~Club
"""
_STREETS = """
Abbotsford Ainsley Appaloosa Arrowhead Bittersweet Blue~Heron Bramblewood Buttonwood Cactus~Wren Canterbury Cardinal Chapel~Hill
Chestnut Cloverdale Coachman Cottonwood Cranberry Cumberland Dogwood Dunbarton Elm Evergreen Fallbrook Fieldstone
Foxtail Garfield Gooseneck Hampshire Harvest~Moon Hickory Highland Huckleberry Indigo Ivywood Jefferson Kensington
Kingsbury Lakeshore Lavender Lexington Lilac Longmeadow Main Maple Martin~Luther~King Mill Mockingbird Mulberry
Nightingale Nottingham Oak Old~Mill Orchard Palmetto Park Pecan Pennsylvania Persimmon Pheasant~Run Pine Quarry
Ravenswood Redbud Ridgeway Rosewood Sagebrush Saint~Andrews Sassafras Schuylkill Shenandoah Spring Spruce Stagecoach
Sugarbush Sunflower Sycamore Tamarack Tecumseh Thornapple Turnberry Valley~Forge Wagon~Wheel Walnut Washington
Waverly Whippoorwill Wildflower Windsor Winterberry Wisteria Yellowstone 2nd 7th 14th 23rd 31st
"""
_SUFFIXES = "Street Avenue Road Lane Drive Court Circle Boulevard Terrace Place Trail Way Parkway"
_TOWNS = (
    ("Duluth", "MN", "558"),
    ("Hermantown", "MN", "558"),
    ("Georgetown", "TX", "786"),
    ("Round Rock", "TX", "786"),
    ("New Hartford", "NY", "134"),
    ("Clinton", "NY", "133"),
    ("Oro Valley", "AZ", "857"),
    ("Port Charlotte", "FL", "339"),
    ("Kitchener", "ON", "N2G"),
    ("Saint-Hyacinthe", "QC", "J2S"),
)
_PLACES = (
    "{last} cabin|Lake house|{stem} Court|Main|Rental|{stem} Manor|Guest house|Shop|Home|{stem} Clubhouse|"
    "{stem} Lofts|Warehouse|{stem} Building B"
)
_MAILERS = ("gmail.com", "yahoo.com", "outlook.com", "comcast.net", "icloud.com", "example.com")


@dataclass(frozen=True)
class Name:
    """`ordinary` words stand in contracts as well."""

    text: str
    ordinary: bool = False


@dataclass(frozen=True)
class Known:
    """One client with everything the account has of it, as the measure's writings need it."""

    client: Client
    properties: tuple[Property, ...]
    first: tuple[Name, ...]
    last: Name
    short: str
    title: str
    stem: str


@dataclass(frozen=True)
class GeneratedAccount:
    known: tuple[Known, ...]
    users: tuple[User, ...]

    @property
    def clients(self) -> list[Client]:
        return [each.client for each in self.known]

    @property
    def properties(self) -> list[Property]:
        return [place for each in self.known for place in each.properties]


def generated_account(size: int = 500, seed: int = 7) -> GeneratedAccount:
    chance = Random(seed)
    first, last = _names(_FIRST), _names(_LAST)
    known = tuple(_known(number, chance, first, last) for number in range(1, size + 1))
    users = tuple(_user(number, chance, first, last) for number in range(1, 21))
    return GeneratedAccount(known, users)


def plain(text: str) -> str:
    """Without diacritics, as an American keyboard writes it."""
    apart = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("ø", "o"))
    return "".join(c for c in apart if not unicodedata.combining(c))


def _names(listed: str) -> list[Name]:
    return [Name(word.rstrip("*").replace("~", " "), word.endswith("*")) for word in listed.split()]


def _known(number: int, chance: Random, firsts: Sequence[Name], lasts: Sequence[Name]) -> Known:
    first: tuple[Name, ...] = (chance.choice(firsts),)
    last = chance.choice(lasts)
    is_company = number % 4 == 0
    if not is_company and number % 11 == 0:
        first = (*first, chance.choice([name for name in firsts if name is not first[0]]))
    stem = chance.choice(_STEMS.split()).replace("~", " ")
    company = f"{stem} {chance.choice(_TRADES.split('|')).strip().replace('~', ' ')}" if is_company else ""
    if is_company and number % 12 == 0:
        company = f"{chance.choice(lasts).text} & {last.text} LLC"
        stem = company.removesuffix(" LLC")
    id = f"client-{number}"
    home = _address(chance)
    client = Client(
        id,
        first_name=" & ".join(name.text for name in first),
        last_name=last.text,
        company_name=company,
        is_company=is_company,
        emails=(_mail(chance, first[0].text, last.text, stem if is_company else ""),),
        phones=tuple(_phone(chance) for _ in range(1 + number % 2)),
        billing_address=home,
    )
    places = tuple(_property(f"{number}-{n}", id, n, home, last.text, stem, chance) for n in range(1 + number % 3))
    short = _SHORT.get(first[0].text, first[0].text)
    return Known(client, places, first, last, short, chance.choice(("Mr.", "Mrs.", "Ms.", "Dr.")), stem)


def _user(number: int, chance: Random, firsts: Sequence[Name], lasts: Sequence[Name]) -> User:
    first, last = chance.choice(firsts).text, chance.choice(lasts).text
    return User(f"user-{number}", first=first, last=last, full=f"{first} {last}", email=f"{_local(first)}@shop.example")


def _property(number: str, client: str, n: int, home: Address, last: str, stem: str, chance: Random) -> Property:
    stem = stem if n else chance.choice(_STEMS.split()).replace("~", " ")
    name = chance.choice(_PLACES.split("|")).format(last=last, stem=stem)
    return Property(f"property-{number}", client_id=client, name=name, address=home if n == 0 else _address(chance))


def _address(chance: Random) -> Address:
    name, suffix = chance.choice(_STREETS.split()).replace("~", " "), chance.choice(_SUFFIXES.split())
    number = chance.choice((str(chance.randint(2, 99)), str(chance.randint(100, 9999)), f"{chance.randint(10, 90)}B"))
    way = chance.choice(("", "", "", "North ", "SW ", "E. "))
    city, state, code = chance.choice(_TOWNS)
    unit = chance.choice(("", "", "", f"Apt {chance.randint(1, 40)}", f"Unit {chance.randint(1, 9)}C", "Suite 210"))
    return Address(f"{number} {way}{name} {suffix}", unit, city, state, _postal(code, chance), "")


def _postal(code: str, chance: Random) -> str:
    if code.isdigit():
        return f"{code}{chance.randint(10, 99)}"
    return f"{code} {chance.randint(1, 9)}{chance.choice('ABCEGHJ')}{chance.randint(1, 9)}"


def _phone(chance: Random) -> str:
    area, line = chance.choice(("218", "512", "315", "520", "941", "519", "450")), chance.randint(100, 9999)
    form = chance.choice(("({0}) 555-{1:04}", "{0}-555-{1:04}", "{0}.555.{1:04}", "{0}555{1:04}", "+1 {0} 555 {1:04}"))
    return form.format(area, line)


def _mail(chance: Random, first: str, last: str, stem: str) -> str:
    if stem and chance.random() < 0.6:
        return f"{chance.choice(('office', 'manager', 'ap', _local(first)))}@{_local(stem)}.com"
    a, b = _local(first), _local(last)
    local = chance.choice((f"{a}.{b}", f"{a[0]}{b}", f"{b}.{a[0]}", f"{a}{b}{chance.randint(50, 99)}", f"{a}_{b}"))
    return f"{local}@{chance.choice(_MAILERS)}"


def _local(name: str) -> str:
    return re.sub(r"[^a-z]", "", plain(name).lower())
