"""One module per family of terms; each has `read(passage) -> Iterator[Term]` over one passage at a time."""
