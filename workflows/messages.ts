import { defineSignal } from '@temporalio/workflow';

/*
 * Every signal that a workflow takes, and who sends it. A signal carries the id of a row that is
 * already committed; the workflow then reads the database again. The keeper repeats a signal until
 * its outbox entry is marked read.
 *
 * | signal             | to        | sent by                                                     | the row                          |
 * |--------------------|-----------|-------------------------------------------------------------|----------------------------------|
 * | complaintAdded     | complaint | API: supplement, statement, withdrawal, notice of section 6 | complaint_addition, notice       |
 * | requestMade        | complaint | API: a freeze request, also one that needs no other person  | freeze_request                   |
 * | decisionMade       | complaint | API: an officer's decision                                  | decision                         |
 * | evidenceArrived    | complaint | API: an agency's or the victim's institution's callback     | inbox_message                    |
 * | holdChanged        | complaint | hold workflow, keeper: a receipt or release changed a hold  | hold                             |
 * | caseLinked         | complaint | keeper: another case was linked with the case               | case_link                        |
 * | institutionAnswered| hold      | API: an institution's callback                              | inbox_message                    |
 * | orderIssued        | hold      | complaint workflow: an extension was ordered                | hold                             |
 * | releaseOrdered     | hold      | complaint workflow, API, keeper: a release was ordered      | release_order                    |
 */
export const complaintAdded = defineSignal<[string]>('complaintAdded');
export const requestMade = defineSignal<[string]>('requestMade');
export const decisionMade = defineSignal<[string]>('decisionMade');
export const evidenceArrived = defineSignal<[string]>('evidenceArrived');
export const holdChanged = defineSignal<[string]>('holdChanged');
const caseLinked = defineSignal<[string]>('caseLinked');
export const institutionAnswered = defineSignal<[string]>('institutionAnswered');
export const orderIssued = defineSignal<[string]>('orderIssued');
export const releaseOrdered = defineSignal<[string]>('releaseOrdered');

/** Signals to a complaint that a person acted: they wait for nothing. */
export const ACTS_OF_PERSONS = [complaintAdded, requestMade, decisionMade] as const;
/** Signals to a complaint that a party answered or a case was linked; `holdChanged` is neither. */
export const ANSWERS_OF_PARTIES = [evidenceArrived, caseLinked] as const;
/** Signals that a case sends to its holds. */
export const SIGNALS_TO_HOLDS = { orderIssued, releaseOrdered } as const;
/** Every signal to a hold. */
export const HOLD_SIGNALS = [institutionAnswered, orderIssued, releaseOrdered] as const;
