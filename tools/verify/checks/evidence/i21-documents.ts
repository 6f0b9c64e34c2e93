import { createHash, verify, type KeyObject } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { canonicalJson } from '../../../../src/persistence/audit/hash-event.js';
import { PartyKeyRow } from '../../../../src/persistence/entities/traffic/party.entities.js';
import { CENTRE } from '../../../../src/persistence/party/centre.js';
import { loadPublicKey } from '../../../../src/signing/keys.js';
import { checkRows } from '../check-rows.js';

interface ReadMessage {
  id: string;
  kind: string;
  raw_body: Buffer;
  content: object;
}

/** Refusals whose code is the centre's own: an HTTP status, or that the answer was unreadable. */
const OWN_CODE = `kind LIKE '%.rejected' AND content->>'code' ~ '^(UNREADABLE|HTTP_[0-9]+)$'`;

/**
 * Returns the messages whose stored content differs from their bytes. It leaves out notices, which
 * get defaults, and unreadable messages.
 */
export async function misread(manager: EntityManager): Promise<string[]> {
  return checkRows<ReadMessage>(
    manager,
    `SELECT id, kind, raw_body, content FROM inbox_message WHERE id > $1 AND kind NOT IN ('suspicion.notice', 'customer.notice', 'evidence.unreadable') AND NOT (${OWN_CODE}) ORDER BY id`,
    ({ id, kind, raw_body, content }) =>
      isIn(content, withDefaults(kind, sentIn(raw_body))) ? [] : [`${id}: is read otherwise than its bytes say`],
  );
}

/** Returns the body that the bytes hold; a callback wraps it in `data`. */
function sentIn(bytes: Buffer): unknown {
  try {
    const sent: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof sent === 'object' && sent !== null && 'data' in sent ? sent.data : sent;
  } catch {
    return undefined; // no JSON: nothing can have been read from it
  }
}

/** What a message means that leaves a field out, by its kind. */
const DEFAULTS: Readonly<Record<string, object>> = { 'holder.notified': { of: 'hold' } };

function withDefaults(kind: string, sent: unknown): unknown {
  const defaults = DEFAULTS[kind];
  return defaults === undefined || typeof sent !== 'object' || sent === null ? sent : { ...defaults, ...sent };
}

/** Returns true if everything in `read` stands in `sent`; an absent list may be read as empty. */
function isIn(read: unknown, sent: unknown): boolean {
  if (Array.isArray(read)) {
    if (read.length === 0) return sent === undefined || (Array.isArray(sent) && sent.length === 0);
    return Array.isArray(sent) && read.length === sent.length && read.every((item, index) => isIn(item, sent[index]));
  }
  if (typeof read === 'object' && read !== null) {
    if (typeof sent !== 'object' || sent === null) return false;
    return Object.entries(read).every(([field, value]) => isIn(value, (sent as Record<string, unknown>)[field]));
  }
  if (typeof read !== 'string' || typeof sent !== 'string') return read === sent;
  return read === sent.normalize('NFC') || read === inUtc(sent);
}

const WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*[+-]\d\d:\d\d$/;

/**
 * Returns an RFC 3339 time that was sent with another offset as it is read; undefined otherwise.
 */
function inUtc(sent: string): string | undefined {
  const instant = new Date(WITH_OFFSET.test(sent) ? sent : Number.NaN);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

interface SignedRecord {
  id: string;
  document: unknown;
  document_sha256: string;
  signature: string;
  key_id: string;
}

/** Returns the records of section 8 whose document no longer matches its hash or signature. */
export async function falseRecords(manager: EntityManager): Promise<string[]> {
  const keys = new Map<string, KeyObject>();
  for (const key of await manager.findBy(PartyKeyRow, { party: CENTRE }))
    keys.set(key.keyId, loadPublicKey(key.publicJwk));
  return checkRows<SignedRecord>(
    manager,
    'SELECT case_id AS id, document, document_sha256, signature, key_id FROM call_record WHERE case_id > $1 ORDER BY case_id',
    ({ id, document, document_sha256, signature, key_id }) => {
      const text = Buffer.from(canonicalJson(document));
      if (sha256Hex(text) !== document_sha256) return [`${id}: its record of section 8 is not that of its hash`];
      const key = keys.get(key_id);
      if (key !== undefined && verify(null, text, key, Buffer.from(signature, 'base64'))) return [];
      return [`${id}: its record of section 8 is not signed by the centre`];
    },
  );
}

interface Addition {
  id: string;
  body: unknown;
  sha256: string | null;
}

/** Returns the additions whose body no longer matches the hash in their audit event. */
export async function falseAdditions(manager: EntityManager): Promise<string[]> {
  return checkRows<Addition>(
    manager,
    `SELECT c.id, c.body, a.sha256 FROM complaint_addition c LEFT JOIN (SELECT payload->>'additionId' AS id, payload->>'bodySha256' AS sha256
       FROM audit_event WHERE type = 'addition.received') a USING (id) WHERE c.id > $1 ORDER BY c.id`,
    ({ id, body, sha256 }) =>
      sha256Hex(canonicalJson(body)) === sha256
        ? []
        : [`${id}: is an addition with another hash than was written down`],
  );
}

function sha256Hex(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
