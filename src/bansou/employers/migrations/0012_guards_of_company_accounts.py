"""Row policies and guards of company accounts, and how a company's own rows are known."""

from django.db import migrations

from bansou.commons.database import migrating, policies

TABLES = ("employers_companyaccount", "employers_companyoffer")

# Read before anybody acts, and by the policies that keep employers to their own company: hence
# SECURITY DEFINER. They give back keys only. A company is one's own where an invitation was taken up
# by this very membership, and the employer's organisation has the company's corporate number.
_TODAY = "(now() AT TIME ZONE 'Asia/Tokyo')::date"
_OPEN = f"""
    FROM public.employers_companyaccount a
    JOIN public.employers_company c ON c.id = a.company_id
    JOIN public.commons_membership m ON m.id = a.membership_id
    JOIN public.commons_organisation o ON o.id = m.organisation_id
    WHERE a.opened_at IS NOT NULL AND a.closed_at IS NULL
      AND c.corporate_number <> '' AND c.corporate_number = o.corporate_number
      AND m.from_on <= {_TODAY} AND (m.until_on IS NULL OR m.until_on >= {_TODAY})
"""
ACCOUNTS = f"""
CREATE FUNCTION public.bansou_companies_of(of_member uuid)
RETURNS TABLE (organisation_id uuid, company_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.organisation_id, a.company_id {_OPEN}
      AND a.membership_id = of_member
    ORDER BY a.opened_at, a.id
$$;

CREATE FUNCTION public.bansou_keeper_of_invitation(digest text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.organisation_id FROM public.employers_companyaccount a
    WHERE a.code_digest = digest AND digest <> '' LIMIT 1
$$;

CREATE FUNCTION public.bansou_own_companies() RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(a.company_id), '{{}}'::uuid[]) {_OPEN}
      AND a.membership_id = public.bansou_membership()
      AND m.user_id = nullif(current_setting('app.actor', true), '')::uuid
      AND a.company_id = nullif(current_setting('app.company', true), '')::uuid
      AND a.organisation_id = ANY (public.bansou_organisations())
$$;

REVOKE ALL ON FUNCTION public.bansou_companies_of(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.bansou_keeper_of_invitation(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.bansou_own_companies() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_own_companies() TO bansou_app, bansou_owner;
GRANT EXECUTE ON FUNCTION public.bansou_companies_of(uuid), public.bansou_keeper_of_invitation(text)
    TO bansou_app;
GRANT SELECT ON public.employers_companyaccount, public.employers_company,
    public.commons_membership, public.commons_organisation TO bansou_search;
CREATE POLICY for_search ON public.employers_companyaccount FOR SELECT TO bansou_search
    USING (true);
CREATE POLICY for_accounts ON public.employers_company FOR SELECT TO bansou_search USING (true);
"""  # noqa: S608 - the pieces are this file's own

DROP_ACCOUNTS = """
DROP POLICY for_accounts ON public.employers_company;
DROP POLICY for_search ON public.employers_companyaccount;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_own_companies() CASCADE;
DROP FUNCTION public.bansou_keeper_of_invitation(text);
DROP FUNCTION public.bansou_companies_of(uuid);
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [("employers", "0011_company_accounts")]

    operations = [
        *[policies.same_keeper(table, "company_id", "employers_company") for table in TABLES],
        *[policies.protect_own(f"{table}{suffix}") for table in TABLES for suffix in ("", "event")],
        *[policies.guard_writes(table) for table in TABLES],
        migrations.RunSQL(ACCOUNTS, DROP_ACCOUNTS),
    ]
