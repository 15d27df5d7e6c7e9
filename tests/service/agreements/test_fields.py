from __future__ import annotations

from datetime import date

from service.agreements.clause import ClauseText, DocumentFacts
from service.agreements.compile import compile_document, compile_text
from service.agreements.evaluate import by_field, score_document, totals
from service.agreements.fields import fields_of, fields_of_amendment
from service.agreements.precedence import changed_by, effective
from tests.service.agreements.contracts import compiled


def values(name: str) -> dict[str, object]:
    return {field: found.value for field, found in fields_of(compiled(name)).items()}


def test_a_legal_contract_fills_its_fields() -> None:
    assert values("hvac_legal") == {
        "customer_name": "LAKEVIEW DENTAL GROUP, P.C.",
        "service_types": ["heating", "cooling"],
        "billing_frequency": "quarterly",
        "contract_value": {"amount": "7440.00", "currency": "USD", "per": "year"},
        "hourly_rate": "142.00",
        "effective_date": "2025-07-01",
        "end_date": "2028-06-30",
        "auto_renews": True,
        "renewal_notice_days": 60,
        "slas": [
            {"what": "emergency calls", "value": 4, "unit": "hours"},
            {"what": "all other service requests", "value": 2, "unit": "business days"},
        ],
        "included_visits": {"count": 4, "per": "year"},
        "included_hours": {"count": 6, "per": "quarter"},
        "parts_discount_percent": 15,
        "labour_discount_percent": 10,
        "approval_threshold": "500.00",
        "exclusions": [
            "refrigerant in excess of five (5) pounds per circuit per year",
            "repairs from acts of God, power surge, vandalism, negligence of Customer",
            "ductwork, controls wiring, building automation systems",
            "replacement of complete units",
        ],
        "parties": ["TRIDENT MECHANICAL SERVICES, INC.", "LAKEVIEW DENTAL GROUP, P.C."],
        "jurisdiction": "Ohio",
        "term": {"count": 36, "unit": "month"},
    }


def test_a_field_the_contract_does_not_have_is_absent() -> None:
    found = values("cleaning_bullets")
    assert not {"jurisdiction", "approval_threshold", "coverage_cap", "parts_discount_percent", "renewal_date"} & set(
        found
    )
    assert values("plumbing_plan")["coverage_cap"] == {"amount": "2000.00", "per": "year"}


def test_a_field_points_at_its_words_and_asks_for_review_when_unsure() -> None:
    source = "Dear Ms. Quill,\nThe monthly price is $40.00.\n"
    found = fields_of(compile_text(source))
    value = found["contract_value"]
    assert source[value.pin.start : value.pin.end] == "The monthly price is $40.00."
    assert not value.needs_review
    assert found["customer_name"].needs_review


def test_an_effective_agreement_gives_the_amended_values() -> None:
    (found,) = effective([compiled("hvac_legal"), compiled("hvac_amendment")], on=date(2026, 8, 1))
    fields = {name: one.value for name, one in fields_of(found).items()}
    assert (fields["parts_discount_percent"], fields["approval_threshold"], fields["hourly_rate"]) == (
        20,
        "800.00",
        "148.00",
    )


def test_scores_count_what_is_missing_and_what_is_too_much() -> None:
    expected = {
        "hourly_rate": "95.00",
        "exclusions": ["duct cleaning", "refrigerant of any kind"],
        "jurisdiction": "Ohio",
    }
    found = {"hourly_rate": "95.0", "exclusions": ["Refrigerant"], "auto_renews": True}
    scores = {one.field: one.score for one in score_document("a.pdf", expected, found)}
    assert scores == {"hourly_rate": 1.0, "exclusions": 2 / 3, "jurisdiction": 0.0, "auto_renews": 0.0}
    total = totals(score_document("a.pdf", expected, found))
    assert (total.expected, total.found, total.exact) == (3, 3, 1)
    assert by_field(score_document("a.pdf", expected, found))["hourly_rate"].f1 == 1.0


def test_scores_do_not_mistake_true_for_one_or_case_for_difference() -> None:
    (flag,) = score_document("a.pdf", {"auto_renews": True}, {"auto_renews": 1})
    (name,) = score_document("a.pdf", {"customer_name": "Mrs. Jo O'Brien"}, {"customer_name": "JO OBRIEN"})
    assert (flag.score, name.score) == (0.0, 1.0)


def test_the_account_s_own_company_is_a_party_where_the_document_speaks_of_it() -> None:
    letter = [
        ClauseText("c0", 0, "", "", "Dear Ada Quill,"),
        ClauseText("c1", 1, "", "", "Larkfield will mow your lawn weekly."),
    ]

    def parties(words: DocumentFacts) -> object:
        return fields_of(compile_document(words, letter))["parties"].value

    assert parties(DocumentFacts("d", contractor="Larkfield Lawn & Tree, LLC")) == ["Ada Quill", "Larkfield"]
    assert parties(DocumentFacts("d", contractor="Ovaltree Pools")) == ["Ada Quill"]


def test_a_name_is_quoted_where_other_words_stand_beside_it() -> None:
    heads = [
        ClauseText("c0", 0, "", "", "<ORGANIZATION_a1>"),
        ClauseText("c1", 1, "", "", "Accepted for <ORGANIZATION_a1>: <PERSON_b2>, treasurer"),
    ]
    found = fields_of(compile_document(DocumentFacts("d"), heads))["customer_name"]
    assert (found.value, found.pin.clause_id) == ("<ORGANIZATION_a1>", "c1")


def test_two_people_who_agree_together_are_two_parties() -> None:
    found = fields_of(
        compile_document(DocumentFacts("d"), [ClauseText("c0", 0, "", "", "Plan holders: <PERSON_a1> and <PERSON_b2>")])
    )
    assert found["customer_name"].value == "<PERSON_a1> and <PERSON_b2>"
    assert found["parties"].value == ["<PERSON_a1>", "<PERSON_b2>"]


def test_an_amendment_s_new_figures_are_fields_of_what_they_change() -> None:
    base = compile_document(
        DocumentFacts("base", client_id="c", is_amendment=False),
        [
            ClauseText("b0", 0, "", "", "Service agreement effective January 1, 2026, for two years."),
            ClauseText("b1", 9, "3.1", "Prices", "Parts are charged at list less ten percent (10%)."),
            ClauseText("b2", 10, "3.2", "Prices", "Work over $600.00 needs the Owner's approval first."),
        ],
    )
    change = compile_document(
        DocumentFacts("change", client_id="c", is_amendment=True),
        [
            ClauseText("a0", 0, "", "", "First amendment to the service agreement, with effect from May 1, 2026."),
            ClauseText("a1", 9, "", "Changes", "In Section 3.2 the figure $600.00 becomes $900.00."),
        ],
    )
    found = fields_of_amendment(change, changed_by(change, [base, change]))
    assert found["approval_threshold"].value == "900.00"
    assert found["approval_threshold"].pin.document_id == "change"
    assert "parts_discount_percent" not in found
    assert fields_of_amendment(change, None) == fields_of(change)
