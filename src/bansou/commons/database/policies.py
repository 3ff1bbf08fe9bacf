"""Row-level security as migration operations.

The form `= ANY ((SELECT …)::uuid[])` is deliberate: the inner SELECT is evaluated once per
statement and hides its value from the planner, which otherwise multiplies the selectivities of
policy and filter and leaves the index (measured: 240 ms against 0.5 ms).
"""

from collections.abc import Sequence

from django.db.migrations import RunSQL

OWN = "organisation_id = ANY ((SELECT public.bansou_organisations())::uuid[])"
_ROLES = "bansou_app, bansou_owner"

FUNCTIONS = """
CREATE FUNCTION public.bansou_organisations() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(nullif(current_setting('app.organisations', true), ''), '{}')::uuid[] $$;

CREATE FUNCTION public.bansou_membership() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.membership', true), '')::uuid $$;

CREATE FUNCTION public.bansou_require_actor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('app.actor', true), '') = '' THEN
        RAISE EXCEPTION 'nobody acts: % on % is refused', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'BA001';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION public.bansou_keep_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the keeper of a row in % never changes', TG_TABLE_NAME
        USING ERRCODE = 'BA002';
END $$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION public.bansou_keep_organisation();
DROP FUNCTION public.bansou_require_actor();
DROP FUNCTION public.bansou_membership();
DROP FUNCTION public.bansou_organisations();
"""

# Read by the policies of every table that hangs on a case, hence SECURITY DEFINER: its owner
# bansou_search may read the grants of all, the function gives back keys only, and only those
# that the settings of this transaction entitle to. The day is the database's own. Below level 4
# a keeper's own cases are left out: their rows are seen anyway, and a counsellor has thousands
# (less and greater instead of unequal, because the index can follow these).
GRANTED = """
CREATE FUNCTION public.bansou_granted_cases(least_level integer) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT g.case_id), '{}'::uuid[])
    FROM (
        SELECT * FROM public.commons_grant
        WHERE to_organisation_id = ANY (public.bansou_organisations())
        UNION ALL
        SELECT * FROM public.commons_grant
        WHERE to_membership_id = public.bansou_membership()
          AND (organisation_id < (public.bansou_organisations())[1]
               OR organisation_id > (public.bansou_organisations())[1])
        UNION ALL
        SELECT * FROM public.commons_grant
        WHERE least_level = 4 AND level = 4 AND to_membership_id = public.bansou_membership()
    ) g
    WHERE g.level >= least_level
      AND g.ended_at IS NULL
      AND g.from_on <= (now() AT TIME ZONE 'Asia/Tokyo')::date
      AND (g.until_on IS NULL OR g.until_on >= (now() AT TIME ZONE 'Asia/Tokyo')::date)
$$;
REVOKE ALL ON FUNCTION public.bansou_granted_cases(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_granted_cases(integer) TO bansou_app, bansou_owner;
GRANT SELECT ON public.commons_grant TO bansou_search;
CREATE POLICY for_search ON public.commons_grant FOR SELECT TO bansou_search USING (true);
"""

DROP_GRANTED = """
DROP POLICY for_search ON public.commons_grant;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_granted_cases(integer);
RESET ROLE;
"""


def granted(column: str, least_level: int | str) -> str:
    """SQL condition: the case in `column` is granted to this transaction at `least_level`."""
    return f"{column} = ANY ((SELECT public.bansou_granted_cases({least_level}))::uuid[])"


def case_condition(case: str, level: str | None) -> str:
    """SQL condition for rows on a case: the actor's own organisation, or a live grant.

    Level 4 needs a grant even inside the organisation.
    """
    if level is None:
        return f"({OWN} OR {granted(case, 1)})"
    by_level = " OR ".join(f"({level} = {n} AND {granted(case, n)})" for n in (1, 2, 3, 4))
    return f"(({OWN} AND {level} < 4) OR {by_level} OR ({level} = 0 AND {granted(case, 1)}))"


def _protect(table: str, policies: str) -> RunSQL:
    return RunSQL(
        f"""
        ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE public.{table} FORCE ROW LEVEL SECURITY;
        {policies}
        """,
        f"""
        ALTER TABLE public.{table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE public.{table} DISABLE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS tenant ON public.{table};
        DROP POLICY IF EXISTS tenant_reads ON public.{table};
        DROP POLICY IF EXISTS tenant_adds ON public.{table};
        DROP POLICY IF EXISTS tenant_changes ON public.{table};
        DROP POLICY IF EXISTS tenant_removes ON public.{table};
        """,
    )


def protect_own(table: str) -> RunSQL:
    """Only the keeper sees and writes the rows of `table`."""
    return _protect(table, f"CREATE POLICY tenant ON public.{table} TO {_ROLES} USING ({OWN});")


