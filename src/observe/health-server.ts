import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

/** The checks of readiness by name; true means in order. */
export type ReadyChecks = Readonly<Record<string, boolean>>;

/** What a health server serves, and where. */
interface HealthOptions {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  readonly registry: Registry;
  /**
   * Called at each request for readiness: ready when every check is true; an error is not ready.
   */
  readonly ready: () => Promise<ReadyChecks>;
}

/** A listening health server. */
export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves `/health/live` (200 while the event loop runs), `/health/ready` (200 or 503, with the
 * checks by name) and `/metrics` (Prometheus text) to who operates the process, on a port of its own.
 * Whoever reaches the port reads them. Rejects when the port cannot be opened.
 */
export async function serveHealth(options: HealthOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
    answer(options, request, response).catch(() => sendJson(response, 500, { status: 'fault' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function answer(options: HealthOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return sendJson(response, 405, { status: 'method not allowed' });
  }
  switch (request.url) {
    case '/health/live':
      return sendJson(response, 200, { status: 'live' });
    case '/health/ready': {
      const checks = await options.ready().catch(() => ({ checks: false }));
      const isReady = Object.values(checks).every(Boolean);
      return sendJson(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', checks });
    }
    case '/metrics': {
      const text = await options.registry.metrics();
      response.writeHead(200, { 'content-type': options.registry.contentType }).end(text);
      return;
    }
    default:
      return sendJson(response, 404, { status: 'no such route' });
  }
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A client that scrapes metrics keeps its connection open, and would delay the end.
  server.closeAllConnections();
  await closed;
}
