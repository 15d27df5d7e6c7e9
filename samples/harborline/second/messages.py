"""E-mails as .eml files and Jobber's own communications report as CSV."""

import csv
import io
from email.message import EmailMessage
from email.policy import SMTP

OFFICE = "Ocotillo Office <office@ocotillo.example.com>"

# file, from, to, date header, subject, plain text, html, in-reply-to
_MAILS = [
    ("2026-03-08-motor.eml", "Ellis Nakagawa <ellis.nakagawa@casaverano.example.com>", OFFICE,
     "Sun, 08 Mar 2026 19:12:00 -0700", "Pool motor",
     ("Dwight,\n\nthe board wants swimmers back by Friday. You may replace the motor at the clubhouse; I authorize up to\n"
     "$1,000.00 for part and labor together.\n\nEllis Nakagawa\nBoard Representative\n"), None, None),
    ("2026-05-18-panel.eml", "Teresa Lindqvist <teresa.lindqvist@example.com>", OFFICE, "Mon, 18 May 2026 16:44:00 -0700",
     "Re: Panel at Linden",
     ("Yes go ahead with the panel at Linden but not over $1,500 please.\nTeresa\n\n> On May 15 Dwight Pelham wrote:\n"
     "> The panel comes to $1,850 with the permit. Say the word and we start Tuesday.\n"), None, "<panel-1@ocotillo.example.com>"),
    ("2026-06-02-start.eml", "Joel Stern <joel.stern@example.com>", OFFICE, "Tue, 02 Jun 2026 08:03:00 -0700", "First week",
     "Hi, is Tuesday still our day under the new contract, or may we have Thursday? Joel\n",
     "<p>Hi, is Tuesday still our day under the <b>new</b> contract, or may we have Thursday? Joel</p>", None),
    ("2026-07-20-rtu4.eml", "Bennett Okafor <bokafor@tortolitacold.example.com>", OFFICE, "Mon, 20 Jul 2026 17:31:00 -0700",
     "RE: RTU-4", ("Understood that it stays under two thousand so no PO from me. Be here at 8.\nB. Okafor\n\n"
     "> Compressor 1,395 plus five hours. Dwight\n"), None, "<rtu4-1@ocotillo.example.com>"),
    ("2026-08-12-scorpion.eml", "Nadine Ferro <nadine.ferro@example.com>", OFFICE, "Wed, 12 Aug 2026 21:15:00 -0700",
     "scorpion!!", "There was one IN THE TUB. Last spray was three weeks ago. Can Lonnie come tomorrow?\n", None, None),
    ("2026-08-26-green.eml", "Priya Ramanathan <priya.ramanathan@example.com>", OFFICE, "Wed, 26 Aug 2026 07:50:00 -0700",
     "about the green pool", None,
     ("<html><body><p>Good morning,</p><p>Joel admits it: he switched the pump off at the breaker before our trip. "
     "So I guess this one is on us?</p><p>Priya</p></body></html>"), None),
    ("2026-09-11-palms.eml", "Ellis Nakagawa <ellis.nakagawa@casaverano.example.com>", OFFICE, "Fri, 11 Sep 2026 10:20:00 -0700",
     "Palms", "Go ahead and skin the thirty palms on the greenbelt before the holidays, anything up to $1,500 is fine.\nEllis\n",
     None, None),
    ("2026-10-05-october-visit.eml", "Arturo Mondragon <arturo.mondragon@example.com>", OFFICE, "Mon, 05 Oct 2026 12:00:00 -0700",
     "Thursday", ("We will both be out on Thursday. Tomas has the gate number, he can let himself in. The west unit is loud.\n"
     "Arturo\n"), None, None),
    ("2026-10-24-filter.eml", "Odalys Fuentes <odalys.fuentes@casaverano.example.com>", OFFICE, "Sat, 24 Oct 2026 09:05:00 -0700",
     "Filter", None, ("<div>I only learned today that the filter was changed on Thursday. For your file: I approve it up to "
     "<b>$1,300.00</b>. Next time before the work, please.<br>Odalys Fuentes</div>"), None),
    ("2026-10-29-school.eml", "Corinne Adair <office@oldpueblo.example.com>", OFFICE, "Thu, 29 Oct 2026 14:40:00 -0700",
     "Re: Campus grounds 2027", ("Our trustees meet on December 8 and I cannot sign before. Please mow once for open day on the 30th "
     "and send a bill.\nC. Adair\n\n> Offer attached. Renata\n"), None, "<school-1@ocotillo.example.com>"),
    ("2026-11-02-autoclave.eml", "Front Desk <frontdesk@rillitodental.example.com>", OFFICE, "Mon, 02 Nov 2026 15:22:00 -0700",
     "Autoclave breaker", ("Hi! Shauna is away until the 9th but it keeps tripping, so yes please come tomorrow, up to 1000 is ok.\n"
     "Marcy at the front desk\n"),
     ("<p>Hi! Shauna is away until the 9th but it keeps tripping, so yes please come tomorrow, up to 1000 is ok.</p>"
     "<p>Marcy at the front desk</p>"), None),
    ("2026-11-11-cooler.eml", "Gordon Whitlatch <gordon.whitlatch@example.com>", OFFICE, "Wed, 11 Nov 2026 18:08:00 -0700",
     "Re: New cooler unit B", ("No. I am not buying a new cooler in November. Ask me again in March.\nG.W.\n\n"
     "> $780 installed, we have a slot on the 19th. Dwight\n"), None, "<cooler-1@ocotillo.example.com>"),
]

