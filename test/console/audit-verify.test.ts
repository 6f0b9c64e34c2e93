import { generateKeyPairSync, sign } from 'node:crypto';
import { checkpointBytes, checkpointHash } from '../../src/persistence/audit/checkpoint.js';
import {
  canonicalJson as ofServer,
  hashEvent as hashOfServer,
  NO_HASH,
} from '../../src/persistence/audit/hash-event.js';
import { merkleRoot as rootOfServer } from '../../src/persistence/audit/merkle.js';
import { canonicalJson } from '../../web/src/auditor/canonical.js';
import { type AuditEvent, merkleRoot, verifyChain, verifyCheckpoint } from '../../web/src/auditor/verify.js';

const at = '2026-11-28T01:02:03.004Z';

/** Makes a chain as the server does: the second event has seals. */
function chainOf(count: number): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const event = {
      chain: 'case-1',
      sequence,
      type: 'hold.ordered',
      actor: 'officer-1',
      payload: { amountSatang: '5000000', nested: { b: [1, null, true], a: 'ระงับ "เงิน"' } },
      prevHash: events.at(-1)?.hash ?? NO_HASH,
      seals: sequence === 2 ? '[["hold","01K",1,"ab"]]' : null,
    };
    events.push({ ...event, at, hash: hashOfServer({ ...event, at: new Date(at) }) });
  }
  return events;
}

const read = (events: readonly AuditEvent[]) => ({
  chain: 'case-1',
  events,
  head: { sequence: events.length, hash: events.at(-1)?.hash ?? '' },
  checkpoints: [{ checkpoint: 7, sequence: 2, hash: events[1]?.hash ?? '' }],
});

describe('what the auditor makes again in the browser', () => {
  it('is the canonical JSON of the server', () => {
    const value = { z: 1, a: [{ y: null, x: 'ก\n"' }, 1e21, 0.1], ก: true, A: {} };
    expect(canonicalJson(value)).toBe(ofServer(value));
  });

  it('accepts a whole chain, and says how far a checkpoint signed it', async () => {
    expect(await verifyChain(read(chainOf(4)))).toEqual({ ok: true, events: 4, signedThrough: 2 });
  });

  it.each([
    [
      'a changed payload',
      2,
      'CHANGED',
      (events: AuditEvent[]): unknown => (events[1]!.payload = { amountSatang: '1' }),
    ],
    ['changed seals', 2, 'CHANGED', (events: AuditEvent[]): unknown => (events[1]!.seals = '[]')],
    ['another actor', 3, 'CHANGED', (events: AuditEvent[]): unknown => (events[2]!.actor = 'officer-2')],
    ['a missing event', 2, 'GAP', (events: AuditEvent[]): unknown => events.splice(1, 1)],
    ['another link', 3, 'BROKEN_LINK', (events: AuditEvent[]): unknown => (events[2]!.prevHash = NO_HASH)],
    ['an event of another chain', 1, 'OTHER_CHAIN', (events: AuditEvent[]): unknown => (events[0]!.chain = 'case-2')],
  ] as const)('finds %s', async (_, sequence, why, tamper) => {
    const whole = read(chainOf(4));
    const events = structuredClone(whole.events) as AuditEvent[];
    tamper(events);
    expect(await verifyChain({ ...whole, events })).toEqual({ ok: false, sequence, why });
  });

  it('finds that the end was cut off, and a past that was hashed anew after a checkpoint', async () => {
    const whole = read(chainOf(4));
    const cut = { ...whole, events: whole.events.slice(0, 3) };
    expect(await verifyChain(cut)).toEqual({ ok: false, sequence: 4, why: 'HEAD_DIFFERS' });
    const anew = { ...whole, checkpoints: [{ checkpoint: 7, sequence: 2, hash: 'f'.repeat(64) }] };
    expect(await verifyChain(anew)).toEqual({ ok: false, sequence: 2, why: 'CHECKPOINT_DIFFERS' });
  });

  it('makes the Merkle root of the server for any number of heads', async () => {
    for (const count of [1, 2, 3, 5, 8, 13]) {
      const heads = Array.from({ length: count }, (_, index) => ({
        chain: `case-${(index * 7) % count}`,
        sequence: index + 1,
        hash: String(index).repeat(64).slice(0, 64),
      }));
      expect(await merkleRoot(heads)).toBe(rootOfServer(heads));
    }
  });

  it('checks signature, chain and root of a checkpoint', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const keys = [{ kid: 'centre-1', x: publicKey.export({ format: 'jwk' }).x ?? '' }];
    const heads = [{ chain: 'case-1', sequence: 4, hash: 'a'.repeat(64) }];
    const signed = (number: number, previousHash: string) => {
      const unsigned = {
        number,
        at: new Date(at),
        previousHash,
        heads: 1,
        merkleRoot: rootOfServer(heads),
        throughXid: '9',
      };
      const signature = sign(null, checkpointBytes(unsigned), privateKey).toString('base64');
      return { unsigned, checkpoint: { ...unsigned, at, signature, keyId: 'centre-1' } };
    };
    const first = signed(1, NO_HASH);
    const second = signed(2, checkpointHash(first.unsigned)).checkpoint;
    const given = { keys, heads, previous: first.checkpoint };
    expect(await verifyCheckpoint(second, given)).toBeUndefined();
    expect(await verifyCheckpoint({ ...second, throughXid: '8' }, given)).toBe('SIGNATURE');
    expect(await verifyCheckpoint(second, { ...given, keys: [] })).toBe('NO_KEY');
    expect(await verifyCheckpoint(second, { ...given, heads: [{ ...heads[0]!, sequence: 5 }] })).toBe('ROOT');
    const other = signed(1, NO_HASH).checkpoint;
    expect(await verifyCheckpoint(second, { ...given, previous: { ...other, throughXid: '7' } })).toBe('PREVIOUS');
  });
});
