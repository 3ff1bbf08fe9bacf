"""Row policies, keys by keeper and write guards of courses, applications and attendance."""

from bansou.commons.database import migrating, policies

#: A run is also its provider's to see and to hold, under a contract that names them.
HELD = "provider_id = ANY ((SELECT public.bansou_organisations())::uuid[])"
PARTIES = f"({policies.OWN} OR {HELD})"
OF_THEIR_RUNS = (
    "(SELECT r.id FROM public.support_courserun r"
    " WHERE r.provider_id = ANY ((SELECT public.bansou_organisations())::uuid[]))"
)
ON_RUNS = f"({policies.OWN} OR run_id IN {OF_THEIR_RUNS})"

ON_CASES = (
    "support_courseapplication",
    "support_runwish",
    "support_attendance",
    "support_heldqualification",
)
BY_PROVIDER = ("support_courserun", "support_seatallotment")
ALL = (*BY_PROVIDER, "support_runday", *ON_CASES)


class Migration(migrating.Migration):
    dependencies = [
        ("support", "0003_courses"),
        ("people", "0002_guards"),
        ("programmes", "0002_guards"),
    ]

    operations = [
        *[
            policies.keeper_key(table)
            for table in ("support_courserun", "support_runday", "support_courseapplication")
        ],
        *[
            policies.same_keeper(table, "programme_id", "programmes_programme")
            for table in (*BY_PROVIDER, "support_courseapplication")
        ],
        policies.same_keeper("support_courserun", "contract_id", "programmes_contract"),
        *[
            policies.same_keeper(table, "run_id", "support_courserun")
            for table in ("support_runday", "support_courseapplication", "support_runwish")
        ],
        *[policies.same_keeper(table, "case_id", "people_case") for table in ON_CASES],
        *[
            policies.same_keeper(table, "application_id", "support_courseapplication")
            for table in ON_CASES[1:]
        ],
        policies.same_keeper("support_attendance", "day_id", "support_runday"),
        *[
            policies.same_keeper(table, "step_id", "people_step")
            for table in ("support_attendance", "support_heldqualification")
        ],
        *[
            policies.protect_by(f"{table}{suffix}", reads=PARTIES, writes=PARTIES)
            for table in BY_PROVIDER
            for suffix in ("", "event")
        ],
        *[
            policies.protect_by(f"support_runday{suffix}", reads=ON_RUNS, writes=ON_RUNS)
            for suffix in ("", "event")
        ],
        *[
            policies.protect_case(f"{table}{suffix}")
            for table in ON_CASES
            for suffix in ("", "event")
        ],
        *[policies.guard_writes(table) for table in ALL],
    ]
