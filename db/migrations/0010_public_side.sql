CREATE TABLE "publications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"channel_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"kind" text NOT NULL,
	"post_external_id" text NOT NULL,
	"parent_external_id" text,
	"author_external_id" text,
	"author_name" text,
	"text" text,
	"rating" text,
	"files" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"permalink_url" text,
	"is_elsewhere" boolean DEFAULT false NOT NULL,
	"is_published" boolean DEFAULT true NOT NULL,
	"is_promoted" boolean DEFAULT false NOT NULL,
	"said_at" timestamp with time zone,
	"edited_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	"is_hidden" boolean DEFAULT false NOT NULL,
	"hidden_told_at" timestamp with time zone,
	"is_liked" boolean DEFAULT false NOT NULL,
	"liked_told_at" timestamp with time zone,
	"private_reply_refusal" text,
	"contact_external_id" text,
	"is_adopted" boolean DEFAULT false NOT NULL,
	"read_at" timestamp with time zone,
	"read_problem" text,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "public_approval" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "platform_pauses" ADD COLUMN "public_free_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "post_external_id" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "private_reply_to" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "approval" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "approver_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "decided_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "rule_id" uuid;--> statement-breakpoint
ALTER TABLE "publications" ADD CONSTRAINT "publications_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "publications_channel_external_id" ON "publications" USING btree ("channel_id","external_id");--> statement-breakpoint
CREATE INDEX "publications_post" ON "publications" USING btree ("channel_id","post_external_id","said_at");--> statement-breakpoint
CREATE INDEX "publications_parent" ON "publications" USING btree ("channel_id","parent_external_id");--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_approver_id_users_id_fk" FOREIGN KEY ("approver_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "messages_private_reply" ON "messages" USING btree ("channel_id","private_reply_to") WHERE private_reply_to is not null and status <> 'failed';--> statement-breakpoint
CREATE INDEX "messages_public" ON "messages" USING btree ("conversation_id","sent_at","sequence") WHERE visibility = 'public';--> statement-breakpoint
CREATE INDEX "messages_approval" ON "messages" USING btree ("sequence") WHERE approval = 'pending';--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_no_public_bot" CHECK (visibility <> 'public' or author_kind not in ('bot', 'system') or rule_id is not null);