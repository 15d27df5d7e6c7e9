"""Notes of technicians and dispatch, with the papers attached to them."""

from __future__ import annotations

from pathlib import Path

from common import Record, utc
from people import DANA, GWEN, IVAR, KAYLA, LUIS, MARCUS, PETE, RENEE, SHONDA, TOMMY
from work import job_id, num

# parent type, parent id, author, local time, text, attached files
Note = tuple[str, str, str, str, str, list[str]]


def client_notes() -> list[Note]:
    """Notes on clients."""
    return [
        (
            "Client",
            "client-1",
            DANA,
            "2025-03-25 09:10",
            "Mrs. O'Brien signed yesterday. Son Fergus (218) 555-0143 does her scheduling. He does NOT decide money.",
            [],
        ),
        (
            "Client",
            "client-1",
            DANA,
            "2026-02-10 15:20",
            "Rider signed, thank-you for sending us the Kowalczyks. filed w/ the agreement",
            ["OBrien_Rider_1.pdf"],
        ),
        (
            "Client",
            "client-1",
            MARCUS,
            "2026-06-10 16:40",
            "she prefers mornings, hard of hearing so let it ring. little terrier Biscuit, friendly",
            [],
        ),
        (
            "Client",
            "client-2",
            DANA,
            "2026-01-05 10:00",
            "Walter Lindgren plan 2026, two rentals. NOT his own place",
            ["W Lindgren RD-26-12.pdf"],
        ),
        (
            "Client",
            "client-2",
            MARCUS,
            "2026-01-06 08:30",
            "not related to Anna Lindgren on Woodland!! two invoices went to the wrong Lindgren last yr",
            [],
        ),
        (
            "Client",
            "client-2",
            SHONDA,
            "2026-04-10 11:15",
            "Walter calls every week, says all 3 houses are on the plan. Told him Lakeview isnt",
            [],
        ),
        (
            "Client",
            "client-3",
            MARCUS,
            "2025-09-09 08:00",
            "anna L: lockbox side door 7714, beware the grandchildrens bikes",
            [],
        ),
        (
            "Client",
            "client-3",
            PETE,
            "2026-07-15 12:30",
            "Anna's brother in law Ray phone 218.555.0164 did the upstairs rads, pretty rough work",
            [],
        ),
        (
            "Client",
            "client-4",
            DANA,
            "2025-09-02 13:00",
            "Fr Colm moved to the rectory, ph 218-555-0137. Mrs. Agnes Rautio has the key (1404, next door)",
            [],
        ),
        ("Client", "client-4", MARCUS, "2026-10-01 09:00", "wedding Sat Nov 21 2pm, keep hall heat on", []),
        (
            "Client",
            "client-5",
            MARCUS,
            "2026-01-20 10:30",
            "Pike n Ember: only Odessa or Theo can ok money. Kip (bar) is nobody",
            [],
        ),
        (
            "Client",
            "client-5",
            KAYLA,
            "2026-09-20 08:20",
            "kitchen mgr Lena Ortiz 218-555-0161 was there Sat night, gave me coffee",
            [],
        ),
        (
            "Client",
            "client-6",
            DANA,
            "2026-01-22 16:05",
            "Northgate new rates, Gwen accepted",
            ["Northgate_vendor_rates_2026.pdf"],
        ),
        (
            "Client",
            "client-6",
            MARCUS,
            "2026-02-02 08:10",
            "after hrs Bev Sundvall 218/555-0151. Garden Terrace master key in our key cabinet hook 12",
            [],
        ),
        (
            "Client",
            "client-6",
            SHONDA,
            "2026-09-22 17:00",
            "birch manor caretaker (Ollie, 218 555 0152) keeps ordering stuff. not allowed to",
            [],
        ),
        ("Client", "client-7", DANA, "2024-10-01 11:00", "Gold for Ray & Judy", ["GoldPlan_GP-24-338.pdf"]),
        ("Client", "client-7", DANA, "2025-11-25 14:00", "new plan signed, starts Dec 1", ["FC-25-071 Kowalczyk.pdf"]),
        (
            "Client",
            "client-7",
            MARCUS,
            "2025-11-07 08:05",
            "Judy called (218-555-0131), upset we want to bill yesterday's visit. Gold ran out end of Sept, nobody told her",
            [],
        ),
        (
            "Client",
            "client-8",
            DANA,
            "2026-04-20 09:45",
            "tveit contract, scanned on the old machine sorry",
            ["scan_0043.pdf"],
        ),
        (
            "Client",
            "client-8",
            LUIS,
            "2026-06-18 11:00",
            "DOG. big. name is Odin. CALL FIRST 218-555-0155 gate 3815",
            [],
        ),
        ("Client", "client-9", SHONDA, "2026-05-28 09:00", "Dr Raman HomeKeep, signed on line", ["HK-0619 Raman.pdf"]),
        (
            "Client",
            "client-9",
            RENEE,
            "2026-10-21 12:00",
            "boiler room light switch is behind the door. nanny Ines 218-555-0185 lets us in Tue/Thu",
            [],
        ),
        (
            "Client",
            "client-10",
            MARCUS,
            "2025-02-03 13:30",
            "Devon Maki upper flat, buzzer says MAKI/STROM. no plan, pays by card",
            [],
        ),
        (
            "Client",
            "client-11",
            DANA,
            "2024-02-13 10:00",
            "Co-op contract fully signed. super Gus Olander 218.555.0172",
            [],
        ),
        (
            "Client",
            "client-11",
            SHONDA,
            "2026-11-10 14:00",
            "Lorraine asked me if she can leave in spring. said I'd look up",
            [],
        ),
        ("Client", "client-12", DANA, "2026-06-15 10:20", "sue pelletier club card", ["cc-2291.pdf"]),
        (
            "Client",
            "client-12",
            KAYLA,
            "2026-08-20 14:00",
            "cabin: lockbox 5502, road washed out after mile 3 take the north loop",
            [],
        ),
        (
            "Client",
            "client-13",
            LUIS,
            "2026-05-21 14:30",
            "supplier invoice for Jo Marchetti's tank",
            ["THS invoice 88412.pdf"],
        ),
        ("Client", "client-13", LUIS, "2026-05-21 14:40", "new tank in the corner, pic", ["IMG_2291.jpg"]),
        (
            "Client",
            "client-14",
            IVAR,
            "2026-09-01 09:00",
            "their compressor book, the pages for service",
            ["V4 manual p31-32.pdf"],
        ),
        (
            "Client",
            "client-14",
            MARCUS,
            "2026-09-04 16:00",
            "Dr. Sethi has the quote, wants to think. ask for Tessa at 218-555-0198",
            [],
        ),
    ]


