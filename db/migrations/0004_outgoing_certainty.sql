CREATE TABLE "platform_pauses" (
	"scope" text PRIMARY KEY NOT NULL,
	"paused_until" timestamp with time zone,
	"reason" text,
	"detail" text,
	"refusals" integer DEFAULT 0 NOT NULL,
	"slow_until" timestamp with time zone,
	"history_free_at" timestamp with time zone,
	"media_free_at" timestamp with time zone,
	"send_free_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "reply_to_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "first_attempted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "uncertain_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "missing_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "waiting_reason" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "waiting_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "retry_at" timestamp with time zone;