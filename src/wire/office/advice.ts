import { z } from 'zod';
import { ACCOUNT_FOUND, ADVICE_BANDS, ADVICE_KINDS, ADVICE_VERDICTS, SAID_BANDS } from '../../domain/advice/advice.js';
import { DRIFTS } from '../../domain/advice/drift.js';
import { RING_OPINIONS, RING_OUTCOMES } from '../../domain/advice/ring-opinion.js';
import { LINK_KINDS } from '../../domain/link/subject.js';
import { cleanText, Instant, wordsForOthers } from '../common.js';

/** A sentence that says why, with its code. */
const AdviceReason = z.object({ code: z.string(), th: z.string(), en: z.string() });
const AdviceKind = z.enum(ADVICE_KINDS);
const MaskedAccount = z.object({ institution: z.string(), accountMasked: z.string() });
const Rate = z.number().min(0).max(1).nullable();

/** How often what is said turns out right. */
const Measured = z.object({
  right: z.number().min(0).max(1).describe('The share that is right, 0 to 1.'),
  from: z.number().min(0).max(1).describe('The lower end of its 95% interval.'),
  to: z.number().min(0).max(1).describe('The upper end.'),
  basis: z
    .enum(['card', 'outcomes'])
    .describe(
      '`card`: measured on made-up cases before it served. `outcomes`: by what the record proves, and what officers found of accounts that chance drew.',
    ),
});

const RingRuled = z.object({
  person: z.string(),
  at: Instant.describe('When.'),
  why: z.string().describe('Why.'),
});

/** GET /v1/cases/{id}/advice */
export const AdviceView = z
  .object({
    advice: z
      .array(
        z.object({
          id: z.string(),
          kind: AdviceKind.describe(
            'What it is about: how much an account is worth a look, cases of one ring, the case type, or the order of review.',
          ),
          account: MaskedAccount.nullable().describe('The account that it is about; null: the case.'),
          partId: z
            .string()
            .nullable()
            .describe('The part of the trail that reached the account first; null: none did.'),
          caseTypes: z
            .array(z.object({ caseType: z.string(), confidence: z.number().min(0).max(1).describe('0 to 1.') }))
            .describe('Of `case_type`: the likeliest first, at most three.'),
          ringCases: z
            .array(z.object({ caseId: z.string(), caseNo: z.string() }))
            .describe('Of `ring`: the other cases.'),
          ringKeys: z
            .array(
              z.object({
                kind: z.enum(LINK_KINDS).describe('What is the same.'),
                masked: z.string().describe('The value with all but its end hidden.'),
                caseNos: z.array(z.string()).describe('The cases of the ring that have it, this one too.'),
              }),
            )
            .describe('Of `ring`: what its cases have in common.'),
          asksOpinion: z
            .boolean()
            .describe('Of `ring`: you may say what you find of it, with POST /v1/advice/{id}/ring.'),
          score: z.number().min(0).max(1).describe('0 to 1: an order of review. It meets no rule.'),
          band: z.enum(SAID_BANDS).describe('What is said. Where a model is not sure, nothing is.'),
          measured: Measured.describe('How often this version is right where it says this.'),
          reasons: z.array(AdviceReason),
          counterfactual: z
            .object({ th: z.string(), en: z.string() })
            .nullable()
            .describe('What would have to differ for another band; null: nothing simple.'),
          modelVersion: z.string().describe('The model that advised.'),
          reviewSlot: z.boolean().describe('Drawn for review by chance, whatever its score.'),
          madeAt: Instant.describe('When it was advised.'),
          validUntil: Instant.describe('When it ends.'),
          isValid: z.boolean().describe('False: its time is over.'),
          judged: z
            .object({
              agreed: z.number().int().describe('How often officers agreed with this model version.'),
              wrong: z.number().int().describe('How often they called it wrong.'),
            })
            .describe('What officers said of this model version so far.'),
          errorRate: Rate.describe('The share of its judged advice that was wrong; null: none was judged.'),
          yourVerdict: z.enum(ADVICE_VERDICTS).nullable().describe('What you said of it; null: nothing yet.'),
        }),
      )
      .describe(
        'The newest of each subject and kind, the highest score of a kind first; empty where nothing may be said. Silent is what is not sure, what is right too seldom or was never measured, and an order of accounts where they are fewer than three or look alike.',
      ),
    drawn: z
      .array(
        z.object({
          id: z.string().describe('Judge it with POST /v1/advice/{id}/verdict.'),
          account: MaskedAccount.nullable().describe('The account.'),
          partId: z.string().nullable().describe('The part of the trail that reached it first; null: none did.'),
          modelVersion: z.string().describe('The model that is measured by it.'),
          madeAt: Instant.describe('When the model was asked.'),
          yourVerdict: z.enum(ADVICE_VERDICTS).nullable().describe('What you said of it; null: nothing yet.'),
        }),
      )
      .describe('Accounts that chance drew and of which nothing is said: what is one, by your own look?'),
    rings: z
      .array(
        z.object({
          id: z.string().describe('The id of the first opinion.'),
          cases: z.array(z.object({ caseId: z.string(), caseNo: z.string() })).describe('Its cases, this one too.'),
          state: z
            .enum(['awaits_second', ...RING_OUTCOMES, 'undone', 'aged'])
            .describe(
              '`awaits_second`: yours is the only opinion yet. `leads`: two officers found, each by himself, that the cases belong together. `disputed`: they differ. `apart`: both found that they do not. `undone`: somebody said so later. `aged`: it led for the time of P-ADVICE, and has to be looked at again.',
            ),
          opinions: z
            .array(RingRuled.extend({ opinion: z.enum(RING_OPINIONS).describe('What he found.') }))
            .describe('The first, and the second where there is one.'),
          undone: RingRuled.nullable().describe('Who said later that they do not belong together; null: nobody.'),
        }),
      )
      .describe(
        'Rings on which officers gave opinions, the newest first. They decide nothing. An opinion that waits for a second person is shown to nobody but who gave it.',
      ),
    atDecisions: z
      .array(
        z.object({
          decisionId: z.string(),
          freezeRequestId: z.string(),
          shownAt: Instant.nullable().describe(
            'When the list of advice of the case was first handed to who decided, as it then was; null: no such reading is on record before the decision. The queue and the list of review slots show advice too, and are not on record.',
          ),
          advice: z
            .array(
              z.object({
                id: z.string(),
                kind: AdviceKind,
                account: MaskedAccount.nullable().describe('The account that it is about; null: the case.'),
                score: z.number().min(0).max(1).describe('0 to 1.'),
                band: z.enum(ADVICE_BANDS),
                reasons: z.array(AdviceReason),
                modelVersion: z.string().describe('The model that advised.'),
                madeAt: Instant,
              }),
            )
            .describe('What it was, as it was then; in no order of worth.'),
        }),
      )
      .describe(
        'For each decision on a freeze request: what the list of advice of the case had last shown to the person before it, by the chain of the case. No decision reads it.',
      ),
  })
  .meta({ id: 'AdviceView' });
