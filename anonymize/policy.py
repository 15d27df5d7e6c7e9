"""What is masked and what stays, in one table. What no row masks stays readable: a contract is made of it.

Raise `POLICY_VERSION` with every change of what is masked, here or in the recognizers: masked text carries it, and the
index is built anew. `RULES_DIGEST` is that of the rules it stands for; a test compares them.
"""

from __future__ import annotations

from dataclasses import dataclass

POLICY_VERSION = "5"
RULES_DIGEST = "a4c0dafcbe2474ae"


@dataclass(frozen=True)
class Treatment:
    """`label` names the pseudonym. Found in a client's text, a value belongs to that client where `of_client`, else to
    nobody in particular (a third party, seen only by who sees the whole account). What is not `revealed` is put back
    for nobody: it is seen in the original alone, by who may see originals."""

    entity: str
    label: str
    of_client: bool
    why: str
    revealed: bool = True


MASKED = (
    Treatment("PERSON", "PERSON", False, "names people"),
    Treatment("ORGANIZATION", "ORGANIZATION", False, "names a client, or somebody a client deals with"),
    Treatment("PLACE", "PLACE", False, "a property's own name is as good as its address"),
    Treatment("STREET_ADDRESS", "ADDRESS", False, "says where somebody lives"),
    Treatment("ZIP_CODE", "ZIP", False, "with a name or a street it says where somebody lives"),
    Treatment("UNIT", "UNIT", True, "says behind which door somebody lives"),
    Treatment("PHONE_NUMBER", "PHONE", False, "reaches a person"),
    Treatment("EMAIL_ADDRESS", "EMAIL", False, "reaches a person"),
    Treatment("URL", "URL", False, "a client's own site names the client"),
    Treatment("IP_ADDRESS", "IP", True, "leads to a home's network"),
    Treatment("ACCESS_CODE", "ACCESS_CODE", True, "opens the house", revealed=False),
    Treatment("BANK_ACCOUNT", "BANK_ACCOUNT", True, "pays from somebody's account", revealed=False),
    Treatment("IBAN_CODE", "BANK_ACCOUNT", True, "pays from somebody's account", revealed=False),
    Treatment("CREDIT_CARD", "CARD", True, "pays from somebody's account", revealed=False),
    Treatment("US_SSN", "SSN", True, "identifies a person to the state", revealed=False),
    Treatment("CA_SIN", "SIN", True, "identifies a person to the state", revealed=False),
    Treatment("DRIVER_LICENSE", "LICENSE", True, "identifies a person to the state", revealed=False),
    Treatment("PASSPORT", "PASSPORT", True, "identifies a person to the state", revealed=False),
    Treatment("BIRTH_DATE", "BIRTH_DATE", True, "identifies a person to the state"),
    Treatment("PSEUDONYM", "QUOTED", True, "reads like one of ours, and must not be taken for one", revealed=False),
    Treatment("LICENSE_PLATE", "PLATE", True, "identifies a person's car"),
)

KEPT = {
    "money, rates, percentages": "what is owed",
    "dates, times, durations": "what is in force, and how soon somebody comes",
    "clause numbers, counts, measures, model and part numbers": "what exactly is served",
    "equipment, materials, pests, plants, work (words/trade.txt)": "what is covered",
    "makers and products (words/brands.txt)": "what is covered",
    "defined terms and parties by role: Customer, Contractor, Supplier, Suite": "who owes what",
    "cities, states, countries on their own": "which law governs",
    "authorities and standards: EPA, NFPA, state boards": "which rules apply",
    "the contractor's own company": "who serves; it is the reader",
}
"""What stays, and why. Nothing reads this; it is the other half of the table."""

REFUSED = {
    "text that is not Unicode (half a surrogate pair)": "what cannot be read cannot be searched for names",
    "any text while the language model or a recognizer fails": "a detector that failed has found nothing, not nobody",
}
"""What is neither masked nor kept: the whole text is refused with `CannotMask` and its document quarantined with the reason.

No type of value is refused: a card or licence number is masked like a name, wherever it stands. A scan of an identity
document holds faces and signatures that text recognition does not give: photographs are not indexed at all.
"""

TREATMENTS = {treatment.entity: treatment for treatment in MASKED}
