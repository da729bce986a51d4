import "server-only";
import { parseEnvironment } from "./environment";

/** The environment, parsed once. `process.env` appears nowhere else behind this line. */
export const env = parseEnvironment(process.env);
