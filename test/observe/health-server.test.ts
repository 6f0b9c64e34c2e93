import { Counter, Registry } from 'prom-client';
import { type HealthServer, type ReadyChecks, serveHealth } from '../../src/observe/health-server.js';

const servers: HealthServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(ready: () => Promise<ReadyChecks>, registry = new Registry()): Promise<string> {
  const server = await serveHealth({ host: '127.0.0.1', port: 0, registry, ready });
  servers.push(server);
  return `http://127.0.0.1:${server.port}`;
}

async function request(url: string, method = 'GET'): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, { method });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

describe('the health server', () => {
  it('is ready when every check is true, names those that are not, and is live in both cases', async () => {
    let record = true;
    const url = await serve(() => Promise.resolve({ record, workers: true }));
    expect(await request(`${url}/health/ready`)).toEqual({
      status: 200,
      body: { status: 'ready', checks: { record: true, workers: true } },
    });
    record = false;
    expect(await request(`${url}/health/ready`)).toEqual({
      status: 503,
      body: { status: 'not ready', checks: { record: false, workers: true } },
    });
    expect(await request(`${url}/health/live`)).toEqual({ status: 200, body: { status: 'live' } });
  });

  it('counts a check that throws as not ready, and does not repeat the error', async () => {
    const url = await serve(() => Promise.reject(new Error('account 9000000001')));
    const { status, body } = await request(`${url}/health/ready`);
    expect(status).toBe(503);
    expect(JSON.stringify(body)).not.toContain('9000000001');
  });

  it('serves the metrics as text for Prometheus', async () => {
    const registry = new Registry();
    new Counter({ name: 'made_up_total', help: 'x', registers: [registry] }).inc(3);
    const response = await fetch(`${await serve(() => Promise.resolve({}), registry)}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await response.text()).toContain('made_up_total 3');
  });

  it('serves nothing else, and refuses methods that change something', async () => {
    const url = await serve(() => Promise.resolve({}));
    expect((await request(`${url}/`)).status).toBe(404);
    expect((await request(`${url}/health/live`, 'POST')).status).toBe(405);
    expect((await request(`${url}/health/live`, 'HEAD')).status).toBe(200);
  });

  it('rejects when its port is taken', async () => {
    const url = await serve(() => Promise.resolve({}));
    const port = Number(new URL(url).port);
    const second = serveHealth({ host: '127.0.0.1', port, registry: new Registry(), ready: () => Promise.resolve({}) });
    await expect(second).rejects.toThrow('EADDRINUSE');
  });
});
