from __future__ import annotations

from service.answers.naming import BROADER, Named
from service.answers.vocabulary import canon, stems


def test_what_two_vocabularies_say_of_a_word_counts_together() -> None:
    form = canon("chemical")
    named = Named.of(BROADER, {form: (frozenset({canon("reagent")}),)})
    assert named.within(stems("chlorine, as needed"), form)
    assert named.within(stems("each reagent we bring"), form)
    assert not named.within(stems("the hose"), form)