export type AdviceView = z.infer<typeof AdviceView>;

/** POST /v1/advice/{id}/verdict */
export const AdviceVerdictBody = z
  .strictObject({
    verdict: z.enum(ADVICE_VERDICTS).describe('What you say of the advice.'),
    found: z
      .enum(ACCOUNT_FOUND)
      .optional()
      .describe(
        'What you found of the account; needed for `hop_risk` in the band `unsure` or with `reviewSlot`, and refused elsewhere.',
      ),
    why: wordsForOthers(2_000).optional().describe('Why; needed for `wrong`.'),
  })
  .meta({ id: 'AdviceVerdictBody' });
export type AdviceVerdictBody = z.infer<typeof AdviceVerdictBody>;
export const AdviceVerdictAccepted = z
  .object({ id: z.string(), givenAt: Instant.describe('When it was kept.') })
  .meta({ id: 'AdviceVerdictAccepted' });

/** POST /v1/advice/{id}/ring */
export const RingOpinionBody = z
  .strictObject({
    opinion: z.enum(RING_OPINIONS).describe('What you find of the cases.'),
    why: wordsForOthers(2_000).describe('Why; it stays on record.'),
  })
  .meta({ id: 'RingOpinionBody' });
export type RingOpinionBody = z.infer<typeof RingOpinionBody>;

/** POST /v1/rings/{id}/undo */
export const RingUndoBody = z
  .strictObject({ why: wordsForOthers(2_000).describe('Why; it stays on record.') })
  .meta({ id: 'RingUndoBody' });
export type RingUndoBody = z.infer<typeof RingUndoBody>;

