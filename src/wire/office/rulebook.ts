import { z } from 'zod';
import { OUTCOMES } from '../../domain/judgement/facts.js';
import { RULE_CHANGE_STATES } from '../../domain/rulebook/change/decide-change.js';
import { COUNT_BASES, EVIDENCE_STANDARDS, RULE_KINDS } from '../../domain/rulebook/row.js';
import { PUBLISHED_WITHOUT_UNION } from '../json-schema.js';
import { UtcInstant, Ulid, wordsForOthers } from '../common.js';
import { OfferedDecision } from '../offered.js';

const RuleIdText = z.string().regex(/^[A-Z0-9+-]{2,16}$/, { error: 'must be the id of a rule, such as P-EXP' });
const PolicyValue = z
  .union([z.number(), z.string(), z.boolean(), z.array(z.string()).readonly()])
  .meta({ id: PUBLISHED_WITHOUT_UNION, description: 'A number, a text, a truth value or a list of texts.' });
const Choice = z.strictObject({ value: z.string(), th: z.string(), en: z.string() });

const ruleRowFields = {
  rowId: z.string().meta({ description: 'what findings, orders and releases cite' }),
  rulebook: z.string(),
  ruleId: RuleIdText,
  section: z.string(),
  instrument: z.string(),
  kind: z.enum(RULE_KINDS),
  effectiveFrom: UtcInstant,
  effectiveTo: UtcInstant.nullable(),
  trigger: z.string(),
  condition: z.string(),
  parameters: z.record(z.string(), PolicyValue),
  choices: z.record(z.string(), z.array(Choice).readonly()).meta({ description: 'the values that a switch may take' }),
  standard: z.enum(EVIDENCE_STANDARDS),
  deadlineMs: z.number().int().nullable(),
  period: z
    .strictObject({ amount: z.number().int(), unit: z.enum(['day', 'working_day', 'month', 'year']) })
    .nullable(),
  deadlineFrom: z.string(),
  countBasis: z.enum(COUNT_BASES),
  actor: z.string(),
  effect: z.string(),
  record: z.string(),
  actsIn: z
    .array(z.string())
    .readonly()
    .meta({ description: 'parts of the system that act on the row; none: recorded only' }),
  source: z.string(),
  titleTh: z.string(),
  titleEn: z.string(),
  textTh: z.string(),
};

/** A dated row of law or policy, in both languages. */
const RuleRowView = z.strictObject(ruleRowFields).meta({ id: 'RuleRow' });

/** GET /v1/rulebook */
export const RulebookView = z
  .strictObject({ rulebook: z.string(), at: UtcInstant, rows: z.array(RuleRowView) })
  .meta({ id: 'Rulebook' });
export type RulebookView = z.infer<typeof RulebookView>;

/** GET /v1/rulebook/{ruleId} */
export const RuleHistory = z
  .strictObject({
    ruleId: RuleIdText,
    rows: z.array(
      z.strictObject({
        ...ruleRowFields,
        ruleChangeId: Ulid.nullable().meta({
          description: 'the change of policy that wrote it; null: it came with a release',
        }),
      }),
    ),
  })
  .meta({ id: 'RuleHistory' });
export type RuleHistory = z.infer<typeof RuleHistory>;

/** POST /v1/rule-changes */
export const RuleChangeBody = z
  .strictObject({
    ruleId: RuleIdText,
    parameters: z
      .record(z.string(), PolicyValue)
      .refine((given) => Object.keys(given).length > 0, { error: 'name what is to change' }),
    effectiveFrom: UtcInstant.optional().meta({ description: 'absent: two minutes after approval' }),
    reason: wordsForOthers(2000),
  })
  .meta({ id: 'RuleChangeBody' });
export type RuleChangeBody = z.infer<typeof RuleChangeBody>;

export const RuleChangeAccepted = z.strictObject({ id: Ulid }).meta({ id: 'RuleChangeAccepted' });

/** POST /v1/rule-changes/{id}/decisions */
export const RuleChangeDecisionBody = z
  .strictObject({ verdict: z.enum(['approve', 'refuse']), reason: wordsForOthers(2000) })
  .meta({ id: 'RuleChangeDecisionBody' });
export type RuleChangeDecisionBody = z.infer<typeof RuleChangeDecisionBody>;

export const RuleChangeDecided = z
  .strictObject({
    ruleChangeId: Ulid,
    state: z.enum(['approved', 'refused']),
    rowId: z.string().nullable(),
    effectiveFrom: UtcInstant.nullable(),
  })
  .meta({ id: 'RuleChangeDecided' });

