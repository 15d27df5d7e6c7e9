"""PDFs broken on purpose: bytes flipped, ends cut off, parts repeated or swapped, and files made to exhaust who opens them."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

MOST_BYTES = 3_000_000  # of a mutated file


def mutated(
    originals: Sequence[bytes], count: int, seed: int = 0, *, bombs: bool = True
) -> Iterator[tuple[str, bytes]]:
    """`count` broken files with what was done to each; the same ones for the same seed. Bombs, where wanted, come first."""
    made = ((name, make()) for name, make in BOMBS.items() if bombs)
    return islice(chain(made, _broken(originals, random.Random(seed))), count)


def _broken(originals: Sequence[bytes], chance: random.Random) -> Iterator[tuple[str, bytes]]:
    while True:
        name, data = chance.choice(sorted(MUTATIONS)), chance.choice(originals)
        yield name, MUTATIONS[name](data, chance)[:MOST_BYTES]


def _bits(data: bytes, chance: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(chance.choice((1, 8, 64, len(data) // 100 + 1))):
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _gap(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 2000) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start : start + chance.randrange(1, 2000)] * chance.randrange(2, 40) + data[start:]


def _numbers(data: bytes, chance: random.Random) -> bytes:
    """Lengths, offsets, counts and references become others."""
    digits = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
    broken = bytearray(data)
    for at in chance.sample(digits, min(len(digits), chance.choice((1, 10, 100)))):
        broken[at] = 48 + chance.randrange(10)
    return bytes(broken)


def _streams(data: bytes, chance: random.Random) -> bytes:
    """A page's commands, unpacked, garbled and packed again without mending any length."""
    start = data.find(b"stream", chance.randrange(len(data)))
    end = data.find(b"endstream", start)
    if start < 0 or end < 0:
        return _bits(data, chance)
    noise = bytes(chance.choice(b"qQ BTET re W n 0123456789./()<>[]\n") for _ in range(3000))
    return data[: start + 7] + zlib.compress(noise) + data[end:]


MUTATIONS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "bits": _bits, "cut": _cut, "gap": _gap, "repeat": _repeat, "numbers": _numbers, "streams": _streams,
}  # fmt: skip


def document(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
    return bytes(out)


def _page(content: bytes, *more: bytes, box: bytes = b"0 0 612 792", filters: bytes = b"/FlateDecode") -> bytes:
    packed = zlib.compress(content, 9) if b"Flate" in filters else content
    return document(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>"
        % box,
        b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(packed), filters, packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    )


def _packed_twice() -> bytes:
    """Two hundred megabytes of blanks in a kilobyte."""
    return _page(zlib.compress(b" " * 200_000_000, 9), filters=b"[/FlateDecode /FlateDecode]")


def _in_itself() -> bytes:
    """A form that draws itself."""
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 4 >>\nstream\n/X Do\nendstream"
    return _page(b"/X Do", form)


def _many_words() -> bytes:
    return _page(b"BT /F 9 Tf 72 700 Td " + b"(word) Tj 1 0 Td " * 60_000 + b"ET")


def _endless_pages() -> bytes:
    """A page tree that has itself as its child."""
    return document(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>")


def _huge_page() -> bytes:
    return _page(b"BT /F 9 Tf 72 700 Td (The plan covers the boiler.) Tj ET", box=b"0 0 2000000 2000000")


def _huge_picture() -> bytes:
    data = zlib.compress(b"\x00" * 1_000_000, 9)
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(data), data)
    )
    return _page(b"612 0 0 792 0 0 cm /X Do", picture)


def _deep_lists() -> bytes:
    return document(
        b"<< /Type /Catalog /Pages 2 0 R /Names " + b"[" * 100_000 + b"]" * 100_000 + b" >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
    )


def _many_paths() -> bytes:
    return _page(b"".join(b"%d %d 9 9 re S " % (at % 600, at % 780) for at in range(40_000)))


BOMBS: dict[str, Callable[[], bytes]] = {
    "packed twice": _packed_twice,
    "drawn in itself": _in_itself,
    "many words": _many_words,
    "endless pages": _endless_pages,
    "huge page": _huge_page,
    "huge picture": _huge_picture,
    "deep lists": _deep_lists,
    "many paths": _many_paths,
}
