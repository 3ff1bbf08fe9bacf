"""All tables of this room, gathered for Django."""

from bansou.commons.access.models import ConflictBlock, Grant
from bansou.commons.audit.models import AccessLog, Seal, SealedRow
from bansou.commons.documents.models import Attachment
from bansou.commons.drafts.models import Draft
from bansou.commons.ledger.models import LedgerImport, LedgerRow
from bansou.commons.organisations.models import Membership, Organisation, User
from bansou.commons.requests.models import RequestKey
from bansou.commons.tasks.models import Task

__all__ = [
    "AccessLog",
    "Attachment",
    "ConflictBlock",
    "Draft",
    "Grant",
    "LedgerImport",
    "LedgerRow",
    "Membership",
    "Organisation",
    "RequestKey",
    "Seal",
    "SealedRow",
    "Task",
    "User",
]
