import {
  type AnsweredHold,
  type DebitBeforeAnswer,
  doubtAnswer,
  doubtHeld,
  doubtNotice,
  type NamedTransfer,
  weighAnswer,
} from '../../../src/domain/trail/doubt-answer.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

const FROM = { institution: 'th-002', accountNo: '9000000001' };
const TO = { institution: 'th-014', accountNo: '9000000002' };
const OTHER = { institution: 'th-014', accountNo: '9000000003' };

function named(reference: string, attributedSatang: bigint, over: Partial<NamedTransfer> = {}): NamedTransfer {
  return { from: FROM, reference, to: TO, amountSatang: 1_000n, attributedSatang, at: NOW, ...over };
}

function known(reference: string, over: Partial<DebitBeforeAnswer> = {}): DebitBeforeAnswer {
  const sums = { ownSatang: 0n, partSatang: 0n, elsewhereSatang: 0n };
  return { from: FROM, reference, to: TO, amountSatang: 1_000n, at: NOW, ...sums, ...over };
}

describe('an answer with later debits to an order for 800 of a part of 1,000 satang', () => {
  const HOLD: AnsweredHold = {
    requestedSatang: 800n,
    partSatang: 1_000n,
    creditedFrom: hoursBefore(NOW, 1),
    heardAt: NOW,
    clockToleranceMs: 120_000,
  };
  it.each<[string, bigint, NamedTransfer[], DebitBeforeAnswer[], string | undefined]>([
    ['explains all of it', 300n, [named('A', 500n)], [], undefined],
    ['explains less', 300n, [named('A', 100n)], [], undefined],
    ['explains more than was asked for', 301n, [named('A', 500n)], [], 'ATTRIBUTION.ABOVE_RECEIVED'],
    ['names a known debit alike', 300n, [named('A', 500n)], [known('A')], undefined],
    [
      'names a known debit with another amount',
      0n,
      [named('A', 1n)],
      [known('A', { amountSatang: 999n })],
      'ATTRIBUTION.CONTRADICTS_RECORD',
    ],
    [
      'names a known debit with another receiver',
      0n,
      [named('A', 1n)],
      [known('A', { to: OTHER })],
      'ATTRIBUTION.CONTRADICTS_RECORD',
    ],
    [
      'repeats what it said of its own',
      300n,
      [named('A', 500n)],
      [known('A', { ownSatang: 500n, partSatang: 500n })],
      undefined,
    ],
    [
      'names less of its own debit than before',
      301n,
      [named('A', 1n)],
      [known('A', { ownSatang: 500n, partSatang: 500n })],
      'ATTRIBUTION.ABOVE_RECEIVED',
    ],
    [
      'leaves its own debit out, which counts all the same',
      301n,
      [named('B', 1n)],
      [known('A', { ownSatang: 499n, partSatang: 499n })],
      'ATTRIBUTION.ABOVE_RECEIVED',
    ],
    [
      'holds what an earlier hold of the part left',
      300n,
      [named('B', 500n)],
      [known('A', { partSatang: 200n })],
      undefined,
    ],
    [
      'holds more than an earlier hold of the part left',
      300n,
      [named('B', 500n)],
      [known('A', { partSatang: 201n })],
      'ATTRIBUTION.ABOVE_RECEIVED',
    ],
    [
      'names a debit that carries enough for others',
      0n,
      [named('A', 500n)],
      [known('A', { elsewhereSatang: 500n })],
      undefined,
    ],
    [
      'names a debit that carries too much for others',
      0n,
      [named('A', 500n)],
      [known('A', { elsewhereSatang: 501n })],
      'ATTRIBUTION.ABOVE_DEBIT',
    ],
    [
      'names a debit within the tolerance before the credit',
      0n,
      [named('A', 1n, { at: new Date(hoursBefore(NOW, 1).getTime() - 120_000) })],
      [],
      undefined,
    ],
    [
      'names a debit before the credit',
      0n,
      [named('A', 1n, { at: hoursBefore(NOW, 2) })],
      [],
      'ATTRIBUTION.BEFORE_CREDIT',
    ],
    [
      'names a debit within the tolerance after the answer',
      0n,
      [named('A', 1n, { at: new Date(NOW.getTime() + 120_000) })],
      [],
      undefined,
    ],
    [
      'names a debit that has not left yet',
      0n,
      [named('A', 1n, { at: new Date(NOW.getTime() + 120_001) })],
      [],
      'ATTRIBUTION.IN_FUTURE',
    ],
    ['names a debit twice', 0n, [named('A', 1n), named('A', 1n)], [], 'ATTRIBUTION.NAMED_TWICE'],
    ['names a debit for nothing', 0n, [named('A', 0n)], [], 'ATTRIBUTION.NOT_POSITIVE'],
  ])('%s', (_name, heldSatang, onward, debits, code) => {
    expect(doubtAnswer(HOLD, { heldSatang, onward }, debits)?.code).toBe(code);
  });
});

