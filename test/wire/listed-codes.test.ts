import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DoubtfulFind } from '../../src/domain/complaint/intake/incomplete-transfer.js';
import type { DoubtfulAnswer } from '../../src/domain/debit/debit-answer.js';
import type { NotAppliedReason } from '../../src/domain/hold/receipt-effect.js';
import type { ReviewDoubt } from '../../src/domain/hold/end/review-hold.js';
import { FIELD_FAULTS } from '../../src/wire/common.js';
import { HOLD_ORDER_EXAMPLE } from '../../src/wire/institution/calls/hold-order.js';
import { NOT_APPLIED } from '../../src/wire/institution/message.js';
import { TH } from '../domain/support.js';
import { filesBelow, projectDir } from '../architecture/project.js';
import { NOT_APPLIED_REASONS } from '../support/not-applied-reasons.js';

/** The reasons of the domain: one too many or too few does not compile. */
const REASONS = {
  ...NOT_APPLIED_REASONS,
  NOT_YOURS: 0,
  NOT_DUE: 0,
  IMPOSSIBLE_TIME: 0,
} satisfies Record<NotAppliedReason | ReviewDoubt, 0>;

/** Answers about a debit that a person must make sense of. */
const DOUBTS = {
  NO_RECEIVER_NAMED: 0,
  CONTRADICTS_EARLIER_ANSWER: 0,
  CONFIRMED_WITH_REASON: 0,
  ANSWERS_OTHER_QUESTION: 0,
  FOUND_NOTHING_NAMED: 0,
} satisfies Record<DoubtfulAnswer | DoubtfulFind, 0>;

const read = (file: string) => readFileSync(path.join(projectDir, file), 'utf8');

describe('the API documents', () => {
  it('list every code of a fault in a field that the code gives, and no other', () => {
    const source = filesBelow('src')
      .filter((file) => file.endsWith('.ts') && file !== 'src/wire/common.ts')
      .map((file) => readFileSync(path.join(projectDir, file), 'utf8'))
      .join('\n');
    const given = new Set([...source.matchAll(/'((?:FIELD|BODY)\.[A-Z0-9_]+)'/g)].map(([, code]) => code));
    expect(Object.keys(FIELD_FAULTS).sort()).toEqual([...given].sort());
  });

  it('explain why a callback took no effect, for every reason of the domain and for a break', () => {
    const residual = [...read('src/domain/hold/end/residual.ts').matchAll(/refuse\('(RESIDUAL\.[A-Z_]+)'/g)];
    const ofCentre = ['SET_ASIDE', 'BREAK_OPENED', 'BREAK_OPEN'];
    expect(Object.keys(NOT_APPLIED).sort()).toEqual(
      [...Object.keys(REASONS), ...Object.keys(DOUBTS), ...residual.map(([, code]) => code), ...ofCentre].sort(),
    );
  });

  it('explain each code of a refused signature in docs/protocol/signing.md, and no other', () => {
    const given = [...read('src/signing/verdict.ts').matchAll(/\| '(SIGNATURE\.[A-Z_]+)'/g)].map(([, code]) => code);
    const explained = [...read('docs/protocol/signing.md').matchAll(/^\| `(SIGNATURE\.[A-Z_]+)`/gm)].map(
      ([, code]) => code,
    );
    expect(given.length).toBeGreaterThan(10);
    expect(explained.sort()).toEqual(given.sort());
  });

  it('cite the law in their examples as orders cite it', () => {
    const [basis] = HOLD_ORDER_EXAMPLE.legalBasis;
    const row = TH.find(({ ruleId }) => ruleId === basis?.ruleId);
    expect(basis).toEqual({ ruleId: row?.ruleId, section: row?.section, instrument: row?.instrument });
  });
});
