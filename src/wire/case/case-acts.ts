import { z } from 'zod';
import { OUTCOMES } from '../../domain/judgement/facts.js';
import { APPEAL_VERDICTS } from '../../domain/appeal/appeal.js';
import { ASKED_KINDS } from '../../domain/freeze-request/freeze-request.js';
import { DIRECTIVE_KINDS } from '../../domain/directive/directive.js';
import { INTEREST_KNOWN_BY } from '../../domain/interest/interest.js';
import { Instant, SatangString } from '../common.js';
import { Offered, WhyNot } from '../offered.js';
import { StopPassedBy, StopReason } from '../values.js';
import { AskAgain } from './complaint.js';

const KindOfRequest = (order: string) =>
  z
    .object({
      roles: z.array(z.string()).describe('The roles of which each may ask (P-APP).'),
      isForRole: z
        .boolean()
        .describe('Whether the person who reads has one of them; another is offered none anywhere.'),
      approvals: z.number().int().describe('How many other persons must approve; 0: the power of the requester alone.'),
      latestUntil: Instant.describe('The latest end that the order may name.'),
      needsUntil: z.boolean().describe('Whether the order must name its end.'),
      whyNot: WhyNot.nullable().describe('Why this person may ask for none on this case, wherever the money is.'),
    })
    .describe(`Of ${order}.`);

const RequestOffered = z.object({
  kind: z.enum(ASKED_KINDS),
  arms: z.boolean().describe('An armed hold: a suspension that waits for money of this hold to go on.'),
  partialReleaseId: z.string().nullable().describe('Of a part that was let go by mistake: its release.'),
  orderSatang: SatangString.describe('What the order would ask for now, with the holds there that it carries on.'),
  unheldSatang: SatangString.describe('Of that, what nobody holds yet.'),
  whyNot: Offered,
});

const WaitsForSecond = z
  .object({
    id: z.string(),
    requestedBy: z.string(),
    requestedAt: Instant,
    lapsesAt: Instant.nullable().describe('Until when it may be confirmed; then it has no effect.'),
    whyNotConfirm: Offered,
    whyNotRefuse: Offered,
  })
  .nullable()
  .describe('What waits for a second person; null: nothing does.');

/**
 * GET /v1/complaints/{id}/acts, and part of the acts of a case: what the person who asks can do on the
 * report now, and why not the rest.
 */
export const ReportActs = z
  .object({
    toldAgain: z
      .object({
        askAgain: z.array(AskAgain).describe('What of the report itself nobody knows yet.'),
        whyNot: Offered,
      })
      .describe('To complete what the report lacks with what the caller tells later.'),
    supplement: Offered.describe('To add what the victim remembers later.'),
    transfers: Offered.describe('To report a transfer later.'),
    incompleteTransfers: z
      .array(z.object({ transferId: z.string(), whyNotSetAside: Offered, whyNotAdopt: Offered }))
      .describe('The transfers that are not known well enough and stand open.'),
    authority: z.object({ whyNot: Offered }).describe('To keep by what the reporter speaks for the victim.'),
    statement: z
      .object({
        whyNot: Offered.describe('Why not a date that counts at once.'),
        whyNotIfItWaits: Offered.describe(
          'Why not a date that waits for a second person: one that takes the place of another, or that ends or shortens a hold.',
        ),
      })
      .describe('To record that an inquiry officer accepted the police complaint (OFF-7C).'),
    withdrawal: z
      .object({ whyNot: Offered, waiting: WaitsForSecond })
      .describe('To ask for a withdrawal once the reporter was called back, and to decide on one (P-WITHDRAW).'),
    correction: z
      .object({
        whyNot: Offered.describe('Why not one that changes no order.'),
        whyNotIfItOrders: Offered.describe(
          'Why not one that changes an order, once the reporter was called back; a second person decides on it.',
        ),
        transfers: z
          .array(z.object({ transferId: z.string(), whyNot: Offered }))
          .describe('The reported transfers, each with why it cannot be corrected.'),
        waiting: WaitsForSecond,
      })
      .describe(
        'To correct what was reported, and to decide on a correction or on the date of a statement (P-CORRECT).',
      ),
  })
  .meta({ id: 'ReportActs' });

