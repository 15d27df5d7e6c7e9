from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reportlab.platypus import PageBreak

from ingest.clauses import LONGEST, Part, RawClause, clause_text, split
from ingest.document_text import DocumentText, plain
from ingest.pdf import read
from retrieval.model import DocumentKind
from tests.ingest import papers


def outline(text: str, kind: DocumentKind = DocumentKind.FILE) -> dict[str, RawClause]:
    """Clauses by their text."""
    document = plain(text)
    return {clause_text(document, clause): clause for clause in split(document, kind)}


def everything_is_held(document: DocumentText, clauses: list[RawClause]) -> bool:
    """Clauses follow each other, none is too long, and nothing but blank space stands between them."""
    at = 0
    for clause in clauses:
        if not (at <= clause.start < clause.end <= clause.start + LONGEST) or document.text[at : clause.start].strip():
            return False
        at = clause.end
    return not document.text[at:].strip()


AGREEMENT = """RESIDENTIAL MAINTENANCE AGREEMENT

1. Services
1.1 Contractor inspects the furnace once each year.
1.2 Labor for repairs is included.

2. Exclusions
2.1 The following are not covered:
(a) ductwork and registers;
(b) damage caused by others, including:
(i) roofers;
(ii) electricians;
(c) refrigerant.
2.2 Excluded work is charged at list prices.

3. Term
This agreement runs for one year.
"""


def test_each_clause_has_its_number_and_the_headings_it_stands_under() -> None:
    clauses = outline(AGREEMENT)
    labor = clauses["1.2 Labor for repairs is included."]
    assert labor.number == "1.2"
    assert labor.heading == ("RESIDENTIAL MAINTENANCE AGREEMENT", "1. Services")
    assert clauses["This agreement runs for one year."].heading[-1] == "3. Term"


def test_an_item_of_a_list_carries_the_sentence_that_introduces_it() -> None:
    clauses = outline(AGREEMENT)
    ductwork = clauses["(a) ductwork and registers;"]
    assert ductwork.number == "2.1(a)"
    assert ductwork.heading[1:] == ("2. Exclusions", "2.1 The following are not covered:")
    assert clauses["2.1 The following are not covered:"].part == Part.INTRO


def test_an_item_of_a_list_inside_a_list_carries_both_introductions() -> None:
    roofers = outline(AGREEMENT)["(i) roofers;"]
    assert roofers.number == "2.1(b)(i)"
    assert roofers.heading[2:] == ("2.1 The following are not covered:", "(b) damage caused by others, including:")


def test_a_list_goes_on_after_a_list_inside_it() -> None:
    assert outline(AGREEMENT)["(c) refrigerant."].number == "2.1(c)"


def test_roman_items_below_lettered_ones_are_theirs_and_the_letters_go_on() -> None:
    clauses = outline(
        "6. General\na. Notices. By mail.\ni. To the owner at home.\nii. To us at the shop.\nb. Law. Of Ohio.\n"
    )
    assert clauses["ii. To us at the shop."].number == "ii."
    assert clauses["b. Law. Of Ohio."].number == "b."


def test_a_bracketed_roman_item_after_a_lettered_one_hangs_on_it() -> None:
    clauses = outline(
        "4.1 Calls. We come (i) by day, and\n(c) in winter, (i) at night;\n(ii) on Sundays.\n(d) never by boat.\n"
    )
    assert clauses["(ii) on Sundays."].number == "4.1(c)(ii)"
    assert clauses["(d) never by boat."].number == "4.1(d)"


def test_the_letter_i_after_h_is_a_letter() -> None:
    items = "\n".join(f"({letter}) item {letter} of the list;" for letter in "abcdefghij")
    clauses = outline(f"3.1 We cover:\n{items}\n")
    assert clauses["(i) item i of the list;"].number == "3.1(i)"
    assert clauses["(j) item j of the list;"].number == "3.1(j)"


def test_a_numbered_title_with_a_stop_heads_what_follows() -> None:
    clauses = outline("2. No Warranties.\nParts are sold as they are.\n3. Payment Terms.\n3.1 Thirty days.\n")
    assert clauses["Parts are sold as they are."].heading == ("2. No Warranties.",)
    assert clauses["3.1 Thirty days."].heading == ("3. Payment Terms.",)
    assert clauses["2. No Warranties."].part == Part.HEADING


def test_a_heading_with_nothing_under_it_is_a_clause_of_its_own() -> None:
    clauses = outline("1. NO REFUNDS AFTER MAY\n2. TERM\nOne year from today.\n")
    assert clauses["1. NO REFUNDS AFTER MAY"].part == Part.BODY
    assert clauses["2. TERM"].part == Part.HEADING


