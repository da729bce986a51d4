ALTER TABLE "contacts" ADD COLUMN "picture_key" text;--> statement-breakpoint
CREATE INDEX "contacts_picture_key" ON "contacts" USING btree ("picture_key") WHERE picture_key is not null;--> statement-breakpoint
CREATE INDEX "attachments_storage_key" ON "attachments" USING btree ("storage_key") WHERE storage_key is not null;--> statement-breakpoint
CREATE INDEX "attachments_thumbnail_key" ON "attachments" USING btree ("thumbnail_key") WHERE thumbnail_key is not null;