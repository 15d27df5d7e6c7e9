"""Who may do what: one table from role to permissions. Every route and every desk asks it, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from anonymize.boundary import Scope


class Permission(StrEnum):
    ASK = "ask"
    CHECK = "check"
    SEE_DOCUMENTS = "see_documents"
    SEE_ORIGINALS = "see_originals"
    EXTRACT = "extract"
    READ_AGAIN = "read_again"
    SEE_PROPOSALS = "see_proposals"
    APPROVE = "approve"
    REVIEW = "review"
    SEE_AUDIT = "see_audit"
    CONFIGURE = "configure"
    MANAGE_ACCESS = "manage_access"
    SEE_METRICS = "see_metrics"


class Role(StrEnum):
    TECHNICIAN = "technician"
    STAFF = "staff"
    MANAGER = "manager"
    ADMIN = "admin"
    SERVICE = "service"


_TECHNICIAN = frozenset({Permission.ASK, Permission.CHECK, Permission.SEE_DOCUMENTS})
_STAFF = _TECHNICIAN | {
    Permission.SEE_ORIGINALS,
    Permission.EXTRACT,
    Permission.READ_AGAIN,
    Permission.SEE_PROPOSALS,
}
_MANAGER = _STAFF | {Permission.APPROVE, Permission.REVIEW, Permission.SEE_AUDIT}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.TECHNICIAN: _TECHNICIAN,
    Role.STAFF: _STAFF,
    Role.MANAGER: _MANAGER,
    Role.ADMIN: _MANAGER | {Permission.CONFIGURE, Permission.MANAGE_ACCESS, Permission.SEE_METRICS},
    Role.SERVICE: _TECHNICIAN | {Permission.EXTRACT, Permission.SEE_PROPOSALS},
}
# What a program's key may be given one by one: whatever needs no person.
FOR_PROGRAMS = frozenset(Permission) - {Permission.APPROVE, Permission.CONFIGURE, Permission.MANAGE_ACCESS}

RANK = (Role.TECHNICIAN, Role.SERVICE, Role.STAFF, Role.MANAGER, Role.ADMIN)


@dataclass(frozen=True)
class Principal:
    """Whoever asks: `name` is a key's or user's id, or "owner" for this machine's own command line; `scope` bounds what
    is read; `own` are the permissions of a program's key that has some of its own."""

    name: str
    role: Role
    scope: Scope
    own: frozenset[Permission] | None = None

    def may(self, permission: Permission) -> bool:
        return permission in (PERMISSIONS[self.role] if self.own is None else self.own)
