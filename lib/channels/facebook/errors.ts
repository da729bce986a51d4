import type { FailureReason, OutboundPlace } from "@/lib/channels/channel";
import type { GraphError } from "./graph-error";

/** What a refusal means for a message: why it failed; or to wait; or that it may have arrived all the same. */
export type Verdict = FailureReason | "busy" | "unknown";

interface GraphErrorRule {
  code: number;
  /** `null`: the code without any. `any`: whatever comes with the code and has no row of its own. */
  subcode: number | null | "any";
  verdict: Verdict;
  /** Sending the same again later may work without anybody changing anything. */
  retryable: boolean;
  meaning: string;
  source: string;
}

type Row = [
  code: number,
  subcode: GraphErrorRule["subcode"],
  verdict: Verdict,
  retry: "later" | "never",
  meaning: string,
];

const page = "Meta, Messenger Platform error codes, page of 2026-06-25";
const field = "Seen in production, 2026";
const old = "Third parties and older pages of Meta";

const documented: Row[] = [
  [1, 99, "needs_a_look", "later", "Unknown to the platform; often a missing permission or access level"],
  [1, 1357046, "unknown", "never", "Invalid JSON reply: the message was delivered anyway"],
  [2, "any", "unknown", "later", "A passing fault; sometimes the person has blocked the Page"],
  [2, 2018344, "needs_a_look", "never", "An admin of the Page has not accepted the terms for labels"],
  [4, "any", "busy", "later", "The app's limit of calls"],
  [4, 2018354, "rejected", "never", "Marketing message sent too soon"],
  [9, 2018352, "rejected", "never", "Limit of opt-in requests"],
  [10, null, "permission_missing", "never", "A permission is missing or was withdrawn"],
  [10, 2018278, "window_closed", "never", "Outside of the messaging window"],
  [10, 2534022, "window_closed", "never", "Outside of the messaging window"],
  [10, 2018065, "window_closed", "never", "Outside of the messaging window"],
  [10, 2018108, "contact_unavailable", "later", "The person accepts no messages at the moment"],
  [10, 2018300, "not_in_control", "later", "Another app controls the conversation"],
  [10, 2018336, "contact_unavailable", "never", "The person's conversations are restricted (EU)"],
  [10, 1893063, "page_restricted", "later", "The Page is restricted from messaging for a time"],
  [10, 1893015, "rejected", "never", "The person stopped this notification topic"],
  [10, 1404170, "page_restricted", "never", "The Page is restricted from opt-in requests"],
  [100, null, "rejected", "never", "A parameter is wrong"],
  [100, 33, "permission_missing", "never", "The Page does not exist or is not visible to this token"],
  [100, 2018001, "contact_unavailable", "never", "No such person for this Page"],
  [100, 2018008, "media_unreadable", "later", "The media's address could not be fetched"],
  [100, 2018014, "rejected", "never", "Message and sender action in one call"],
  [100, 2018047, "media_type", "never", "Upload failed, usually for its type"],
  [100, 2018074, "media_missing", "never", "The attachment's id is not ours or has expired"],
  [100, 2018109, "media_too_large", "never", "The attachment is too big"],
  [100, 2018164, "rejected", "never", "Wrong app id in a change of control"],
  [100, 2018294, "media_unreadable", "never", "The video timed out or is corrupt"],
  [100, 2534037, "not_in_control", "later", "Not the owner of the conversation"],
  [190, "any", "reconnect_needed", "never", "The access token is not valid"],
  [190, 458, "reconnect_needed", "never", "The person who connected the Page removed the app"],
  [
    190,
    459,
    "reconnect_needed",
    "never",
    "The person who connected the Page must fix their Facebook account",
  ],
  [190, 460, "reconnect_needed", "never", "The password was changed, or the session ended"],
  [190, 463, "reconnect_needed", "never", "The access token has expired"],
  [
    190,
    464,
    "reconnect_needed",
    "never",
    "The person who connected the Page must fix their Facebook account",
  ],
  [190, 467, "reconnect_needed", "never", "The access token is no longer valid"],
  [190, 492, "reconnect_needed", "never", "The person who connected the Page lost their role on it"],
  [200, null, "permission_missing", "never", "No permission, or the app is not reviewed"],
  [200, 1545041, "contact_unavailable", "never", "The person is unavailable"],
  [200, 2018028, "permission_missing", "never", "The app is not reviewed for messaging"],
  [551, "any", "contact_unavailable", "never", "The person is unavailable"],
  [551, 1545041, "contact_unavailable", "never", "The person is unavailable"],
  [613, "any", "busy", "later", "A limit of calls"],
  [613, 2534040, "busy", "later", "A limit of calls"],
  [613, 2018338, "rejected", "never", "Too many tagged messages to one person"],
  [1705, "any", "not_as_page", "never", "Commented as a person instead of as the Page"],
  [2022, "any", "page_restricted", "never", "Commerce messages are disabled after a violation"],
  [2018171, "any", "not_in_control", "later", "The app's role does not allow it"],
  [2018234, "any", "not_in_control", "later", "The app's role does not allow it"],
  [2018218, "any", "contact_unavailable", "never", "An account with a phone number only"],
  [2018247, "any", "permission_missing", "never", "No right to the fields of a profile"],
  [2018321, "any", "not_in_control", "later", "Messenger's own questions to the person are running"],
  [9000001, "any", "rejected", "never", "The message was deleted"],
];

