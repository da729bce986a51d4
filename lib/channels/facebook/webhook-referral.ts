import type { Referral } from "@/db/schema/conversations";
import { fieldsOf, isFields, textOf } from "./webhook-values";

/** The platform's words for where somebody came from. Those after the second line are old and still seen. */
const sources = new Map<string, Referral["source"]>([
  ["SHORTLINK", "link"],
  ["ADS", "ad"],
  ["MESSENGER_CODE", "link"],
  ["CUSTOMER_CHAT_PLUGIN", "plugin"],
  ["CHECKBOX_PLUGIN", "opt_in"],
  ["SEND_TO_MESSENGER", "opt_in"],
  ["DISCOVER_TAB", "search"],
  ["SEARCH", "search"],
  ["PAGE_BUTTON", "page_button"],
  ["COMMENT", "comment"],
  ["PRODUCT", "product"],
]);

/** Of a message, a postback or an event of its own; a message from a shop carries only its product. */
export function referralOf(value: unknown): Referral | undefined {
  if (!isFields(value)) return;
  const context = fieldsOf(value.ads_context_data);
  const productId = textOf(fieldsOf(value.product).id) ?? textOf(context.product_id);
  const adId = textOf(value.ad_id);
  const found = {
    ref: textOf(value.ref) ?? (adId ? null : productId),
    adId,
    adTitle: textOf(context.ad_title),
    postId: textOf(context.post_id),
  };

  const source = sources.get(textOf(value.source)?.toUpperCase() ?? "");
  return { source: source ?? guess(adId, productId), ...withoutEmpty(found) };
}

function guess(adId: string | null, productId: string | null): Referral["source"] {
  if (adId) return "ad";
  return productId ? "product" : "other";
}

function withoutEmpty(
  found: Record<"ref" | "adId" | "adTitle" | "postId", string | null>,
): Omit<Referral, "source"> {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null));
}
