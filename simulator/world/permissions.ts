/** What the dialog offers when a business configuration, not a `scope`, says what is asked for. */
export const CONFIGURED_PERMISSIONS = [
  "pages_show_list",
  "pages_messaging",
  "pages_manage_metadata",
  "pages_read_engagement",
  "pages_read_user_content",
  "pages_manage_engagement",
  "business_management",
];

/** Every name the dialog knows (reference 1.8). */
export const KNOWN_PERMISSIONS: ReadonlySet<string> = new Set([
  ...CONFIGURED_PERMISSIONS,
  "public_profile",
  "email",
  "pages_manage_posts",
  "page_utility_messaging",
  "pages_utility_messaging",
  "pages_user_locale",
  "pages_user_timezone",
  "pages_user_gender",
]);

export const ALL_TASKS = ["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MESSAGING", "MODERATE", "MANAGE"];
