import { defineSignal } from '@temporalio/workflow';

/*
 * Every message that a workflow takes, and who sends it. A message is an outbox entry: it carries the id of
 * a row that is already committed, and the workflow reads the record again. The keeper repeats a
 * message until the row is marked read.
 *
 * | signal             | to        | sent by                                                     | the row                          |
 * |--------------------|-----------|-------------------------------------------------------------|----------------------------------|
 * | complaintAdded     | complaint | API: supplement, statement, withdrawal, notice of section 6 | complaint_addition, notice       |
 * | requestMade        | complaint | API: a freeze request, also one that needs no other person  | freeze_request                   |
 * | decisionMade       | complaint | API: an officer's decision                                  | decision                         |
 * | evidenceArrived    | complaint | API: an agency's or the victim's institution's callback     | inbox_message                    |
 * | holdChanged        | complaint | hold workflow, keeper: a receipt or release changed a hold  | hold                             |
 * | caseLinked         | complaint | keeper: a newcomer was linked with the case                 | case_link                        |
 * | institutionAnswered| hold      | API: an institution's callback                              | inbox_message                    |
 * | orderIssued        | hold      | complaint workflow: an extension was ordered                | hold                             |
 * | releaseOrdered     | hold      | complaint workflow, API, keeper: a release was ordered      | release_order                    |
 */
export const complaintAdded = defineSignal<[string]>('complaintAdded');
export const requestMade = defineSignal<[string]>('requestMade');
export const decisionMade = defineSignal<[string]>('decisionMade');
export const evidenceArrived = defineSignal<[string]>('evidenceArrived');
export const holdChanged = defineSignal<[string]>('holdChanged');
export const caseLinked = defineSignal<[string]>('caseLinked');
export const institutionAnswered = defineSignal<[string]>('institutionAnswered');
export const orderIssued = defineSignal<[string]>('orderIssued');
export const releaseOrdered = defineSignal<[string]>('releaseOrdered');

/**
 * To a complaint: what persons did, and what parties answered or other cases brought. A
 * `holdChanged` is neither: many of them may share a look.
 */
export const ACTS_OF_PERSONS = [complaintAdded, requestMade, decisionMade] as const;
export const ANSWERS_OF_PARTIES = [evidenceArrived, caseLinked] as const;
/** What a case signals to its holds. */
export const SIGNALS_TO_HOLDS = { orderIssued, releaseOrdered } as const;
export const HOLD_SIGNALS = [institutionAnswered, orderIssued, releaseOrdered] as const;
