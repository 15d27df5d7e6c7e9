"""The words of the e-mails and of the communications report."""

from __future__ import annotations

OFFICE = "Harborline Office <office@harborline.example.com>"
OBRIEN = "Eleanor O'Brien <eleanor.obrien@example.com>"
WALTER = "Walter Lindgren <wlindgren@example.com>"
ANNA = "Anna Lindgren <anna.lindgren@example.com>"
PARISH = "St. Brendan's Office <office.stbrendans@example.com>"
ODESSA = "Odessa Flynn <odessa.flynn@example.com>"
NORTHGATE = "Northgate Maintenance Desk <maintenance.northgate@example.com>"
RAY = "Ray Kowalczyk <ray.kowalczyk@example.com>"
RAMAN = "Priya Raman <priya.raman@example.com>"
COOP = "Birchwood Court Board <board.birchwood@example.com>"
SUE = "Sue Pelletier <sue.pelletier@example.com>"

MAILS: list[dict[str, str]] = [
    {
        "file": "2025-11-07-kowalczyk.eml", "when": "2025-11-07 07:41", "sender": RAY, "to": OFFICE,
        "subject": "yesterday's visit",
        "text": "Hi,\n\nJudy says your man could not tell her if yesterday is free. We are Gold members since 2024. If Gold is\nover nobody told us. Please send whatever we need to sign to be covered again.\n\nRay Kowalczyk\n3309 Vernon St\n",
    },
    {
        "file": "2026-04-10-walter-lakeview.eml", "when": "2026-04-10 10:55", "sender": OFFICE, "to": WALTER,
        "subject": "Re: faucet bill",
        "text": "Walter,\n\nthe plan is for East 7th and Garfield. Your own house on Lakeview was never on it, so yesterday's\nfaucet is a normal visit.\n\nShonda Price\nHarborline, 218-555-0100\n\nOn Apr 10, 2026, Walter Lindgren <wlindgren@example.com> wrote:\n> Got a bill for the bathroom faucet at my place. I thought all three houses\n> are on the plan? Please fix.\n> Walter\n",
    },
    {
        "file": "2026-04-30-northgate-sat.eml", "when": "2026-04-30 15:12", "sender": NORTHGATE, "to": OFFICE,
        "subject": "Birch Manor unit 7, April 11",
        "text": "Dana,\n\nwe were expecting a line for the Saturday call at Birch Manor unit 7 and the amount looks odd to me.\nPlease check it against the rate sheet before you send the collected invoice.\n\nCurtis Aho\n218/555-0150\n",
    },
    {
        "file": "2026-05-11-marchetti.eml", "when": "2026-05-11 19:20", "sender": "Jo Marchetti <jo.marchetti@example.com>", "to": OFFICE,
        "subject": "deposit sent",
        "text": "Hello Luis,\n\nI sent the 40 percent today. Is the guarantee on your work one year or two? My cousin says two.\n\nJosefina Marchetti, 415 N 24th Ave W\n",
    },
    {
        "file": "2026-06-30-raman.eml", "when": "2026-06-30 21:03", "sender": RAMAN, "to": OFFICE,
        "subject": "what is in the plan",
        "text": "Hi Shonda, two quick ones: is the softener in HomeKeep, and does it matter that the relay broke on the 16th?\nI am on call this week so text is better, 218-555-0184.\n\nPriya\n",
        "html": "<p>Hi Shonda, two quick ones: is the softener in <b>HomeKeep</b>, and does it matter that the relay broke on the 16th?<br>I am on call this week so text is better, 218-555-0184.</p><p>Priya</p>\n",
    },
    {
        "file": "2026-07-10-northgate-po4471.eml", "when": "2026-07-10 13:27", "sender": NORTHGATE, "to": OFFICE,
        "subject": "PO 4471",
        "html": "<html><body><p>Harborline,</p><table><tr><td>PO</td><td>4471</td></tr><tr><td>Site</td><td>Superior Street Lofts</td></tr><tr><td>Work</td><td>75 gal water heater, replace</td></tr><tr><td>Amount</td><td>not above $1,700.00</td></tr></table><p>Proceed Monday. Curtis Aho</p></body></html>\n",
    },
    {
        "file": "2026-07-18-anna.eml", "when": "2026-07-18 09:02", "sender": ANNA, "to": OFFICE,
        "subject": "the July bill",
        "text": "Dear Gwen,\n\nthe bill for Wednesday says $259. I thought in summer I pay only half of the time? Perhaps I remember\nit wrong. My glasses are no good for your letter.\n\nLove, Anna\n",
        "html": "<div>Dear Gwen,<br><br>the bill for Wednesday says $259. I thought in summer I pay only half of the time? Perhaps I remember it wrong. My glasses are no good for your letter.<br><br>Love, Anna</div>\n",
    },
    {
        "file": "2026-08-13-odessa-fan.eml", "when": "2026-08-13 11:18", "sender": ODESSA, "to": OFFICE,
        "subject": "Re: RTU-1 fan, done Tuesday",
        "text": "Marcus,\n\nI was away. Now that it is done: fine with me, go ahead and bill the RTU-1 fan, up to $1,250.\n\nOdessa Flynn\nGeneral Manager, Pike & Ember\n(218) 555-0160\n\nOn Aug 12, 2026, Harborline Office <office@harborline.example.com> wrote:\n> Odessa, Kayla put in the evaporator fan on RTU-1 yesterday. Kip told her\n> to go on. We still need your OK for it, it is over your limit.\n> Marcus Tull\n>\n>> On Aug 11, 2026, Kip wrote from the bar:\n>> unit over the dining room is out, can someone come\n",
    },
    {
        "file": "2026-08-14-walter-heater.eml", "when": "2026-08-14 18:44", "sender": WALTER, "to": OFFICE,
        "subject": "Re: Quote 503 water heater Garfield",
        "text": "OK for the water heater at Garfield, go ahead up to $1,200. I can't believe these prices.\n\nWalter Lindgren\n",
        "html": "<p>OK for the water heater at Garfield, go ahead up to <b>$1,200</b>. I can't believe these prices.</p><p>Walter Lindgren</p>\n",
    },
    {
        "file": "2026-08-21-sue-cabin.eml", "when": "2026-08-21 08:30", "sender": SUE, "to": OFFICE,
        "subject": "cabin",
        "text": "Morning! Thanks to Kayla for driving all the way out. Does my club card work at Pequaywan Lake, or would I need\nanother one? How much?\n\nSue\n218 555 0176\n",
    },
    {
        "file": "2026-09-04-lakehead.eml", "when": "2026-09-04 11:25", "sender": OFFICE, "to": "Lakehead Dental <frontdesk.lakehead@example.com>",
        "subject": "Your quote 501",
        "text": "Hello Tessa,\n\nthe maintenance quote for Dr. Sethi is in your client hub. Nothing is in force until he signs.\n\nMarcus Tull\n",
    },
    {
        "file": "2026-09-08-obrien-blower.eml", "when": "2026-09-08 20:15", "sender": OBRIEN, "to": OFFICE,
        "subject": "the blower motor",
        "text": "Dear Marcus,\n\nplease do not put the new blower motor in tomorrow. $944 is more than I wish to spend before my son Fergus\nhas looked at it. He is back on the 20th. The young man may come and look if he likes.\n\nEleanor O'Brien\n418 Tamarack Lane\n",
    },
    {
        "file": "2026-09-21-northgate-po4502.eml", "when": "2026-09-21 09:49", "sender": NORTHGATE, "to": OFFICE,
        "subject": "PO 4502",
        "text": "PO 4502\nSite: Garden Terrace Apartments, laundry building\nWork: condensing unit 2 ton, replace\nAmount: up to $3,000.00\n\nCurtis Aho, maintenance desk\n",
    },
    {
        "file": "2026-10-06-odessa-board.eml", "when": "2026-10-06 14:05", "sender": ODESSA, "to": OFFICE,
        "subject": "RTU-2 control board",
        "text": "Hi Marcus,\n\nRTU-2 control board on Thursday: go ahead up to $1,200 all in. Please come before 11, lunch is full.\n\nOdessa Flynn\n",
    },
    {
        "file": "2026-10-09-obrien-valve.eml", "when": "2026-10-09 16:31", "sender": OBRIEN, "to": OFFICE,
        "subject": "Re: water heater",
        "text": "Dear Marcus,\n\nyes, do replace the gas control valve on the water heater. You may charge up to $550 for it.\n\nEleanor O'Brien\n\n> On Oct 9, 2026, Marcus wrote:\n> Mrs. O'Brien, with your reduction the valve comes to $512. May we?\n",
        "html": "<p>Dear Marcus,</p><p>yes, do replace the gas control valve on the water heater. You may charge up to $550 for it.</p><p>Eleanor O'Brien</p><blockquote>On Oct 9, 2026, Marcus wrote:<br>Mrs. O'Brien, with your reduction the valve comes to $512. May we?</blockquote>\n",
    },
    {
        "file": "2026-10-12-theo.eml", "when": "2026-10-12 12:12", "sender": "Theo Pike <theo.pike@example.com>", "to": OFFICE, "cc": ODESSA,
        "subject": "invoice for the control board",
        "text": "This is billed at your list prices. We did not have our lawyers write a contract for that. Please correct.\n\nT. Pike\n",
    },
    {
        "file": "2026-11-06-parish-fwd.eml", "when": "2026-11-06 08:08", "sender": PARISH, "to": OFFICE,
        "subject": "Fwd: hall radiator",
        "text": "Please see below. Is this one of the radiators you look after or not?\n\nFr. Colm\n\n---------- Forwarded message ---------\nFrom: Agnes Rautio <a.rautio@example.com>\nDate: Thu, Nov 5, 2026\nSubject: hall radiator\n\nFather, the boy from Harborline came (Tommy). He put a bucket under the third radiator. I think the\nyouth group painted the wall there two summers ago, I do not know about the valve.\nAgnes, 218-555-0138\n",
    },
    {
        "file": "2026-11-10-birchwood.eml", "when": "2026-11-10 11:40", "sender": COOP, "to": OFFICE,
        "subject": "our contract",
        "text": "Hello Shonda,\n\nthe board wants to compare offers. If we wished to end with the current term, by when and how would we have to\ntell you? And what do we pay from March on if we stay?\n\nLorraine Beck, treasurer\n",
    },
    {
        "file": "2026-11-13-tveit.eml", "when": "2026-11-13 18:35", "sender": "Harold Tveit <htveit@example.com>", "to": OFFICE,
        "subject": "well",
        "text": "pressure is low. if its the well pump is that in my contract\nHarold\n",
    },
]

