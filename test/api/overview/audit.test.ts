import { sign as signBytes, verify } from 'node:crypto';
import { checkpointBytes, checkpointHash, writeCheckpoint } from '../../../src/persistence/audit/checkpoint.js';
import { merkleRoot } from '../../../src/persistence/audit/merkle.js';
import { verifyChain } from '../../../src/persistence/audit/verify-chain.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { loadPrivateKey, loadPublicKey } from '../../../src/signing/keys.js';
import {
  AuditChainList,
  AuditCheckpointList,
  AuditEventPage,
  AuditHeads,
  ReadingList,
} from '../../../src/wire/office/audit.js';
import { complaintBody, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('what an auditor needs to verify the record', () => {
  let api: RunningApi;
  let caseId: string;
  let caseNo: string;
  beforeAll(async () => {
    api = await runApi();
    const { body } = await postComplaint(api, complaintBody(), 'audit-1');
    [caseId, caseNo] = [String(body['id']), String(body['caseNo'])];
  });
  afterAll(() => api.close());

  const ask = async (path: string) => {
    const { status, body } = await api.call('GET', `/v1/audit${path}`, { roles: ['auditor'], subject: 'auditor-7' });
    expect(status).toBe(200);
    return body;
  };

  it('finds a chain by its case number, and that of the system first', async () => {
    const { chains } = AuditChainList.parse(await ask(`/chains?caseNo=${caseNo}`));
    expect(chains).toMatchObject([{ chain: caseId, caseNo }]);
    const all = AuditChainList.parse(await ask('/chains?limit=1'));
    expect(all.chains).toMatchObject([{ chain: 'system', caseNo: null }]);
    const next = AuditChainList.parse(await ask(`/chains?after=${all.next}`));
    expect(next.chains).toMatchObject([{ chain: caseId }]);
    expect(next.next).toBeNull();
  });

  it('gives a chain in pages, with all that its hashes cover', async () => {
    const first = AuditEventPage.parse(await ask(`/chains/${caseId}/events?limit=1`));
    expect(first).toMatchObject({ next: 1, checkpoints: [] });
    const rest = AuditEventPage.parse(await ask(`/chains/${caseId}/events?after=1`));
    expect(rest.next).toBeNull();
    const events = [...first.events, ...rest.events].map((event) => ({ ...event, at: new Date(event.at) }));
    expect(events.some(({ seals }) => seals !== null)).toBe(true);
    expect(verifyChain(events, rest.head)).toEqual({ ok: true });
    const changed = events.map((event) => (event.sequence === 2 ? { ...event, actor: 'somebody-else' } : event));
    expect(verifyChain(changed, rest.head)).toMatchObject({ ok: false, sequence: 2, why: 'CHANGED' });
  });

  it('gives checkpoints with their leaves, whose signatures and roots can be made again', async () => {
    const key = loadPrivateKey(api.centreKey.privateJwk);
    const sign = (bytes: Uint8Array) => ({
      signature: signBytes(null, bytes, key).toString('base64'),
      keyId: api.centreKey.keyId,
    });
    await inTransaction(api.application, (manager) => writeCheckpoint(manager, sign));
    await ask(`/chains/system/events`);
    await inTransaction(api.application, (manager) => writeCheckpoint(manager, sign));
    const { checkpoints } = AuditCheckpointList.parse(await ask('/checkpoints'));
    const [second, first] = checkpoints.map((row) => ({ ...row, at: new Date(row.at) }));
    if (first === undefined || second === undefined) throw new Error('there are not two checkpoints');
    expect(second.previousHash).toBe(checkpointHash(first));
    const publicKey = loadPublicKey(api.centreKey.publicJwk);
    expect(verify(null, checkpointBytes(first), publicKey, Buffer.from(first.signature, 'base64'))).toBe(true);
    const { heads } = AuditHeads.parse(await ask(`/checkpoints/${first.number}/heads`));
    expect(merkleRoot(heads)).toBe(first.merkleRoot);

    const page = AuditEventPage.parse(await ask(`/chains/${caseId}/events`));
    const head = heads.find(({ chain }) => chain === caseId);
    expect(page.checkpoints).toEqual([{ checkpoint: 1, sequence: head?.sequence, hash: head?.hash }]);
    const older = AuditCheckpointList.parse(await ask('/checkpoints?before=2&limit=1'));
    expect(older).toMatchObject({ checkpoints: [{ number: 1 }], next: null });
  });

  it('says who read what, over all cases, and by person and case', async () => {
    const officer = { roles: ['aoc_officer'], subject: 'officer-3' };
    await api.call('GET', `/v1/cases/${caseId}/evidence`, officer);
    await api.call('GET', `/v1/cases/${caseId}/notes`, officer);
    const ofCase = ReadingList.parse(await ask(`/readings?chain=${caseId}`));
    expect(ofCase.readings.map(({ type, actor, caseNo: no }) => [type, actor, no])).toEqual([
      ['notes.read', 'officer-3', caseNo],
      ['evidence.read', 'officer-3', caseNo],
    ]);
    expect(ofCase.next).toBeNull();
    const newest = ReadingList.parse(await ask('/readings?person=officer-3&limit=1'));
    expect(newest.readings).toMatchObject([{ type: 'notes.read' }]);
    const before = ReadingList.parse(await ask(`/readings?person=officer-3&limit=1&before=${newest.next}`));
    expect(before.readings).toMatchObject([{ type: 'evidence.read' }]);
    const own = ReadingList.parse(await ask('/readings?chain=system&person=auditor-7'));
    expect(own.readings.map(({ type }) => type)).toEqual(expect.arrayContaining(['readings.read', 'audit_chain.read']));
  });

  it('knows no other chain and no other checkpoint', async () => {
    const absent = await api.call('GET', '/v1/audit/chains/01K00000000000000000000000/events', { roles: ['auditor'] });
    expect([absent.status, absent.body['code']]).toEqual([404, 'AUDIT.ABSENT']);
    const number = await api.call('GET', '/v1/audit/checkpoints/99/heads', { roles: ['auditor'] });
    expect([number.status, number.body['code']]).toEqual([404, 'AUDIT.ABSENT']);
  });
});
