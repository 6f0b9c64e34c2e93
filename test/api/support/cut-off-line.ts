import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A proxy to a TCP server that a test can cut and mend. */
export class CutOffLine {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private target = { host: '', port: 0 };
  private port = 0;

  /** Opens the proxy to a server and returns the server's URL with the proxy's address. */
  async open(url: string): Promise<string> {
    const through = new URL(url);
    this.target = { host: through.hostname, port: Number(through.port || 5432) };
    await this.mend();
    through.hostname = '127.0.0.1';
    through.port = String(this.port);
    return through.href;
  }

  /** Breaks every connection and refuses new ones. */
  async cut(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    const { server } = this;
    this.server = undefined;
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  }

  /** Lets connections through again, at the same address. */
  async mend(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(this.target);
      for (const [socket, other] of [[near, far] as const, [far, near] as const]) {
        this.sockets.add(socket);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          other.destroy();
          this.sockets.delete(socket);
        });
        socket.pipe(other);
      }
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }
}
