"""Keys by keeper and guards of certificates and seeds; a seed for each course that has runs."""

from django.db import migrations

from bansou.commons.database import migrating, policies

SEEDS = "support_sealedseed"
#: As a run, a seed is the provider's to keep as well.
HELD = "provider_id = ANY ((SELECT public.bansou_organisations())::uuid[])"
PARTIES = f"({policies.OWN} OR {HELD})"

# Courses whose runs were planned before get their seed now, by the machine and for nobody to see.
# Checks that wait for the end of the transaction are made at once, since the table changes after it.
_SEAL = """
ALTER TABLE public.support_courserun NO FORCE ROW LEVEL SECURITY;
WITH made AS MATERIALIZED (
    SELECT gen_random_uuid() AS id, r.organisation_id, r.programme_id, r.provider_id, r.course,
           encode(sha256(convert_to(
               gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex') AS seed
    FROM (SELECT DISTINCT organisation_id, programme_id, provider_id, course
          FROM public.support_courserun WHERE cancelled_at IS NULL) r
)
INSERT INTO public.support_sealedseed
    (id, organisation_id, recorded_by_id, programme_id, provider_id, course, seed, digest, sealed_at)
SELECT id, organisation_id, organisation_id, programme_id, provider_id, course, seed,
       encode(sha256(convert_to(seed, 'UTF8')), 'hex'), now()
FROM made;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE public.support_courserun FORCE ROW LEVEL SECURITY;
"""
_KEEP = """
ALTER TABLE public.support_sealedseed ADD CONSTRAINT sealed_seed_has_its_digest
    CHECK (digest = encode(sha256(convert_to(seed, 'UTF8')), 'hex'));
CREATE FUNCTION public.bansou_keep_seed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a seed is neither changed nor taken away' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER bansou_seed_removed BEFORE DELETE ON public.support_sealedseed
    FOR EACH ROW EXECUTE FUNCTION public.bansou_keep_seed();
CREATE TRIGGER bansou_seed_changed BEFORE UPDATE ON public.support_sealedseed
    FOR EACH ROW WHEN (
        OLD.used_at IS NOT NULL
        OR (to_jsonb(OLD.*) - 'used_at') IS DISTINCT FROM (to_jsonb(NEW.*) - 'used_at'))
    EXECUTE FUNCTION public.bansou_keep_seed();
"""
_LOOSEN = """
DROP TRIGGER bansou_seed_changed ON public.support_sealedseed;
DROP TRIGGER bansou_seed_removed ON public.support_sealedseed;
DROP FUNCTION public.bansou_keep_seed();
ALTER TABLE public.support_sealedseed DROP CONSTRAINT sealed_seed_has_its_digest;
"""


class Migration(migrating.Migration):
    dependencies = [("support", "0021_certificates_and_seeds")]

    operations = [
        policies.same_keeper("support_heldqualification", "file_id", "commons_attachment"),
        policies.same_keeper(SEEDS, "programme_id", "programmes_programme"),
        migrations.RunSQL(_SEAL, migrations.RunSQL.noop),
        migrations.RunSQL(_KEEP, _LOOSEN),
        *[
            policies.protect_by(f"{SEEDS}{suffix}", reads=PARTIES, writes=PARTIES)
            for suffix in ("", "event")
        ],
        policies.guard_writes(SEEDS),
    ]
