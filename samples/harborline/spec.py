"""What was worked: one entry a job, readable, in no particular order; numbers are given by date in work.py."""

from __future__ import annotations

from dataclasses import dataclass, field

from people import KAYLA, LUIS, PETE, RENEE, TOMMY

P, S = "PRODUCT", "SERVICE"


@dataclass(frozen=True)
class Line:
    """One line item at list price."""

    name: str
    quantity: float
    price: float
    category: str = S
    description: str = ""
    cost: float | None = None


@dataclass(frozen=True)
class Spec:
    """One job: its visits (local start, hours, people) and line items."""

    key: str
    client: str
    property: str
    title: str
    visits: list[tuple[str, float, list[str]]]
    lines: list[Line]
    instructions: str = ""
    sheet: str = ""
    charged: float | None = None  # total billed; None: no invoice yet
    every: str | None = None  # recurrence, for a recurring job
    ends: str | None = None
    status: str = "archived"
    quote: str | None = None
    request: str | None = None
    expense: tuple[str, float] | None = None
    fields: list[tuple[str, object]] = field(default_factory=list)


def hvac(hours: float) -> Line:
    """Hours of heating or cooling work."""
    return Line("HVAC labor", hours, 130.0, S, "One technician, weekdays")


def plumbing(hours: float) -> Line:
    """Hours of plumbing work."""
    return Line("Plumbing labor", hours, 125.0, S, "One technician, weekdays")


def late(hours: float) -> Line:
    """Hours at nights and weekends."""
    return Line("After-hours labor", hours, 195.0, S, "One technician, nights and weekends")


def trip() -> Line:
    """The truck."""
    return Line("Trip charge", 1, 69.0, S, "Truck to the door")


