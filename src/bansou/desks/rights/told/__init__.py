"""Which tables of a person's rows are told to them, what they are called, and by which columns.

Both lists together are checked against the models: a table of people's rows that is in neither
makes a test fail, so that a table that is added later is not forgotten.
"""

from collections.abc import Mapping

from bansou.desks.rights.told.people import OF_PEOPLE
from bansou.desks.rights.told.shape import Told
from bansou.desks.rights.told.support import OF_SUPPORT
from bansou.desks.rights.told.work import OF_WORK

TOLD: tuple[Told, ...] = (*OF_PEOPLE, *OF_SUPPORT, *OF_WORK)

#: Rows about somebody that tell nothing of them, or are told by another way, and why.
LEFT_OUT: Mapping[str, str] = {
    "commons.grant": "who may see the record: on the person's own page, with who has opened it",
    "commons.accesslog": "who has opened the record: on the person's own page",
    "people.breakglass": "who read the record in an emergency: in the log that the person sees",
    "commons.conflictblock": "about the member of staff who is kept away",
    "commons.draft": "no record yet, and its author's alone",
    "people.distinctpersons": "that two rows are two people: about another person as well",
    "people.personaccount": "the account of the page, and no text",
    "people.stepreading": "that a colleague has read a record",
    "people.erasure": "a decision about the record; after it nothing is left to be told",
    "people.disclosurerequest": "the request itself",
    "people.itemdecision": "the decisions of the request itself",
    "support.counsellingrecord": "sealed: told as a session, and opened by the decision of two people",
    "support.counsellingfile": "sealed, with its record",
    "support.counsellingsummary": "its text is that of its step",
    "support.sealedrelease": "told as handed over, once it was",
    "benefits.claimreceipt": "the file itself is told",
    "evidence.jointtwins": "that rows of two bodies may be one person: about another row as well",
    "evidence.jointtrace": "a token that nobody can read",
}
