import type { Options } from "../options";
import { Random } from "../random";
import type { Stage } from "../stage/start-stage";
import { AgentActor, firstFilters } from "./agent";
import { Book } from "./book";
import { Crowd } from "./crowd";
import { Customers } from "./customers";
import { Desk } from "./desk";
import { openOffice } from "./office";

export type Cast = Awaited<ReturnType<typeof assemble>>;

/** Everybody who acts: the office with its agents, each at a desk, and the customers. */
export async function assemble(stage: Stage, { agents: count, seed }: Options) {
  const random = new Random(seed, "cast");
  const book = new Book();
  const office = await openOffice(stage, count);
  const desks = office.colleagues.map(
    ({ id, name, browser }, number) =>
      new Desk(browser, { id, name }, firstFilters(number, office.channelIds)),
  );
  const agents = desks.map(
    (desk) => new AgentActor(desk, book, random.of(desk.me.name), () => office.colleagues),
  );
  const customers = new Customers(stage.control, stage.world, random.of("customers"));
  const crowd = new Crowd(stage.control, stage.world, random.of("crowd"));
  await crowd.gather();
  return { ...office, book, desks, agents, customers, crowd };
}
