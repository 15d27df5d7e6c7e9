"""Work that waits for somebody's word, whatever it costs, in the words of offices and lawyers."""

from __future__ import annotations

import pytest

from service.agreements.compile import compile_text
from service.agreements.terms import Permission


def permissions(words: str) -> list[Permission]:
    return [one for one in compile_text(words).terms if isinstance(one, Permission)]


@pytest.mark.parametrize(
    ("words", "what", "form"),
    [
        ("We do not re-line the flue until you have signed the sheet.", "re-line the flue", "written"),
        ("Don't open the vault till Otto signs the slip.", "open the vault", ""),
        ("No hedge shall be taken out without the Owner's written consent.", "hedge taken out", "written"),
        ("A chimney cap is fitted only after your go-ahead by e-mail.", "chimney cap fitted", "e-mail"),
        ("A ladder job requires the signature of the head gardener.", "ladder job", "written"),
        ("Trenching must be approved by the board before it is begun.", "Trenching", ""),
        ("Your landlord must agree in writing before we replace the boiler.", "replace the boiler", "written"),
        ("Skylights: Mrs. Fane must OK first, $12 apiece.", "skylights", ""),
        ("If you want it moved we must have your signed form first; the charge is $300.", "moved", "written"),
        ("Replacing a bell, whatever its price, needs the vicar's signature.", "Replacing a bell", "written"),
        ("We obtain the vicar's signature before any bell is recast.", "bell recast", "written"),
        ("Bell ropes by quote, to be countersigned by the verger before one is cut.", "Bell ropes by quote", ""),
        ("Sump pits - always quoted first. We start only when you have signed the quote.", "Sump pits", "written"),
    ],
)
def test_work_that_waits_for_somebody_s_word_is_read_with_its_form(words: str, what: str, form: str) -> None:
    assert [(one.what, one.form) for one in permissions(words)] == [(what, form)]


@pytest.mark.parametrize(
    "words",
    [
        "This agreement may not be assigned without the written consent of the other party.",
        "No change to this plan is valid unless signed by both of us.",
        "Please do not let anyone else touch the unit without our written approval.",
        "Any repair over $400 needs your approval first.",
        "Painting costs $20 a door and needs no change order.",
        "A replacement is ordered only when our grower has confirmed the cause in writing.",
    ],
)
def test_what_is_no_work_of_ours_or_hangs_on_a_sum_asks_for_no_permission(words: str) -> None:
    assert permissions(words) == []


def test_who_may_agree_keeps_his_title() -> None:
    (one,) = permissions("Blasting requires a quote countersigned by Mr. Otto Lindt, president.")
    assert one.approver == "Mr. Otto Lindt"
