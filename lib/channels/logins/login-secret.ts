import { createHash, randomBytes } from "node:crypto";

/** 256 bits, for an address or a cookie. */
export const newSecret = () => randomBytes(32).toString("base64url");

/** Only this is stored: who reads the database can't forge a return from the dialog. */
export const hashSecret = (secret: string) => createHash("sha256").update(secret).digest("base64url");
