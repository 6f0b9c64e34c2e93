import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How long a stopping listener lets running requests finish before it cuts them, in ms. */
const STOP_GRACE_MS = 2_000;

/**
 * An HTTP listener on the loopback address, because no other machine may reach the simulated
 * world.
 */
export class Listener {
  private constructor(
    private readonly server: Server,
    /** The port in use, also when 0 was asked for. */
    readonly port: number,
  ) {}

  /**
   * Opens the listener.
   * @throws when the port is taken, with `label` in the message
   */
  static async open(port: number, label: string, handle: RequestListener): Promise<Listener> {
    const server = createServer(handle);
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => reject(new Error(`${label} cannot listen on port ${port}`, { cause })));
      server.listen(port, '127.0.0.1', resolve);
    });
    return new Listener(server, (server.address() as AddressInfo).port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Stops accepting, lets running requests finish for two seconds, then cuts the rest. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    const cut = setTimeout(() => this.server.closeAllConnections(), STOP_GRACE_MS);
    await closed;
    clearTimeout(cut);
  }
}