describe('what is followed of an answer with later debits', () => {
  const HOLD: AnsweredHold = {
    requestedSatang: 1_000n,
    partSatang: 1_000n,
    creditedFrom: hoursBefore(NOW, 1),
    heardAt: NOW,
    clockToleranceMs: 120_000,
  };
  const late = { at: hoursAfter(NOW, 1) };
  it.each<[string, bigint, NamedTransfer[], DebitBeforeAnswer[], string | undefined, string[]]>([
    ['is all that can be true', 300n, [named('A', 400n), named('B', 300n)], [], undefined, ['A', 'B']],
    ['is not the line of tomorrow', 300n, [named('A', 400n), named('B', 300n, late)], [], 'IN_FUTURE', ['A']],
    ['is no line of tomorrow', 300n, [named('A', 400n, late), named('B', 300n, late)], [], 'IN_FUTURE', []],
    [
      'is not what is named twice',
      0n,
      [named('A', 400n), named('A', 400n), named('B', 200n)],
      [],
      'NAMED_TWICE',
      ['B'],
    ],
    [
      'is not what is known with other facts',
      0n,
      [named('A', 400n), named('B', 300n)],
      [known('B', { to: OTHER })],
      'CONTRADICTS_RECORD',
      ['A'],
    ],
    [
      'is not what carries other money already',
      0n,
      [named('A', 400n), named('B', 300n)],
      [known('A', { elsewhereSatang: 601n })],
      'ABOVE_DEBIT',
      ['B'],
    ],
    ['is nothing, where all explain too much', 301n, [named('A', 400n), named('B', 300n)], [], 'ABOVE_RECEIVED', []],
    [
      'is nothing, where all explain too much and one line is wrong',
      301n,
      [named('A', 400n), named('B', 300n, late)],
      [],
      'IN_FUTURE',
      [],
    ],
  ])('%s', (_name, heldSatang, onward, debits, code, references) => {
    const { doubt, followed } = weighAnswer(HOLD, { heldSatang, onward }, debits);
    expect(doubt?.code).toBe(code === undefined ? undefined : `ATTRIBUTION.${code}`);
    expect(followed.map(({ reference }) => reference)).toEqual(references);
  });
});

describe('an answer without later debits', () => {
  it.each<[string, bigint, bigint, string | undefined]>([
    ['holds nothing where nothing is left', 0n, 0n, undefined],
    ['holds all that is left', 500n, 500n, undefined],
    ['holds more than is left', 501n, 500n, 'ATTRIBUTION.ABOVE_RECEIVED'],
    ['holds something where nothing is left', 1n, 0n, 'ATTRIBUTION.ABOVE_RECEIVED'],
  ])('%s', (_name, heldSatang, leftSatang, code) => {
    expect(doubtHeld(heldSatang, leftSatang)?.code).toBe(code);
  });
});

describe('a notice with later debits', () => {
  const CREDIT = { creditedFrom: hoursBefore(NOW, 1), heardAt: NOW, clockToleranceMs: 120_000 };
  it.each<[string, NamedTransfer[], DebitBeforeAnswer[], string | undefined]>([
    ['that nobody knows', [named('A', 1_000n)], [], undefined],
    ['that are known alike', [named('A', 400n)], [known('A', { elsewhereSatang: 600n })], undefined],
    [
      'that carry too much for others',
      [named('A', 401n)],
      [known('A', { elsewhereSatang: 600n })],
      'ATTRIBUTION.ABOVE_DEBIT',
    ],
    [
      'that are known with other facts',
      [named('A', 1n)],
      [known('A', { to: OTHER })],
      'ATTRIBUTION.CONTRADICTS_RECORD',
    ],
    ['that left before the credit', [named('A', 1n, { at: hoursBefore(NOW, 2) })], [], 'ATTRIBUTION.BEFORE_CREDIT'],
    ['that have not left yet', [named('A', 1n, { at: hoursAfter(NOW, 1) })], [], 'ATTRIBUTION.IN_FUTURE'],
    [
      'of which the second is doubtful',
      [named('A', 1n), named('B', 1n)],
      [known('A'), known('B', { amountSatang: 1n })],
      'ATTRIBUTION.CONTRADICTS_RECORD',
    ],
  ])('%s', (_name, onward, debits, code) => {
    expect(doubtNotice(CREDIT, onward, debits)?.code).toBe(code);
  });
});
