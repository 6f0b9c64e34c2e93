import type { EvidenceFacts } from '../domain/evidence/evidence-facts.js';
import { everyPersonRef, type TokenFault, type TokenKey, withoutPersons } from '../domain/evidence/person-tokens.js';
import { type Agency, AGENCIES } from '../domain/party.js';
import { amloDialect } from './amlo/amlo-dialect.js';
import { botDialect } from './bot/bot-dialect.js';
import { ccibDialect } from './ccib/ccib-dialect.js';
import type { Dialect } from './dialect.js';
import { dsiDialect } from './dsi/dsi-dialect.js';
import { mdesDialect } from './mdes/mdes-dialect.js';
import { nbtcDialect } from './nbtc/nbtc-dialect.js';
import { isEvaluatedWith } from './person-tokens/check-evaluation.js';
import type { AgencyQuestion } from './port.js';
import { secDialect } from './sec/sec-dialect.js';
import type { TokenEvaluation } from '../wire/agency/agency-protocol.js';

const DIALECTS: Readonly<Record<Agency, Dialect>> = {
  mdes: mdesDialect,
  ccib: ccibDialect,
  dsi: dsiDialect,
  amlo: amloDialect,
  bot: botDialect,
  nbtc: nbtcDialect,
  sec: secDialect,
};

/** Returns the dialect of the agency with this slug; throws when there is no such agency. */
export function dialectOf(slug: string): Dialect {
  const agency = AGENCIES.find((known) => known === slug);
  if (agency === undefined) throw new Error(`no agency has the slug ${slug}`);
  return DIALECTS[agency];
}

/**
 * Reads the facts of a parsed answer that came at once or by callback; null when it is not in the
 * agency's form. The caller checks that this agency was asked this question. Where the question asked
 * for tokens (`tokens`), references count only with the proof of the evaluator; what else the answer says always does.
 */
export async function readAnswer(agency: Agency, data: unknown, tokens: TokenKey | null): Promise<AnswerRead | null> {
  const read = DIALECTS[agency].decode(data);
  if (!read.ok) return null;
  const { facts, tokenEvaluation } = read.value;
  const tokenFault = await faultOfTokens(facts, tokenEvaluation, tokens);
  return { facts: tokenFault === null ? facts : withoutPersons(facts), tokenFault };
}

/** Returns why the references of an answer are not used; null when they are, or there are none. */
async function faultOfTokens(
  facts: EvidenceFacts,
  evaluation: TokenEvaluation | undefined,
  key: TokenKey | null,
): Promise<TokenFault | null> {
  const persons = everyPersonRef(facts).length;
  if (persons === 0) return null;
  if (key === null) return evaluation === undefined ? null : 'NOT_ASKED';
  if (evaluation === undefined || evaluation.blinded.length < persons) return 'NO_PROOF';
  return (await isEvaluatedWith(key.publicKey, evaluation)) ? null : 'WRONG_PROOF';
}

/** Makes the body of a question in its agency's dialect; the database keeps the hash of it. */
function writeQuestion(agency: Agency, question: AgencyQuestion): object {
  return DIALECTS[agency].encode(question);
}

/** What an answer says, and why its references to persons are left out. */
interface AnswerRead {
  facts: EvidenceFacts;
  tokenFault: TokenFault | null;
}

/** Reads answers and writes questions for transactions, which do not import the dialects. */
export const AGENCY_DIALECTS = { readAnswer, writeQuestion };