const observed: Row[] = [
  [-1, "any", "unknown", "later", "An internal error of the platform"],
  [1, "any", "unknown", "later", "An unknown error of the platform"],
  [3, "any", "permission_missing", "never", "The app lacks the capability"],
  [17, "any", "busy", "later", "The user's limit of calls"],
  [27, "any", "not_in_control", "later", "Control refused: the Page has no default app"],
  [32, "any", "busy", "later", "The Page's limit of calls"],
  [100, 1893061, "rejected", "never", "A message tag that was retired"],
  [100, 1893043, "rejected", "never", "A parameter of the template has a wrong text"],
  [230, "any", "contact_unavailable", "never", "The person has not consented"],
  [368, "any", "page_restricted", "never", "Blocked as abusive; trying again prolongs it"],
  [10900, "any", "private_reply_used", "never", "The private reply was already used"],
];

const reported: Row[] = [
  [4, 2018022, "busy", "later", "Too many sends"],
  [100, 36007, "rejected", "never", "The login's code has expired"],
  [100, 36008, "rejected", "never", "The login's address differs"],
  [100, 36009, "rejected", "never", "The login's code was already used"],
  [1200, "any", "unknown", "later", "A passing fault of sending"],
  [10902, "any", "private_reply_impossible", "never", "It cannot be replied to privately"],
  [
    10903,
    "any",
    "private_reply_late",
    "never",
    "This person cannot be replied to: blocked, or older than 7 days",
  ],
  [80001, "any", "busy", "later", "The limit of calls for Pages"],
  [80002, "any", "busy", "later", "The limit of calls for Instagram"],
  [80006, "any", "busy", "later", "The limit of calls for Messenger"],
];

const gone: Row = [100, 33, "public_gone", "never", "What it answers is gone, or not visible to the Page"];

/** What means something else where a comment is written, or something said in public is answered privately. */
const elsewhere: Record<OutboundPlace["kind"], Row[]> = {
  thread: [],
  private_reply: [gone],
  public: [
    gone,
    [368, "any", "busy", "later", "The Page's public replies are blocked for a time; trying on prolongs it"],
  ],
};

/** Every refusal that is known to us. The platform's words are for people; rules look at these numbers only. */
export const graphErrors: GraphErrorRule[] = [
  ...documented.map(rule(page)),
  ...observed.map(rule(field)),
  ...reported.map(rule(old)),
];

/** A fault of the server says nothing of what it did before: the message may have gone out. */
const unheardFault: Pick<GraphErrorRule, "verdict" | "retryable" | "meaning"> = {
  verdict: "unknown",
  retryable: false,
  meaning: "A fault that is not known to us yet",
};

const unheardOf: Pick<GraphErrorRule, "verdict" | "retryable" | "meaning"> = {
  verdict: "needs_a_look",
  retryable: false,
  meaning: "Not known to us yet",
};

/**
 * What a refusal means. A number above a million means the same wherever it stands: the platform gives some of
 * them once as a code and once as a subcode, and below another code than its own words name.
 */
export function judgeGraphError(
  {
    code,
    subcode,
    httpStatus = 400,
  }: Pick<GraphError, "code" | "subcode"> & Partial<Pick<GraphError, "httpStatus">>,
  place: OutboundPlace["kind"] = "thread",
) {
  const own = elsewhere[place].map(rule(field));
  return (
    own.find((known) => known.code === code && (known.subcode === subcode || known.subcode === "any")) ??
    graphErrors.find((known) => known.code === code && known.subcode === subcode) ??
    graphErrors.find((known) => isSpecific(known, subcode) || isSpecific(known, code)) ??
    graphErrors.find((known) => known.code === code && known.subcode === "any") ??
    (httpStatus >= 500 ? unheardFault : unheardOf)
  );
}

function isSpecific({ code, subcode }: GraphErrorRule, number: number | null) {
  return number !== null && number > 1_000_000 && (code === number || subcode === number);
}

function rule(source: string) {
  return ([code, subcode, verdict, retry, meaning]: Row): GraphErrorRule => ({
    code,
    subcode,
    verdict,
    retryable: retry === "later",
    meaning,
    source,
  });
}
