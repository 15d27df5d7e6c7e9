"""Jobs at rented dwellings, on the protection plan, and for organisations."""

from __future__ import annotations

from people import IVAR, KAYLA, LUIS, PETE, RENEE, TOMMY
from spec import Line, P, S, Spec, hvac, late, plumbing, trip


def drain(price: float = 145.0) -> Line:
    """One drain clearing."""
    return Line("Drain clearing", 1, price, S, "Cable machine, one fixture or branch")


RENTAL = [
    # Walter Lindgren, plan RD-26-12
    Spec("wl_drain1", "client-2", "property-4", "Bath drain, Garfield", [("2026-01-14 10:00", 1, [LUIS])], [drain()], "tenant Marisol 218-555-0188", "hair", 0.0),
    Spec("wl_drain2", "client-2", "property-4", "Drain again, Garfield", [("2026-03-03 15:00", 1, [LUIS])], [drain()], "same tub", "hair + soap again, 2nd time since new year", 145.0),
    Spec("wl_wipes", "client-2", "property-4", "Toilet line, Garfield", [("2026-05-12 09:00", 1, [LUIS])], [drain()], "", "pulled out a wad of flushable wipes the size of a cat", None, status="requires_invoicing"),
    Spec("wl_unclear", "client-2", "property-3", "Main drain slow, East 7th", [("2026-09-15 10:00", 1.5, [IVAR])], [drain()], "Hendricks family home after 9", "cleared at 40 ft. could not see what it was, cable came back clean - roots or just sludge?? needs camera", None, status="action_required"),
    Spec("wl_faucet", "client-2", "property-3", "Kitchen faucet, East 7th", [("2026-03-10 11:00", 1, [LUIS])], [Line("Faucet cartridge", 1, 38.0, P, "Kitchen"), plumbing(1)], "", "", 0.0),
    Spec("wl_furnace", "client-2", "property-3", "Furnace, East 7th", [("2026-11-04 09:00", 3.5, [PETE])], [Line("Flame sensor", 1, 74.0, P, "Furnace"), hvac(3.5)], "back door 0420#", "long one, wiring chewed by age, rewired + sensor", None, status="requires_invoicing"),
    Spec("wl_heater", "client-2", "property-4", "Water heater leaking, Garfield", [("2026-08-18 09:00", 4, [LUIS, TOMMY])], [Line("Tank water heater 50 gal", 1, 1450.0, P, "Natural gas", 715.0), plumbing(4)], "tank leaks at seam. Walter mailed an ok", "", None, status="action_required", quote="quote-3", request="request-3"),
    Spec("wl_toilet", "client-2", "property-4", "New toilet, Garfield", [("2026-06-23 13:00", 2, [LUIS])], [Line("Toilet, two-piece", 1, 340.0, P, "Bowl and tank"), plumbing(2)], "bowl cracked by itself, old. Walter texted ok", "old bowl hairline crack, age", 590.0),
    Spec("wl_own", "client-2", "property-5", "Faucet at Walter's own house", [("2026-04-09 10:00", 1, [LUIS])], [Line("Faucet cartridge", 1, 38.0, P, "Bath"), plumbing(1)], "Lakeview Dr", "", 0.0),
    Spec("wl_tstat", "client-2", "property-4", "Thermostat, Garfield", [("2026-10-27 10:00", 1, [PETE])], [Line("Thermostat, digital", 1, 96.0, P, "Wall")], "", "old one dead, age", 96.0),
    # Northgate, vendor rates 2026
    Spec("ng_shower", "client-6", "property-9", "Shower valve, unit 214", [("2026-03-24 09:00", 2.25, [LUIS, TOMMY])], [plumbing(2.25), Line("Apprentice labor", 2.25, 80.0, S, "One hour, apprentice"), Line("Shower valve trim", 1, 140.0, P, "Unit 214"), Line("Thread tape and sundries", 1, 12.0, P, "Unit 214"), trip()], "tenant Ms. Adaeze Obi unit 214, 218-555-0145, cat must not get out", "", 624.75),
    Spec("ng_sat", "client-6", "property-10", "No heat unit 7, Saturday", [("2026-04-11 10:00", 0.5, [PETE])], [late(0.5)], "unit 7, Mr. Fennimore", "breaker. reset. 25 min", 97.50),
    Spec("ng_sun", "client-6", "property-9", "Leak unit 118, Sunday", [("2026-05-17 14:00", 2, [LUIS])], [late(2), Line("Ball valve 3/4", 1, 46.0, P, "Unit 118")], "", "", None, status="requires_invoicing"),
    Spec("ng_heater", "client-6", "property-11", "Water heater, lofts", [("2026-07-13 08:00", 3, [LUIS])], [Line("Tank water heater 75 gal", 1, 1320.0, P, "Commercial"), plumbing(3)], "PO 4471", "", 1608.0),
    Spec("ng_cond", "client-6", "property-10", "Condensing unit, Birch Manor", [("2026-09-23 08:00", 6, [KAYLA])], [Line("Condensing unit 2 ton", 1, 2150.0, P, "Office of Birch Manor"), hvac(6)], "caretaker says go. PO??", "", None, status="action_required", quote="quote-4"),
    # Priya Raman, HomeKeep
    Spec("ra_wait", "client-9", "property-14", "Boiler zone control", [("2026-06-16 10:00", 1, [RENEE])], [Line("Zone control relay", 1, 110.0, P, "Boiler"), hvac(1)], "", "relay failed", 240.0),
    Spec("ra_gas", "client-9", "property-14", "Water heater gas valve", [("2026-07-09 10:00", 3, [LUIS])], [Line("Gas control valve", 1, 310.0, P, "Water heater"), hvac(3), Line("Trade call fee", 1, 75.0, S, "HomeKeep")], "garage keypad 2580# if nobody home", "", 75.0),
    Spec("ra_pipe", "client-9", "property-14", "Supply line burst", [("2026-09-02 08:00", 4, [LUIS])], [Line("Copper pipe and fittings", 1, 96.0, P, "Basement supply"), plumbing(4), Line("Trade call fee", 1, 75.0, S, "HomeKeep")], "", "pinhole in 1/2 copper, age", 75.0),
    Spec("ra_circ", "client-9", "property-14", "Boiler circulator", [("2026-10-21 09:00", 2, [RENEE])], [Line("Circulator replacement", 1, 550.0, S, "Boiler circulator, parts and labor"), Line("Trade call fee", 1, 75.0, S, "HomeKeep")], "", "circ bearings gone", None, status="requires_invoicing"),
    Spec("ra_soft", "client-9", "property-14", "Softener and faucet", [("2026-08-12 13:00", 1.5, [LUIS])], [Line("Softener bypass valve", 1, 88.0, P, "Water softener"), plumbing(1.5)], "", "softener only", 275.50),
]

