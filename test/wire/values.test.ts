import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type z } from 'zod';
import { NOT_ORDERED } from '../../src/domain/complaint/not-ordered.js';
import type { CaseStatus as Status } from '../../src/domain/case/case-status.js';
import type { FreezeRequestKind as RequestKind } from '../../src/domain/freeze-request/freeze-request.js';
import type { FreezeRequestState as RequestState } from '../../src/domain/freeze-request/freeze-request.js';
import type { HoldKind as Kind, HoldState as State } from '../../src/domain/hold/hold.js';
import type { StopReason as Stop } from '../../src/domain/trail/next-hops.js';
import {
  BreakKind,
  CaseStatus,
  FreezeRequestKind,
  FreezeRequestState,
  HoldKind,
  HoldState,
  NotOrderedCode,
  StopReason,
} from '../../src/wire/values.js';

const source = (file: string) => readFileSync(path.join(__dirname, '../../src', file), 'utf8');
const codesIn = (file: string, code: RegExp) => [...new Set(source(file).match(code) ?? [])];

/** The values of each type: one too many or too few does not compile. */
const ofDomain = {
  kinds: {
    section6: 0,
    section7: 0,
    aoc_suspension: 0,
    continue_order: 0,
    whole_account: 0,
    break_glass: 0,
  } satisfies Record<Kind, 0>,
  states: {
    ordered: 0,
    unconfirmed: 0,
    held: 0,
    partly_held: 0,
    no_funds: 0,
    refused: 0,
    release_ordered: 0,
    released: 0,
    seized: 0,
  } satisfies Record<State, 0>,
  statuses: { received: 0, holding: 0, awaiting_decision: 0, releasing: 0, closed: 0 } satisfies Record<Status, 0>,
  stops: {
    below_minimum: 0,
    too_old: 0,
    too_deep: 0,
    too_many_accounts: 0,
    off_rails: 0,
    fully_reserved: 0,
    already_followed: 0,
    merchant_shield: 0,
    payroll_shield: 0,
    returned_to_victim: 0,
    no_power: 0,
    not_enrolled: 0,
  } satisfies Record<Stop, 0>,
  requestKinds: {
    aoc_suspension: 0,
    continue_order: 0,
    whole_account: 0,
    break_glass: 0,
    residual: 0,
    reinstatement: 0,
  } satisfies Record<RequestKind, 0>,
  requestStates: {
    requested: 0,
    half_approved: 0,
    approved: 0,
    refused: 0,
    expired: 0,
  } satisfies Record<RequestState, 0>,
};

describe('the lists of values in the document', () => {
  it.each<[string, z.ZodType, object]>([
    ['kinds of holds', HoldKind, ofDomain.kinds],
    ['states of holds', HoldState, ofDomain.states],
    ['statuses of cases', CaseStatus, ofDomain.statuses],
    ['reasons to stop', StopReason, ofDomain.stops],
    ['kinds of freeze requests', FreezeRequestKind, ofDomain.requestKinds],
    ['states of freeze requests', FreezeRequestState, ofDomain.requestStates],
  ])('the %s are those of the domain', (_, schema, values) => {
    expect(schema.meta()?.['enum']).toEqual(Object.keys(values));
  });

  it('every code for which section 7 orders nothing is explained', () => {
    const codes = Object.keys(NOT_ORDERED);
    const { description = '' } = NotOrderedCode.meta() ?? {};
    expect(codes.filter((code) => !description.includes(code))).toEqual([]);
  });

  it('every break that a receipt opens is explained', () => {
    const { description = '' } = BreakKind.meta() ?? {};
    const kinds = [
      ...codesIn('domain/hold/receipt-effect.ts', /'(HELD_MONEY_GONE|LAPSED_EARLY|MORE_THAN_REQUESTED|INCONSISTENT)'/g),
      ...codesIn('application/advance/advance-hold.ts', /'(ORDER|RELEASE)_REJECTED'/g),
    ].map((kind) => kind.replaceAll("'", ''));
    expect(kinds.length).toBeGreaterThan(5);
    expect(kinds.filter((kind) => !description.includes(kind))).toEqual([]);
  });
});