def job_notes() -> list[Note]:
    """Notes on jobs."""
    rows: list[tuple[str, str, str, str, list[str]]] = [
        (
            "ob_maint",
            DANA,
            "2025-03-25 09:15",
            "agreement attached here so the techs have it",
            ["obrien-maintenance-agreement-2025.pdf"],
        ),
        ("ob_maint", KAYLA, "2026-04-20 10:40", "spring chk done, A/C cap reads weak, told her", []),
        ("ob_inducer", PETE, "2025-10-14 12:10", "inducer bearing shot. 2 hrs. furnace otherwise clean", []),
        ("ob_weekend", KAYLA, "2026-01-17 16:45", "arrived 230 on SATURDAY, igniter cracked, 2h", []),
        (
            "ob_freeze",
            LUIS,
            "2026-01-27 12:20",
            "utility room window was open since friday, cold inlet froze & split. Furnace ran fine all weekend so it's not a heat problem",
            [],
        ),
        (
            "ob_trap",
            PETE,
            "2026-02-24 11:15",
            "order of things: 1 pressure switch quit in the night 2 furnace down 3 trap froze & cracked. Mrs OB phoned 6:10, right away",
            [],
        ),
        ("ob_ac", KAYLA, "2026-04-22 14:40", "cap + contactor. 2# of 410a added, small leak at flare", []),
        (
            "ob_warranty",
            KAYLA,
            "2026-06-11 12:10",
            f"contactor from job {num('ob_ac')} welded, factory defect. same part put back in",
            [],
        ),
        ("ob_blower", PETE, "2026-09-09 10:30", "drove over, she wants to wait, left the motor in the truck", []),
        (
            "ob_cottage",
            MARCUS,
            "2026-03-18 08:00",
            "Fergus called about the COTTAGE heater, tenant there now is Wren Castellano 218.555.0146",
            [],
        ),
        (
            "an_tune",
            DANA,
            "2025-09-10 09:00",
            "here is the letter Gwen wrote Anna, thats all there is",
            ["letter Anna Lindgren signed.pdf"],
        ),
        ("an_pump", PETE, "2025-12-20 22:45", "circulator seized. 2 h sat night. she made cookies", []),
        (
            "an_radiator",
            RENEE,
            "2026-01-13 14:50",
            "upstairs BR radiator, thats one of rays. valve stuck. replaced",
            [],
        ),
        ("wl_drain1", LUIS, "2026-01-14 11:10", "tub at Garfield, hair. Marisol Vega there, nice", []),
        ("wl_drain2", LUIS, "2026-03-03 16:20", "same tub again. hair & soap. nothing weird", []),
        ("wl_wipes", LUIS, "2026-05-12 10:10", "WIPES. told Marisol 'flushable' isn't", []),
        (
            "wl_unclear",
            IVAR,
            "2026-09-15 11:40",
            "got thru at 40ft. cable clean, no roots on it but they can slip off. Not sure what it was - need camera to say",
            [],
        ),
        (
            "wl_furnace",
            PETE,
            "2026-11-04 12:50",
            "3.5 hr. wiring brittle from age, flame sensor done too. Mr Hendricks 218-555-0189",
            [],
        ),
        (
            "wl_heater",
            MARCUS,
            "2026-08-17 17:30",
            "Walter's mail says up to 1200. quote is 1950. ask him again b4 Tues",
            [],
        ),
        ("wl_toilet", LUIS, "2026-06-23 15:10", "bowl had a hairline crack, just old. new toilet set", []),
        ("wl_own", LUIS, "2026-04-09 11:20", "this is walters own bath on Lakeview. he says it's on plan", []),
        (
            "ng_shower",
            LUIS,
            "2026-03-24 11:40",
            "Ms Obi's cat got out, we got it back. valve trim done. helper was Tommy",
            [],
        ),
        ("ng_sat", PETE, "2026-04-11 10:40", "25 min, breaker. put 1/2 hr", []),
        ("ng_sun", LUIS, "2026-05-17 16:15", "unit 118 tenants Jonas & Mai Berg, valve under sink. Sunday 2-4pm", []),
        ("ng_cond", KAYLA, "2026-09-23 08:20", "Ollie says go ahead. Marcus says where's the PO", []),
        ("ng_cond", MARCUS, "2026-09-23 08:45", "PO 4502 is for Garden Terrace!! not this. STOP", []),
        ("ko_gap", PETE, "2025-11-06 11:50", "sensor + clean. Judy says gold member, pls check", []),
        ("ko_night", PETE, "2026-03-06 23:00", "fri nite 915 to 1045, igniter", []),
        ("tv_pump", LUIS, "2026-06-18 11:05", "old pump dead, new one in, 2 h", []),
        (
            "tv_pump2",
            LUIS,
            "2026-10-05 15:10",
            "2nd pump since may. ran dry & burned. told Harold he may get a bill",
            [],
        ),
        ("pk_pm", DANA, "2026-01-19 10:00", "executed MSA from their lawyer", ["PikeEmber MSA executed.pdf"]),
        ("pk_fan", KAYLA, "2026-08-11 12:20", "done. kip said go, couldnt reach Odessa (218) 555-0160", []),
        ("pk_cooler", KAYLA, "2026-09-19 22:10", "box was 52, cond fan dead, 3h 7-10pm sat", []),
        (
            "pk_surge",
            PETE,
            "2026-07-22 11:20",
            "lightning last night, surge took out xfmr & the panel MOV. definitely the surge",
            [],
        ),
        ("pk_ref1", KAYLA, "2026-04-15 11:20", "6 lb in RTU2", []),
        ("pk_ref2", KAYLA, "2026-06-25 12:10", "7 lb in RTU1, thats 13 this yr w/ april", []),
        ("sb_care", DANA, "2025-09-03 11:00", "St Brendans paper", ["StBrendans heating cover.pdf"]),
        ("sb_valve", RENEE, "2025-10-28 14:20", "6 hrs, zone valve nave", []),
        ("sb_tank", RENEE, "2026-02-19 14:10", "5 hrs. thats 16 this winter i think", []),
        (
            "sb_paint",
            TOMMY,
            "2026-11-05 10:20",
            "packing nut leaks. theres paint around the valve but can't say if its ON the stem or just the wall. dark. Renee pls look",
            [],
        ),
        ("ra_soft", LUIS, "2026-08-12 14:50", "softener bypass only. told Dr Raman softener isnt on it", []),
        ("ra_pipe", LUIS, "2026-09-02 12:30", "pinhole, old copper. keypad 2580# worked", []),
        ("bc_pm", DANA, "2024-03-01 09:00", "the co-op's contract", ["BCC-MSC signed 2024.pdf"]),
        ("bc_unit", LUIS, "2026-05-06 15:15", "inside 3C, past the shut off. Mr. Dworak 218-555-0173", []),
        ("lk_comp", IVAR, "2026-09-01 08:50", "new intake filter, no plan yet -> list", []),
    ]
    return [("Job", job_id(key), author, when, text, files) for key, author, when, text, files in rows]


