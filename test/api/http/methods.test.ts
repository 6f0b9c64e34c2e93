import { request as send } from 'node:http';
import { ulid } from 'ulid';
import { openApiText } from '../../../src/api/write-openapi.js';
import { runApi, type RunningApi } from '../support/running-api.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];

interface Answer {
  status: number | undefined;
  allow: string | undefined;
}

/** Paths of the document, each with the methods that it has there. */
async function documented(): Promise<[string, string[]][]> {
  const { paths } = JSON.parse(await openApiText()) as { paths: Record<string, Record<string, unknown>> };
  const methods = new Set(METHODS);
  return Object.entries(paths).map(([path, item]) => [
    path,
    Object.keys(item)
      .map((name) => name.toUpperCase())
      .filter((name) => methods.has(name))
      .sort(),
  ]);
}

describe('a method that a path does not have', () => {
  let api: RunningApi;
  let paths: [string, string[]][];
  beforeAll(async () => {
    [api, paths] = await Promise.all([runApi(), documented()]);
  });
  afterAll(() => api.close());

  /** Sends by Node's own client: `fetch` forbids some methods. */
  function call(method: string, path: string, headers: Record<string, string>): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = send(`${api.url}${path}`, { method, headers, agent: false }, (response) => {
        response.resume();
        response.on('end', () => resolve({ status: response.statusCode, allow: response.headers.allow }));
        response.on('error', reject);
      });
      request.on('error', reject).end();
    });
  }

  it.each([
    ['nobody', null],
    ['somebody in every role', ['aoc_officer', 'auditor', 'administrator', 'hotline_operator', 'unfreeze_desk']],
  ])('is 405 with Allow to %s on every path, also where the last step could be an id', async (_, roles) => {
    const headers: Record<string, string> =
      roles === null ? {} : { authorization: `Bearer ${await api.issuer.token({ roles })}` };
    const wrong: unknown[] = [];
    let cells = 0;
    for (const [template, has] of paths) {
      const path = template.replaceAll(/\{[^}]+\}/g, () => ulid());
      for (const method of METHODS) {
        if (has.includes(method) || (method === 'HEAD' && has.includes('GET'))) continue;
        cells += 1;
        const { status, allow } = await call(method, path, headers);
        if (status !== 405 || allow !== has.join(', ')) wrong.push({ method, template, status, allow });
      }
    }
    expect(cells).toBeGreaterThan(700);
    expect(wrong).toEqual([]);
  });
});