/**
 * GET /v1/cases/{id}/acts: what the person who asks can do on the case now, for how much, until when,
 * and why not the rest. Whatever is offered here is accepted, and whatever is accepted is offered.
 */
export const CaseActs = z
  .object({
    readAt: Instant.describe('When this was read: clocks and claims of colleagues go on.'),
    interest: z
      .enum(INTEREST_KNOWN_BY)
      .nullable()
      .describe(
        'How the record knows that the person gains by this case, so that every act is refused with `CASE.INTEREST`: the person declared it, or the telephone number of the sign-in is that of a victim, of who reported, or of a PromptPay id to which the money went. Null: it knows of none.',
      ),
    claim: z
      .object({
        person: z.string().nullable().describe('Who works on the case now; null: nobody.'),
        until: Instant.nullable().describe(
          'When that ends if nothing renews it; read again then. Null: no claim runs.',
        ),
        isOwn: z.boolean().describe('The claim is that of the person who asks, who may put it down.'),
        whyNot: Offered.describe('Why the person cannot claim the case, or renew the own claim (P-WORK).'),
      })
      .describe('Who works on the case. The requests that wait for a colleague say so themselves.'),
    kinds: z
      .object({
        aoc_suspension: KindOfRequest('a suspension by the centre (AOC-85B)'),
        break_glass: KindOfRequest('a suspension that one supervisor orders alone (P-GLASS)'),
        continue_order: KindOfRequest('the order that a hold goes on (OFF-7D)'),
        whole_account: KindOfRequest('an order under a seizure warrant'),
      })
      .describe('Who may ask for each kind of order, and what it may say.'),
    accounts: z
      .array(
        z.object({
          partId: z.string().describe('Names the account in a request.'),
          institution: z.string(),
          accountMasked: z.string(),
          hop: z.number().int(),
          attributedSatang: SatangString,
          thereSatang: SatangString.describe('What is not known to have gone on.'),
          ground: z
            .object({ outcome: z.enum(OUTCOMES), missing: z.array(z.string()) })
            .describe('The finding on the power to suspend the account (AOC-85B).'),
          stops: z
            .array(
              z.object({
                reason: StopReason,
                satang: SatangString.describe('What is there and not known to have gone on.'),
                passedBy: StopPassedBy.describe('Who may order there all the same.'),
              }),
            )
            .describe('Why the trail stops here, if it does.'),
          requests: z.array(RequestOffered).describe('Without the kinds of which the person may ask for none.'),
        }),
      )
      .describe('Every account of the trail, by hop.'),
    holds: z.array(
      z.object({
        holdId: z.string(),
        requests: z.array(RequestOffered),
        release: z
          .object({
            whyNot: Offered,
            whyNotInPart: Offered,
            byProof: z
              .boolean()
              .describe('Whether the proof that the account is unrelated revokes this hold (AOC-85C).'),
            freesSatang: SatangString.describe('What the release lets go.'),
            staysSatang: SatangString.describe('What other holds of the case keep at the same account.'),
            victims: z
              .array(z.object({ caseId: z.string(), caseNo: z.string() }))
              .describe('The reports that claim this money; what is let go is lost to them together.'),
            below: z
              .array(
                z.object({
                  institution: z.string(),
                  accountMasked: z.string(),
                  hop: z.number().int(),
                  attributedSatang: SatangString,
                  heldSatang: SatangString.describe('Held there, or asked for; the release leaves it as it is.'),
                }),
              )
              .describe('The trail below.'),
          })
          .nullable()
          .describe('Null for a hold that is over.'),
        review: z
          .object({ ruleId: z.string().describe('The row by which it is owed.'), whyNot: Offered })
          .nullable()
          .describe('To find that the hold stands; null: nobody owes that.'),
      }),
    ),
    suspensions: z
      .array(
        z.object({
          suspensionId: z.string().describe('An own suspension of an institution, or a hold on a notice.'),
          results: z
            .array(z.object({ result: z.enum(['lifted', 'proceeded']), whyNot: Offered }))
            .describe('To say what was found: to lift it, or to proceed.'),
        }),
      )
      .describe('What is suspended under section 6 and waits for what an officer found (OFF-6C).'),
    directives: z
      .object({
        telecom: Offered,
        telecom_lift: Offered,
        list: Offered,
        delist: Offered,
        askedBy: z.array(z.string()).describe('The roles of which each may ask for a directive.'),
        decidedBy: z.array(z.string()).describe('The roles of which each may decide on one that another asked for.'),
        standing: z
          .array(
            z.object({
              directiveId: z.string(),
              endsBy: z.enum(['telecom_lift', 'delist']).describe('The directive that ends this one.'),
              subjects: z
                .array(z.string())
                .describe('Masked: the numbers that are cut off now, or the person or wallet that is listed.'),
              since: Instant,
              ground: z.string().nullable().describe('Of a listing: the criterion that was stated.'),
              reason: z.string(),
              ruleRowId: z.string(),
              whyNotEnd: Offered.describe('Why not ask to give all numbers back, or to end the listing.'),
              whyNotEndOfCleared: Offered.describe(
                'Of a cut-off: why not ask to give back the numbers that the evidence clears.',
              ),
            }),
          )
          .describe('The cut-offs and listings in force, the oldest first.'),
        waiting: z
          .array(
            z.object({
              directiveId: z.string(),
              kind: z.enum(DIRECTIVE_KINDS),
              requestedBy: z.string(),
              requestedAt: Instant,
              whyNotApprove: Offered,
              whyNotRefuse: Offered,
            }),
          )
          .describe('What waits for a second person.'),
      })
      .describe(
        'What may be asked for about the numbers of the case (NBTC-5), and to list a person or wallet (LIST-42). To give numbers back, or to end a listing, needs one that stands.',
      ),
    report: ReportActs.describe('Of the report of the case.'),
    decisions: z
      .array(
        z.object({
          requestId: z.string(),
          whyNotApprove: Offered,
          whyNotRefuse: Offered,
          endsByItselfAt: Instant.nullable().describe(
            'When the suspension ends by itself, if it is approved now; null where the request or its power says that.',
          ),
        }),
      )
      .describe('The requests that wait.'),
    holders: z
      .object({
        accounts: z
          .array(
            z.object({
              transferId: z
                .string()
                .nullable()
                .describe('Names the account in a finding; null: the victim’s account of the complaint.'),
              institution: z.string(),
              accountMasked: z.string(),
              isKnown: z.boolean().describe('By papers, the reporter and the account belong together.'),
              whyNotBelongs: Offered,
              whyNotTakeBack: Offered,
            }),
          )
          .describe('The debited accounts, and what the person may propose of each.'),
        waiting: z
          .object({
            papersId: z.string().describe('The finding, for its own routes.'),
            lapsesAt: Instant.describe('Until when it may be confirmed; then it has no effect.'),
            whyNotConfirm: Offered,
            whyNotRefuse: Offered,
          })
          .nullable()
          .describe('The finding that waits for a second person; null: none.'),
      })
      .describe('Findings by papers about who holds a debited account (P-PAPERS).'),
    appeals: z
      .array(
        z.object({
          appealId: z.string(),
          answers: z.array(
            z.object({
              verdict: z.enum(APPEAL_VERDICTS),
              whyNot: Offered,
              forwards: z
                .boolean()
                .describe('The finding goes to the authority of the power, which decides; nothing ends before.'),
            }),
          ),
        }),
      )
      .describe('The appeals that wait for an answer.'),
  })
  .meta({ id: 'CaseActs' });