def other_notes() -> list[Note]:
    """Notes on quotes, requests and invoices."""
    return [
        ("Quote", "quote-1", MARCUS, "2026-09-25 10:00", "Tessa: doctor still thinking. call again in Dec", []),
        ("Quote", "quote-3", SHONDA, "2026-08-19 09:10", "no answer from Walter to the higher amt yet", []),
        ("Quote", "quote-6", DANA, "2026-08-24 11:00", "sue not sure re 2nd card", []),
        (
            "Request",
            "request-5",
            "client-8",
            "2026-11-13 18:20",
            "pressure at the kitchen is low since tuesday, could be the well pump? Harold, 218-555-0155",
            [],
        ),
        (
            "Request",
            "request-3",
            "client-2",
            "2026-08-13 19:05",
            "Tenant Marisol sees a puddle below the heater at Garfield. W.L.",
            [],
        ),
        (
            "Invoice",
            f"invoice-{3000 + num('pk_board')}",
            SHONDA,
            "2026-10-12 15:00",
            "theo says this is list price not theirs, check",
            [],
        ),
        (
            "Invoice",
            f"invoice-{3000 + num('an_summer')}",
            SHONDA,
            "2026-07-17 10:30",
            "Anna asks why she pays full for labor. Gwen?",
            [],
        ),
        (
            "Invoice",
            f"invoice-{3000 + num('pe_cabin')}",
            GWEN,
            "2026-08-24 09:00",
            "we gave the club discount at the cabin, should we have?",
            [],
        ),
    ]


