import { appPage } from "./access-lines";
import type { CallbackFacts } from "./facts";
import { type Facts, line, silent } from "./line";
import type { CheckLine } from "./shapes";

const CALLBACK = "Where Facebook delivers";

/** The app has one address for all its Pages: another installation that sets its own takes everything from us. */
export function callbackLine({ platform: { callback }, own }: Facts): CheckLine {
  if (callback.state === "silent") return silent("callback", CALLBACK, callback);
  if (callback.state === "refused")
    return line("callback", CALLBACK, "unknown", "Facebook doesn’t tell where it delivers for this app.", {
      remedy: `Look at the app’s webhooks: the address must be ${own.callbackUrls[0]}`,
      link: appPage(own.appId, "webhooks/", "The app’s webhooks"),
      detail: callback.detail,
    });
  return callbackTold(callback.told, own.callbackUrls, own.appId);
}

function callbackTold(
  { url, active, fields }: CallbackFacts,
  ours: string[],
  appId: string | null,
): CheckLine {
  if (url === null)
    return line("callback", CALLBACK, "broken", "The app has no address to which Facebook delivers.", {
      remedy: "Set it, so that messages arrive here.",
      action: "take_back",
    });
  if (!ours.some((own) => isSameAddress(own, url)))
    return line(
      "callback",
      CALLBACK,
      "broken",
      `Facebook delivers to ${hostOf(url)} instead of here: another installation has taken over this app.`,
      {
        remedy:
          "If that is on purpose, this installation needs an app of its own. If not, take it back: from then on messages of all Pages of this app arrive here and no longer there.",
        action: "take_back",
        detail: url,
      },
    );
  if (!active)
    return line("callback", CALLBACK, "broken", "Facebook has switched off delivering to this address.", {
      remedy: "Switch it on again. If it goes off by itself, deliveries have failed for long.",
      action: "take_back",
      detail: url,
    });
  if (fields?.length && !fields.includes("messages"))
    return line("callback", CALLBACK, "broken", "The app as a whole doesn’t ask for messages.", {
      remedy: "Set its fields anew, or tick “messages” under the app’s webhooks.",
      action: "take_back",
      link: appPage(appId, "webhooks/", "The app’s webhooks"),
      detail: fields.join(", "),
    });
  return line("callback", CALLBACK, "ok", "Facebook delivers to this installation.", { detail: url });
}

/** `localhost` and `127.0.0.1` are the same machine; a slash at the end means nothing. */
function isSameAddress(one: string, other: string) {
  const plain = (url: string) => {
    if (!URL.canParse(url)) return url;
    const { protocol, hostname, port, pathname } = new URL(url);
    const host = hostname === "127.0.0.1" || hostname === "[::1]" ? "localhost" : hostname;
    return `${protocol}//${host}:${port}${pathname.replace(/\/+$/, "")}`;
  };
  return plain(one) === plain(other);
}

const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : url);
