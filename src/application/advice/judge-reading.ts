import type { DataSource } from 'typeorm';
import { NOT_JUDGED, scorePpm } from '../../domain/advice/advice.js';
import { bandByCard } from '../../domain/advice/measured.js';
import { narrativeOutcome, type ProposedByReading } from '../../domain/advice/narrative-outcome.js';
import { caseTypeName } from '../../domain/complaint/words/case-type-names.js';
import { UNKNOWN_CASE_TYPE } from '../../domain/complaint/words/portal-case-types.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { flagParameter, numberParameter, ruleInForce } from '../../domain/rulebook/in-force.js';
import { after } from '../../domain/time.js';
import { AdviceRow, AdviceVerdictRow } from '../../persistence/entities/findings/advice.entities.js';
import { ComplaintRow } from '../../persistence/entities/case/complaint.entities.js';
import { newId } from '../../persistence/ids.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { openCases } from '../case/work/open-case.js';
import { forgetVerdicts, keptJudged } from './kept-verdicts.js';

/** A reading of the narrative of a complaint, as the one who took it was shown. */
interface Reading extends ProposedByReading {
  outOfScope: number;
  officerChooses: boolean;
  encoder: string;
  modelVersion: string;
}

interface JudgeReading {
  caseId: string;
  /** What read the text when it was shown. */
  shown: Pick<Reading, 'modelVersion' | 'encoder'>;
  /** Why the one who took the complaint called the reading wrong, by a code; undefined: they did not. */
  saidWrong?: string | undefined;
  /** Reads the narrative again; null when there is no reading. */
  read: (narrative: string) => Promise<Reading | null>;
  actor: ActingPerson;
}

export type ReadingJudged = { ok: true; id: string; givenAt: Date } | Refusal;

/** A transfer, as far as a reading can propose it; about how much is taken down as such. */
interface WrittenTransfer {
  to: { account: { accountNo: string } } | { promptPay: { value: string } };
  toName?: string;
  amountSatang: string;
  aboutAmountSatang?: string;
}

/** The complaint, as far as a reading can propose it. */
interface Written {
  /** Undefined: nobody chose one, so there is nothing to compare a reading with. */
  caseType?: string;
  narrative?: string;
  transfers: WrittenTransfer[];
  incompleteTransfers?: Partial<WrittenTransfer>[];
  suspectContacts?: { value: string }[];
}

/**
 * Keeps, once for each complaint, what its first reading proposed and what the person who took it
 * down made of that: advice on the case type, and that person's verdict on it. Of entities only
 * numbers are kept. Who took it may also have called it wrong, which counts whatever type was chosen. The narrative is read again, before the transaction: the same text gives the same
 * reading. Refusals: `CASE.ABSENT`, also where another person took the complaint;
 * `ADVICE.ABSENT` without a reading by what was shown, and where nobody chose a type or called it wrong; `ADVICE.JUDGED_ALREADY`.
 */