def protect_case(table: str, *, case: str = "case_id", level: str | None = None) -> RunSQL:
    """The keeper, and whom a live grant names, see and write the rows of `table`."""
    condition = case_condition(case, level)
    return _protect(
        table,
        f"CREATE POLICY tenant ON public.{table} TO {_ROLES} USING ({condition});",
    )


def protect_by(table: str, *, reads: str, writes: str) -> RunSQL:
    """Conditions of the table's own: `reads` for SELECT, `writes` for all that changes rows."""
    return _protect(
        table,
        f"""
        CREATE POLICY tenant_reads ON public.{table} FOR SELECT TO {_ROLES} USING ({reads});
        CREATE POLICY tenant_adds ON public.{table} FOR INSERT TO {_ROLES} WITH CHECK ({writes});
        CREATE POLICY tenant_changes ON public.{table} FOR UPDATE TO {_ROLES} USING ({writes});
        CREATE POLICY tenant_removes ON public.{table} FOR DELETE TO {_ROLES} USING ({writes});
        """,
    )


_ASKS = "EXECUTE FUNCTION public.bansou_require_actor()"


def require_actor(table: str, *, but: Sequence[str] = ()) -> RunSQL:
    """Writes without an actor are refused, except changes of nothing but the columns in `but`.

    A column that is added later is asked about from its first day.
    """
    every = "INSERT OR DELETE OR TRUNCATE" if but else "INSERT OR UPDATE OR DELETE OR TRUNCATE"
    guard = f"CREATE TRIGGER bansou_actor BEFORE {every} ON public.{table} {_ASKS};"
    undo = f"DROP TRIGGER bansou_actor ON public.{table};"
    if but:
        left = f"- ARRAY[{', '.join(f"'{column}'" for column in but)}]"
        guard += f"""
            CREATE TRIGGER bansou_actor_changes AFTER UPDATE ON public.{table} FOR EACH ROW
            WHEN (to_jsonb(OLD.*) {left} IS DISTINCT FROM to_jsonb(NEW.*) {left}) {_ASKS};
            """
        undo += f"DROP TRIGGER bansou_actor_changes ON public.{table};"
    return RunSQL(guard, undo)


def guard_writes(table: str) -> RunSQL:
    """Writes without an actor are refused, and no row ever changes its keeper."""
    asked = require_actor(table)
    return RunSQL(
        f"""
        {asked.sql}
        CREATE TRIGGER bansou_keeper BEFORE UPDATE OF organisation_id ON public.{table}
            FOR EACH ROW WHEN (OLD.organisation_id IS DISTINCT FROM NEW.organisation_id)
            EXECUTE FUNCTION public.bansou_keep_organisation();
        """,
        f"""
        DROP TRIGGER bansou_keeper ON public.{table};
        {asked.reverse_sql}
        """,
    )


def keeper_key(table: str) -> RunSQL:
    """Let other tables refer to `table` by keeper and key together."""
    return RunSQL(
        f"ALTER TABLE public.{table} ADD CONSTRAINT {table}_keeper UNIQUE (organisation_id, id);",
        f"ALTER TABLE public.{table} DROP CONSTRAINT {table}_keeper;",
    )


def same_keeper(table: str, column: str, target: str) -> RunSQL:
    """Foreign key by keeper and key: a row cannot point at another organisation's hidden row.

    Rows that stand already are held against it: for that moment the policies do not bind the owner,
    who would find nothing of what they point at.
    """
    name = f"{table}_{column}_same_keeper"[:63]
    return RunSQL(
        f"""
        DO $$ DECLARE
            forced regclass[] := array(
                SELECT oid::regclass FROM pg_class WHERE relforcerowsecurity
                AND oid IN ('public.{table}'::regclass, 'public.{target}'::regclass));
            held regclass;
        BEGIN
            FOREACH held IN ARRAY forced LOOP
                EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', held);
            END LOOP;
            ALTER TABLE public.{table} ADD CONSTRAINT {name}
                FOREIGN KEY (organisation_id, {column}) REFERENCES public.{target} (organisation_id, id);
            FOREACH held IN ARRAY forced LOOP
                EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', held);
            END LOOP;
        END $$;
        """,  # noqa: S608 - the tables are a migration's
        f"ALTER TABLE public.{table} DROP CONSTRAINT {name};",
    )


def told_to_companies(table: str) -> RunSQL:
    """Let the functions that tell companies of people read `table`; what they tell, they choose."""
    take_back = f"REVOKE SELECT ON public.{table} FROM bansou_search;"  # noqa: S608 - a right
    return RunSQL(
        f"""
        GRANT SELECT ON public.{table} TO bansou_search;
        CREATE POLICY for_companies ON public.{table} FOR SELECT TO bansou_search USING (true);
        """,
        f"DROP POLICY for_companies ON public.{table}; {take_back}",
    )
