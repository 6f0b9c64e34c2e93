import { type DataSource, type EntityManager, In, IsNull, LessThanOrEqual } from 'typeorm';
import { type Refusal, refuse } from '../../domain/result.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import type { TellingMeans, TellingOutcome } from '../../domain/telling/news.js';
import { VictimNewsRow, VictimTellingRow } from '../../persistence/entities/case/telling.entities.js';
import { bodySha256, disclosedFields } from '../../persistence/exchange/message-body.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openCase } from '../case/work/open-case.js';
import { answeredBefore, keepAnswer } from '../message/idempotent-request.js';
import { retryWhenOvertaken } from '../message/retry-when-overtaken.js';
import { tellingMessage } from './telling-message.js';

/** A person's report of telling a victim, or of trying to, in the shape of the API. */
interface TellingInput {
  outcome: TellingOutcome;
  means: TellingMeans;
  /** When the newest news happened that the person read out; later news stays to be told. */
  newsUntil: string;
  /** When the victim was told, or the attempt was made; absent: now. */
  at?: string | undefined;
  note?: string | undefined;
}

/** The answer to the report, in the shape of the API. */
interface Telling {
  id: string;
  caseId: string;
  outcome: TellingOutcome;
  means: TellingMeans;
  at: string;
  /** What the victim was told; null when nobody was reached. */
  text: { th: string; en: string } | null;
  /** The number of news still to be told, because they came after those that were read. */
  stillToTell: number;
}

export interface TellVictim {
  caseId: string;
  body: TellingInput;
  /** SHA-256 of the body's bytes as received. */
  bodySha256: string;
  idempotencyKey: string;
  actor: ActingPerson;
}

export type VictimTold = { ok: true; response: Telling } | Refusal;

const ATTEMPTS = 3;
/**
 * The party of the exchange. The register names offices and institutions; of a private person it
 * says only the part in the case.
 */
const VICTIM = 'victim';

/**
 * Records that a victim was told the news of the case, or could not be reached (P-TELL). A telling
 * is a disclosure with an exchange of its own; an attempt discloses nothing, and leaves the news
 * to be told. The same Idempotency-Key with the same body gets the same answer. Refusals:
 * `COMPLAINT.ABSENT`, `TELLING.NOTHING_NEW`, `TELLING.IMPOSSIBLE_TIME`, `IDEMPOTENCY.OTHER_BODY`.
 */
export async function tellVictim(db: DataSource, input: TellVictim): Promise<VictimTold> {
  return retryWhenOvertaken(ATTEMPTS, () => inTransaction(db, (manager) => tell(manager, input)));
}

async function tell(manager: EntityManager, input: TellVictim): Promise<VictimTold> {
  const { caseId, body, actor } = input;
  const route = `POST /v1/complaints/${caseId}/tellings`;
  const request = { actor: actor.subject, key: input.idempotencyKey, route, bodySha256: input.bodySha256 };
  const earlier = await answeredBefore<Telling>(manager, request);
  if (earlier !== undefined) return earlier;
  const work = await openCase(manager, caseId, actor.subject);
  if (work === undefined) return refuse('COMPLAINT.ABSENT', 'there is no such complaint');
  const waiting = await manager.find(VictimNewsRow, {
    where: { caseId, tellingId: IsNull(), at: LessThanOrEqual(new Date(body.newsUntil)) },
    order: { at: 'ASC', id: 'ASC' },
  });
  const [oldest] = waiting;
  const newest = waiting.at(-1);
  if (oldest === undefined || newest === undefined)
    return refuse('TELLING.NOTHING_NEW', 'the victim has been told everything up to then');
  const at = body.at === undefined ? work.now : new Date(body.at);
  if (at > work.now || at < (body.outcome === 'told' ? newest.at : oldest.at))
    return refuse('TELLING.IMPOSSIBLE_TIME', 'nobody can be told of what has not happened yet, nor in the future');
  const row = await write(work, input, waiting, at);
  const response = {
    id: row.id,
    caseId,
    outcome: row.outcome,
    means: row.means,
    at: at.toISOString(),
    text: row.message?.text ?? null,
    stillToTell: await manager.countBy(VictimNewsRow, { caseId, tellingId: IsNull() }),
  };
  await keepAnswer(manager, request, response, work.now);
  await work.finish();
  return { ok: true, response };
}

async function write(
  work: CaseWork,
  { caseId, body, actor }: TellVictim,
  news: readonly VictimNewsRow[],
  at: Date,
): Promise<VictimTellingRow> {
  const { manager } = work;
  const { rowId } = ruleInForce(work.rulebook, 'P-TELL', work.now);
  const message = body.outcome === 'told' ? await tellingMessage(manager, work.caseFile, news) : null;
  const row = manager.create(VictimTellingRow, {
    id: newId(),
    caseId,
    outcome: body.outcome,
    means: body.means,
    person: actor.subject,
    at,
    notedAt: work.now,
    message,
    note: body.note ?? null,
    ruleRowId: rowId,
  });
  await manager.insert(VictimTellingRow, row);
  work.audit('victim.telling', { tellingId: row.id, outcome: row.outcome, means: row.means, news: news.length });
  if (message === null) return row;
  await manager.update(VictimNewsRow, { caseId, id: In(news.map(({ id }) => id)) }, { tellingId: row.id });
  work.exchange({
    direction: 'out',
    party: VICTIM,
    kind: 'victim.telling',
    messageId: row.id,
    legalBasis: [rowId],
    purpose: 'the victim is told what became of the money',
    fields: disclosedFields(message),
    bodySha256: bodySha256(message),
  });
  return row;
}
