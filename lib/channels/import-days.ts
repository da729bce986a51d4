/** How far back an import may reach, in days; 0 = nothing is imported. */
export const importDays = [0, 7, 30, 90] as const;

export type ImportDays = (typeof importDays)[number];

export const USUAL_IMPORT_DAYS: ImportDays = 30;
