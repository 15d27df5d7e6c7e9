from __future__ import annotations

from datetime import UTC, datetime

from ingest.jobber.records import Invoice, Job, LineItem, Message, Note, Quote, Request, TimeSheetEntry, Visit
from ingest.record_text import invoice_text, job_text, message_text, note_text, quote_text, request_text
from retrieval.model import DocumentKind

WRITTEN = datetime(2026, 1, 5, tzinfo=UTC)


def test_a_note_is_its_message_under_the_kind_of_note_it_is() -> None:
    note = Note(
        "note-1",
        note_type="JobNote",
        client_id="client-1",
        job_id="job-1",
        message=" Side door. \n",
        created_at=WRITTEN,
    )
    text = note_text(note)
    assert (text.text, text.kind, text.record_type) == ("Side door.", DocumentKind.NOTE, "JobNote")
    assert (text.client_id, text.job_id, text.written_at) == ("client-1", "job-1", WRITTEN)


def test_a_message_is_subject_and_text_and_keeps_its_file() -> None:
    message = Message(
        "message-1", client_id="client-1", file="a.eml", subject="Boiler", text="It drips.", sent_at=WRITTEN
    )
    text = message_text(message)
    assert (text.text, text.file, text.written_at) == ("Boiler\n\nIt drips.", "a.eml", WRITTEN)
    assert text.record_type == "Message"


def test_a_job_holds_its_line_items_visits_and_time_sheets() -> None:
    items = (
        LineItem("item-1", "Tune-up", "Yearly"),
        LineItem("item-2", "Filter", "Filter"),
        LineItem("item-3", "Trip"),
    )
    job = Job(
        "job-1", client_id="client-1", property_id="property-1", title="Service", instructions="Ring", line_items=items
    )
    visit = Visit("visit-1", instructions="Bring a ladder")
    entry = TimeSheetEntry("entry-1", note="Valve swapped")
    text = job_text(job, [visit], [entry])
    assert text.text == "Service\n\nRing\n\nTune-up: Yearly\nFilter\nTrip\n\nBring a ladder\n\nValve swapped"
    assert (text.job_id, text.property_id) == ("job-1", "property-1")


def test_instructions_that_visits_repeat_stand_once() -> None:
    job = Job("job-1", title="Mowing", instructions="Close the gate")
    visits = [Visit(f"visit-{n}", instructions=words) for n, words in enumerate(("Close the gate", "Edge", "Edge"))]
    assert job_text(job, visits, []).text == "Mowing\n\nClose the gate\n\nEdge"


def test_a_quote_holds_its_contract_disclaimer() -> None:
    quote = Quote(
        "quote-1",
        client_id="client-1",
        title="Plan",
        message="As discussed",
        contract_disclaimer="Valid 30 days.",
        line_items=(LineItem("item-1", "Gold plan", "Two visits"),),
    )
    assert quote_text(quote).text == "Plan\n\nAs discussed\n\nGold plan: Two visits\n\nValid 30 days."


def test_an_invoice_and_a_request_hold_their_words() -> None:
    invoice = Invoice("invoice-1", subject="Boiler", message="Thank you", line_items=(LineItem("item-1", "Valve"),))
    assert invoice_text(invoice).text == "Boiler\n\nThank you\n\nValve"
    assert request_text(Request("request-1", title=" No heat ")).text == "No heat"


def test_a_record_without_words_has_no_text() -> None:
    assert job_text(Job("job-1"), [], []).text == ""
    assert note_text(Note("note-1", message="  \n")).text == ""
