import { ulid } from 'ulid';
import { advanceHold } from '../../../../src/application/advance/look/advance-hold.js';
import { NoticeAccepted } from '../../../../src/wire/case/notice.js';
import { complaintBody } from '../../../api/support/complaints.js';
import type { RunningApi } from '../../../api/support/running-api.js';
import { postCallback } from '../../../api/support/signed-callback.js';
import { ago, noticesTo, officerNotice } from './notices.js';

export const NEXT = { institution: 'th-014', accountNo: '5556667778' };

export interface HoldSeen {
  institution: string;
  kind: string;
  state: string;
  requested: string;
  hop: number;
  basis: string[];
  /** Days from the order to its end. */
  days: number;
}

/** Makes a later debit from the account that received the money. All data is invented. */
export function onward(over: Record<string, unknown> = {}) {
  return {
    transferRef: `ON-${ulid()}`,
    to: { account: NEXT },
    amountSatang: '1000000',
    attributedSatang: '1000000',
    at: ago(600_000),
    channel: 'promptpay',
    ...over,
  };
}

/** Returns the only case of a notice. */
export function caseOf(accepted: NoticeAccepted): string {
  return String(accepted.cases[0]?.id);
}

let callers = 0;
/** Makes a complaint by a new caller, who has reached no limit. */
export function newComplaint(changes: Record<string, unknown> = {}) {
  callers += 1;
  const phone = `08123450${callers.toString().padStart(2, '0')}`;
  return complaintBody({ reporter: { name: 'Somchai Makeup', phone, holdsVictimAccount: true }, ...changes });
}

/** Gives tests of notices their steps on an API, and what they read from it. */
export function noticeSteps(api: RunningApi) {
  const notices = noticesTo(api);
  return { ...notices, holdsOf, officer, settle, answers };

  /** Reads the holds on a case's sums, each with its newest order. */
  async function holdsOf(caseId: string): Promise<HoldSeen[]> {
    return api.db.query<HoldSeen[]>(
      `SELECT h.institution, h.kind, h.state, h.requested_satang AS requested, h.hop,
              (SELECT array_agg(split_part(b, '/', 2) ORDER BY n) FROM unnest(o.legal_basis) WITH ORDINALITY AS x (b, n)) AS basis,
              round(extract(epoch FROM h.expires_at - o.issued_at) / 86400, 3)::float8 AS days
         FROM hold h JOIN hold_order o ON o.hold_id = h.id
        WHERE h.stolen_sum_id IN (SELECT stolen_sum_id FROM claim WHERE case_id = $1)
          AND o.sequence = (SELECT max(sequence) FROM hold_order WHERE hold_id = h.id) ORDER BY h.hop, h.id`,
      [caseId],
    );
  }
  /** Gives an officer's notice; each of `changes` makes one transfer from the usual one. */
  async function officer(...changes: Record<string, unknown>[]): Promise<NoticeAccepted> {
    const notice = officerNotice();
    const [transfer] = notice.transfers;
    const answer = await notices.byOfficer({
      ...notice,
      transfers: (changes.length === 0 ? [{}] : changes).map((change) => ({ ...transfer, ...change })),
    });
    expect(answer.body).not.toHaveProperty('code');
    return NoticeAccepted.parse(answer.body);
  }
  /** Answers the newest order at an institution, and lets the answer take effect. */
  async function answers(institution: string, says: Record<string, unknown>): Promise<void> {
    const [order] = await api.db.query<{ id: string; holdId: string }[]>(
      `SELECT o.id, h.id AS "holdId" FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE h.institution = $1 ORDER BY o.id DESC LIMIT 1`,
      [institution],
    );
    const key = api.parties[institution]?.key;
    if (order === undefined || key === undefined) throw new Error(`nothing was ordered from ${institution}`);
    const data = { orderId: order.id, receiptSeq: 1, at: new Date().toISOString(), ...says };
    expect((await postCallback(api, 'institutions', key, { type: 'hold.receipt', data })).status).toBe(200);
    await advanceHold(api.application, order.holdId);
  }
  function settle(id: string, body: object) {
    return api.call('POST', `/v1/suspensions/${id}/result`, { roles: ['inquiry_officer'], subject: 'inquiry-1', body });
  }
}