def _kind(name: str) -> str:
    return "image/jpeg" if name.endswith(".jpg") else "application/pdf"


def all_notes() -> list[Note]:
    """Every note in the order of its number."""
    return sorted(client_notes() + job_notes() + other_notes(), key=lambda note: (note[3], note[1], note[4]))


def note_id(fragment: str) -> str:
    """Give the id of the one note whose text holds the fragment."""
    hits = [number for number, note in enumerate(all_notes(), 1) if fragment in note[4]]
    if len(hits) != 1:
        raise ValueError(f"{len(hits)} notes hold {fragment!r}")
    return f"note-{hits[0]}"


def notes(files: Path) -> list[Record]:
    """The note records; sizes are read from the written files."""
    found = []
    for number, (kind, parent, author, when, text, attached) in enumerate(all_notes(), 1):
        found.append(
            {
                "id": f"note-{number}",
                "__typename": f"{kind}Note",
                "createdBy": author,
                "parent": {"__typename": kind, "id": parent},
                "message": text,
                "createdAt": utc(when),
                "lastEditedAt": utc(when),
                "pinned": "CALL FIRST" in text or "not related" in text,
                "fileAttachments": [
                    {
                        "id": f"attachment-{number}-{position}",
                        "fileName": name,
                        "contentType": _kind(name),
                        "fileSize": (files / name).stat().st_size,
                        "status": "READY",
                        "createdAt": utc(when),
                        "path": name,
                    }
                    for position, name in enumerate(attached, 1)
                ],
            }
        )
    return found
