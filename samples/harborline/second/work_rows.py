"""Every job as one row: who, where, when on the Tucson clock, and the lines as the office keyed them.

Row: number, client, property, title, type, start, hours, users, lines, extra.
Line: name, description, category, quantity, unit price. Extra may hold instructions, quote, request,
more visits (local starts), status, schedule, timesheet note.
"""

S, P = "SERVICE", "PRODUCT"
ONE, REC = "ONE_OFF", "RECURRING"

ROWS = [
    (3001, 1, 1, "No cooling, east unit", ONE, "2026-07-14 14:00", 2.5, [3], [
        ("Trip charge", None, S, 1, 75), ("HVAC labor", "Diagnose and repair", S, 2.5, 120),
        ("Dual run capacitor", "45/5 uF", P, 1, 48), ("Contactor", "2 pole", P, 1, 65)],
     {"ts": "cap bulged, contactor pitted. plain age. replaced both, 18 deg split"}),
    (3002, 1, 1, "Warm air, called late", ONE, "2026-08-02 21:30", 2, [3], [
        ("Trip charge", "Evening call", S, 1, 75), ("HVAC labor", "Find leak, recharge", S, 2, 120),
        ("Refrigerant R-410A", "Per pound", P, 4, 62), ("Valve core kit", None, P, 1, 20)],
     {"ts": "leak at schrader, west unit. got there 9:30 pm"}),
    (3003, 1, 1, "West unit dead", ONE, "2026-09-22 10:00", 1.5, [3], [
        ("Service call", "Truck roll and diagnosis", S, 1, 95), ("HVAC labor", "Rewire control circuit", S, 1.5, 120),
        ("Control harness", None, P, 1, 40)],
     {"ts": "pack rat nest behind panel, 24V wires chewed clean through. no other fault"}),
    (3004, 1, 1, "Fall and spring tune-ups", REC, "2026-10-08 09:00", 2, [3], [
        ("Heat pump tune-up", "Both units", S, 2, 129)], {"freq": "Every 6 months", "more": ["2026-04-09 09:00"]}),
    (3005, 1, 1, "Casita mini-split drips", ONE, "2026-06-03 13:00", 1, [3], [
        ("Service call", "Truck roll and diagnosis", S, 1, 95), ("HVAC labor", "Clear drain, casita ductless", S, 1, 120)],
     {"ts": "ductless head in casita, drain plugged w/ algae"}),
    (3006, 2, 3, "Greenbelt valve leak", ONE, "2026-05-12 07:00", 3, [6], [
        ("Irrigation labor", "Valve box 4", S, 3, 65), ("Irrigation parts", "Valves and fittings", P, 1, 310)], {}),
    (3007, 2, 3, "Drip line blown, entry", ONE, "2026-06-18 07:30", 2, [6], [
        ("Irrigation labor", "Entry bed", S, 2, 65), ("Irrigation parts", "Tubing, regulator", P, 1, 240)], {}),
    (3008, 2, 3, "Greenbelt zone rebuild", ONE, "2026-08-20 06:30", 4, [6], [
        ("Irrigation labor", "Zone 7", S, 4, 65), ("Irrigation parts", "Manifold and heads", P, 1, 600)], {}),
    (3009, 2, 3, "Palms before holidays", ONE, "2026-09-15 06:00", 8, [6], [
        ("Grounds crew labor", "Palm trimming, 3 people", S, 24, 58)], {"ts": "30 palms, all skinned and hauled"}),
    (3010, 2, 3, "After the dust storm", ONE, "2026-08-05 06:30", 7, [6], [
        ("Grounds crew labor", "Gather and haul downed mesquite, storm", S, 20, 58)],
     {"ts": "haboob on the 4th laid two mesquites across the path"}),
    (3011, 2, 2, "Pool motor seized", ONE, "2026-03-10 08:00", 3, [5], [
        ("Pool motor", "1.5 hp", P, 1, 890), ("Pool repair labor", "HOA extra work rate", S, 3, 58)], {}),
    (3012, 2, 2, "Clubhouse pool service", REC, "2026-11-02 06:30", 1.5, [5], [
        ("Pool service visit", "Chemicals included", S, 1, 90)],
     {"freq": "Every Mon, Wed, Fri", "more": ["2026-11-04 06:30", "2026-11-06 06:30"]}),
    (3013, 2, 3, "Main broken, La Cholla", ONE, "2026-10-10 11:00", 2, [6], [
        ("Irrigation labor", "Saturday call", S, 2, 58), ("Irrigation parts", "2 inch coupling, pipe", P, 1, 120)], {}),
    (3014, 2, 3, "Mow greenbelt for parade", ONE, "2026-11-05 07:00", 2, [6], [
        ("Grounds crew labor", "Mow and edge greenbelt", S, 4, 58)], {}),
    (3015, 3, 4, "Operatory lights flicker", ONE, "2026-09-09 09:00", 4, [4], [
        ("Electrician labor", "Rework ceiling circuit", S, 4, 98), ("Dispatch", None, S, 1, 45),
        ("LED driver", None, P, 2, 75)], {}),
    (3016, 3, 4, "Add circuits, sterilization", ONE, "2026-09-24 08:00", 4, [4], [
        ("Electrician labor", "Sterilization room", S, 4, 79), ("Dispatch", None, S, 1, 45)], {}),
    (3017, 3, 4, "Half the suite dark", ONE, "2026-10-17 10:00", 2, [4], [
        ("Electrician labor", "Saturday, find fault", S, 2, 110), ("Dispatch", None, S, 1, 45)], {}),
    (3018, 3, 4, "Breaker trips with autoclave", ONE, "2026-11-03 08:30", 6, [4], [
        ("Electrician labor", "New feed, autoclave", S, 6, 110), ("Dispatch", None, S, 1, 45),
        ("Breaker", "2 pole 30 A", P, 3, 90)], {"request": 4}),
    (3019, 3, 4, "Two network drops", ONE, "2026-06-16 12:00", 3, [4], [
        ("Data drop", "Cat 6, new desk", S, 2, 180)], {}),
    (3020, 3, 4, "Rewire compressor closet", ONE, "2026-05-06 07:30", 8, [4], [
        ("Electrician labor", "Compressor closet", S, 8, 89), ("Dispatch", None, S, 1, 45)], {}),
    (3021, 4, 5, "Coolers on, Belvedere", ONE, "2026-04-21 09:00", 2, [3], [
        ("Cooler start-up", "Spring", S, 1, 140)], {}),
    (3022, 4, 5, "Cooler motor hums, unit A", ONE, "2026-06-09 10:00", 1.5, [3], [
        ("HVAC labor", "Cooler repair", S, 1.5, 95), ("Cooler motor", "1/2 hp", P, 1, 118)],
     {"ts": "windings gone, age"}),
    (3023, 4, 5, "Cooler dry, unit B", ONE, "2026-07-28 15:00", 1, [3], [
        ("HVAC labor", "Cooler repair", S, 1, 95), ("Pump and pads", None, P, 1, 80)], {"ts": "pump seized, pads caked"}),
    (3024, 4, 7, "Dead outlet, Langley", ONE, "2026-08-11 11:00", 1, [4], [
        ("Outlet replacement", "Labor and material", S, 1, 185)], {}),
    (3025, 4, 6, "Fan wiring mess", ONE, "2026-09-01 14:00", 1.5, [4], [
        ("Fixture circuit repair", "Labor and material", S, 1, 220)],
     {"ts": "tenant's cousin tried to hang a ceiling fan, cut the hot leg. put it back right"}),
    (3026, 4, 6, "Kitchen GFCI", ONE, "2026-10-06 09:30", 1, [4], [
        ("GFCI replacement", "Labor and material", S, 1, 185)], {"ts": "old GFCI would not reset, wore out"}),
    (3027, 4, 6, "Panel upgrade", ONE, "2026-05-19 08:00", 8, [4], [
        ("Panel upgrade, 200 A", "Permit included", S, 1, 1850)], {"quote": 4}),
    (3028, 4, 5, "Scorpions again", ONE, "2026-10-20 13:00", 1, [5], [
        ("Scorpion treatment", "Inside, third of the year", S, 1, 55)], {}),
    (3029, 4, 5, "Scorpion treatments", REC, "2026-03-05 09:00", 1, [5], [
        ("Scorpion treatment", "Inside, one address", S, 1, 85)], {"freq": "Twice a year", "more": ["2026-06-25 09:00"]}),
    (3030, 5, 8, "Pump drips", ONE, "2026-02-17 10:00", 2, [5], [
        ("Pool repair labor", "Shaft seal", S, 2, 85), ("Seal kit", None, P, 1, 40)], {}),
    (3031, 5, 8, "Union leaks", ONE, "2026-04-22 10:00", 1, [5], [
        ("Pool repair labor", "Union gasket", S, 1, 100), ("Gasket set", None, P, 1, 30)], {}),
    (3032, 5, 8, "No chlorine", ONE, "2026-07-07 09:00", 2, [5], [
        ("Pool repair labor", "Swap cell, flush", S, 2, 100), ("Salt cell", "Chlorine generator cell", P, 1, 520)],
     {"ts": "cell plates worn to nothing, 6 yrs old"}),
    (3033, 5, 8, "Green water", ONE, "2026-08-25 08:00", 3, [5], [
        ("Green pool recovery", "Flat", S, 1, 350)],
     {"ts": "pump breaker was off 9 days, owner shut it off to save on the power bill"}),
    (3034, 5, 8, "Quarter filter teardown", ONE, "2026-09-16 08:00", 1, [5], [
        ("Filter teardown", "Clean and reassemble", S, 1, 95)], {}),
    (3035, 6, 9, "Scorpion in the tub", ONE, "2026-08-13 10:00", 0.5, [5], [
        ("Re-treatment, scorpions", "Between visits", S, 1, 75)], {}),
    (3036, 6, 9, "Bees in soffit, rats in garage", ONE, "2026-10-22 08:00", 3, [5], [
        ("Bee removal", "Soffit", S, 1, 275), ("Pack rat trapping", "Garage stations", S, 3, 40)], {"request": 3}),
    (3037, 7, 10, "RTU-2 blower", ONE, "2026-04-14 09:00", 6, [3], [
        ("HVAC labor", "RTU-2 blower", S, 6, 115), ("Blower motor and wheel", None, P, 1, 1240)], {}),
    (3038, 7, 10, "RTU-4 compressor", ONE, "2026-07-21 08:00", 5, [3], [
        ("HVAC labor", "RTU-4 compressor", S, 5, 115), ("Compressor", "RTU-4", P, 1, 1395)], {}),
    (3039, 7, 10, "EF-2 squeals", ONE, "2026-09-03 10:00", 2, [3], [
        ("HVAC labor", "EF-2 bearings and belt", S, 2, 92), ("Belt", None, P, 1, 38)], {}),
    (3040, 7, 10, "Walk-in cooler warm", ONE, "2026-06-10 11:00", 2, [3], [
        ("HVAC labor", "Walk-in no. 1, defrost timer", S, 2, 115)], {}),
    (3041, 7, 11, "Office thermostat", ONE, "2026-05-05 14:00", 1, [3], [
        ("Thermostat swap", "Labor and material", S, 1, 165)], {}),
    (3042, 7, 10, "Preventive visits", REC, "2026-10-27 07:30", 4, [3], [
        ("Preventive visit", "RTU-1 to 4, EF-1, EF-2", S, 1, 450)],
     {"freq": "Every 3 months", "more": ["2026-04-28 07:30", "2026-07-28 07:30"]}),
    (3043, 8, 12, "Bedroom circuit dead", ONE, "2026-07-30 13:00", 3, [4], [
        ("Electrician labor", "Bedroom circuit", S, 3, 110), ("AFCI breaker", None, P, 1, 64)],
     {"ts": "breaker failed, loose neutral behind dresser. no sign of surge"}),
    (3044, 8, 12, "Inverter red light", ONE, "2026-10-14 09:00", 2, [4], [
        ("Electrician labor", "Solar inverter diagnosis", S, 2, 110)], {"request": 5}),
    (3045, 8, 12, "Yearly safety inspection", ONE, "2026-05-20 09:00", 2, [4], [
        ("Whole-house safety inspection", None, S, 1, 149)], {}),
    (3046, 9, 13, "Deep clean", ONE, "2026-07-15 09:00", 4, [6], [
        ("Big-job cleaning", "Deep clean, kitchen and oven", S, 4, 38), ("Supplies and travel", None, S, 1, 15)], {}),
    (3047, 9, 13, "Closets", ONE, "2026-08-19 09:00", 3.5, [6], [
        ("Big-job cleaning", "Closets, both bedrooms", S, 3.5, 38), ("Supplies and travel", None, S, 1, 15)], {}),
    (3048, 9, 13, "Inside windows", ONE, "2026-10-07 09:00", 5, [6], [
        ("Big-job cleaning", "Inside of windows", S, 5, 38), ("Supplies and travel", None, S, 1, 15)], {}),
    (3049, 9, 13, "After the remodel", ONE, "2026-11-04 09:00", 6, [6], [
        ("Cleaning crew", "Builders' dust, new kitchen", S, 6, 38)], {"ts": "drywall dust everywhere, contractors left Mon"}),
    (3050, 11, 15, "Field mow before open day", ONE, "2026-10-30 07:00", 3, [6], [
        ("Field mowing", "Playing field", S, 1, 210)], {}),
    (3051, 10, 14, "Thermostat swap", ONE, "2026-11-10 10:00", 1, [3], [
        ("HVAC labor", "Install thermostat", S, 1, 120), ("TX-90 thermostat", None, P, 1, 189)],
     {"quote": 3, "request": 2}),
    (3052, 8, 12, "Kitchen breaker burnt", ONE, "2026-09-18 10:00", 2, [4], [
        ("Electrician labor", "Kitchen branch, burnt bus stab", S, 2, 110)],
     {"ts": "bus stab burnt. could be the surge from the storm that week or just a loose old breaker, cannot tell. "
            "kept breaker for the maker to look at"}),
    (3053, 4, 6, "Burnt outlet, back room", ONE, "2026-11-09 15:00", 1, [4], [
        ("Outlet replacement", "Labor and material", S, 1, 185)],
     {"ts": "outlet cooked. upstairs says tenant ran a welder off it, tenant says it just died. nothing to prove either"}),
    (3054, 2, 2, "Pool filter replacement", ONE, "2026-10-22 07:00", 4, [5], [
        ("Pool filter", "Sand, 30 inch", P, 1, 1150), ("Pool repair labor", "HOA extra work rate", S, 4, 58)], {}),
    (3055, 4, 5, "New cooler, unit B", ONE, "2026-11-19 09:00", 4, [3], [
        ("Evaporative cooler, whole unit", "Installed", P, 1, 780)], {"quote": 6, "status": "upcoming"}),
    (3056, 4, 6, "Termites at back door", ONE, "2026-03-24 10:00", 2, [5], [
        ("Termite spot treatment", None, S, 1, 390)], {}),
    (3057, 5, 8, "Timer stuck", ONE, "2026-03-31 18:00", 1, [5], [
        ("Pool repair labor", "Timer gear", S, 1, 85)], {}),
]

