import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { CaseCodes, HoldCodes } from '../src/contract/activities.js';
import type { Progress } from '../src/contract/workflows.js';

/*
 * Every signal that a workflow takes, and who sends it. A signal carries the id of a row that is
 * already committed; the workflow then reads the database again. The keeper repeats a signal until
 * its outbox entry is marked read.
 */

/** To a complaint, from the API: a supplement, statement, withdrawal, notice of section 6 or settled break. */
export const complaintAdded = defineSignal<[string]>('complaintAdded');
/** To a complaint, from the API: a freeze request, also one that needs no other person. */
export const requestMade = defineSignal<[string]>('requestMade');
/** To a complaint, from the API: an officer's decision. */
export const decisionMade = defineSignal<[string]>('decisionMade');
/** To a complaint, from the API: a callback of an agency or the victim's institution. */
export const evidenceArrived = defineSignal<[string]>('evidenceArrived');
/** To a complaint, from the keeper: a receipt or release changed a hold, and nobody looked. */
export const holdChanged = defineSignal<[string]>('holdChanged');
/** To a complaint, from the keeper: another case was linked with the case. */
const caseLinked = defineSignal<[string]>('caseLinked');
/**
 * To a complaint, from the process that looked at the case: there are new questions to send, or an
 * earlier deadline, or everything has ended.
 */
const caseMoved = defineSignal<[string]>('caseMoved');
/** To a hold, from the API: an institution's callback. */
export const institutionAnswered = defineSignal<[string]>('institutionAnswered');
/** To a hold, from the process that looked at its case, or the keeper: an order was issued. */
export const orderIssued = defineSignal<[string]>('orderIssued');
/** To a hold, from the process that ordered it, or the keeper: a release was ordered. */
export const releaseOrdered = defineSignal<[string]>('releaseOrdered');

/** Signals to a complaint that a person acted: they wait for nothing. */
export const ACTS_OF_PERSONS = [complaintAdded, requestMade, decisionMade] as const;
/** Signals to a complaint with other news; `holdChanged` is the only one that waits for more. */
export const OTHER_NEWS = [evidenceArrived, caseLinked, caseMoved] as const;
/** Every signal to a hold. */
export const HOLD_SIGNALS = [institutionAnswered, orderIssued, releaseOrdered] as const;

/** Asks a workflow what it knows of its case or hold; for operators. */
export const progress = defineQuery<Progress<CaseCodes | HoldCodes>>('progress');
