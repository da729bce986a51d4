CREATE TYPE "public"."notification_kind" AS ENUM('problem', 'news');--> statement-breakpoint
CREATE TABLE "channel_checks" (
	"channel_id" uuid PRIMARY KEY NOT NULL,
	"lines" jsonb DEFAULT '[]' NOT NULL,
	"checked_at" timestamp with time zone,
	"because" text,
	"checked_by_id" uuid,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"refusal" jsonb,
	"refused_at" timestamp with time zone,
	"repaired_at" timestamp with time zone[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "channel_trials" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"channel_id" uuid NOT NULL,
	"started_by_id" uuid NOT NULL,
	"code" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"after_delivery_id" bigint NOT NULL,
	"refused_before" bigint NOT NULL,
	"received_at" timestamp with time zone,
	"conversation_id" uuid,
	"message_id" uuid,
	"stored_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "notification_readings" (
	"notification_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"read_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_readings_notification_id_user_id_pk" PRIMARY KEY("notification_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" "notification_kind" NOT NULL,
	"key" text NOT NULL,
	"title" text NOT NULL,
	"message" text NOT NULL,
	"href" text NOT NULL,
	"channel_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"solved_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "channel_logins" ADD COLUMN "channel_id" uuid;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "problems" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_checks" ADD CONSTRAINT "channel_checks_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_checks" ADD CONSTRAINT "channel_checks_checked_by_id_users_id_fk" FOREIGN KEY ("checked_by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_trials" ADD CONSTRAINT "channel_trials_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_trials" ADD CONSTRAINT "channel_trials_started_by_id_users_id_fk" FOREIGN KEY ("started_by_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_readings" ADD CONSTRAINT "notification_readings_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_readings" ADD CONSTRAINT "notification_readings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channel_checks_due" ON "channel_checks" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "channel_trials_channel" ON "channel_trials" USING btree ("channel_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_open_problem" ON "notifications" USING btree ("key") WHERE kind = 'problem' and solved_at is null;--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("created_at" desc);--> statement-breakpoint
ALTER TABLE "channel_logins" ADD CONSTRAINT "channel_logins_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;