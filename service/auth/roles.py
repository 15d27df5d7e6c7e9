"""Who may do what: one table from role to permissions."""

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
    SEE_PROPOSALS = "see_proposals"
    APPROVE = "approve"
    CONFIGURE = "configure"


class Role(StrEnum):
    TECHNICIAN = "technician"
    STAFF = "staff"
    MANAGER = "manager"
    ADMIN = "admin"
    SERVICE = "service"


_TECHNICIAN = frozenset({Permission.ASK, Permission.CHECK, Permission.SEE_DOCUMENTS})
_STAFF = _TECHNICIAN | {Permission.SEE_ORIGINALS, Permission.EXTRACT, Permission.SEE_PROPOSALS}
_MANAGER = _STAFF | {Permission.APPROVE}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.TECHNICIAN: _TECHNICIAN,
    Role.STAFF: _STAFF,
    Role.MANAGER: _MANAGER,
    Role.ADMIN: _MANAGER | {Permission.CONFIGURE},
    Role.SERVICE: _TECHNICIAN | {Permission.EXTRACT, Permission.SEE_PROPOSALS},
}

RANK = (Role.TECHNICIAN, Role.SERVICE, Role.STAFF, Role.MANAGER, Role.ADMIN)


@dataclass(frozen=True)
class Principal:
    """Whoever asks: `name` is a key id or "owner" for this machine's own command line; `scope` bounds what is read."""

    name: str
    role: Role
    scope: Scope

    def may(self, permission: Permission) -> bool:
        return permission in PERMISSIONS[self.role]
