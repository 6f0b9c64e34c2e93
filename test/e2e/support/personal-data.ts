import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Payload } from '@temporalio/common';
import { createPayloadCodec, type CodecKeys } from '../../../src/temporal/codec.js';
import type { Complaint } from './theft.js';
import type { TestSystem } from './system.js';

/** Shorter texts would be found by chance. */
const SHORTEST = 6;

/** Reads every name, number, address and free text about persons from the database. */
export async function personalData(system: TestSystem): Promise<Set<string>> {
  // A case that a notice of section 6 opened has no reporter and no words of a victim.
  const complaints: { body: Complaint }[] = await system.db.query("SELECT body FROM complaint WHERE body ? 'reporter'");
  const accounts: { number: string | null }[] = await system.db.query(
    `SELECT from_account_no AS number FROM transfer UNION SELECT to_account_no FROM transfer UNION SELECT promptpay_value FROM transfer`,
  );
  const words: { text: string | null }[] = await system.db.query(
    `SELECT reason AS text FROM freeze_request UNION SELECT reason FROM decision UNION SELECT note FROM release_order
     UNION SELECT body->>'reason' FROM complaint_addition UNION SELECT body->>'policeCaseNo' FROM complaint_addition
     UNION SELECT body->>'ground' FROM notice UNION SELECT statement FROM appeal_filing UNION SELECT note FROM victim_telling`,
  );
  const ofComplaints = complaints.flatMap(({ body }) => [
    body.reporter.name,
    body.reporter.phone,
    body.victim.name,
    body.victim.citizenId,
    body.victim.phone,
    body.victim.email,
    body.victimAccount?.accountNo,
    body.narrative,
    ...body.transfers.map(({ toName }) => toName),
    ...(body.suspectContacts ?? []).map(({ value }) => value),
  ]);
  const all = [...ofComplaints, ...accounts.map(({ number }) => number), ...words.map(({ text }) => text)];
  return new Set(all.filter((text) => text != null && text.length >= SHORTEST) as string[]);
}

/** Returns which of the texts occur, with the place: `api.log: ...`. */
export function occurrences(texts: ReadonlySet<string>, places: ReadonlyMap<string, string>): string[] {
  return [...places].flatMap(([place, content]) =>
    [...texts].filter((text) => content.includes(text)).map((text) => `${place}: ${text}`),
  );
}

/** Reads every log of the home, by file name. */
export function logs(system: TestSystem): Map<string, string> {
  const dir = system.home.logDir;
  return new Map(readdirSync(dir).map((name) => [name, readFileSync(path.join(dir, name), 'utf8')]));
}

/**
 * Reads all texts in the histories of all workflows, by workflow id: as Temporal stores them, and
 * with the payloads decoded.
 */
export async function histories(
  system: TestSystem,
): Promise<{ stored: Map<string, string>; decoded: Map<string, string> }> {
  const codec = createPayloadCodec(JSON.parse(system.running.env.RANGAP_CODEC_KEYS) as CodecKeys);
  const stored = new Map<string, string>();
  const decoded = new Map<string, string>();
  for await (const { workflowId, runId } of system.temporal.workflow.list()) {
    const found = collect(await system.temporal.workflow.getHandle(workflowId, runId).fetchHistory());
    const plain = collect(await codec.decode(found.payloads));
    stored.set(workflowId, found.texts.join('\n'));
    decoded.set(workflowId, [...found.texts, ...plain.texts].join('\n'));
  }
  return { stored, decoded };
}

interface Collected {
  readonly texts: string[];
  readonly payloads: Payload[];
}

/** Collects every string and byte string below a value, and every payload among them. */
function collect(value: unknown, into: Collected = { texts: [], payloads: [] }): Collected {
  if (typeof value === 'string') into.texts.push(value);
  else if (value instanceof Uint8Array) into.texts.push(Buffer.from(value).toString('utf8'));
  else if (typeof value === 'object' && value !== null) {
    if ('metadata' in value && 'data' in value && value.data instanceof Uint8Array)
      into.payloads.push(value as Payload);
    for (const [name, part] of Object.entries(value)) {
      into.texts.push(name);
      collect(part, into);
    }
  }
  return into;
}