export const RingRuling = z
  .object({
    id: z.string(),
    ringId: z.string().describe('The ring; the id of the first opinion on it.'),
    outcome: z
      .enum([...RING_OUTCOMES, 'undone'])
      .nullable()
      .describe('What it is from now on; null: another person is asked first.'),
    ruledAt: Instant.describe('When it was ruled.'),
  })
  .meta({ id: 'RingRuling' });
export type RingRuling = z.infer<typeof RingRuling>;

/** How the probabilities of some accounts compare with what was found of them. */
const COMPARED = {
  count: z.number().int().describe('Accounts of which something was found.'),
  ofRecord: z
    .number()
    .int()
    .nullable()
    .describe(
      'Of them, those of which the record proves it; of the others an officer said it. Null below ten accounts.',
    ),
  expected: z.number().nullable().describe('The mean probability; null below ten accounts.'),
  actual: z.number().nullable().describe("The share that is a mule's; null below ten accounts."),
  interval: z
    .object({ from: z.number().describe('Its lower end.'), to: z.number().describe('Its upper end.') })
    .nullable()
    .describe('The 95% interval of `actual`; null with it.'),
  isOff: z.boolean().describe('The interval does not hold what the model expected.'),
};
const Calls = z.enum(DRIFTS);
const CalibrationBin = z.object({
  from: z.number().describe('Probabilities from here.'),
  to: z.number().describe('To here.'),
  ...COMPARED,
});

/** GET /v1/analysis/models */
export const AnalysisModels = z
  .object({
    isOn: z.boolean().describe('Row P-ADVICE lets the analysis advise now; two persons switch it off.'),
    models: z
      .array(
        z.object({
          modelVersion: z.string().describe('The version, as in each advice.'),
          kinds: z.array(z.string()).describe('What it advised about.'),
          shadow: z.boolean().describe('A challenger: its advice is kept and shown to nobody who decides.'),
          given: z.number().int().describe('How often it advised.'),
          agreed: z.number().int().describe('How often officers agreed.'),
          wrong: z.number().int().describe('How often they called it wrong.'),
          errorRate: Rate.describe('The share of its judged advice that was wrong; null: none was judged.'),
          ringOpinions: z
            .object({
              leads: z.number().int().describe('Both found that the cases belong together.'),
              disputed: z.number().int().describe('They differ.'),
              apart: z.number().int().describe('Both found that they do not.'),
            })
            .nullable()
            .describe(
              'Of rings that it suggested: what two officers found, each by himself; null: it suggests none. From thirty on, its precision is counted by them.',
            ),
          drift: z
            .object({
              index: z.number().describe('The population stability index of its newest scores against its first.'),
              calls: Calls.describe(
                'From 0.1 on: look into it. From 0.25 on it is in the shadow, and the taint order is shown.',
              ),
            })
            .nullable()
            .describe('How far its scores moved; null: too little advice, or no risk of accounts.'),
          featureDrift: z
            .array(
              z.object({
                feature: z.string().describe('The name of a figure that the model reads.'),
                index: z.number().describe('The population stability index of what is served against its training.'),
                calls: Calls.describe('From 0.1 on: look into it; from 0.25 on: at once. Nothing changes by itself.'),
              }),
            )
            .describe(
              'How far each of its figures moved from its training, by the newest 500 accounts, the furthest first; empty: it is not known, because there are fewer, or the model is not in use.',
            ),
          bands: z
            .array(
              z.object({
                band: z.enum(ADVICE_BANDS).describe('What officers see.'),
                ...COMPARED,
              }),
            )
            .describe(
              "What came of the accounts, by band. An account of a case counts once: what the record proves of it (released as unrelated, an appeal upheld, the debit denied, a seizure warrant, a result within section 6), otherwise the newest officer's verdict.",
            ),
          calibration: z.array(CalibrationBin).describe('The same by tenths of the probability.'),
          calibrationOfSlots: z
            .array(CalibrationBin)
            .describe('The same of accounts that were drawn by chance, which alone say how good it is on all.'),
          firstAt: Instant.describe('When it first advised.'),
          lastAt: Instant.describe('When it last advised.'),
        }),
      )
      .describe('Every model version that advised.'),
  })
  .meta({ id: 'AnalysisModels' });
export type AnalysisModels = z.infer<typeof AnalysisModels>;

/** POST /v1/analysis/narrative */
export const NarrativeBody = z
  .strictObject({
    narrative: cleanText(10_000).describe('What the caller tells. It is read, and neither kept nor logged.'),
  })
  .meta({ id: 'NarrativeBody' });
