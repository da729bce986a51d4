ALTER TABLE "publications" ADD COLUMN "published_told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "publications" ADD COLUMN "early_reactions" jsonb DEFAULT '{}'::jsonb NOT NULL;