import type { Role } from "@/lib/people/shapes";

export const roleNames: Record<Role, string> = {
  agent: "Agent",
  manager: "Manager",
  admin: "Admin",
  external: "External",
};

/** What each role is for, where somebody chooses one. */
export const roleMeanings: Record<Role, string> = {
  agent: "Answers conversations.",
  manager: "Answers conversations and leads those who do.",
  admin: "Can do everything: channels, users, configuration.",
  external: "Stands for messages that were written outside Pagedesk. Cannot sign in.",
};

/** Those who can sign in; nobody moves between these and the external role. */
export const signInRoles = ["agent", "manager", "admin"] as const satisfies Role[];
