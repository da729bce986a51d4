import { connect, type Socket } from "node:net";

export interface Answer {
  status: number;
  /** Milliseconds from the first byte sent to the last byte received. */
  tookMs: number;
}

interface Pending {
  sentAt: number;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * One kept-alive HTTP/1.1 connection that carries one request at a time. It reads no more of an answer than its status
 * and where it ends, so that the load costs little beside what it loads.
 */
export class Connection {
  private received = "";
  private pending: Pending | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => this.take(chunk));
    socket.on("error", (error) => this.fail(error));
    socket.on("close", () => this.fail(new Error("The server closed the connection.")));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1" }, () => {
        socket.off("error", reject);
        resolve(new Connection(socket));
      });
      socket.once("error", reject);
    });
  }

  /** @param request the whole request, head and body. */
  send(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.pending = { sentAt: performance.now(), resolve, reject };
      this.socket.write(request, "utf8");
    });
  }

  close() {
    this.pending = null;
    this.socket.destroy();
  }

  private take(chunk: string) {
    this.received += chunk;
    const { pending } = this;
    if (!pending || !isComplete(this.received)) return;

    const status = Number(this.received.slice(9, 12));
    this.received = "";
    this.pending = null;
    pending.resolve({ status, tookMs: performance.now() - pending.sentAt });
  }

  private fail(error: Error) {
    this.pending?.reject(error);
    this.pending = null;
  }
}

/** Whether an answer is here whole: by its length, or by the mark that ends one of unknown length. */
export function isComplete(answer: string): boolean {
  const headEnd = answer.indexOf("\r\n\r\n");
  if (headEnd < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, headEnd + 2))?.[1];
  if (length !== undefined) return answer.length - headEnd - 4 >= Number(length);
  return answer.endsWith("\r\n0\r\n\r\n");
}

export function postRequest(path: string, { body, signature }: { body: string; signature: string }): string {
  return (
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n` +
    `x-hub-signature-256: ${signature}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}
