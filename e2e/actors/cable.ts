import type { Page, WebSocketRoute } from "@playwright/test";

/** The live connection of a browser, for pulling and plugging in. Everything else of the network stays as it is. */
export class Cable {
  private readonly open = new Set<WebSocketRoute>();
  private pulled = false;

  /** Goes in before the first page is opened. */
  static async of(screen: Page) {
    const cable = new Cable();
    await screen.routeWebSocket(/\/socket\.io\//, (socket) => cable.carries(socket));
    await screen.route("**/socket.io/**", (route) => (cable.pulled ? route.abort() : route.continue()));
    return cable;
  }

  async pull() {
    this.pulled = true;
    for (const socket of this.open) await socket.close();
    this.open.clear();
  }

  plugIn() {
    this.pulled = false;
  }

  private carries(socket: WebSocketRoute) {
    if (this.pulled) return void socket.close();
    socket.connectToServer();
    this.open.add(socket);
  }
}
