import type { RefToAnalyse } from '../../contract/analysis.js';
import type { EvidenceFacts } from '../../domain/evidence/evidence-facts.js';
import { telephoneKey } from '../../domain/judgement/evidence-on-number.js';
import { deviceOf } from '../../domain/link/normalise.js';
import { value } from '../../persistence/read-together.js';

/** An agency's answer, and when the centre had it. */
export interface AnswerRow {
  facts: EvidenceFacts;
  /** Epoch ms. */
  knownAtMs: number;
}

/** What an institution said of an account of its own in a receipt, and when the centre had it. */
export interface AccountSaidRow {
  /** The account (`accountKey`). */
  account: string;
  openedAt: string | null;
  simOwner: 'holder' | 'other' | null;
  deviceIds: string[] | null;
  /** Epoch ms. */
  knownAtMs: number;
}

/** The telephone number by which money came to an account (PromptPay). */
interface NumberRow {
  /** The account (`accountKey`). */
  account: string;
  number: string;
}

/** What agencies and institutions said of the accounts of some cases. */
export interface SaidOfAccounts {
  answers: readonly AnswerRow[];
  accountsSaid: readonly AccountSaidRow[];
  numbers: readonly NumberRow[];
}

/** The reading of it, of the cases that an SQL expression (`text[]`) names. */
export const saidOfAccounts = (cases: string) => ({
  answers: value<AnswerRow[]>(
    `SELECT coalesce(json_agg(json_build_object('facts', e.content,
              'knownAtMs', floor(extract(epoch FROM e.received_at) * 1000)) ORDER BY e.id), '[]')
       FROM evidence e WHERE e.case_id = ANY (${cases})`,
  ),
  accountsSaid: value<AccountSaidRow[]>(
    `SELECT coalesce(json_agg(json_build_object('account', h.institution || ':' || h.account_no,
              'openedAt', m.content->>'accountOpenedAt', 'simOwner', m.content->>'simOwner', 'deviceIds', m.content->'deviceIds',
              'knownAtMs', floor(extract(epoch FROM m.received_at) * 1000)) ORDER BY m.id), '[]')
       FROM hold h JOIN hold_order o ON o.hold_id = h.id JOIN inbox_message m ON m.subject_id = o.id
      WHERE h.case_id = ANY (${cases}) AND m.kind = 'hold.receipt'
        AND m.content ?| ARRAY['accountOpenedAt', 'simOwner', 'deviceIds'] AND m.processed_at IS NOT NULL`,
  ),
  numbers: value<NumberRow[]>(
    `SELECT coalesce(json_agg(DISTINCT jsonb_build_object('account', t.to_institution || ':' || t.to_account_no, 'number', t.promptpay_value)), '[]')
       FROM claim c JOIN trail_link l ON l.stolen_sum_id = c.stolen_sum_id JOIN transfer t ON t.id = l.transfer_id
      WHERE c.case_id = ANY (${cases}) AND t.promptpay_kind = 'phone' AND t.to_account_no IS NOT NULL`,
  ),
});

/** The kinds of subject by which cases are linked and one person or device can stand behind several accounts. */
const BEHIND_ACCOUNTS = `ARRAY['person', 'device']`;

/**
 * Reads which other cases have a person or a device of the case `$1` too, the newest `ofKey` of each
 * subject and `most` of all. It follows the subjects that link cases, so nothing is kept a second time.
 */
export const casesBehindAccounts = (ofKey: number, most: number) =>
  value<string[]>(
    `SELECT coalesce(json_agg(found.case_id), '[]') FROM (
       SELECT DISTINCT o.case_id FROM link_key k
         JOIN LATERAL (SELECT s.case_id FROM link_key s WHERE s.kind = k.kind AND s.key = k.key AND s.case_id <> k.case_id
                        ORDER BY s.case_id DESC LIMIT ${ofKey}) o ON true
        WHERE k.case_id = $1 AND k.kind = ANY (${BEHIND_ACCOUNTS}) ORDER BY o.case_id DESC LIMIT ${most}) found`,
  );

/**
 * Returns who or what stands behind accounts by what was said: the person whom AMLO has listed or who
 * has a colour, the owner of the SIM of the number by which the account is paid, and the devices
 * that its institution saw. Each is known from the answer or receipt on. No wallet is among them: nobody
 * says which account belongs to one.
 */
export function accountRefs({ answers, accountsSaid, numbers }: SaidOfAccounts): RefToAnalyse[] {
  const byNumber = (number: string) => numbers.filter((one) => telephoneKey(one.number) === telephoneKey(number));
  return [
    ...answers.flatMap(({ facts: { hr03 = [], colours = [], sims = [] }, knownAtMs: knownAt }) => [
      ...[...hr03, ...colours.filter(({ colour }) => colour !== 'none')].flatMap(({ account, personRef }) =>
        personRef === undefined ? [] : [{ account, kind: 'person' as const, ref: personRef, knownAt }],
      ),
      ...sims.flatMap(({ number, personRef }) =>
        personRef === undefined
          ? []
          : byNumber(number).map(({ account }) => ({ account, kind: 'sim' as const, ref: personRef, knownAt })),
      ),
    ]),
    ...accountsSaid.flatMap(({ account, deviceIds, knownAtMs: knownAt }) =>
      (deviceIds ?? []).flatMap((text) => {
        const ref = deviceOf(text);
        return ref === null ? [] : [{ account, kind: 'device' as const, ref, knownAt }];
      }),
    ),
  ];
}

/**
 * Returns of the references of other cases those that join an account of theirs with one of the
 * case's own, beside those of the case.
 */
export function joiningRefs(own: readonly RefToAnalyse[], others: readonly RefToAnalyse[]): RefToAnalyse[] {
  const behind = new Set(own.map(({ ref }) => ref));
  return [...own, ...others.filter(({ ref }) => behind.has(ref))];
}

/** Puts a number in the place of each reference: whether two are the same is all that is looked at. */
export function withoutNames(refs: readonly RefToAnalyse[]): RefToAnalyse[] {
  const places = new Map([...new Set(refs.map(({ ref }) => ref))].map((ref, place) => [ref, String(place + 1)]));
  return refs.map((one) => ({ ...one, ref: places.get(one.ref) ?? '' }));
}
