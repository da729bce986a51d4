import type { Page } from "../world/entities";
import { type Selection, select } from "./field-selection";
import type { GraphCall } from "./graph-call";

type Readers = Record<string, (selection: Selection) => unknown>;

/** The public face of a Page (reference 7.2), plus what the caller's token may see in addition. */
export function pageNode(
  call: GraphCall,
  page: Page,
  fields: Selection[],
  more: Readers = {},
): Record<string, unknown> {
  const { media, world } = call.platform;
  return select("Page", fields, {
    id: () => page.id,
    name: () => page.name,
    username: () => page.username,
    link: () => `https://www.facebook.com/${page.id}`,
    category: () => page.category,
    category_list: () => [{ id: world.ids.digits(4, "category", page.category), name: page.category }],
    picture: () => ({
      data: { height: 120, width: 120, is_silhouette: false, url: media.portraitAddress(page.id) },
    }),
    fan_count: () => Number(world.ids.digits(4, "fans", page.id)),
    followers_count: () => Number(world.ids.digits(4, "fans", page.id)),
    verification_status: () => "not_verified",
    is_published: () => page.published,
    about: () => undefined,
    website: () => undefined,
    instagram_business_account: () => undefined,
    messaging_feature_status: () => ({
      hop_v2: page.defaultAppId !== null,
      msgr_multi_app: Object.keys(page.subscriptions).length > 1 || page.defaultAppId !== null,
      ig_multi_app: false,
    }),
    ...more,
  });
}
