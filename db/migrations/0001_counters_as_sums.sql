ALTER TABLE "inbox_counters" DROP CONSTRAINT "inbox_counters_pkey";--> statement-breakpoint
ALTER TABLE "inbox_counters" ALTER COLUMN "open" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "inbox_counters" ALTER COLUMN "unread" DROP DEFAULT;--> statement-breakpoint
CREATE INDEX "inbox_counters_view" ON "inbox_counters" USING btree ("view");
