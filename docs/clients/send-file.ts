// Sends a file to a case and saves an order as order.pdf, by the types of openapi-typescript and openapi-fetch.
// API, TOKEN: the address and a token of an officer; CASE_ID, ORDER_ID: the case and an order of it; FILE: the file.
import { readFileSync, writeFileSync } from 'node:fs';
import createClient from 'openapi-fetch';
import type { paths } from './centre.js';

const { API = '', TOKEN = '', CASE_ID = '', ORDER_ID = '', FILE = '' } = process.env;
const centre = createClient<paths>({ baseUrl: API, headers: { authorization: `Bearer ${TOKEN}` } });
const bytes = readFileSync(FILE);
const kept = await centre.POST('/v1/cases/{id}/attachments', {
  params: { path: { id: CASE_ID }, query: { kind: 'slip' } },
  headers: { 'content-type': 'application/octet-stream' },
  body: bytes as unknown as string, // the types know no bytes
  bodySerializer: (body) => body,
});
if (kept.data === undefined) throw new Error(`${kept.error?.code}: ${kept.error?.detail}`);
const document = await centre.GET('/v1/orders/{id}/document', {
  params: { path: { id: ORDER_ID } },
  parseAs: 'arrayBuffer',
});
if (document.data === undefined) throw new Error(`${document.error?.code}: ${document.error?.detail}`);
writeFileSync('order.pdf', Buffer.from(document.data));
console.log(kept.data.id);
