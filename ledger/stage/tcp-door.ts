import net from "node:net";

/** How long a caller waits for some process to live again before we hang up. */
const PATIENCE_MS = 2_000;
const ASK_AGAIN_MS = 100;

/**
 * Stands in front of the web processes, as a load balancer would: each connection goes to one that lives. It can cut
 * what goes through it, let nobody in, or hold everything up.
 */
export class TcpDoor {
  isShut = false;
  readonly #pairs = new Set<[net.Socket, net.Socket | null]>();
  readonly #server: net.Server;
  #stalled = false;
  #turn = 0;

  /** @param targets ports of 127.0.0.1 that serve at this moment. */
  constructor(private readonly targets: () => number[]) {
    this.#server = net.createServer({ noDelay: true }, (caller) => this.#welcome(caller));
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
  }

  get connections() {
    return this.#pairs.size;
  }

  cutAll() {
    for (const pair of this.#pairs) for (const socket of pair) socket?.destroy();
  }

  /** While it lasts not a byte goes through, and no connection is lost. */
  set stalled(stalled: boolean) {
    this.#stalled = stalled;
    for (const pair of this.#pairs) for (const socket of pair) stalled ? socket?.pause() : socket?.resume();
  }

  close() {
    this.#server.close();
    this.cutAll();
  }

  #welcome(caller: net.Socket) {
    caller.on("error", () => caller.destroy());
    if (this.isShut) return caller.destroy();
    const pair: [net.Socket, net.Socket | null] = [caller, null];
    this.#pairs.add(pair);
    caller.once("close", () => this.#part(pair));
    this.#connect(pair, performance.now() + PATIENCE_MS);
  }

  #connect(pair: [net.Socket, net.Socket | null], deadline: number) {
    const [caller] = pair;
    const targets = this.targets();
    this.#turn += 1;
    const port = targets[this.#turn % targets.length];
    const again = () => {
      if (performance.now() > deadline) caller.destroy();
      else setTimeout(() => !caller.destroyed && this.#connect(pair, deadline), ASK_AGAIN_MS);
    };
    if (port === undefined) return again();

    const server = net.connect({ port, host: "127.0.0.1", noDelay: true });
    server.once("error", again);
    server.once("connect", () => {
      server.off("error", again);
      server.on("error", () => server.destroy());
      server.once("close", () => this.#part(pair));
      pair[1] = server;
      if (caller.destroyed) return this.#part(pair);
      caller.pipe(server);
      server.pipe(caller);
      if (this.#stalled) for (const socket of [caller, server]) socket.pause();
    });
  }

  #part(pair: [net.Socket, net.Socket | null]) {
    this.#pairs.delete(pair);
    for (const socket of pair) socket?.destroy();
  }
}
