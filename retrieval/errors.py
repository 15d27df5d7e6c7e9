"""What can go wrong in retrieval.

RetrievalError
├── ModelRefused       the weights on disk are not the ones that were checked: reinstall, do not retry
├── IndexUnavailable   the vector store cannot be reached or opened now: retry
└── IndexUnreadable    a stored point does not carry its masking proof or has another shape: reindex
"""

from __future__ import annotations


class RetrievalError(Exception):
    retry = False


class ModelRefused(RetrievalError):
    pass


class IndexUnavailable(RetrievalError):
    retry = True


class IndexUnreadable(RetrievalError):
    pass
