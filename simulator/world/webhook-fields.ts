const MESSAGING = [
  "messages",
  "messaging_postbacks",
  "message_deliveries",
  "message_reads",
  "message_echoes",
  "message_reactions",
  "message_edits",
  "messaging_referrals",
  "messaging_optins",
  "messaging_handovers",
  "standby",
  "messaging_policy_enforcement",
  "messaging_account_linking",
  "messaging_feedback",
  "response_feedback",
  "messaging_integrity",
  "business_integrity",
  "messaging_customer_information",
  "messaging_in_thread_lead_form_submit",
  "message_context",
  "message_mention",
  "message_template_status_update",
  "messaging_optouts",
  "send_cart",
  "marketing_message_delivery_failed",
  "messaging_game_plays",
  "messaging_payments",
  "messaging_pre_checkouts",
  "messaging_checkout_updates",
  "messaging_appointments",
  "messaging_direct_sends",
  "messaging_fblogin_account_linking",
  "inbox_labels",
  "calls",
  "call_permission_reply",
  "call_settings_update",
];

const PUBLIC_CONTENT = [
  "feed",
  "mention",
  "ratings",
  "group_feed",
  "live_videos",
  "videos",
  "leadgen",
  "product_review",
];

const PROFILE = [
  "name",
  "picture",
  "category",
  "description",
  "company_overview",
  "general_info",
  "email",
  "phone",
  "website",
  "hours",
  "location",
  "parking",
  "price_range",
  "page_change_proposal",
  "page_upcoming_change",
];

/** Every name `subscribed_fields` accepts, with the permissions a token needs for it (reference 2.1, 2.3). */
export const WEBHOOK_FIELDS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...withPermissions(MESSAGING, ["pages_manage_metadata", "pages_messaging"]),
  ...withPermissions([...PUBLIC_CONTENT, ...PROFILE], ["pages_manage_metadata"]),
]);

function withPermissions(names: string[], permissions: string[]): [string, string[]][] {
  return names.map((name) => [name, permissions]);
}
