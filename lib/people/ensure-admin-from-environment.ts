import { db } from "@/db/client";
import { hashPassword } from "@/lib/auth/password-hash";
import { hasUsers } from "./has-users";
import { insertFirstAdmin } from "./insert-first-admin";

/**
 * The admin that ADMIN_EMAIL and ADMIN_PASSWORD name, at the first start. Where anybody exists already nothing is
 * changed: a forgotten variable must never reset a password. Asking twice is harmless.
 *
 * @returns whether the admin was created now.
 */
export async function ensureAdminFromEnvironment(email: string, password: string): Promise<boolean> {
  if (await hasUsers()) return false;

  const passwordHash = await hashPassword(password);
  const admin = { name: nameFrom(email), email: email.trim().toLowerCase(), passwordHash };
  const created = await db.transaction((tx) => insertFirstAdmin(tx, admin));
  return created !== undefined;
}

/** ana.lopez@example.com is probably Ana Lopez; she can change it. */
function nameFrom(email: string) {
  const [mailbox = ""] = email.split("@");
  const words = mailbox.split(/[._+-]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ") || "Admin";
}
