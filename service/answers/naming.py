"""Whether words name a thing: by itself, by another word for it, or by a wider word ("insects" for wasps)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from service.answers.vocabulary import canon

# The wider word first; what stands after it is a kind of it, and either names the other. Things of a trade are in the trade vocabulary.
_WIDER = """
bug wasp hornet bee ant roach termite spider flea mosquito gnat moth
vehicle car truck van tractor trailer
animal squirrel mouse rat bat raccoon possum deer rabbit bird dog cat horse gopher critter
weather storm hail wind lightning hurricane tornado flood
tree oak pine maple palm cedar elm
plant shrub bush hedge rose flower herb
appliance refrigerator oven range dishwasher washer dryer microwave
chemical chlorine acid stabilizer shock algaecide fertilizer herbicide
fixture toilet sink tub shower faucet
"""
_KINDS = {canon(wider): [canon(one) for one in kinds] for wider, *kinds in map(str.split, _WIDER.strip().splitlines())}
BROADER: dict[str, tuple[frozenset[str], ...]] = {
    one: (frozenset((wider,)),) for wider, kinds in _KINDS.items() for one in kinds
} | {wider: tuple(frozenset((one,)) for one in kinds) for wider, kinds in _KINDS.items()}


@dataclass(frozen=True)
class Named:
    """`others`: for the form of a word, the phrases that name the same or a wider thing, by the forms of their words."""

    others: Mapping[str, tuple[frozenset[str], ...]]

    @classmethod
    def of(cls, *sources: Mapping[str, tuple[frozenset[str], ...]]) -> Named:
        """What several sources say of a word counts together."""
        forms = {form for source in sources for form in source}
        return cls({form: tuple(phrase for source in sources for phrase in source.get(form, ())) for form in forms})

    def within(self, own: set[str], form: str) -> bool:
        """Whether a passage, by the forms of its words, names what a word means."""
        if form in own or any(phrase <= own for phrase in self.others.get(form, ())):
            return True
        return len(form) >= 5 and any(
            len(other) >= 5 and (other.startswith(form) or form.startswith(other)) for other in own
        )
