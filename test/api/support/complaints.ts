import { ulid } from 'ulid';
import type { Answer, RunningApi } from './running-api.js';

/** Returns a valid complaint, as a hotline posts it. All data is invented. */
export function complaintBody(changes: Record<string, unknown> = {}) {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  return {
    reporter: { name: 'Somchai Makeup', phone: '0812345678', holdsVictimAccount: true },
    victim: { name: 'Somchai Makeup', citizenId: '9123456789010', phone: '0812345678' },
    victimAccount: { institution: 'th-004', accountNo: '1112223334' },
    transfers: [
      {
        to: { account: { institution: 'th-002', accountNo: '5556667778' } },
        amountSatang: '5000000',
        transferredAt: minutesAgo(20),
        reference: `REF-${ulid()}`,
      },
    ],
    channel: 'phone',
    noticeGivenAt: minutesAgo(2),
    caseType: 'call_centre',
    narrative: 'A caller who said he was a police officer made me transfer the money.',
    language: 'en',
    ...changes,
  };
}

/** Posts a complaint as a hotline operator. */
export function postComplaint(
  api: RunningApi,
  body: unknown = complaintBody(),
  key: string = ulid(),
  caller: { subject?: string; claims?: Record<string, unknown> } = {},
): Promise<Answer> {
  return api.call('POST', '/v1/complaints', {
    roles: ['hotline_operator'],
    subject: 'operator-1',
    ...caller,
    body,
    headers: { 'idempotency-key': key },
  });
}

/** Counts the rows of every table that intake writes. */
export async function countRows(api: RunningApi): Promise<Record<string, number>> {
  const tables = [
    'complaint',
    'case_file',
    'call_record',
    'idempotency',
    'transfer',
    'stolen_sum',
    'claim',
    'trail_link',
    'debit_confirmation',
    'hold',
    'hold_order',
    'outbox',
    'exchange',
    'audit_event',
    'audit_head',
  ];
  const rowsByTable: Record<string, number> = {};
  for (const table of tables) {
    const rows: { count: string }[] = await api.db.query(`SELECT count(*) FROM ${table}`);
    rowsByTable[table] = Number(rows[0]?.count);
  }
  return rowsByTable;
}
