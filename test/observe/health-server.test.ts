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

async function asked(url: string, method = 'GET'): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, { method });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

describe('the health server', () => {
  it('is ready when every check holds, names those that do not, and lives either way', async () => {
    let record = true;
    const url = await serve(() => Promise.resolve({ record, workers: true }));
    expect(await asked(`${url}/health/ready`)).toEqual({
      status: 200,
      body: { status: 'ready', checks: { record: true, workers: true } },
    });
    record = false;
    expect(await asked(`${url}/health/ready`)).toEqual({
      status: 503,
      body: { status: 'not ready', checks: { record: false, workers: true } },
    });
    expect(await asked(`${url}/health/live`)).toEqual({ status: 200, body: { status: 'live' } });
  });

  it('takes a check that throws for one that does not hold, and does not repeat its words', async () => {
    const url = await serve(() => Promise.reject(new Error('account 9000000001')));
    const { status, body } = await asked(`${url}/health/ready`);
    expect(status).toBe(503);
    expect(JSON.stringify(body)).not.toContain('9000000001');
  });

  it('serves the measures as text for Prometheus', async () => {
    const registry = new Registry();
    new Counter({ name: 'made_up_total', help: 'x', registers: [registry] }).inc(3);
    const response = await fetch(`${await serve(() => Promise.resolve({}), registry)}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await response.text()).toContain('made_up_total 3');
  });

  it('serves nothing else, and nothing that would change anything', async () => {
    const url = await serve(() => Promise.resolve({}));
    expect((await asked(`${url}/`)).status).toBe(404);
    expect((await asked(`${url}/health/live`, 'POST')).status).toBe(405);
    expect((await asked(`${url}/health/live`, 'HEAD')).status).toBe(200);
  });

  it('says so when its port is taken', async () => {
    const url = await serve(() => Promise.resolve({}));
    const port = Number(new URL(url).port);
    const second = serveHealth({ host: '127.0.0.1', port, registry: new Registry(), ready: () => Promise.resolve({}) });
    await expect(second).rejects.toThrow('EADDRINUSE');
  });
});
