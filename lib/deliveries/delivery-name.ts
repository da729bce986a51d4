import { AppError } from "@/lib/errors";

/** Which delivery, and when it came: with the moment, only the day's part of the table is looked at. */
export interface DeliveryName {
  id: number;
  receivedAt: Date;
}

/** For addresses: the moment in milliseconds, and the number. */
export function deliveryName({ id, receivedAt }: DeliveryName): string {
  return `${receivedAt.getTime()}-${id}`;
}

/** @throws AppError `not_found` when it names nothing. */
export function parseDeliveryName(name: string): DeliveryName {
  const [, moment, id] = /^(\d{1,15})-(\d{1,15})$/.exec(name) ?? [];
  const receivedAt = new Date(Number(moment));
  if (!id || Number.isNaN(receivedAt.getTime()))
    throw new AppError("not_found", "This delivery does not exist, or is no longer kept.");

  return { id: Number(id), receivedAt };
}
