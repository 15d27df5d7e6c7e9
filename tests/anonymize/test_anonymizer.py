from __future__ import annotations

import pytest
from sqlalchemy import Engine

from anonymize.anonymizer import Anonymizer
from anonymize.boundary import NotSanitized, Scope, Seal
from anonymize.errors import CannotMask
from anonymize.findings import Identity
from anonymize.gazetteer import Gazetteer
from anonymize.keys import Keyring
from anonymize.known import address, person, phone
from anonymize.policy import POLICY_VERSION
from anonymize.pseudonyms import PSEUDONYM
from anonymize.vault import Vault
from tests.fakes.detector import WordDetector

A = "account-1"
OBRIEN = person("Maeve", "O'Brien", "client-1")
HOME = address("12 Elm Street", "", "Ely", "MN", "55731", "client-1")
NUMBER = phone("218-555-0142", "client-1")
NOTE = "Mrs O'Brien, 12 Elm St, 218.555.0142: gate 4471#. Tenant Rosa Delgado has keys, call Delgado."


@pytest.fixture
def anonymizer(engine: Engine, keyring: Keyring) -> Anonymizer:
    detector = WordDetector({"Rosa Delgado": "PERSON", "4471#": "ACCESS_CODE", "Vance": "PERSON"})
    seal = Seal(A, keyring.seal_key(A), POLICY_VERSION)
    return Anonymizer(A, detector, Gazetteer([OBRIEN, HOME, NUMBER]), Vault(engine, keyring, A), seal)


def test_no_personal_value_is_left(anonymizer: Anonymizer) -> None:
    masked = anonymizer.mask(NOTE, client_id="client-1").text.text
    for value in ("Brien", "Elm", "0142", "4471", "Rosa", "Delgado"):
        assert value not in masked
    assert masked.startswith("Mrs <PERSON_")
    assert masked.endswith(">.")


def test_one_person_is_one_pseudonym_however_written(anonymizer: Anonymizer) -> None:
    ways = ["Mrs O'Brien", "Maeve O’Brien", "obrien", "the O'Briens", "M. O'Brien"]
    named = {
        name for masked in anonymizer.mask_many(ways, client_id=None) for name in PSEUDONYM.findall(masked.text.text)
    }
    assert len(named) == 1


def test_a_question_names_the_same_pseudonyms_as_the_documents(anonymizer: Anonymizer) -> None:
    document = set(PSEUDONYM.findall(anonymizer.mask(NOTE, client_id="client-1").text.text))
    question = anonymizer.mask("what did we promise obrien at 12 Elm?", client_id=None).text.text
    asked = PSEUDONYM.findall(question)
    assert len(asked) == 2
    assert set(asked) <= document


def test_a_name_found_in_one_part_is_known_in_all_parts(anonymizer: Anonymizer) -> None:
    first, second = anonymizer.mask_many(["Rosa Delgado signs.", "Call Delgado first."], client_id="client-1")
    [rosa] = PSEUDONYM.findall(first.text.text)
    assert second.text.text == f"Call {rosa} first."


def test_masking_what_is_masked_changes_nothing(anonymizer: Anonymizer) -> None:
    once = anonymizer.mask(NOTE, client_id="client-1")
    twice = anonymizer.mask(once.text.text, client_id="client-1", ours=True)
    assert twice.text == once.text
    assert twice.replacements == ()


@pytest.mark.parametrize("ours", [True, False])
def test_what_only_looks_like_a_pseudonym_is_masked_like_any_text(anonymizer: Anonymizer, ours: bool) -> None:
    masked = anonymizer.mask("see <PERSON_obrien> and <PHONE_abc234> now", client_id=None, ours=ours).text.text
    assert "obrien" not in masked
    assert "abc234" not in masked
    assert [name.startswith("<QUOTED_") for name in PSEUDONYM.findall(masked)] == [True, True]


def test_a_pseudonym_typed_into_a_note_reveals_nobody(anonymizer: Anonymizer) -> None:
    """Another client's, copied from an answer; our own account's or another's makes no difference."""
    [rosa] = PSEUDONYM.findall(anonymizer.mask("Rosa Delgado signs", client_id="client-1").text.text)
    note = anonymizer.mask(f"who is {rosa}?", client_id="client-2")
    assert rosa not in note.text.text
    assert "Rosa" not in anonymizer.reveal(note.text.text, Scope(A))
    again = anonymizer.mask(anonymizer.reveal(note.text.text, Scope(A)), client_id=None, ours=True)
    assert "Rosa" not in anonymizer.reveal(again.text.text, Scope(A))


def test_a_reader_may_ask_about_a_pseudonym_and_learns_what_the_scope_allows(anonymizer: Anonymizer) -> None:
    [rosa] = PSEUDONYM.findall(anonymizer.mask("Rosa Delgado signs", client_id="client-1").text.text)
    asked = anonymizer.mask(f"who is {rosa}?", client_id=None, ours=True).text.text
    assert asked == f"who is {rosa}?"
    assert anonymizer.reveal(asked, Scope(A)) == "who is Rosa Delgado?"
    assert anonymizer.reveal(asked, Scope(A, frozenset({"client-1"}))) == asked