def test_the_parties_agreeing_as_follows_introduce_no_list() -> None:
    clauses = outline("NOW, THEREFORE, the parties agree as follows:\n1. Labor is included.\n2. Parts are not.\n")
    assert clauses["1. Labor is included."].heading == ()


def test_a_section_put_in_later_has_its_letter() -> None:
    assert (
        outline("8. Fees are due monthly.\n8A. Late fees are two percent.\n9. Law of Ohio.\n")[
            "8A. Late fees are two percent."
        ].number
        == "8A"
    )


def test_what_follows_a_list_no_longer_stands_under_its_introduction() -> None:
    assert outline(AGREEMENT)["2.2 Excluded work is charged at list prices."].heading[1:] == ("2. Exclusions",)


def test_bulleted_items_are_clauses_of_their_own_under_their_introduction() -> None:
    clauses = outline("What we cover:\n• the compressor\n• the fan motor\nWhat we do not cover:\n• ductwork\n")
    assert clauses["• the fan motor"].heading == ("What we cover:",)
    assert clauses["• ductwork"].heading == ("What we do not cover:",)


def test_items_without_any_mark_keep_their_introduction_until_the_next_one() -> None:
    clauses = outline("Covered:\nCompressor\nFan motor\nNot covered:\nDuctwork\nMold\n\nYou are billed every month.\n")
    assert clauses["Fan motor"].heading == ("Covered:",)
    assert clauses["Mold"].heading == ("Not covered:",)
    assert (
        clauses["You are billed every month."].heading == ("Not covered:",)
        or not clauses["You are billed every month."].heading
    )


def test_a_sentence_after_phrases_is_no_item_of_their_list() -> None:
    after = "Billing is monthly and starts on the first day of the month after you have signed this plan with us."
    assert outline(f"Not covered:\nDuctwork\nMold\n{after}\n")[after].heading == ()


def test_an_introduction_without_a_colon_counts_where_a_list_follows() -> None:
    clauses = outline("This plan does not include\n- pools\n- spas\n")
    assert clauses["- spas"].heading == ("This plan does not include",)


def test_a_remark_on_an_item_does_not_cut_the_list_off_from_its_introduction() -> None:
    remark = "This holds even where the refrigerant was lost through a leak that we have repaired under this agreement, at any time."
    clauses = outline(f"4.1 The following are not covered:\n(a) refrigerant.\n{remark}\n(b) ductwork.\n")
    assert clauses["(b) ductwork."].heading == ("4.1 The following are not covered:",)


def test_a_numbered_list_that_starts_anew_stands_under_the_clause_before_it() -> None:
    clauses = outline(
        "5. Fees apply to every visit.\n6. Items excluded from this plan\n1. Pools\n2. Spas\n7. Term. One year from today.\n"
    )
    assert clauses["2. Spas"].heading == ("6. Items excluded from this plan",)
    assert clauses["7. Term. One year from today."].number == "7"


def test_signature_labels_introduce_nothing() -> None:
    clauses = outline("The parties agree.\nBy:\nName:\nTitle:\nDated:\n")
    assert all(clause.heading == () for clause in clauses.values())


def test_lines_of_an_address_are_one_clause_and_items_never() -> None:
    assert "Ada Crane\n12 Elm Street\nDuluth, Minnesota 55803" in outline(
        "Ada Crane\n12 Elm Street\nDuluth, Minnesota 55803\n"
    )
    assert len(outline("Covered:\nCompressor\nFan Motor\nHeat Exchanger\n")) == 4


def test_a_run_in_heading_is_part_of_the_path() -> None:
    clause = outline("Outside the cover. The kitchen heater and every radiator that was painted over.\n")
    assert [found.heading for found in clause.values()] == [("Outside the cover",)]


def test_an_exhibit_leaves_the_sections_before_it() -> None:
    clauses = outline(
        "9. General\n9.1 Minnesota law governs this agreement.\nEXHIBIT A\n1. Change the filters every month.\n"
    )
    assert clauses["1. Change the filters every month."].heading == ("EXHIBIT A",)


def test_a_long_clause_is_cut_between_sentences_and_keeps_its_number() -> None:
    sentence = "The contractor answers every call of the customer within four hours of the time at which it was made. "
    clauses = list(outline("3.1 " + sentence * 25).values())
    assert len(clauses) > 2
    assert all(clause.number == "3.1" and clause.end - clause.start <= LONGEST for clause in clauses)
    assert all(text.endswith(".") for text in outline("3.1 " + sentence * 25))


def test_parts_of_a_long_list_in_one_paragraph_keep_what_leads_into_it() -> None:
    items = "; ".join(
        f"({letter}) damage to the equipment that was caused by event number {letter} in that year"
        for letter in "abcdefghijklmnop"
    )
    clauses = list(outline(f"5.1 We do not cover: {items}.").values())
    assert len(clauses) > 1
    assert all("We do not cover:" in clause.heading[-1] for clause in clauses[1:])


