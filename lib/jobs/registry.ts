import type { Task, TaskList } from "graphile-worker";
import { checkChannelByItself } from "@/lib/channels/health/check-channel";
import { mindChannels } from "@/lib/channels/health/mind-channels";
import { copyPicture } from "@/lib/contacts/copy-picture";
import { fetchProfile } from "@/lib/contacts/fetch-profile";
import { foldCounters } from "@/lib/conversations/counters";
import { copyAttachment } from "@/lib/conversations/files/copy-attachment";
import { readPost } from "@/lib/conversations/publications/read-post";
import { retryLane } from "@/lib/conversations/receiving/lanes";
import { reopenUnknown } from "@/lib/conversations/receiving/reopen-unknown";
import { deliverMessages } from "@/lib/conversations/sending/deliver-messages";
import { mindOutbox } from "@/lib/conversations/sending/mind-outbox";
import { wakeChannel } from "@/lib/conversations/sending/wake-channel";
import { signalSeen } from "@/lib/conversations/signal-contact";
import { mindDeliveryDays } from "@/lib/deliveries/mind-delivery-days";
import { replaySlice } from "@/lib/deliveries/replay-slice";
import { deleteFiles } from "@/lib/media/delete-files";
import { sweepFiles } from "@/lib/media/sweep-files";
import { sweepUploads } from "@/lib/uploads/discard-upload";
import { freeAbandonedJobs } from "./free-abandoned-jobs";
import { type JobName, type JobPayload, jobSchemas } from "./schemas";

/** Each job and its verb. */
export const registry: TaskList = {
  "deliver-messages": task("deliver-messages", deliverMessages),
  "fetch-profile": task("fetch-profile", fetchProfile),
  "read-post": task("read-post", readPost),
  "signal-seen": task("signal-seen", signalSeen),
  "retry-lane": task("retry-lane", retryLane),
  "replay-deliveries": task("replay-deliveries", replaySlice),
  "reopen-unknown": task("reopen-unknown", reopenUnknown),
  "mind-delivery-days": task("mind-delivery-days", mindDeliveryDays),
  "copy-attachment": task("copy-attachment", copyAttachment),
  "copy-picture": task("copy-picture", copyPicture),
  "delete-files": task("delete-files", deleteFiles),
  "sweep-files": task("sweep-files", sweepFiles),
  "sweep-uploads": task("sweep-uploads", sweepUploads),
  "wake-channel": task("wake-channel", wakeChannel),
  "check-channel": task("check-channel", checkChannelByItself),
  "mind-channels": task("mind-channels", mindChannels),
  "mind-outbox": task("mind-outbox", mindOutbox),
  "fold-counters": task("fold-counters", foldCounters),
  "free-abandoned-jobs": task("free-abandoned-jobs", freeAbandonedJobs),
};

function task<Name extends JobName>(name: Name, verb: (payload: JobPayload<Name>) => Promise<void>): Task {
  return (payload) => verb(jobSchemas[name].parse(payload) as JobPayload<Name>);
}