export type NarrativeBody = z.infer<typeof NarrativeBody>;

/** What a narrative seems to say: a person confirms each part, and what a person typed stays. */
export const NarrativeReading = z.object({
  caseTypes: z
    .array(
      z.object({
        caseType: z.string().describe('A case type of the portal.'),
        confidence: z.number().min(0).max(1).describe('0 to 1.'),
        cues: z
          .array(z.string())
          .describe(
            'Why: pieces of the text by which the lexicon knows the type, the weightiest first. None: the text as a whole.',
          ),
      }),
    )
    .describe('The three likeliest, the likeliest first.'),
  outOfScope: z.number().min(0).max(1).describe('How likely it tells of none of the types; 0 to 1.'),
  officerChooses: z.boolean().describe('True: the model does not know; nothing is chosen beforehand.'),
  entities: z
    .array(
      z.object({
        type: z.enum([
          'account',
          'bank',
          'promptpay',
          'phone',
          'citizen_id',
          'amount_baht',
          'date',
          'time',
          'url',
          'line_id',
          'person',
        ]),
        value: z
          .union([z.string(), z.number()])
          .describe('As it is written; of an amount the baht, of a date ISO 8601, of a time of day HH:MM.'),
        isAbout: z
          .literal(true)
          .optional()
          .describe('The text says that the amount or the time is rough: it is taken as such, and never as exact.'),
        isDebited: z
          .literal(true)
          .optional()
          .describe('The text says that the money left this bank or account: it is of the victim, and no receiver.'),
        start: z.number().int().describe('Its first UTF-16 unit in the narrative.'),
        end: z.number().int().describe('The unit behind its last one.'),
      }),
    )
    .describe('What it names, in the order of the text.'),
  encoder: z.string().describe('What read it. `lexicon`: no encoder is set up, and it is more often wrong.'),
  modelVersion: z.string().describe('The model of case types.'),
});
export type NarrativeReading = z.infer<typeof NarrativeReading>;

/** POST /v1/cases/{id}/narrative-outcome */
export const NarrativeOutcomeBody = z
  .strictObject({
    modelVersion: z.string().max(100).describe('The model of the reading that was shown.'),
    encoder: z.string().max(100).describe('What read the text then.'),
    saidWrong: z
      .enum(['other_type', 'no_scam', 'values_misread'])
      .optional()
      .describe(
        'Who took the complaint called the reading wrong, and why: it is another type, no scam at all, or values are misread.',
      ),
  })
  .meta({ id: 'NarrativeOutcomeBody' });
export type NarrativeOutcomeBody = z.infer<typeof NarrativeOutcomeBody>;

export const NarrativeAdvice = z
  .object({
    reading: NarrativeReading.nullable().describe('Null: there is none, and intake goes on without.'),
    because: z
      .enum(['switched_off', 'no_answer'])
      .nullable()
      .describe('Why there is no reading: row P-ADVICE is off, or the reader is broken or slower than two seconds.'),
    measured: Measured.nullable().describe(
      'How often the first case type that this version names is right; null: there is no reading, or nobody measured it.',
    ),
    judged: z
      .object({
        agreed: z.number().int().describe('How often people agreed with this model version.'),
        wrong: z.number().int().describe('How often they called it wrong, or chose another type.'),
      })
      .nullable()
      .describe('What became of the earlier readings of this model version; null: there is no reading.'),
    errorRate: Rate.describe('The share of its judged readings that was wrong; null: none was judged.'),
  })
  .meta({ id: 'NarrativeAdvice' });
export type NarrativeAdvice = z.infer<typeof NarrativeAdvice>;

/** GET /v1/analysis/review-slots */
export const ReviewSlots = z
  .object({
    slots: z
      .array(
        z.object({
          adviceId: z.string().describe('Judge it with POST /v1/advice/{id}/verdict.'),
          caseId: z.string(),
          caseNo: z.string(),
          account: MaskedAccount.nullable().describe('The account that it is about.'),
          modelVersion: z.string().describe('The model that is measured by it. What it said is not told here.'),
          madeAt: Instant,
        }),
      )
      .describe('Drawn by chance, whatever their score, and not judged yet; the oldest first, at most 200.'),
  })
  .meta({ id: 'ReviewSlots' });
export type ReviewSlots = z.infer<typeof ReviewSlots>;