_REPORT = [
    ("Rillito Dental Partners", "2026-05-05", "Email", "Re: compressor closet",
     "Fine with me. Rewire the compressor closet, not above $900 all in. Shauna Whitcomb", "Yes", "office@ocotillo.example.com"),
    ("Rillito Dental Partners", "2026-10-17", "SMS", "", "Saturday is ok, half of us cannot see. Keisha on her way.", "", "(520) 555-0131"),
    ("Delphine Mondragon", "2026-10-06", "Email", "Visit reminder", "Tomas comes on Thursday, October 8 at 9:00.", "Yes",
     "delphine.mondragon@example.com"),
    ("Delphine Mondragon", "2026-08-02", "SMS", "", "On our way, Tomas will be there about 9:30 pm.", "", "(520) 555-0112"),
    ("Gordon Whitlatch", "2026-08-10", "SMS", "", "Langley is not on your plan, so this is a regular bill. ok? - Dwight", "",
     "(520) 555-0141"),
    ("Gordon Whitlatch", "2026-08-10", "SMS", "", "Yes I know, just fix the outlet.", "", "(520) 555-0100"),
    ("Priya Ramanathan", "2026-04-20", "Email", "No contract at present",
     "Your paper ended in March. The union repair goes at our posted price until the new one opens.", "Yes",
     "priya.ramanathan@example.com"),
    ("Nadine Ferro", "2026-10-21", "Email", "Bees and rats tomorrow", "Lonnie comes at 8. Bees are off the regular menu.", "No",
     "nadine.ferro@example.com"),
    ("Tortolita Cold Storage Supply Co.", "2026-06-10", "Email", "Walk-in no. 1",
     "Mr. Okafor, walk-ins are not ticked on your form, so this is billed. Reply OK to go on.", "Yes",
     "bokafor@tortolitacold.example.com"),
    ("Tortolita Cold Storage Supply Co.", "2026-06-10", "Email", "Re: Walk-in no. 1", "OK. B.O.", "Yes",
     "office@ocotillo.example.com"),
    ("Harlan Oakes", "2026-10-13", "SMS", "", "Keisha tomorrow at 9 for the inverter light.", "", "(520) 555-0181"),
    ("Lucinda Barraza", "2026-08-19", "SMS", "", "Today's closets took the last of your quarter's hours, and then some.", "",
     "(520) 555-0190"),
    ("Casa Verano Homeowners Association", "2026-07-02", "Email", "New figures from July",
     "Your July bill follows the amendment. Ms. Fuentes is our contact from now on.", "Yes", "board@casaverano.example.com"),
    ("Wesley Tran", "2026-11-03", "Email", "Quote 443", "The thermostat swap comes to $309.00.", "Yes", "wesley.tran@example.com"),
    ("Marguerite Ives", "2026-11-09", "SMS", "", "We will ring you about the pigeons next week.", "", "(520) 555-0199"),
]


def emails() -> dict[str, bytes]:
    """File name to bytes; boundaries are fixed so that a rerun writes the same."""
    made = {}
    for name, sender, to, date, subject, plain, html, reply in _MAILS:
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Date"], mail["Subject"] = sender, to, date, subject
        mail["Message-ID"] = f"<{name.removesuffix('.eml')}@mail.example.com>"
        if reply:
            mail["In-Reply-To"] = reply
        if plain is None:
            mail.set_content(html, subtype="html")
        else:
            mail.set_content(plain)
            if html:
                mail.add_alternative(html, subtype="html")
                mail.set_boundary(f"part-{name.removesuffix('.eml')}")
        made[name] = mail.as_bytes()
    return made


def report() -> str:
    """The exported report."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Client name", "Date", "Type", "Subject", "Message", "Opened", "To"])
    writer.writerows(_REPORT)
    return out.getvalue()
