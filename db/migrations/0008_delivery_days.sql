ALTER TABLE "set_aside_elements" DROP CONSTRAINT "set_aside_elements_delivery_id_deliveries_id_fk";
--> statement-breakpoint
CREATE INDEX "messages_unconfirmed" ON "messages" USING btree ("conversation_id","sent_at") WHERE direction = 'out' and visibility <> 'note' and status in ('sent', 'delivered');
--> statement-breakpoint
-- Deliveries move into a table that is partitioned by day, with all that they are. Their partitions have a schema of
-- their own. One for each day that has deliveries, and for the next days; the rest, if any, goes into the default one.
ALTER TABLE "deliveries" RENAME TO "deliveries_before";
--> statement-breakpoint
ALTER TABLE "deliveries_before" ALTER COLUMN "id" DROP IDENTITY;
--> statement-breakpoint
ALTER TABLE "deliveries_before" RENAME CONSTRAINT "deliveries_pkey" TO "deliveries_before_pkey";
--> statement-breakpoint
ALTER INDEX "deliveries_unopened" RENAME TO "deliveries_before_unopened";
--> statement-breakpoint
CREATE SEQUENCE "deliveries_id_seq" AS bigint;
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigint DEFAULT nextval('deliveries_id_seq') NOT NULL,
	"kind" "channel_kind" NOT NULL,
	"app_id" text NOT NULL,
	"body" "bytea" NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"opened_at" timestamp with time zone,
	"problem" text,
	CONSTRAINT "deliveries_id_received_at_pk" PRIMARY KEY("id","received_at")
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
ALTER SEQUENCE "deliveries_id_seq" OWNED BY "deliveries"."id";
--> statement-breakpoint
CREATE INDEX "deliveries_unopened" ON "deliveries" USING btree ("id") WHERE opened_at is null;
--> statement-breakpoint
CREATE SCHEMA "delivery_days";
--> statement-breakpoint
CREATE TABLE "delivery_days"."other_days" PARTITION OF "deliveries" DEFAULT;
--> statement-breakpoint
DO $$
DECLARE
	day date;
BEGIN
	FOR day IN
		SELECT (received_at AT TIME ZONE 'UTC')::date FROM "deliveries_before"
		UNION
		SELECT (now() AT TIME ZONE 'UTC')::date + ahead FROM generate_series(0, 3) AS ahead
	LOOP
		EXECUTE format(
			'CREATE TABLE "delivery_days".%I PARTITION OF "deliveries" FOR VALUES FROM (%L) TO (%L)',
			to_char(day, '"day_"YYYY_MM_DD'),
			day::timestamp AT TIME ZONE 'UTC',
			(day + 1)::timestamp AT TIME ZONE 'UTC'
		);
	END LOOP;
END $$;
--> statement-breakpoint
INSERT INTO "deliveries" SELECT "id", "kind", "app_id", "body", "received_at", "opened_at", "problem" FROM "deliveries_before";
--> statement-breakpoint
SELECT setval('deliveries_id_seq', greatest((SELECT max("id") FROM "deliveries"), 1), EXISTS (SELECT FROM "deliveries"));
--> statement-breakpoint
DROP TABLE "deliveries_before";