HOME = [
    # Eleanor O'Brien, agreement RM-2025-0117 and its rider
    Spec(
        "ob_maint",
        "client-1",
        "property-1",
        "Maintenance visits, O'Brien",
        [
            ("2025-04-28 09:00", 1.5, [KAYLA]),
            ("2025-10-07 09:00", 1.5, [PETE]),
            ("2026-04-20 09:00", 1.5, [KAYLA]),
            ("2026-10-20 09:00", 1.5, [PETE]),
        ],
        [
            Line("Seasonal system check", 1, 129.0, S, "Spring cooling / fall heating check"),
            Line("Furnace filter 1 inch", 1, 18.0, P, "16x25x1 pleated"),
        ],
        "Key under St Francis by the side door. Call Mrs O'Brien (218) 555-0142 first",
        "filter 16x25x1 swapped, all ok",
        0.0,
        "Every 6 months",
        "2027-03-31",
        "active",
        fields=[("field-4", "furnace, AC"), ("field-8", 15.0)],
    ),  # stale since the rider
    Spec(
        "ob_inducer",
        "client-1",
        "property-1",
        "No heat, inducer motor",
        [("2025-10-14 10:00", 2, [PETE])],
        [Line("Inducer motor", 1, 310.0, P, "Bryant 925T"), hvac(2), trip()],
        "no heat since last nite",
        "swapped inducer, tested 3 cycles",
        263.50,
    ),
    Spec(
        "ob_weekend",
        "client-1",
        "property-1",
        "Saturday no heat call",
        [("2026-01-17 14:30", 2, [KAYLA])],
        [Line("Hot surface igniter", 1, 92.0, P, "Furnace"), late(2), trip()],
        "Sat call-out, igniter",
        "ign. cracked",
        498.20,
    ),
    Spec(
        "ob_freeze",
        "client-1",
        "property-1",
        "Water heater fitting split",
        [("2026-01-27 10:00", 2, [LUIS])],
        [Line("Cold inlet fitting and shutoff", 1, 118.0, P, "Water heater, dielectric"), plumbing(2)],
        "leak at WH inlet",
        "utility rm window was propped open all wkend, inlet fitting froze + split. furnace was running fine the whole time, 68 in the house",
        118.0,
    ),
    Spec(
        "ob_trap",
        "client-1",
        "property-1",
        "Furnace out, frozen trap",
        [("2026-02-24 09:30", 1.5, [PETE])],
        [
            Line("Pressure switch", 1, 68.0, P, "Furnace"),
            Line("Condensate trap assembly", 1, 76.0, P, "Furnace"),
            hvac(1.5),
        ],
        "No heat, called 6:10 am",
        "press. switch died overnight, furnace down, THEN the condensate trap froze and cracked. she rang us right at 6 this morning",
        64.60,
    ),
    Spec(
        "ob_ac",
        "client-1",
        "property-1",
        "AC not starting",
        [("2026-04-22 13:00", 1.5, [KAYLA])],
        [
            Line("Run capacitor 45/5", 1, 84.0, P, "A/C condenser"),
            Line("Contactor 2-pole", 1, 56.0, P, "A/C condenser"),
            hvac(1.5),
            Line("Refrigerant R-410A", 2, 95.0, P, "Per pound"),
        ],
        "",
        "cap + contactor, topped off 2 lb",
        302.0,
    ),
    Spec(
        "ob_warranty",
        "client-1",
        "property-1",
        "AC out again",
        [("2026-06-11 11:00", 1, [KAYLA])],
        [Line("Contactor 2-pole", 1, 56.0, P, "A/C condenser, repeat"), hvac(1), trip()],
        "same A/C as in April",
        "contactor we put in 4/22 welded shut, bad part out of the box. replaced",
        None,
        status="requires_invoicing",
    ),
    Spec(
        "ob_blower",
        "client-1",
        "property-1",
        "Blower motor",
        [("2026-09-09 10:00", 2, [PETE])],
        [Line("ECM blower motor", 1, 1180.0, P, "Bryant 925T"), hvac(2)],
        "Motor is on the shelf. see Mrs OB's mail BEFORE you go",
        "did not install, customer says wait",
        None,
        status="action_required",
    ),
    Spec(
        "ob_gasvalve",
        "client-1",
        "property-1",
        "Water heater gas control",
        [("2026-10-12 09:00", 2, [LUIS])],
        [Line("Gas control valve", 1, 640.0, P, "50 gal water heater"), plumbing(2)],
        "OK from Mrs O'Brien is in the mailbox",
        "valve in, leak tested",
        640.0,
    ),
    Spec(
        "ob_cottage",
        "client-1",
        "property-2",
        "Cottage wall heater",
        [("2026-03-18 13:00", 1.5, [PETE])],
        [Line("Thermocouple", 1, 38.0, P, "Wall heater"), hvac(1.5)],
        "guest cottage, not the house",
        "tc replaced",
        233.0,
    ),
    # Anna Lindgren, the letter
    Spec(
        "an_tune",
        "client-3",
        "property-6",
        "Boiler clean and tune",
        [("2025-10-21 09:00", 2, [PETE]), ("2026-10-06 09:00", 2, [PETE])],
        [Line("Boiler clean and tune", 1, 165.0, S, "Yearly")],
        "lockbox side door 7714",
        "cleaned, CO 18ppm",
        0.0,
        "Every year",
        "2027-09-30",
        "active",
    ),
    Spec(
        "an_pump",
        "client-3",
        "property-6",
        "Boiler down Saturday night",
        [("2025-12-20 20:30", 2, [PETE])],
        [Line("Circulator pump", 1, 265.0, P, "Boiler"), late(2)],
        "no heat!!",
        "circ seized",
        655.0,
    ),
    Spec(
        "an_control",
        "client-3",
        "property-6",
        "Boiler locks out",
        [("2026-02-05 10:00", 1, [RENEE])],
        [Line("Ignition control", 1, 142.0, P, "Boiler"), hvac(1)],
        "",
        "module",
        0.0,
    ),
    Spec(
        "an_radiator",
        "client-3",
        "property-6",
        "Upstairs radiator cold",
        [("2026-01-13 13:00", 1.5, [RENEE])],
        [Line("Radiator valve", 1, 48.0, P, "Upstairs bedroom, one Ray put in"), plumbing(1.5)],
        "bedroom rad. upstairs, Ray's",
        "valve on Ray's radiator upstairs was stuck shut",
        None,
        status="requires_invoicing",
    ),
    Spec(
        "an_summer",
        "client-3",
        "property-6",
        "Boiler relief valve dripping",
        [("2026-07-15 10:00", 1.5, [PETE])],
        [Line("Pressure relief valve", 1, 64.0, P, "Boiler, 30 psi"), hvac(1.5)],
        "",
        "relief valve weeping",
        259.0,
    ),
    # Kowalczyk: Gold Plan, gap, Furnace Care Plan
    Spec(
        "ko_gold",
        "client-7",
        "property-12",
        "AC fan motor",
        [("2025-08-19 14:00", 2, [KAYLA])],
        [Line("Condenser fan motor", 1, 240.0, P, "A/C"), hvac(2)],
        "gold member",
        "",
        0.0,
    ),
    Spec(
        "ko_gap",
        "client-7",
        "property-12",
        "Furnace short cycling",
        [("2025-11-06 10:00", 1.5, [PETE])],
        [Line("Flame sensor", 1, 74.0, P, "Furnace"), hvac(1.5)],
        "Judy says they're gold?? check",
        "",
        0.0,
    ),
    Spec(
        "ko_limit",
        "client-7",
        "property-12",
        "Furnace limit switch",
        [("2026-02-12 09:00", 2, [PETE])],
        [Line("High limit switch", 1, 58.0, P, "Furnace"), hvac(2)],
        "",
        "limit open",
        234.20,
    ),
    Spec(
        "ko_ac",
        "client-7",
        "property-12",
        "AC not cooling",
        [("2026-07-07 15:00", 1, [KAYLA])],
        [Line("Run capacitor 35/5", 1, 78.0, P, "A/C"), hvac(1)],
        "",
        "cap",
        None,
        status="requires_invoicing",
    ),
    Spec(
        "ko_night",
        "client-7",
        "property-12",
        "Furnace out Friday night",
        [("2026-03-06 21:15", 1.5, [PETE])],
        [Line("Hot surface igniter", 1, 92.0, P, "Furnace"), late(1.5)],
        "Fri 9 pm",
        "igniter",
        384.50,
    ),
    Spec(
        "ko_tune",
        "client-7",
        "property-12",
        "Furnace tune-up",
        [("2026-01-21 09:00", 1, [TOMMY])],
        [Line("Furnace tune-up", 1, 129.0, S, "Yearly")],
        "",
        "",
        0.0,
        "Every January",
        "2026-11-30",
        "active",
    ),
    # Harold Tveit, the scanned contract
    Spec(
        "tv_pump",
        "client-8",
        "property-13",
        "Sump pump failed",
        [("2026-06-18 08:30", 2, [LUIS])],
        [Line("Sump pump 1/3 hp", 1, 280.0, P, "With check valve"), plumbing(2)],
        "DOG LOOSE call first, gate 3815",
        "dead pump swapped",
        0.0,
    ),
    Spec(
        "tv_faucet",
        "client-8",
        "property-13",
        "Kitchen faucet drips",
        [("2026-08-25 10:00", 1.5, [LUIS])],
        [Line("Faucet cartridge", 1, 45.0, P, "Kitchen"), plumbing(1.5)],
        "call first. dog",
        "",
        183.90,
    ),
    Spec(
        "tv_pump2",
        "client-8",
        "property-13",
        "Sump pump again",
        [("2026-10-05 13:00", 2, [LUIS])],
        [Line("Sump pump 1/3 hp", 1, 280.0, P, "With check valve"), plumbing(2)],
        "second one this yr",
        "pump run dry, burnt out. new one in",
        None,
        status="requires_invoicing",
    ),
    # Susan Pelletier, club card for the home only
    Spec(
        "pe_home",
        "client-12",
        "property-17",
        "AC capacitor",
        [("2026-09-14 10:00", 2, [KAYLA])],
        [Line("Run capacitor 45/5", 1, 84.0, P, "A/C"), hvac(2)],
        "",
        "",
        309.60,
    ),
    Spec(
        "pe_cabin",
        "client-12",
        "property-18",
        "Cabin furnace",
        [("2026-08-20 11:00", 2, [KAYLA])],
        [Line("Flame sensor", 1, 74.0, P, "Furnace"), hvac(2)],
        "lockbox 5502",
        "",
        300.60,
    ),
    # Devon Maki, Josefina Marchetti: no agreement
    Spec(
        "mk_drain",
        "client-10",
        "property-15",
        "Kitchen drain",
        [("2026-05-28 16:00", 1, [LUIS])],
        [Line("Drain clearing", 1, 145.0, S, "Kitchen")],
        "",
        "",
        145.0,
    ),
    Spec(
        "ma_heater",
        "client-13",
        "property-19",
        "New water heater",
        [("2026-05-21 09:00", 4, [LUIS, TOMMY])],
        [Line("Tank water heater 50 gal", 1, 1450.0, P, "Natural gas", 715.0), plumbing(4)],
        "per quote",
        "installed + permit posted",
        1950.0,
        quote="quote-2",
        request="request-2",
        expense=("Twin Harbors Supply, inv 88412", 781.88),
    ),
]
