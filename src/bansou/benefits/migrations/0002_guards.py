"""Row policies, keys by keeper and write guards of this room's tables.

Claims are seen with their case, also by those to whom it is granted. Accounts and payment lists are
the keeper's alone: no grant opens them.
"""

from bansou.commons.database import migrating, policies

ON_CASES = ("benefits_claim", "benefits_claimitem", "benefits_outsidebenefit")
KEEPERS_OWN = (
    "benefits_bankaccount",
    "benefits_payingaccount",
    "benefits_paymentlist",
    "benefits_paymententry",
)


class Migration(migrating.Migration):
    dependencies = [
        ("benefits", "0001_tables"),
        ("people", "0002_guards"),
        ("programmes", "0002_guards"),
    ]

    operations = [
        *[
            policies.keeper_key(table)
            for table in ("benefits_claim", "benefits_paymentlist", "benefits_paymententry")
        ],
        *[policies.same_keeper(table, "case_id", "people_case") for table in ON_CASES],
        *[
            policies.same_keeper(table, "programme_id", "programmes_programme")
            for table in ("benefits_claim", "benefits_paymentlist")
        ],
        *[
            policies.same_keeper(table, "person_id", "people_person")
            for table in ("benefits_bankaccount", "benefits_paymententry")
        ],
        policies.same_keeper("benefits_claimitem", "claim_id", "benefits_claim"),
        policies.same_keeper("benefits_claim", "entry_id", "benefits_paymententry"),
        policies.same_keeper("benefits_paymententry", "payment_list_id", "benefits_paymentlist"),
        *[
            policies.protect_case(f"{table}{suffix}")
            for table in ON_CASES
            for suffix in ("", "event")
        ],
        *[
            policies.protect_own(f"{table}{suffix}")
            for table in KEEPERS_OWN
            for suffix in ("", "event")
        ],
        *[policies.guard_writes(table) for table in (*ON_CASES, *KEEPERS_OWN)],
    ]