ROWS: list[list[str]] = [
    ["Eleanor O'Brien", "2026-04-21", "Text message", "", "Reminder: Kayla will be at 418 Tamarack Lane tomorrow at 1 PM.", "", "(218) 555-0142"],
    ["Eleanor O'Brien", "2026-09-08", "Email", "Visit tomorrow", "Mrs. O'Brien, Pete comes tomorrow at 10 for the blower motor. With your reduction it is $944.", "Yes", "eleanor.obrien@example.com"],
    ["Walter Lindgren", "2026-06-22", "Text message received", "", "ok go ahead w the new toilet at Garfield, up to 700. Walter", "", "218-555-0100"],
    ["Walter Lindgren", "2026-06-22", "Text message", "", "Hi Walter, the toilet bowl at Garfield is cracked. New one with labor is $590. OK?", "", "218-555-0117"],
    ["Walter Lindgren", "2026-08-14", "Quote", "Quote 503", "Tank and labor at list as in your plan: $1,950.00 all in.", "Yes", "wlindgren@example.com"],
    ["Walter Lindgren", "2026-08-17", "Text message", "", "Walter, your OK says 1200 but the heater is 1950. Can you OK the full amount?", "", "218-555-0117"],
    ["Anna Lindgren", "2026-10-05", "Text message", "", "Pete comes tomorrow at 9 to clean the boiler.", "", "218.555.0163"],
    ["Pike & Ember LLC", "2026-08-12", "Email", "RTU-1 fan, done Tuesday", "Odessa, Kayla put in the evaporator fan on RTU-1 yesterday. Kip told her to go on. We still need your OK for it, it is over your limit.", "Yes", "odessa.flynn@example.com"],
    ["Pike & Ember LLC", "2026-10-09", "Invoice", "Invoice for RTU-2 control board", "Thank you for your business. Total $1,280.00", "Yes", "odessa.flynn@example.com"],
    ["Northgate Property Management, Inc.", "2026-09-22", "Email", "Birch Manor office unit", "Curtis, we still have no PO for the condensing unit at Birch Manor. Wednesday is pencilled in.", "No", "maintenance.northgate@example.com"],
    ["Northgate Property Management, Inc.", "2026-09-24", "Text message received", "", "no PO for Birch Manor till the owner decides. Curtis", "", "218-555-0100"],
    ["Raymond Kowalczyk", "2025-11-24", "Email", "Your new plan", "Here is the new plan for the furnace. It starts on December 1.", "Yes", "ray.kowalczyk@example.com"],
    ["Priya Raman", "2026-10-20", "Text message", "", "Renee comes tomorrow at 9 for the circulator. Ines is at home.", "", "218-555-0184"],
    ["Birchwood Court Cooperative", "2026-03-01", "Invoice", "Invoice March", "Monthly charge for March 2026.", "Yes", "board.birchwood@example.com"],
    ["Susan Pelletier", "2026-08-21", "Quote", "Quote 506", "Sue, a second card for Pequaywan Lake would be $15 a month.", "No", "sue.pelletier@example.com"],
    ["Harold Tveit", "2026-10-05", "Text message", "", "Luis is on his way. Please put Odin in the garage.", "", "218-555-0155"],
    ["St. Brendan's Chapel", "2026-10-13", "Text message", "", "Renee comes tomorrow at 9 for the sacristy loop. We get the key from Mrs. Rautio.", "", "218-555-0137"],
    ["Devon Maki", "2026-09-29", "Quote", "Quote 505", "Devon, single zone, 12k.", "Yes", "dmaki@example.com"],
]
