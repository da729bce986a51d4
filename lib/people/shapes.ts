import { z } from "zod";
import { passwordProblem } from "@/lib/auth/password-rules";

export const roleSchema = z.enum(["agent", "manager", "admin", "external"]);

export const userSchema = z.object({
  id: z.uuid(),
  email: z.string().nullable(),
  name: z.string(),
  nickname: z.string().nullable(),
  role: roleSchema,
  /** `invited` until a first password was chosen; external users are active and cannot sign in all the same. */
  state: z.enum(["active", "invited", "disabled"]),
  createdAt: z.iso.datetime(),
});

export const accountSchema = userSchema.pick({
  id: true,
  name: true,
  nickname: true,
  email: true,
  role: true,
});

export const assignableAgentSchema = z.object({ id: z.uuid(), name: z.string(), role: roleSchema });

export const invitationSchema = z.object({ name: z.string(), email: z.string(), role: roleSchema });

const name = z
  .string({ error: "Enter a name." })
  .trim()
  .min(1, "Enter a name.")
  .max(80, "Use at most 80 characters.");

const nickname = z
  .string()
  .trim()
  .max(80, "Use at most 80 characters.")
  .nullable()
  .transform((value) => value || null);

const email = z
  .string({ error: "Enter an e-mail address." })
  .trim()
  .toLowerCase()
  .max(254, "Use at most 254 characters.")
  .pipe(z.email("Enter an e-mail address, like ana@example.com."));

const newPassword = z.string({ error: "Enter a password." }).superRefine((password, context) => {
  const message = passwordProblem(password);
  if (message) context.addIssue({ code: "custom", message });
});

export const firstAdminSchema = z.object({ name, email, password: newPassword });

/** An external user has no e-mail address; whatever is sent as one is dropped. */
export const newUserSchema = z.discriminatedUnion("role", [
  z.object({ role: z.literal("external"), name, nickname: nickname.optional() }),
  z.object({ role: z.enum(["agent", "manager", "admin"]), name, nickname: nickname.optional(), email }),
]);

export const userChangesSchema = z.object({
  name: name.optional(),
  nickname: nickname.optional(),
  role: roleSchema.optional(),
  disabled: z.boolean().optional(),
});

export const acceptanceSchema = z.object({ name, password: newPassword });

export const accountChangesSchema = z.object({ name: name.optional(), nickname: nickname.optional() });

export const passwordChangeSchema = z.object({ current: z.string(), next: newPassword });

export type Role = z.infer<typeof roleSchema>;
export type User = z.infer<typeof userSchema>;
export type Account = z.infer<typeof accountSchema>;
export type AssignableAgent = z.infer<typeof assignableAgentSchema>;
export type Invitation = z.infer<typeof invitationSchema>;
export type FirstAdmin = z.infer<typeof firstAdminSchema>;
export type NewUser = z.infer<typeof newUserSchema>;
export type UserChanges = z.infer<typeof userChangesSchema>;
export type Acceptance = z.infer<typeof acceptanceSchema>;
export type AccountChanges = z.infer<typeof accountChangesSchema>;
export type PasswordChange = z.infer<typeof passwordChangeSchema>;
