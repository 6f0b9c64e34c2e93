// Posts a complaint by the types of openapi-typescript and the client openapi-fetch.
// API, TOKEN: the address and a token of a hotline operator; BODY: a file with the complaint.
import { readFileSync } from 'node:fs';
import createClient from 'openapi-fetch';
import type { components, paths } from './centre.js';
import type { components as protocol } from './institution.js';

const { API = '', TOKEN = '', BODY = '' } = process.env;
const complaint = JSON.parse(readFileSync(BODY, 'utf8')) as components['schemas']['ComplaintBody'];
const centre = createClient<paths>({ baseUrl: API, headers: { authorization: `Bearer ${TOKEN}` } });
const { data, error } = await centre.POST('/v1/complaints', {
  params: { header: { 'Idempotency-Key': `ts-${Date.now()}` } },
  body: complaint,
});
if (data === undefined) throw new Error(`${error?.code}: ${error?.detail}`);
console.log(data.caseNo);

/** What an institution answers to an order; the compiler checks it by the protocol's document. */
export const receipt: protocol['schemas']['HoldReceipt'] = {
  orderId: '01KAYJ9Q5R3M0T8XW2V7C4H6DE',
  receiptSeq: 1,
  result: 'HELD_FULL',
  heldAmountSatang: '2500000',
  onward: [],
  at: new Date().toISOString(),
};
