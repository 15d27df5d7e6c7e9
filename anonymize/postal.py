"""How North American addresses are written: USPS Publication 28, appendices B and C, with Canada Post's additions."""

from __future__ import annotations

from anonymize.vocabulary import word_set

_SUFFIX_FORMS = """
alley aly | avenue ave av | bend bnd | boulevard blvd boul | bypass byp | center ctr | circle cir | court ct | cove cv
| creek crk | crescent cres | crest crst | crossing xing | drive dr | estates ests | expressway expy | extension ext
| freeway fwy | gardens gdns | glen gln | grove grv | harbor hbr | heights hts | highway hwy | hill hl | hills hls
| hollow holw | island is | junction jct | knoll knl | landing lndg | lane ln | loop | manor mnr | meadow mdw
| meadows mdws | mews | oval | park | parkway pkwy pky | pass | path | pike | place pl | plaza plz | point pt | ridge rdg
| road rd | row | route rte | run | shore shr | square sq | street st str | terrace ter terr | trace trce | trail trl
| trailway | turnpike tpke | valley vly | view vw | village vlg | vista vis | walk | way wy
"""
_DIRECTION_FORMS = "north n | south s | east e | west w | northeast ne | northwest nw | southeast se | southwest sw"
_ORDINAL_FORMS = """
1st first | 2nd second | 3rd third | 4th fourth | 5th fifth | 6th sixth | 7th seventh | 8th eighth | 9th ninth
| 10th tenth | 11th eleventh | 12th twelfth | mount mt | saint st | fort ft
"""


def _table(forms: str) -> dict[str, tuple[str, ...]]:
    groups = (tuple(group.split()) for group in forms.split("|"))
    return {form: group for group in groups for form in group}


SUFFIXES = _table(_SUFFIX_FORMS)
DIRECTIONS = _table(_DIRECTION_FORMS)
ORDINALS = _table(_ORDINAL_FORMS)
UNIT_WORDS = (
    "apt",
    "apartment",
    "unit",
    "suite",
    "ste",
    "no",
    "lot",
    "space",
    "spc",
    "rm",
    "room",
    "fl",
    "floor",
    "bldg",
    "building",
)
STREETS_THAT_START_WITH_THEIR_KIND = word_set(
    "calle camino avenida ave av via vía paseo placita vereda corte circulo callejon rue boul boulevard chemin montée place plaza "
    "rua strada plac cañada blvd boulevard"
)
STATES = word_set(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI "
    "SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU AS AA AE AP AB BC MB NB NL NS NT NU ON PE QC SK YT"
)
STATE_NAMES = [
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Florida",
    "Georgia",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "New York",
    "North Carolina",
    "North Dakota",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Rhode Island",
    "South Carolina",
    "South Dakota",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "Washington",
    "West Virginia",
    "Wisconsin",
    "Wyoming",
    "Alberta",
    "British Columbia",
    "Manitoba",
    "New Brunswick",
    "Newfoundland and Labrador",
    "Nova Scotia",
    "Ontario",
    "Prince Edward Island",
    "Quebec",
    "Saskatchewan",
    "Yukon",
]
COUNTRIES = [
    "Algeria",
    "Argentina",
    "Australia",
    "Austria",
    "Belgium",
    "Brazil",
    "Canada",
    "Chile",
    "China",
    "Colombia",
    "Croatia",
    "Cyprus",
    "Czech Republic",
    "Denmark",
    "Ecuador",
    "Egypt",
    "England",
    "Estonia",
    "Finland",
    "France",
    "Germany",
    "Great Britain",
    "Greece",
    "Greenland",
    "Guatemala",
    "Honduras",
    "Hungary",
    "Iceland",
    "India",
    "Ireland",
    "Israel",
    "Italy",
    "Japan",
    "Latvia",
    "Lithuania",
    "Luxembourg",
    "Mexico",
    "Morocco",
    "Netherlands",
    "New Zealand",
    "Norway",
    "Peru",
    "Philippines",
    "Poland",
    "Portugal",
    "Puerto Rico",
    "Romania",
    "Scotland",
    "Serbia",
    "Slovakia",
    "Slovenia",
    "South Africa",
    "Spain",
    "Sweden",
    "Switzerland",
    "Tunisia",
    "Turkey",
    "UK",
    "Ukraine",
    "United Kingdom",
    "United States",
    "Uruguay",
    "New South Wales",
    "Queensland",
    "South Australia",
    "Tasmania",
    "Victoria",
    "Western Australia",
    "USA",
    "Venezuela",
    "Vietnam",
    "Wales",
]
