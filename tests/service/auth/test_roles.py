from __future__ import annotations

from itertools import pairwise

import pytest

from anonymize.boundary import Scope
from service.auth.roles import PERMISSIONS, RANK, Permission, Principal, Role

MAY = {
    Role.TECHNICIAN: {"ask", "check", "see_documents"},
    Role.STAFF: {"ask", "check", "see_documents", "see_originals", "extract", "read_again", "see_proposals"},
    Role.MANAGER: {
        "ask",
        "check",
        "see_documents",
        "see_originals",
        "extract",
        "read_again",
        "see_proposals",
        "approve",
        "review",
        "see_audit",
    },
    Role.ADMIN: set(Permission),
    Role.SERVICE: {"ask", "check", "see_documents", "extract", "see_proposals"},
}


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role: Role) -> None:
    principal = Principal("key_1", role, Scope("acme"))
    assert {permission for permission in Permission if principal.may(permission)} == MAY[role]


def test_every_role_has_permissions_and_a_rank() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert sorted(RANK) == sorted(Role)


def test_a_higher_person_may_whatever_a_lower_one_may() -> None:
    people = [role for role in RANK if role is not Role.SERVICE]
    for lower, higher in pairwise(people):
        assert PERMISSIONS[lower] <= PERMISSIONS[higher]


def test_no_program_approves() -> None:
    assert Permission.APPROVE not in PERMISSIONS[Role.SERVICE]
