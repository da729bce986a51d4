CREATE TABLE "delivery_replays" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "delivery_replays_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"filter" jsonb NOT NULL,
	"total" integer NOT NULL,
	"reopened" integer DEFAULT 0 NOT NULL,
	"last_id" bigint,
	"finished_at" timestamp with time zone,
	"problems" integer
);
--> statement-breakpoint
ALTER TABLE "delivery_replays" ADD CONSTRAINT "delivery_replays_requested_by_users_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;