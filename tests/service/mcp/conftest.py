"""The same branch as the other routes are tried on."""

from tests.service.api.conftest import address, branch

__all__ = ["address", "branch"]
