import { expect, test } from "vitest";
import { refuseForSomebodyElse } from "./refuse-for-somebody-else";

const ana = { id: "00000000-0000-4000-8000-000000000001", name: "Ana", role: "agent" as const };

test.each([[{ text: "hi" }], [{ text: "hi", authorId: ana.id }], [null], ["text"]])(
  "takes %j from Ana",
  (body) => {
    expect(() => refuseForSomebodyElse(ana, body)).not.toThrow();
  },
);

test.each([[{ authorId: "00000000-0000-4000-8000-000000000002" }], [{ authorId: null }], [{ authorId: 5 }]])(
  "takes %j from nobody but its author",
  (body) => {
    expect(() => refuseForSomebodyElse(ana, body)).toThrow(expect.objectContaining({ code: "signed_out" }));
  },
);
