import type { EvidenceFacts } from '../domain/evidence/evidence-facts.js';
import { type Agency, AGENCIES } from '../domain/party.js';
import { amloDialect } from './amlo/amlo-dialect.js';
import { botDialect } from './bot/bot-dialect.js';
import { ccibDialect } from './ccib/ccib-dialect.js';
import type { Dialect } from './dialect.js';
import { dsiDialect } from './dsi/dsi-dialect.js';
import { mdesDialect } from './mdes/mdes-dialect.js';
import { nbtcDialect } from './nbtc/nbtc-dialect.js';
import type { AgencyQuestion } from './port.js';
import { secDialect } from './sec/sec-dialect.js';

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
 * agency's form. The caller checks that this agency was asked this question.
 */
export function readAnswer(agency: Agency, data: unknown): EvidenceFacts | null {
  const read = DIALECTS[agency].decode(data);
  return read.ok ? read.value.facts : null;
}

/** Makes the body of a question in its agency's dialect; the database keeps the hash of it. */
function writeQuestion(agency: Agency, question: AgencyQuestion): object {
  return DIALECTS[agency].encode(question);
}

/** Reads answers and writes questions for transactions, which do not import the dialects. */
export const AGENCY_DIALECTS = { readAnswer, writeQuestion };