def test_a_table_row_is_a_clause_under_its_section_and_header_row() -> None:
    rows = [
        ["Component", "Coverage", "Limit"],
        ["Compressor", "Covered", "$1,500"],
        ["Ductwork", "Not covered", "none"],
    ]
    document = read(
        papers.document(
            [papers.heading("Schedule of Coverage"), papers.table(rows, [120, 120, 120]), papers.text("Notes.")]
        )
    )
    clauses = {clause_text(document, clause): clause for clause in split(document)}
    ductwork = clauses["Ductwork | Not covered | none"]
    assert ductwork.heading == ("Schedule of Coverage", "Component | Coverage | Limit")
    assert (ductwork.part, ductwork.page) == (Part.ROW, 1)
    assert clauses["Notes."].heading == ("Schedule of Coverage",)


def test_a_clause_knows_the_page_it_starts_on() -> None:
    story = [papers.text("First page says this."), PageBreak(), papers.text("Second page says that.")]
    document = read(papers.document(story))
    assert [clause.page for clause in split(document)] == [1, 2]


def test_a_clause_goes_on_over_the_page_break() -> None:
    sentence = (
        "on day {} the contractor keeps the boiler in order and answers calls within the time that is agreed and "
    )
    document = read(papers.document([papers.text("1. " + "".join(sentence.format(day) for day in range(80)))]))
    clauses = split(document)
    assert {clause.number for clause in clauses} == {"1"}
    assert everything_is_held(document, clauses)


def test_a_note_is_one_clause() -> None:
    note = "Customer asked for the filter size.\n\nTold him 16x25x1. Gate stays open.\n"
    assert list(outline(note, DocumentKind.NOTE)) == [note.strip()]


def test_what_a_message_quotes_is_a_clause_of_its_own() -> None:
    clauses = outline(
        "Yes, go ahead up to $550.\n\nAda\n\n> On Oct 9 you wrote:\n> May we replace the valve?\n",
        DocumentKind.COMMUNICATION,
    )
    assert [clause.part for clause in clauses.values()] == [Part.BODY, Part.QUOTED]
    assert next(iter(clauses)) == "Yes, go ahead up to $550.\n\nAda"


def test_a_long_note_is_cut_at_its_paragraphs() -> None:
    paragraph = "The compressor was noisy and we changed the mounts. " * 9
    document = plain("\n\n".join([paragraph] * 4))
    clauses = split(document, DocumentKind.NOTE)
    assert [clause_text(document, clause).count("\n\n") for clause in clauses] == [1, 1], "two paragraphs fit in one"


@given(st.text(alphabet=st.sampled_from("abA1.():;,-•\n >|\u00e9"), max_size=3000), st.sampled_from(DocumentKind))
def test_no_text_loses_or_doubles_a_word(text: str, kind: DocumentKind) -> None:
    document = plain(text)
    assert everything_is_held(document, split(document, kind))


@given(
    st.lists(
        st.sampled_from([*AGREEMENT.splitlines(), "Covered:", "• pumps", "word " * 300, "A | B", "IV. Fees", "(z) x"]),
        max_size=40,
    )
)
def test_clauses_in_any_order_hold_every_word_once(lines: list[str]) -> None:
    document = plain("\n".join(lines))
    assert everything_is_held(document, split(document))


def test_a_row_across_a_table_heads_the_rows_below_it() -> None:
    rows = [["Component", "Covered"], ["HEATING", ""], ["Furnace", "Yes"], ["COOLING", ""], ["Condenser", "No"]]
    document = read(papers.document([papers.table(rows, [200, 100])]))
    clauses = {clause_text(document, clause): clause.heading for clause in split(document)}
    assert clauses["Furnace | Yes"] == ("Component | Covered", "HEATING")
    assert clauses["Condenser | No"] == ("Component | Covered", "COOLING")


def test_a_name_above_an_address_does_not_take_the_sections_after_it() -> None:
    clauses = outline(
        "SERVICING AGREEMENT\n\nSection 12. Notices. Notices go to:\n\nHARROW MECHANICAL, LLC\n\n12 Mill Street\n\n"
        "Section 13. Amendments. A change needs a signature of both."
    )
    assert clauses["Section 13. Amendments. A change needs a signature of both."].heading[:1] == (
        "SERVICING AGREEMENT",
    )


def test_a_heading_that_divides_clauses_numbered_throughout_keeps_them() -> None:
    clauses = outline("TERMS\n\nWORK\n\n1. We mow weekly.\n\n2. We edge monthly.\n\nMONEY\n\n3. You pay by the month.")
    assert "MONEY" in clauses["3. You pay by the month."].heading