export async function judgeReading(
  db: DataSource,
  { caseId, shown, saidWrong, read, actor }: JudgeReading,
): Promise<ReadingJudged> {
  const complaint = await db.manager.findOneBy(ComplaintRow, { id: caseId, receivedBy: actor.subject });
  if (complaint === null) return refuse('CASE.ABSENT', 'you took no such complaint');
  const written = complaint.body as Written;
  const reading = written.narrative === undefined ? null : await read(written.narrative);
  const [first] = reading?.caseTypes ?? [];
  if (reading?.modelVersion !== shown.modelVersion || reading.encoder !== shown.encoder || first === undefined)
    return refuse('ADVICE.ABSENT', 'there is no reading of it');
  if (written.caseType === undefined && saidWrong === undefined)
    return refuse('ADVICE.ABSENT', 'nobody chose a type: there is nothing to compare the reading with');
  const { caseType = UNKNOWN_CASE_TYPE } = written;
  const outcome = narrativeOutcome(reading, { caseType, values: valuesOf(written) });
  const { agreed, wrong } = (await keptJudged(db.manager)).get(reading.modelVersion) ?? NOT_JUDGED;
  const given = await inTransaction<ReadingJudged>(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such case');
    const rule = ruleInForce(work.rulebook, 'P-ADVICE', work.now);
    if (!flagParameter(rule, 'enabled')) return refuse('ADVICE.ABSENT', 'the analysis is switched off');
    if (await manager.existsBy(AdviceRow, { caseId, kind: 'case_type' }))
      return refuse('ADVICE.JUDGED_ALREADY', 'what became of its reading is kept already');
    const { outOfScope, officerChooses, encoder, modelVersion } = reading;
    // Words of the text are never kept: only types and how sure the model was.
    const caseTypes = reading.caseTypes.map(({ caseType, confidence }) => ({ caseType, confidence }));
    const percent = Math.round(first.confidence * 100);
    const name = caseTypeName(first.caseType);
    const advice = {
      id: newId(),
      caseId,
      kind: 'case_type' as const,
      subject: caseId,
      scorePpm: scorePpm(first.confidence),
      band: bandByCard(modelVersion),
      reasons: [
        {
          code: 'CASE_TYPE.NARRATIVE',
          th: `คำบอกเล่าใกล้เคียงประเภทคดี ${name.th} ร้อยละ ${percent}`,
          en: `the narrative reads like the case type ${name.en}, ${percent}%`,
        },
      ],
      counterfactual: null,
      detail: { caseTypes, outOfScope, officerChooses, encoder, entities: outcome.entities },
      modelVersion,
      featureHash: sha256Hex(JSON.stringify([caseTypes, outOfScope, encoder])),
      shadow: false,
      reviewSlot: false,
      ruleRowId: rule.rowId,
      asOf: work.now,
      madeAt: work.now,
      validUntil: after(work.now, numberParameter(rule, 'validMs')),
    };
    const { kind, scorePpm: ppm, band, reasons, counterfactual, validUntil } = advice;
    const said = { kind, scorePpm: ppm, band, reasons, counterfactual, modelVersion, validUntil, agreed, wrong };
    const why = [saidWrong, outcome.why].filter((each) => typeof each === 'string').join(': ');
    const judged = {
      verdict: why === '' ? outcome.verdict : ('wrong' as const),
      found: null,
      why: why === '' ? null : why,
      role: 'hotline_operator' as const,
    };
    const verdict = {
      id: newId(),
      adviceId: advice.id,
      caseId,
      person: actor.subject,
      ...judged,
      shown: said,
      givenAt: work.now,
    };
    await work.write(AdviceRow, [advice]);
    await work.write(AdviceVerdictRow, [verdict]);
    const models = [modelVersion];
    work.audit('advice.given', { caseId, count: 1, refused: 0, models, ruleRowId: rule.rowId });
    work.audit('advice.judged', {
      caseId,
      adviceId: advice.id,
      verdictId: verdict.id,
      verdict: judged.verdict,
      found: judged.found,
      role: judged.role,
      modelVersion,
      whySha256: judged.why === null ? null : sha256Hex(judged.why),
    });
    await work.finish();
    return { ok: true, id: verdict.id, givenAt: work.now };
  });
  if (given.ok) forgetVerdicts(db.manager);
  return given;
}

/** Returns what the complaint has of the kinds of values that a narrative names. */
function valuesOf({ transfers, incompleteTransfers = [], suspectContacts = [] }: Written): string[] {
  const told: Partial<WrittenTransfer>[] = [...transfers, ...incompleteTransfers];
  const ofTransfers = told.flatMap(({ to, toName, amountSatang, aboutAmountSatang }) => [
    ...(to === undefined ? [] : ['account' in to ? to.account.accountNo : to.promptPay.value]),
    ...[amountSatang, aboutAmountSatang].flatMap((amount) =>
      amount === undefined ? [] : [String(Number(amount) / 100)],
    ),
    ...(toName === undefined ? [] : [toName]),
  ]);
  return [...ofTransfers, ...suspectContacts.map(({ value }) => value)];
}
