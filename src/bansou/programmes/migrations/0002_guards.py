"""Row policies, keys by keeper and write guards of this room's tables."""

from bansou.commons.database import migrating, policies

TABLES = (
    "programmes_programme",
    "programmes_schemeversion",
    "programmes_budgetline",
    "programmes_contract",
)
#: A contract is the contractor's to read as well; it is the keeper's alone to write.
PARTIES = (
    f"({policies.OWN} OR contractor_id = ANY ((SELECT public.bansou_organisations())::uuid[]))"
)
#: Who works under contract reads the programme and its scheme, to know what things are called.
ENTRUSTED = (
    "(SELECT c.programme_id FROM public.programmes_contract c"
    " WHERE c.contractor_id = ANY ((SELECT public.bansou_organisations())::uuid[]))"
)


class Migration(migrating.Migration):
    dependencies = [("programmes", "0001_tables"), ("commons", "0002_guards")]

    operations = [
        policies.keeper_key("programmes_programme"),
        policies.keeper_key("programmes_contract"),
        *[policies.same_keeper(table, "programme_id", TABLES[0]) for table in TABLES[1:]],
        policies.protect_by(
            "programmes_programme",
            reads=f"({policies.OWN} OR id IN {ENTRUSTED})",
            writes=policies.OWN,
        ),
        policies.protect_by(
            "programmes_schemeversion",
            reads=f"({policies.OWN} OR programme_id IN {ENTRUSTED})",
            writes=policies.OWN,
        ),
        policies.protect_own("programmes_budgetline"),
        *[policies.protect_own(f"{table}event") for table in TABLES[:3]],
        policies.protect_by("programmes_contract", reads=PARTIES, writes=policies.OWN),
        policies.protect_by("programmes_contractevent", reads=PARTIES, writes=policies.OWN),
        *[policies.guard_writes(table) for table in TABLES],
    ]
