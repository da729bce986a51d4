export const plantNames: string[] = [];