export const RuleChangeState = z.enum(RULE_CHANGE_STATES);

const ruleChangeFields = {
  id: Ulid,
  rulebook: z.string(),
  ruleId: RuleIdText,
  titleTh: z.string(),
  titleEn: z.string(),
  baseRowId: z.string().meta({ description: 'the row whose place the new one takes' }),
  changes: z.array(z.strictObject({ name: z.string(), before: PolicyValue, after: PolicyValue })),
  effectiveFrom: UtcInstant.nullable(),
  reason: z.string(),
  state: RuleChangeState,
  proposedBy: z.string(),
  proposedAt: UtcInstant,
  decidedBy: z.string().nullable(),
  decidedRole: z.string().nullable(),
  decisionReason: z.string().nullable(),
  decidedAt: UtcInstant.nullable(),
  rowId: z.string().nullable(),
  whyNotDecide: OfferedDecision,
};

/** GET /v1/rule-changes */
export const RuleChangeList = z
  .strictObject({ changes: z.array(z.strictObject(ruleChangeFields)), next: Ulid.nullable() })
  .meta({ id: 'RuleChangeList' });
export type RuleChangeList = z.infer<typeof RuleChangeList>;

const Outcome = z.enum(OUTCOMES);
const FindingSide = z
  .strictObject({
    ruleRowId: z.string(),
    outcome: Outcome,
    reasons: z.array(z.strictObject({ th: z.string(), en: z.string() })),
    missing: z.array(z.string()),
  })
  .nullable();
const HoldSide = z.strictObject({
  obstacles: z.array(z.string()),
  expiresAt: UtcInstant.nullable(),
  expiryRuleRowId: z.string().nullable(),
});
const DeadlineSide = z
  .strictObject({
    ruleRowId: z.string(),
    dueAt: UtcInstant.nullable(),
    state: z.enum(['open', 'fulfilled', 'overdue', 'breached']),
  })
  .nullable();

const CaseChanges = z.strictObject({
  caseId: Ulid,
  caseNo: z.string(),
  findings: z.array(
    z.strictObject({ ruleId: z.string(), subject: z.string(), before: FindingSide, after: FindingSide }),
  ),
  holds: z.array(
    z.strictObject({
      holdId: Ulid,
      hop: z.number().int(),
      institution: z.string(),
      kind: z.string(),
      before: HoldSide,
      after: HoldSide,
    }),
  ),
  deadlines: z.array(
    z.strictObject({
      ruleId: z.string(),
      owedBy: z.string(),
      subject: z.string(),
      before: DeadlineSide,
      after: DeadlineSide,
    }),
  ),
});

/** What would be otherwise in open cases. */
const WouldChange = z.strictObject({
  judgedAt: UtcInstant,
  openCases: z.number().int(),
  judgedCases: z.number().int().meta({ description: 'the newest of the open cases' }),
  changed: z.array(CaseChanges),
});

const ExampleWords = z.strictObject({ th: z.string(), en: z.string() });
const Examples = z
  .array(
    z.strictObject({
      name: z.string().meta({ description: 'the parameter' }),
      now: ExampleWords.meta({ description: 'what the rule does in the example under the row in force' }),
      then: ExampleWords.meta({ description: 'what it does there under the proposed row' }),
    }),
  )
  .meta({
    description:
      'worked by the rule itself, for each changed parameter of which a rule can be asked alone; a changed parameter without one shows in the open cases, or is a list',
  });

/** POST /v1/rule-changes/trials */
export const RuleTrialBody = RuleChangeBody.pick({ ruleId: true, parameters: true }).meta({ id: 'RuleTrialBody' });
export type RuleTrialBody = z.infer<typeof RuleTrialBody>;

export const RuleTrialView = z
  .strictObject({
    examples: Examples,
    wouldChange: WouldChange.meta({
      description: 'what would be otherwise in open cases had the row been in force in place of the old one',
    }),
  })
  .meta({ id: 'RuleTrial' });
export type RuleTrialView = z.infer<typeof RuleTrialView>;

/** GET /v1/rule-changes/{id} */
export const RuleChangeView = z
  .strictObject({
    ...ruleChangeFields,
    trial: RuleTrialView.nullable().meta({
      description:
        'while it waits: what it would do; null once it is decided, or when it could not become a row any more',
    }),
  })
  .meta({ id: 'RuleChange' });
export type RuleChangeView = z.infer<typeof RuleChangeView>;