def test_a_name_beside_a_pseudonym_of_ours_is_masked(engine: Engine, keyring: Keyring) -> None:
    vault = Vault(engine, keyring, A)
    [name] = vault.names([Identity("PERSON", "rosa delgado", "Rosa Delgado", None)]).values()
    text = f"Mrs. {name} Vance"
    detector = WordDetector({"Mrs. " + "\u2022" * len(name) + " Vance": "PERSON"})
    seal = Seal(A, keyring.seal_key(A), POLICY_VERSION)
    masked = Anonymizer(A, detector, Gazetteer(), vault, seal).mask(text, client_id=None, ours=True).text.text
    assert masked.startswith(f"Mrs. {name} <PERSON_") or masked.startswith(f"Mrs. {name}<PERSON_")
    assert "Vance" not in masked


def test_a_value_with_a_bullet_in_it_is_masked_whole(engine: Engine, keyring: Keyring) -> None:
    detector = WordDetector({"12 Elm St \u2022 Ely": "STREET_ADDRESS"})
    seal = Seal(A, keyring.seal_key(A), POLICY_VERSION)
    anonymizer = Anonymizer(A, detector, Gazetteer(), Vault(engine, keyring, A), seal)
    assert "Elm" not in anonymizer.mask("\u2022 at 12 Elm St \u2022 Ely", client_id=None).text.text


def test_the_reader_sees_as_much_as_the_scope_allows(anonymizer: Anonymizer) -> None:
    masked = anonymizer.mask(NOTE, client_id="client-1").text.text
    own = anonymizer.reveal(masked, Scope(A, frozenset({"client-1"})))
    assert "Maeve O'Brien, 12 Elm Street, Ely, MN 55731, 218-555-0142: gate <ACCESS_CODE_" in own
    assert "Rosa" not in own
    assert "Rosa Delgado" in anonymizer.reveal(masked, Scope(A))
    assert anonymizer.reveal(masked, Scope(A, frozenset({"client-2"}))) == masked
    assert anonymizer.reveal(masked, Scope("account-2")) == masked


@pytest.mark.parametrize(
    "entity",
    ["ACCESS_CODE", "BANK_ACCOUNT", "IBAN_CODE", "CREDIT_CARD", "US_SSN", "CA_SIN", "DRIVER_LICENSE", "PASSPORT"],
)
def test_codes_and_numbers_that_open_or_pay_are_revealed_to_nobody(
    engine: Engine, keyring: Keyring, entity: str
) -> None:
    seal = Seal(A, keyring.seal_key(A), POLICY_VERSION)
    detector = WordDetector({"4471-0917": entity})
    anonymizer = Anonymizer(A, detector, Gazetteer(), Vault(engine, keyring, A), seal)
    masked = anonymizer.mask("it is 4471-0917", client_id="client-1").text.text
    assert PSEUDONYM.search(masked)
    for scope in (Scope(A), Scope(A, frozenset({"client-1"}))):
        assert anonymizer.reveal(masked, scope) == masked


def test_every_masked_character_leads_back_to_the_raw_text(anonymizer: Anonymizer) -> None:
    masked = anonymizer.mask(NOTE, client_id="client-1")
    for r in masked.replacements:
        assert masked.text.text[r.masked_start : r.masked_end] == r.pseudonym
        assert masked.raw_span(r.masked_start, r.masked_end) == (r.start, r.end)
    start = masked.text.text.index("has keys")
    first, last = masked.raw_span(start, start + len("has keys"))
    assert NOTE[first:last] == "has keys"


def test_masked_text_is_admitted_back_and_changed_text_is_not(anonymizer: Anonymizer) -> None:
    text = anonymizer.mask(NOTE, client_id="client-1").text
    assert anonymizer.admit(text.text, text.policy, text.mac) == text
    with pytest.raises(NotSanitized):
        anonymizer.admit(NOTE, text.policy, text.mac)


def test_a_code_of_one_client_tells_nothing_about_the_same_code_of_another(anonymizer: Anonymizer) -> None:
    one, another = (anonymizer.mask("gate 4471#", client_id=client).text.text for client in ("client-1", "client-2"))
    assert one != another


def test_text_that_cannot_be_read_is_refused_without_being_quoted(anonymizer: Anonymizer) -> None:
    with pytest.raises(CannotMask) as refused:
        anonymizer.mask_many(["fine", "O'Brien \ud800"], client_id=None)
    assert "Brien" not in str(refused.value)


@pytest.mark.parametrize("text", ["", " ", "x", "\n\n", "No names here, 24 filters at $12.50."])
def test_text_without_personal_values_stays_as_it_is(anonymizer: Anonymizer, text: str) -> None:
    masked = anonymizer.mask(text, client_id=None)
    assert masked.text.text == text
    assert masked.replacements == ()


def test_new_known_names_make_a_new_anonymizer(anonymizer: Anonymizer) -> None:
    text = "Whitlatch pays"
    assert anonymizer.mask(text, client_id=None).text.text == text
    wiser = anonymizer.with_gazetteer(Gazetteer([person("Ruth", "Whitlatch", "client-2")]))
    assert "Whitlatch" not in wiser.mask(text, client_id=None).text.text