ORGANISATIONS = [
    # Pike & Ember, agreement with a limit per work order
    Spec("pk_pm", "client-5", "property-8", "Monthly preventive services", [("2026-09-08 06:30", 3, [KAYLA]), ("2026-10-06 06:30", 3, [KAYLA]), ("2026-11-03 06:30", 3, [KAYLA]), ("2026-12-01 06:30", 3, [KAYLA])], [Line("Preventive services", 1, 640.0, S, "Flat fee, Exhibit A")], "alley door, alarm 0936", "log left w/ Odessa", 640.0, "Monthly on the first Tuesday", "2029-01-14", "active", fields=[("field-4", "RTUs, walk-in, hot water")]),
    Spec("pk_belt", "client-5", "property-8", "RTU-1 belt and bearing", [("2026-03-10 09:00", 2, [KAYLA])], [Line("Bearing kit", 1, 90.0, P, "RTU-1"), hvac(2)], "priority 3", "", 320.50),
    Spec("pk_ref1", "client-5", "property-8", "RTU-2 low charge", [("2026-04-15 10:00", 1, [KAYLA])], [Line("Refrigerant R-410A", 6, 95.0, P, "Per pound, RTU-2"), hvac(1)], "priority 3", "leak at schrader, new core, 6 lb", 122.0),
    Spec("pk_ref2", "client-5", "property-8", "RTU-1 low charge", [("2026-06-25 10:00", 2, [KAYLA])], [Line("Refrigerant R-410A", 7, 95.0, P, "Per pound, RTU-1"), hvac(2)], "priority 3", "7 lb", 925.0),
    Spec("pk_fan", "client-5", "property-8", "RTU-1 evaporator fan", [("2026-08-11 09:00", 3, [KAYLA])], [Line("Evaporator fan assembly", 1, 980.0, P, "RTU-1"), hvac(3)], "Priority 2, RTU-2 carries the room. did Odessa ok this?", "told the bar manager Kip, he said go", None, status="requires_invoicing"),
    Spec("pk_cooler", "client-5", "property-8", "Walk-in at 52F, Saturday", [("2026-09-19 19:00", 3, [KAYLA])], [Line("Condenser fan motor", 1, 420.0, P, "Walk-in cooler"), late(3)], "PRIORITY 1 walk-in 52F", "box back to 38 at 10 pm", 906.0),
    Spec("pk_board", "client-5", "property-8", "RTU-2 control board", [("2026-10-08 09:00", 4, [KAYLA])], [Line("Control board", 1, 760.0, P, "RTU-2"), hvac(4)], "Priority 2. Odessa ok'd by mail", "", 1280.0),
    Spec("pk_surge", "client-5", "property-8", "RTU-2 transformer", [("2026-07-22 10:00", 1, [PETE])], [Line("Control transformer", 1, 84.0, P, "RTU-2"), hvac(1)], "priority 2", "lightning 7/21, surge cooked the transformer, MOV on panel blown too", 193.40),
    # St. Brendan's, hours per season
    Spec("sb_care", "client-4", "property-7", "September boiler care", [("2025-09-17 08:00", 4, [RENEE]), ("2026-09-16 08:00", 4, [RENEE])], [Line("Boiler care, two boilers", 1, 480.0, S, "Clean, fire, test")], "key w/ Mrs Rautio no. 1404", "both fired ok", 0.0, "Every September", "2027-05-15", "active"),
    Spec("sb_valve", "client-4", "property-7", "Nave zone valve", [("2025-10-28 08:00", 6, [RENEE])], [Line("Zone valve", 1, 118.0, P, "Nave"), plumbing(6)], "", "6 h, drained + refilled", 59.0),
    Spec("sb_pump", "client-4", "property-7", "Pump coupling, hall", [("2026-01-08 09:00", 5, [RENEE])], [plumbing(5)], "", "5 h, realigned pump", 0.0),
    Spec("sb_tank", "client-4", "property-7", "Expansion tank", [("2026-02-19 09:00", 5, [RENEE])], [Line("Expansion tank", 1, 160.0, P, "Boiler 2"), hvac(5)], "", "5 h", None, status="requires_invoicing"),
    Spec("sb_bell", "client-4", "property-7", "Bell tower heater", [("2026-03-12 10:00", 1, [PETE])], [Line("Line-voltage thermostat", 1, 62.0, P, "Bell tower electric heater"), hvac(1)], "", "", 192.0),
    Spec("sb_new", "client-4", "property-7", "Air in the sacristy loop", [("2026-10-14 09:00", 3, [RENEE])], [plumbing(3)], "", "3 h bleeding", 0.0),
    Spec("sb_paint", "client-4", "property-7", "Hall radiator leaks", [("2026-11-05 09:00", 1, [TOMMY])], [plumbing(1)], "hall, 3rd radiator", "packing leaks. paint on the valve?? too dark to tell if its paint or just old, Renee to look", None, status="action_required"),
    # Birchwood Court
    Spec("bc_pm", "client-11", "property-16", "Common plant rounds", [("2026-10-13 08:00", 4, [IVAR]), ("2026-11-10 08:00", 4, [IVAR]), ("2026-12-08 08:00", 4, [IVAR])], [Line("Common plant round", 1, 360.0, S, "Monthly")], "fob in key safe N entrance 4-1-9-2", "", 0.0, "Monthly", "2027-02-28", "active"),
    Spec("bc_boiler", "client-11", "property-16", "Boiler 1 gasket", [("2026-02-03 08:00", 5, [RENEE])], [Line("Gasket kit", 1, 140.0, P, "Boiler 1"), plumbing(5)], "", "", 0.0),
    Spec("bc_unit", "client-11", "property-16", "Unit 3C pressure regulator", [("2026-05-06 13:00", 2, [LUIS])], [Line("Pressure regulator", 1, 98.0, P, "Inside unit 3C", 62.0), plumbing(2)], "3C, Mr. Dworak lets us in", "regulator inside the unit, past the shutoff", 348.0),
    # Lakehead Dental
    Spec("lk_comp", "client-14", "property-20", "Compressor intake filter", [("2026-09-01 07:30", 1, [IVAR])], [Line("Intake filter V4-118", 1, 54.0, P, "Compressor"), hvac(1)], "front desk Tessa 218-555-0198", "", 184.0),
]
