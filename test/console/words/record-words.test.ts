import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReceiptResult, ReleaseReason } from '../../../src/domain/hold/hold.js';
import { OUTGOING_KINDS } from '../../../src/domain/outgoing/outgoing-kind.js';
import { PURPOSE_OF } from '../../../src/domain/outgoing/received-kind.js';
import type { NoticeKind } from '../../../src/domain/notice/notice.js';
import { ReleaseReceipt } from '../../../src/wire/institution/calls/release-order.js';
import { BreakKind } from '../../../src/wire/values.js';
import type { WordTree } from '../../../web/src/text/words.js';
import { en as caseWords } from '../../../web/src/case/words.js';
import { en } from '../../../web/src/record/words.js';
import { NOT_APPLIED_REASONS } from '../../support/not-applied-reasons.js';

/** The values of each type: one too many or too few does not compile. */
const RESULTS = {
  HELD_FULL: 0,
  HELD_PARTIAL: 0,
  NO_FUNDS: 0,
  HELD_BEFORE: 0,
  ACCOUNT_CLOSED: 0,
  NOT_FOUND: 0,
  REFUSED_LEGAL: 0,
  PENDING: 0,
} satisfies Record<ReceiptResult, 0>;
const RELEASES = {
  EXPIRED: 0,
  DEBIT_DENIED: 0,
  DEBIT_NOT_CONFIRMED: 0,
  WITHDRAWN: 0,
  CORRECTED: 0,
  OFFICER_RELEASE: 0,
  REQUEST_NOT_CONFIRMED: 0,
  UNRELATED: 0,
  COURT_VOIDED: 0,
  APPEAL_UPHELD: 0,
  SUSPICION_UNFOUNDED: 0,
  SUSPICION_LIFTED: 0,
} satisfies Record<ReleaseReason, 0>;

const NOTICES = { 'suspicion.notice': 0, 'officer.notice': 0 } satisfies Record<NoticeKind, 0>;

/** The whole source of the product, to find the codes that it writes. */
const SOURCE = readdirSync(path.join(__dirname, '../../../src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(path.join(__dirname, '../../../src', file), 'utf8'))
  .join('\n');
const written = (pattern: RegExp) => [...new Set([...SOURCE.matchAll(pattern)].map(([, code = '']) => code))].sort();

/** Returns the codes of a list that have no words. */
function withoutWords(kind: Exclude<keyof typeof en.record, 'asKept'>, codes: readonly string[]): string[] {
  const wordOf = (code: string) =>
    code
      .split('.')
      .reduce<string | WordTree | undefined>(
        (tree, part) => (typeof tree === 'object' ? tree[part] : undefined),
        en.record[kind],
      );
  return codes.filter((code) => typeof wordOf(code) !== 'string');
}

describe('the words for codes of the record', () => {
  it('name every answer that a finding may miss', () => {
    const parties = 'institution|officer|hotline|inquiry_officer|centre|nbtc|mdes|amlo|bot|ccib|dsi|sec';
    const judge = path.join(__dirname, '../../../src/domain/judgement');
    const source = readdirSync(judge, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(judge, file), 'utf8'))
      .join('\n');
    const codes = [...source.matchAll(new RegExp(`'((?:${parties})\\.[a-z0-9_]+)'`, 'g'))].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(10);
    const worded = Object.keys(caseWords.finding.answer);
    expect([...new Set(codes)].filter((code) => !worded.includes(code.replace('.', '_')))).toEqual([]);
  });

  it('name every result of a receipt, why one has no effect, and why money was released', () => {
    const released = ReleaseReceipt.shape.result.options;
    expect(withoutWords('result', [...Object.keys(RESULTS), ...released])).toEqual([]);
    expect(withoutWords('unused', Object.keys(NOT_APPLIED_REASONS))).toEqual([]);
    expect(withoutWords('release', Object.keys(RELEASES))).toEqual([]);
  });

  it('name every break that the API describes, and every fault of later debits', () => {
    const described = [...(BreakKind.description ?? '').matchAll(/\b[A-Z]{2,}(?:_[A-Z]+)*\b/g)].map(([code]) => code);
    const kinds = described.filter((code) => code.includes('_') || code === 'INCONSISTENT');
    expect(kinds.length).toBeGreaterThan(25);
    expect(withoutWords('difference', [...kinds, ...written(/\b(ATTRIBUTION\.[A-Z_]+)/g)])).toEqual([]);
  });

  it('name every event that an act notes on an audit chain', () => {
    const events = written(/\b(?:audit\(|type: )'([a-z_]+\.[a-z_]+)'/g);
    expect(events.length).toBeGreaterThan(80);
    expect(
      withoutWords(
        'event',
        events.filter((type) => !MESSAGES.includes(type)),
      ),
    ).toEqual([]);
  });

  it('name every kind of message that parties exchange', () => {
    expect(withoutWords('exchange', Object.keys(NOTICES))).toEqual([]);
    const kinds = [...Object.keys(PURPOSE_OF), ...OUTGOING_KINDS, ...written(/\bkind: '([a-z_]+\.[a-z_]+)'/g)];
    expect(kinds.length).toBeGreaterThan(25);
    expect(withoutWords('exchange', kinds)).toEqual([]);
  });
});

/** Types of callbacks, whose examples look like events. */
const MESSAGES: readonly string[] = ['hold.receipt', 'evidence.declined'];
