import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ENTITY_TYPES } from '../../src/analysis/text/extraction/entity.js';
import { NOT_ORDERED } from '../../src/domain/complaint/intake/not-ordered.js';
import { PORTAL_CASE_TYPES, UNKNOWN_CASE_TYPE } from '../../src/domain/complaint/words/portal-case-types.js';
import { LOST_ORDER_CASE } from '../../src/domain/statement/lost-order.js';
import { NOTICE_KINDS } from '../../src/domain/notice/notice.js';
import { NarrativeReading } from '../../src/wire/office/advice.js';
import { ComplaintBody } from '../../src/wire/case/complaint.js';
import { BreakKind, NotOrderedCode } from '../../src/wire/values.js';
import { CASE_TYPES } from '../../web/src/intake/form/case-types.js';
import { en } from '../../web/src/text/en.js';
import { th } from '../../web/src/text/th.js';

const source = (file: string) => readFileSync(path.join(__dirname, '../../src', file), 'utf8');
const codesIn = (file: string, code: RegExp) => [...new Set(source(file).match(code) ?? [])];

describe('the lists of values in the document', () => {
  it('what a narrative may name is what the analysis finds', () => {
    expect(NarrativeReading.shape.entities.element.shape.type.options).toEqual(ENTITY_TYPES);
  });

  it('every code for which section 7 orders nothing is explained', () => {
    const codes = Object.keys(NOT_ORDERED);
    const { description = '' } = NotOrderedCode.meta() ?? {};
    expect(codes.filter((code) => !description.includes(code))).toEqual([]);
  });

  it('case types are those of the portal and one more, here and on the page of intake', () => {
    const taken = ComplaintBody.shape.caseType.unwrap().options;
    expect(taken).toEqual([...PORTAL_CASE_TYPES, 'other']);
    expect(CASE_TYPES).toEqual(taken);
    // A report may say none yet. A case that a notice opened has the kind of the notice instead, and one of an order not on record its own.
    for (const words of [th, en])
      expect(Object.keys(words.caseType)).toEqual([...taken, UNKNOWN_CASE_TYPE, ...NOTICE_KINDS, LOST_ORDER_CASE]);
  });

  it('every break that a receipt opens is explained', () => {
    const { description = '' } = BreakKind.meta() ?? {};
    const kinds = [
      ...codesIn(
        'domain/hold/receipt-effect.ts',
        /'(HELD_MONEY_GONE|LAPSED_EARLY|AUTHORITY_ENDED|HELD_UNDER_[A-Z]+|REFUSED_UNEXPLAINED|MORE_THAN_REQUESTED|INCONSISTENT)'/g,
      ),
      ...codesIn('application/advance/receive/apply-hold-message.ts', /'(ORDER|RELEASE)_REJECTED'/g),
    ].map((kind) => kind.replaceAll("'", ''));
    expect(kinds.length).toBeGreaterThan(5);
    expect(kinds.filter((kind) => !description.includes(kind))).toEqual([]);
  });
});