# invoices: number, jobs, issued, status, and for plan charges the client and (name, amount)
INVOICES = [
    (701, [3011], "2026-03-12", "paid", None), (702, [3037], "2026-04-16", "paid", None),
    (703, [3031], "2026-04-24", "paid", None), (704, [3006], "2026-05-14", "paid", None),
    (705, [3020], "2026-05-08", "paid", None), (706, [3041], "2026-05-06", "paid", None),
    (707, [3001], "2026-07-15", "awaiting_payment", None), (708, [3024], "2026-08-12", "past_due", None),
    (709, [3010], "2026-08-07", "paid", None), (710, [3015, 3016], "2026-09-30", "paid", None),
    (711, [3025], "2026-09-02", "past_due", None), (712, [3036], "2026-10-23", "sent_not_due", None),
    (713, [3050], "2026-11-02", "sent_not_due", None), (714, [3018], "2026-11-05", "draft", None),
    (715, [], "2026-06-01", "paid", (2, "Base fee, June", 2150)),
    (716, [], "2026-07-01", "paid", (2, "Base fee, July", 2285)),
    (717, [], "2026-08-16", "paid", (7, "Form 7-B, quarter", 1070)),
    (718, [], "2026-11-03", "paid", (5, "Pool, November", 162.5)),
]

# expenses: job, user, title, day, total
EXPENSES = [
    (3011, 5, "Motor, supply house", "2026-03-09", 512.4), (3038, 3, "Compressor and drier", "2026-07-20", 905.1),
    (3032, 5, "Salt cell", "2026-07-06", 371.25), (3010, 6, "Landfill fee", "2026-08-05", 64),
]
