CREATE TYPE "public"."channel_kind" AS ENUM('facebook', 'x');--> statement-breakpoint
CREATE TYPE "public"."login_status" AS ENUM('started', 'granted', 'refused', 'finished');--> statement-breakpoint
CREATE TYPE "public"."seen_policy" AS ENUM('on_opening', 'on_reply', 'never');--> statement-breakpoint
CREATE TYPE "public"."token_state" AS ENUM('valid', 'invalid', 'missing');--> statement-breakpoint
CREATE TYPE "public"."profile_state" AS ENUM('pending', 'known', 'withheld', 'failed');--> statement-breakpoint
CREATE TYPE "public"."author_kind" AS ENUM('contact', 'agent', 'bot', 'external', 'system');--> statement-breakpoint
CREATE TYPE "public"."conversation_handling" AS ENUM('queue', 'agent', 'bot');--> statement-breakpoint
CREATE TYPE "public"."conversation_status" AS ENUM('open', 'snoozed', 'closed');--> statement-breakpoint
CREATE TYPE "public"."message_direction" AS ENUM('in', 'out');--> statement-breakpoint
CREATE TYPE "public"."message_status" AS ENUM('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'received');--> statement-breakpoint
CREATE TYPE "public"."message_visibility" AS ENUM('public', 'private', 'note');--> statement-breakpoint
CREATE TYPE "public"."user_role" AS ENUM('agent', 'manager', 'admin', 'external');--> statement-breakpoint
CREATE TABLE "channel_logins" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" "channel_kind" NOT NULL,
	"user_id" uuid NOT NULL,
	"status" "login_status" DEFAULT 'started' NOT NULL,
	"state_hash" text NOT NULL,
	"browser_hash" text NOT NULL,
	"refusal" jsonb,
	"external_user_id" text,
	"external_user_name" text,
	"user_token_encrypted" text,
	"token_expires_at" timestamp with time zone,
	"granted_permissions" text[] DEFAULT '{}' NOT NULL,
	"declined_permissions" text[] DEFAULT '{}' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channel_logins_stateHash_unique" UNIQUE("state_hash")
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" "channel_kind" NOT NULL,
	"external_id" text NOT NULL,
	"name" text NOT NULL,
	"picture_url" text,
	"active" boolean DEFAULT true NOT NULL,
	"is_public" boolean DEFAULT false NOT NULL,
	"app_id" text,
	"access_token_encrypted" text,
	"token_state" "token_state" DEFAULT 'valid' NOT NULL,
	"token_problem" text,
	"granted_permissions" text[] DEFAULT '{}' NOT NULL,
	"subscribed_fields" text[] DEFAULT '{}' NOT NULL,
	"external_user_id" uuid,
	"length_limit" integer DEFAULT 640 NOT NULL,
	"reopen_within_hours" integer DEFAULT 72,
	"seen_policy" "seen_policy" DEFAULT 'on_opening' NOT NULL,
	"human_agent" boolean DEFAULT true NOT NULL,
	"last_delivery_at" timestamp with time zone,
	"disconnected_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "channels_length_limit" CHECK ("channels"."length_limit" between 1 and 2000)
);
--> statement-breakpoint
CREATE TABLE "platform_apps" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" "channel_kind" NOT NULL,
	"secret_encrypted" text NOT NULL,
	"verify_token" text NOT NULL,
	"verified_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_identities" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"contact_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"profile_state" "profile_state" DEFAULT 'pending' NOT NULL,
	"delivered_until" timestamp with time zone,
	"read_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_notes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"contact_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"picture_url" text,
	"locale" text,
	"timezone" text,
	"profile_url" text,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"message_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"type" text NOT NULL,
	"url" text,
	"name" text,
	"size" integer,
	"state" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"channel_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"identity_id" uuid NOT NULL,
	"status" "conversation_status" DEFAULT 'open' NOT NULL,
	"handling" "conversation_handling" DEFAULT 'queue' NOT NULL,
	"assignee_id" uuid,
	"has_public" boolean DEFAULT false NOT NULL,
	"has_private" boolean DEFAULT false NOT NULL,
	"window_opened_by" text,
	"window_closes_at" timestamp with time zone,
	"human_agent_until" timestamp with time zone,
	"referral" jsonb,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"unread_count" integer DEFAULT 0 NOT NULL,
	"read_until" timestamp with time zone,
	"last_message_id" uuid,
	"last_message_at" timestamp with time zone DEFAULT now() NOT NULL,
	"waiting_since" timestamp with time zone,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox_counters" (
	"view" text PRIMARY KEY NOT NULL,
	"open" integer DEFAULT 0 NOT NULL,
	"unread" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message_edits" (
	"channel_id" uuid NOT NULL,
	"message_external_id" text NOT NULL,
	"number" integer NOT NULL,
	"text" text,
	"edited_at" timestamp with time zone NOT NULL,
	CONSTRAINT "message_edits_channel_id_message_external_id_number_pk" PRIMARY KEY("channel_id","message_external_id","number")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "messages_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"conversation_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"external_id" text,
	"direction" "message_direction" NOT NULL,
	"visibility" "message_visibility" NOT NULL,
	"author_kind" "author_kind" NOT NULL,
	"author_id" uuid,
	"author_app_id" text,
	"kind" text NOT NULL,
	"text" text,
	"details" jsonb,
	"reply_to_external_id" text,
	"status" "message_status" NOT NULL,
	"failure_reason" text,
	"failure_detail" text,
	"attempted_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"delivered_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reactions" (
	"channel_id" uuid NOT NULL,
	"message_external_id" text NOT NULL,
	"by" text NOT NULL,
	"emoji" text NOT NULL,
	"removed" boolean DEFAULT false NOT NULL,
	"reacted_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reactions_channel_id_message_external_id_by_pk" PRIMARY KEY("channel_id","message_external_id","by")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" "channel_kind" NOT NULL,
	"app_id" text NOT NULL,
	"body" "bytea" NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"opened_at" timestamp with time zone,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "parked_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "parked_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"delivery_id" bigint,
	"lane" text NOT NULL,
	"channel_id" uuid,
	"event" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"parked_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "set_aside_elements" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "set_aside_elements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"delivery_id" bigint,
	"channel_id" uuid,
	"reason" text NOT NULL,
	"element" jsonb NOT NULL,
	"set_aside_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tallies" (
	"name" text PRIMARY KEY NOT NULL,
	"count" bigint DEFAULT 0 NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"type" text NOT NULL,
	"conversation_id" uuid,
	"message_id" uuid,
	"channel_id" uuid,
	"contact_id" uuid,
	"user_id" uuid,
	"actor_id" uuid,
	"details" jsonb,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"invited_by_id" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text,
	"name" text NOT NULL,
	"nickname" text,
	"role" "user_role" NOT NULL,
	"password_hash" text,
	"session_version" integer DEFAULT 1 NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "external_users_cannot_sign_in" CHECK ("users"."role" <> 'external' or "users"."password_hash" is null)
);
--> statement-breakpoint
ALTER TABLE "channel_logins" ADD CONSTRAINT "channel_logins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_external_user_id_users_id_fk" FOREIGN KEY ("external_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_identities" ADD CONSTRAINT "contact_identities_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_identities" ADD CONSTRAINT "contact_identities_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_notes" ADD CONSTRAINT "contact_notes_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_notes" ADD CONSTRAINT "contact_notes_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_identity_id_contact_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."contact_identities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_assignee_id_users_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_edits" ADD CONSTRAINT "message_edits_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parked_events" ADD CONSTRAINT "parked_events_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "set_aside_elements" ADD CONSTRAINT "set_aside_elements_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "set_aside_elements" ADD CONSTRAINT "set_aside_elements_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_id_users_id_fk" FOREIGN KEY ("invited_by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "channel_logins_user" ON "channel_logins" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "channels_kind_external_id" ON "channels" USING btree ("kind","external_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_identities_channel_external_id" ON "contact_identities" USING btree ("channel_id","external_id");--> statement-breakpoint
CREATE INDEX "contact_identities_contact" ON "contact_identities" USING btree ("contact_id");--> statement-breakpoint
CREATE INDEX "contact_notes_contact" ON "contact_notes" USING btree ("contact_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_message_position" ON "attachments" USING btree ("message_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_one_open" ON "conversations" USING btree ("identity_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "conversations_list" ON "conversations" USING btree ("status","last_message_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "conversations_mine" ON "conversations" USING btree ("assignee_id","status","last_message_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "conversations_closing" ON "conversations" USING btree ("status","window_closes_at","id");--> statement-breakpoint
CREATE INDEX "conversations_channel" ON "conversations" USING btree ("channel_id","status","last_message_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX "conversations_contact" ON "conversations" USING btree ("contact_id","opened_at" desc);--> statement-breakpoint
CREATE INDEX "conversations_identity" ON "conversations" USING btree ("identity_id","opened_at" desc);--> statement-breakpoint
CREATE UNIQUE INDEX "messages_channel_external_id" ON "messages" USING btree ("channel_id","external_id");--> statement-breakpoint
CREATE INDEX "messages_thread" ON "messages" USING btree ("conversation_id","sent_at","sequence");--> statement-breakpoint
CREATE INDEX "messages_outbox" ON "messages" USING btree ("conversation_id","sequence") WHERE status in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "deliveries_unopened" ON "deliveries" USING btree ("id") WHERE opened_at is null;--> statement-breakpoint
CREATE INDEX "parked_events_lane" ON "parked_events" USING btree ("lane","id");--> statement-breakpoint
CREATE INDEX "set_aside_elements_newest" ON "set_aside_elements" USING btree ("id" desc);--> statement-breakpoint
CREATE INDEX "events_conversation" ON "events" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");