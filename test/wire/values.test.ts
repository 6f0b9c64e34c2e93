import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type z } from 'zod';
import { ENTITY_TYPES } from '../../src/analysis/text/extraction/entity.js';
import type { AdviceBand, AdviceKind, AdviceVerdict } from '../../src/domain/advice/advice.js';
import { ROLES } from '../../src/domain/freeze-request/freeze-request.js';
import { SESSION_ENDS } from '../../src/domain/session/session-life.js';
import { NOT_ORDERED } from '../../src/domain/complaint/not-ordered.js';
import { PORTAL_CASE_TYPES } from '../../src/domain/complaint/portal-case-types.js';
import type { CaseStatus as Status } from '../../src/domain/case/case-status.js';
import type { FreezeRequestKind as RequestKind } from '../../src/domain/freeze-request/freeze-request.js';
import type { FreezeRequestState as RequestState } from '../../src/domain/freeze-request/freeze-request.js';
import type { HoldKind as Kind, HoldState as State } from '../../src/domain/hold/hold.js';
import type { NoticeKind } from '../../src/domain/notice/notice.js';
import { QUEUE_TABS } from '../../src/domain/queue/queue-tab.js';
import type { QueueBand as Band } from '../../src/domain/queue/queue-case.js';
import type { ClockOwner as Owner, QueueTask as Task } from '../../src/domain/queue/queue-task.js';
import type { StopPass } from '../../src/domain/freeze-request/stops.js';
import type { StopReason as Stop } from '../../src/domain/trail/next-hops.js';
import { AdviceVerdictBody, AdviceView, NarrativeReading } from '../../src/wire/advice.js';
import { ComplaintBody } from '../../src/wire/complaint.js';
import {
  BreakKind,
  CaseStatus,
  ClockOwner,
  FreezeRequestKind,
  FreezeRequestState,
  HoldKind,
  HoldState,
  NotOrderedCode,
  QueueBand,
  QueueTab,
  QueueTask,
  RoleName,
  SessionEnd,
  StopPassedBy,
  StopReason,
} from '../../src/wire/values.js';
import { CASE_TYPES } from '../../web/src/intake/case-types.js';
import { en } from '../../web/src/text/en.js';
import { th } from '../../web/src/text/th.js';

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
  passes: { person: 0, when_free: 0, nobody: 0 } satisfies Record<StopPass, 0>,
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
  tasks: {
    confirm_break_glass: 0,
    decide_request: 0,
    confirm_withdrawal: 0,
    confirm_correction: 0,
    decide_directive: 0,
    lift_cut_off: 0,
    request_suspension: 0,
    answer_appeal: 0,
    tell_victim: 0,
    settle_break: 0,
    review_hold: 0,
    take_over: 0,
    judge_suspicion: 0,
    decide_hold: 0,
    file_statement: 0,
    answer_order: 0,
    acknowledge_release: 0,
    tell_holder: 0,
    confirm_debit: 0,
    name_receiver: 0,
    find_transfer: 0,
    complete_transfer: 0,
    answer_question: 0,
    wait: 0,
  } satisfies Record<Task, 0>,
  owners: {
    centre: 0,
    inquiry_officer: 0,
    institution: 0,
    agency: 0,
    victim: 0,
    nobody: 0,
  } satisfies Record<Owner, 0>,
  bands: {
    overdue: 0,
    within_15_minutes: 0,
    within_1_hour: 0,
    within_24_hours: 0,
    later: 0,
    no_time: 0,
    others: 0,
  } satisfies Record<Band, 0>,
  adviceKinds: { hop_risk: 0, next_hop: 0, cash_out: 0, ring: 0, case_type: 0, review_order: 0 } satisfies Record<
    AdviceKind,
    0
  >,
  adviceBands: { high: 0, unsure: 0, likely_innocent: 0 } satisfies Record<AdviceBand, 0>,
  verdicts: { agree: 0, wrong: 0 } satisfies Record<AdviceVerdict, 0>,
  tabs: Object.fromEntries(QUEUE_TABS.map((tab) => [tab, 0])),
};

describe('the lists of values in the document', () => {
  it.each<[string, z.ZodType, object]>([
    ['kinds of holds', HoldKind, ofDomain.kinds],
    ['states of holds', HoldState, ofDomain.states],
    ['statuses of cases', CaseStatus, ofDomain.statuses],
    ['reasons to stop', StopReason, ofDomain.stops],
    ['who may pass a stop', StopPassedBy, ofDomain.passes],
    ['kinds of freeze requests', FreezeRequestKind, ofDomain.requestKinds],
    ['states of freeze requests', FreezeRequestState, ofDomain.requestStates],
    ['tasks of the queue', QueueTask, ofDomain.tasks],
    ['owners of a clock', ClockOwner, ofDomain.owners],
    ['bands of the queue', QueueBand, ofDomain.bands],
    ['tabs of the queue', QueueTab, ofDomain.tabs],
  ])('the %s are those of the domain', (_, schema, values) => {
    expect(schema.meta()?.['enum']).toEqual(Object.keys(values));
  });

  it('what advice may say is what the domain and the analysis may say', () => {
    const { kind, band, yourVerdict } = AdviceView.shape.advice.element.shape;
    expect(kind.options).toEqual(Object.keys(ofDomain.adviceKinds));
    expect(band.options).toEqual(Object.keys(ofDomain.adviceBands));
    expect(yourVerdict.unwrap().options).toEqual(Object.keys(ofDomain.verdicts));
    expect(AdviceVerdictBody.shape.verdict.options).toEqual(Object.keys(ofDomain.verdicts));
    expect(NarrativeReading.shape.entities.element.shape.type.options).toEqual(ENTITY_TYPES);
  });

  it('every code for which section 7 orders nothing is explained', () => {
    const codes = Object.keys(NOT_ORDERED);
    const { description = '' } = NotOrderedCode.meta() ?? {};
    expect(codes.filter((code) => !description.includes(code))).toEqual([]);
  });

  it('case types are those of the portal and one more, here and on the page of intake', () => {
    const taken = ComplaintBody.shape.caseType.options;
    expect(taken).toEqual([...PORTAL_CASE_TYPES, 'other']);
    expect(CASE_TYPES).toEqual(taken);
    // A case that a notice opened has the kind of the notice instead.
    const notices = { 'suspicion.notice': 0, 'officer.notice': 0 } satisfies Record<NoticeKind, 0>;
    for (const words of [th, en]) expect(Object.keys(words.caseType)).toEqual([...taken, ...Object.keys(notices)]);
  });

  it('roles and ends of sessions are those of the domain', () => {
    expect(RoleName.meta()?.['enum']).toEqual(ROLES);
    expect(SessionEnd.meta()?.['enum']).toEqual(SESSION_ENDS);
  });

  it('every break that a receipt opens is explained', () => {
    const { description = '' } = BreakKind.meta() ?? {};
    const kinds = [
      ...codesIn(
        'domain/hold/receipt-effect.ts',
        /'(HELD_MONEY_GONE|LAPSED_EARLY|AUTHORITY_ENDED|HELD_UNDER_[A-Z]+|REFUSED_UNEXPLAINED|MORE_THAN_REQUESTED|INCONSISTENT)'/g,
      ),
      ...codesIn('application/advance/apply-hold-message.ts', /'(ORDER|RELEASE)_REJECTED'/g),
    ].map((kind) => kind.replaceAll("'", ''));
    expect(kinds.length).toBeGreaterThan(5);
    expect(kinds.filter((kind) => !description.includes(kind))).toEqual([]);
  });
});
