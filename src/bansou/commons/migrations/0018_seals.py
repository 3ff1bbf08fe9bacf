"""The chain of seals over the log and the histories, and the one function that adds to it."""

import django.db.models.deletion
from django.db import migrations, models

from bansou.commons.database import migrating
from bansou.commons.database.policies import require_actor

# Which tables are sealed is said by a policy that lets bansou_search read them; it is laid after
# every migrate (commons.database.rights). What commits late is covered by the next seal: rows are
# looked for above the highest key of the last settled seal, of which nothing can come late.
# Keys of the log are made by the clocks of several machines, hence an hour below it.
SEALING = """
CREATE FUNCTION public.bansou_seal()
RETURNS TABLE (sealed_number bigint, sealed_chain bytea)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    last public.commons_seal;
    this_number bigint;
    now_settled bigint;
    marks jsonb;
    sealed jsonb;
    one record;
    mark text;
    highest text;
    latest text;
    columns jsonb;
    added bigint;
    covered bigint := 0;
    this_horizon bigint;
    this_moment timestamptz := date_trunc('microseconds', clock_timestamp());
    together bytea;
    link bytea;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('bansou.seal', 0));
    SELECT * INTO last FROM public.commons_seal ORDER BY number DESC LIMIT 1;
    this_number := coalesce(last.number, 0) + 1;
    SELECT max(number) INTO now_settled FROM public.commons_seal
        WHERE horizon <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
    SELECT tables INTO marks FROM public.commons_seal WHERE number = last.settled;
    sealed := coalesce(last.tables, '{}');
    FOR one IN
        SELECT c.oid, c.relname::text AS name,
            CASE WHEN EXISTS (SELECT FROM pg_attribute a
                              WHERE a.attrelid = c.oid AND a.attname = 'pgh_id')
                 THEN 'pgh_id' ELSE 'id' END AS key
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
        WHERE p.polname = 'for_sealing' AND c.relnamespace = 'public'::regnamespace
        ORDER BY c.relname::text COLLATE "C"
    LOOP
        mark := marks -> one.name ->> 'highest';
        IF mark IS NOT NULL AND one.key = 'id' THEN
            mark := lpad(to_hex(('x' || left(replace(mark, '-', ''), 12))::bit(48)::bigint - 3600000),
                         12, '0') || repeat('0', 20);
        END IF;
        EXECUTE format(
            'WITH fresh AS MATERIALIZED ('
            ' SELECT r.%2$I AS key, gen_random_uuid() AS salt, (to_jsonb(r) - %2$L)::text AS content'
            ' FROM public.%1$I r WHERE ($1 IS NULL OR r.%2$I > $1::%3$s) AND NOT EXISTS ('
            '  SELECT FROM public.commons_sealedrow s'
            '  WHERE s.table_name = %1$L AND s.key = r.%2$I::text))'
            ' INSERT INTO public.commons_sealedrow (seal_id, place, table_name, key, salt, digest)'
            ' SELECT $2, $3 + row_number() OVER (ORDER BY key), %1$L, key::text, salt,'
            '  sha256(convert_to(concat_ws(chr(10), salt, %1$L, key, content), ''UTF8''))'
            ' FROM fresh',
            one.name, one.key, CASE one.key WHEN 'id' THEN 'uuid' ELSE 'bigint' END
        ) USING mark, this_number, covered;
        GET DIAGNOSTICS added = ROW_COUNT;
        CONTINUE WHEN added = 0;
        covered := covered + added;
        SELECT s.key INTO latest FROM public.commons_sealedrow s
            WHERE s.seal_id = this_number AND s.place = covered;
        highest := sealed -> one.name ->> 'highest';
        IF highest IS NOT NULL AND (CASE one.key WHEN 'id' THEN highest::uuid > latest::uuid
                                    ELSE highest::bigint > latest::bigint END) THEN
            latest := highest;
        END IF;
        SELECT jsonb_agg(a.attname ORDER BY a.attname::text COLLATE "C") INTO columns
            FROM pg_attribute a WHERE a.attrelid = one.oid AND a.attnum > 0
            AND NOT a.attisdropped AND a.attname <> one.key;
        sealed := jsonb_set(sealed, ARRAY[one.name],
                            jsonb_build_object('columns', columns, 'highest', latest));
    END LOOP;
    IF covered = 0 AND (now_settled IS NULL OR marks =
            (SELECT s.tables FROM public.commons_seal s WHERE s.number = now_settled)) THEN
        RETURN;
    END IF;
    this_horizon := pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
    SELECT sha256(coalesce(string_agg(block.digest, ''::bytea ORDER BY block.n), ''::bytea))
        INTO together
    FROM (
        SELECT (s.place - 1) / 10000 AS n, sha256(string_agg(
            convert_to(s.table_name || chr(10) || s.key || chr(10), 'UTF8') || s.digest,
            ''::bytea ORDER BY s.place)) AS digest
        FROM public.commons_sealedrow s WHERE s.seal_id = this_number GROUP BY 1
    ) block;
    link := sha256(coalesce(last.chain, ''::bytea) || convert_to(concat_ws(chr(10),
        this_number, (extract(epoch FROM this_moment) * 1000000)::bigint, this_horizon,
        coalesce(now_settled::text, '-'), covered, sealed::text), 'UTF8') || together);
    INSERT INTO public.commons_seal (number, made_at, horizon, settled, rows, tables, chain)
        VALUES (this_number, this_moment, this_horizon, now_settled, covered, sealed, link);
    sealed_number := this_number;
    sealed_chain := link;
    RETURN NEXT;
END $$;
REVOKE ALL ON FUNCTION public.bansou_seal() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.bansou_seal() TO bansou_app, bansou_owner;
GRANT SELECT, INSERT ON public.commons_seal, public.commons_sealedrow TO bansou_search;
"""

DROP_SEALING = """
REVOKE SELECT, INSERT ON public.commons_seal, public.commons_sealedrow FROM bansou_search;
SET LOCAL ROLE bansou_search;
DROP FUNCTION public.bansou_seal();
RESET ROLE;
"""


class Migration(migrating.Migration):
    dependencies = [("commons", "0017_files_handed_in_by_people")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("horizon", models.BigIntegerField()),
                ("settled", models.BigIntegerField(null=True)),
                ("rows", models.BigIntegerField()),
                ("tables", models.JSONField()),
                ("chain", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="SealedRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "seal_id",
                        "place",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("place", models.BigIntegerField()),
                ("table_name", models.CharField(max_length=63)),
                ("key", models.CharField(max_length=36)),
                ("salt", models.UUIDField()),
                ("digest", models.BinaryField()),
                (
                    "seal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commons.seal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("table_name", "key"), name="sealed_row_once")
                ],
            },
        ),
        migrations.RunSQL(SEALING, DROP_SEALING),
        require_actor("commons_seal"),
        require_actor("commons_sealedrow"),
    ]
