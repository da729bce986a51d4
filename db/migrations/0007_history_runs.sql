CREATE TYPE "public"."history_kind" AS ENUM('import', 'gap');--> statement-breakpoint
CREATE TYPE "public"."history_state" AS ENUM('running', 'done', 'failed', 'cancelled');--> statement-breakpoint
CREATE TABLE "history_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"channel_id" uuid NOT NULL,
	"kind" "history_kind" NOT NULL,
	"reason" text NOT NULL,
	"state" "history_state" DEFAULT 'running' NOT NULL,
	"reaches_back_to" timestamp with time zone NOT NULL,
	"whole_until" timestamp with time zone NOT NULL,
	"pass" integer DEFAULT 1 NOT NULL,
	"cursor" text,
	"page_size" integer NOT NULL,
	"threads_seen" integer DEFAULT 0 NOT NULL,
	"messages_added" integer DEFAULT 0 NOT NULL,
	"messages_out_of_reach" integer DEFAULT 0 NOT NULL,
	"reached_at" timestamp with time zone,
	"problem" text,
	"problem_detail" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"lease_id" uuid,
	"leased_until" timestamp with time zone,
	"started_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "history_runs" ADD CONSTRAINT "history_runs_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history_runs" ADD CONSTRAINT "history_runs_started_by_id_users_id_fk" FOREIGN KEY ("started_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "history_runs_one_running" ON "history_runs" USING btree ("channel_id") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "history_runs_newest" ON "history_runs" USING btree ("channel_id","created_at","id");