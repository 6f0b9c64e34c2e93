import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { ulid } from 'ulid';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { removeFilesOfGoneDrafts } from '../../../src/application/attachment/draft-attachments.js';
import { AttachmentList, AttachmentView, DraftFile, DraftFileList } from '../../../src/wire/case/attachment.js';
import { DraftKept } from '../../../src/wire/case/draft.js';
import { MAX_ATTACHMENT_BYTES } from '../../../src/domain/attachment/attachment.js';
import { ATTACHMENTS } from '../../../src/api/dependencies.js';
import { FileAttachmentStore, pathOfAttachment } from '../../../src/persistence/attachment/file-store.js';
import { attachmentFiles } from '../../../tools/verify/read/attachment-files.js';
import { attachments as filesCheck } from '../../../tools/verify/checks/evidence/attachments.js';
import { appealsOn, type HeldAccount } from '../../application/appeal/support.js';
import { complaintBody } from '../../support/complaint-body.js';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

/** Files are removed by any key. */
const ANY_KEYS = { current: 'any', keys: { any: Buffer.alloc(32).toString('base64') } };

/** The smallest PNG, one transparent pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const CHAT = Buffer.from('เขาบอกว่า: <script>alert(1)</script>\n=1+1\n');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

interface Sent {
  status: number;
  body: Record<string, unknown>;
}

describe('files of cases, appeals and drafts', () => {
  let api: RunningApi;
  let held: HeldAccount;
  let on: ReturnType<typeof appealsOn>;
  /** A case that the operator of these tests took. */
  let ownCaseId: string;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
    held = await on.held();
    const own = { subject: 'hotline_operator-1' };
    ownCaseId = String((await postComplaint(api, complaintBody(), ulid(), own)).body['id']);
  });
  afterAll(() => api.close());

  const headersOf = async (role: string | null, subject = `${role}-1`): Promise<Record<string, string>> =>
    role === null ? {} : { authorization: `Bearer ${await api.issuer.token({ sub: subject, roles: [role] })}` };
  /** Sends a file as it is. */
  async function send(
    path: string,
    role: string | null,
    { bytes = PNG, type = 'image/png', headers = {} }: { bytes?: Buffer; type?: string; headers?: object } = {},
  ): Promise<Sent> {
    const answer = await fetch(`${api.url}/v1${path}`, {
      method: 'POST',
      headers: { ...(await headersOf(role)), 'content-type': type, ...headers },
      body: new Uint8Array(bytes),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }
  const call = (method: string, path: string, role: string, body?: unknown) =>
    api.call(method, `/v1${path}`, { roles: [role], subject: `${role}-1`, body });
  /** Begins a draft of the operator's; returns its id. */
  async function beginDraft(content: object): Promise<string> {
    const begun = await api.call('POST', '/v1/drafts', {
      roles: ['hotline_operator'],
      subject: 'hotline_operator-1',
      body: { content },
      headers: { 'idempotency-key': randomUUID() },
    });
    return DraftKept.parse(begun.body).id;
  }
  const ofCase = (path = '') => `/cases/${held.caseId}/attachments${path}`;
  async function events(type: string): Promise<{ actor: string; payload: Record<string, unknown> }[]> {
    return api.db.query('SELECT actor, payload FROM audit_event WHERE type = $1 ORDER BY chain, sequence', [type]);
  }
  const filesOnDisk = (): string[] =>
    readdirSync(api.attachmentsDir, { recursive: true })
      .map(String)
      .filter((name) => name.includes('/'));

  it('are kept with their hash, on the audit chain, and listed without what they show', async () => {
    const added = await send(ofCase('?kind=slip'), 'aoc_officer');
    expect(added.status).toBe(201);
    const file = AttachmentView.parse(added.body);
    expect(file).toMatchObject({
      kind: 'slip',
      mediaType: 'image/png',
      bytes: PNG.length,
      sha256: sha256(PNG),
      addedBy: 'aoc_officer-1',
      addedRole: 'aoc_officer',
      appealId: null,
    });
    expect(AttachmentList.parse((await call('GET', ofCase(), 'auditor')).body).attachments).toEqual([file]);
    expect((await events('attachment.added')).at(-1)).toMatchObject({
      actor: 'aoc_officer-1',
      payload: { caseId: held.caseId, attachmentId: file.id, sha256: sha256(PNG) },
    });
    await expect(api.db.query('DELETE FROM attachment')).rejects.toThrow('append-only');
  });

  it('are refused while the disk is full, and nothing of them stays', async () => {
    const before = [filesOnDisk(), (await events('attachment.added')).length];
    const handle = await open(path.join(api.attachmentsDir, 'probe'), 'w');
    const sync = jest.spyOn(Object.getPrototypeOf(handle) as typeof handle, 'sync');
    await handle.close();
    sync.mockRejectedValueOnce(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    const refused = await send(ofCase('?kind=slip'), 'aoc_officer');
    sync.mockRestore();
    expect(refused).toMatchObject({ status: 507, body: { code: 'ATTACHMENT.NO_ROOM' } });
    expect([filesOnDisk(), (await events('attachment.added')).length]).toEqual(before);
    expect((await send(ofCase('?kind=slip'), 'aoc_officer')).status).toBe(201);
  });

  it('are handed out as they came, to save and never as a page, and each reading is on the chain first', async () => {
    const { id } = AttachmentView.parse(
      (await send(ofCase('?kind=chat'), 'hotline_operator', { bytes: CHAT, type: 'text/plain; charset=utf-8' })).body,
    );
    const answer = await fetch(`${api.url}/v1/attachments/${id}`, { headers: await headersOf('aoc_officer') });
    expect(Buffer.from(await answer.arrayBuffer()).equals(CHAT)).toBe(true);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="chat-${id}.txt"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect((await events('attachment.read')).at(-1)).toMatchObject({
      actor: 'aoc_officer-1',
      payload: { caseId: held.caseId, roles: ['aoc_officer'], attachmentId: id },
    });
    // The desk reads files of appeals only, and nobody learns whether this one exists.
    expect((await call('GET', `/attachments/${id}`, 'unfreeze_desk')).body['code']).toBe('ATTACHMENT.ABSENT');
    expect((await call('GET', '/attachments/01J00000000000000000000000', 'auditor')).status).toBe(404);
  });

  it.each<[string, object, number, string]>([
    [
      'a web page that says it is a picture',
      { bytes: Buffer.from('<html><script>1</script>') },
      422,
      'ATTACHMENT.OTHER_TYPE',
    ],
    ['a web page', { bytes: Buffer.from('<html>'), type: 'text/html' }, 415, 'ATTACHMENT.TYPE'],
    ...(
      [
        '<html><script>1</script>',
        '\uFEFF \n<!DOCTYPE html>',
        '<!-- c --><svg xmlns="http://www.w3.org/2000/svg"/>',
        '<?xml version="1.0"?><svg/>',
      ] as const
    ).flatMap((markup): [string, object, number, string][] => {
      const bytes = Buffer.from(markup);
      return [
        [`under no type: ${markup}`, { bytes, type: 'application/octet-stream' }, 415, 'ATTACHMENT.TYPE'],
        [`as text: ${markup}`, { bytes, type: 'text/plain' }, 422, 'ATTACHMENT.OTHER_TYPE'],
      ];
    }),
    [
      'a picture with script',
      { bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), type: 'image/svg+xml' },
      415,
      'ATTACHMENT.TYPE',
    ],
    ['a picture that says it is text', { type: 'text/plain' }, 422, 'ATTACHMENT.OTHER_TYPE'],
    [
      'a program under no type',
      { bytes: Buffer.from('\x7fELF\x02\x01\x01\0'), type: 'application/octet-stream' },
      415,
      'ATTACHMENT.TYPE',
    ],
    ['text that is none', { bytes: Buffer.from([0x41, 0xff, 0x42]), type: 'text/plain' }, 422, 'ATTACHMENT.OTHER_TYPE'],
    ['nothing', { bytes: Buffer.alloc(0) }, 422, 'ATTACHMENT.EMPTY'],
    ['too much', { bytes: Buffer.concat([PNG, Buffer.alloc(MAX_ATTACHMENT_BYTES)]) }, 413, 'REQUEST.TOO_LARGE'],
    ['a compressed body', { headers: { 'content-encoding': 'gzip' } }, 415, 'REQUEST.MEDIA_TYPE'],
  ])('are not %s, and nothing of it is kept', async (_name, file, status, code) => {
    const before = filesOnDisk();
    const refused = await send(ofCase('?kind=slip'), 'aoc_officer', file);
    expect([refused.status, refused.body['code']]).toEqual([status, code]);
    expect(filesOnDisk()).toEqual(before);
  });

  it('are what their bytes say where the sender declares no type', async () => {
    const added = await send(ofCase('?kind=slip'), 'aoc_officer', { type: 'application/octet-stream' });
    expect([added.status, added.body['mediaType']]).toEqual([201, 'image/png']);
  });

  it('need a kind, a case and a role', async () => {
    expect((await send(ofCase(), 'aoc_officer')).body['code']).toBe('REQUEST.SCHEMA');
    expect((await send('/cases/01J00000000000000000000000/attachments?kind=slip', 'aoc_officer')).body['code']).toBe(
      'CASE.ABSENT',
    );
    expect((await send(ofCase('?kind=slip'), 'auditor')).status).toBe(403);
    expect((await send(ofCase('?kind=slip'), null)).status).toBe(401);
  });

  it('of a holder come with his second secret, before which nothing is read, and go to his appeal', async () => {
    const { reference, secret } = held;
    const proof = { 'rangap-reference': reference, 'rangap-secret': secret };
    const early = await send('/appeals/attachments?kind=document', null, { headers: proof });
    expect([early.status, early.body['code']]).toEqual([404, 'APPEAL.ABSENT']); // he has not appealed yet
    const { id: appealId } = on.accepted(await on.byHolder(held));
    const wrong = { ...proof, 'rangap-secret': '7KQ2-M4XD-9PRT' };
    const huge = Buffer.alloc(MAX_ATTACHMENT_BYTES + 1);
    const refused = await send('/appeals/attachments?kind=document', null, { headers: wrong, bytes: huge });
    expect(refused.body['code']).toBe('APPEAL.UNKNOWN'); // and not that it is too large
    const added = await send('/appeals/attachments?kind=document', null, { headers: proof });
    expect(added.status).toBe(201);
    const file = AttachmentView.parse(added.body);
    expect(file).toMatchObject({ appealId, addedBy: 'holder', addedRole: 'holder' });
    const byDesk = await send(`/appeals/${appealId}/attachments?kind=document`, 'unfreeze_desk');
    expect(byDesk.status).toBe(201);
    const list = AttachmentList.parse((await call('GET', `/appeals/${appealId}/attachments`, 'unfreeze_desk')).body);
    expect(list.attachments.map(({ id }) => id)).toEqual([file.id, byDesk.body['id']]);
    expect(
      (await fetch(`${api.url}/v1/attachments/${file.id}`, { headers: await headersOf('unfreeze_desk') })).status,
    ).toBe(200);
    expect(api.log.join('\n')).not.toContain(secret);

    // An officer without a part in it accepts the holder's document as proof (AOC-85C), once.
    const prove = (attachmentIds: unknown[], subject = 'officer-9', role = 'aoc_officer') =>
      api.call('POST', `/v1/appeals/${appealId}/proofs`, {
        roles: [role],
        subject,
        body: { attachmentIds, shows: 'sale', reason: 'The receipt names the phone and the day.' },
      });
    expect((await prove([file.id], 'inquiry-9', 'inquiry_officer')).status).toBe(403);
    expect((await prove(['01J00000000000000000000000'])).body['code']).toBe('PROOF.NO_FILE');
    const [taken] = await api.db.query<{ by: string }[]>('SELECT opened_by AS by FROM case_file WHERE id = $1', [
      held.caseId,
    ]);
    expect((await prove([file.id], taken?.by)).body['code']).toBe('APPEAL.OWN_HOLD');
    expect((await prove([file.id])).status).toBe(201);
    expect((await prove([file.id])).body['code']).toBe('PROOF.ACCEPTED');
    const kept: unknown = await api.db.query('SELECT attachment_sha256 AS sha, person FROM accepted_proof');
    expect(kept).toEqual([{ sha: [file.sha256], person: 'officer-9' }]);
    await advanceCase(api.application, held.caseId, AGENCY_DIALECTS, api.subjectHash);
    const { body } = await api.call('GET', `/v1/cases/${held.caseId}/findings`, { roles: ['aoc_officer'] });
    const findings = (body['findings'] as { ruleId: string; outcome: string }[]).filter(
      ({ ruleId }) => ruleId === 'AOC-85C',
    );
    expect(findings.map(({ outcome }) => outcome)).toEqual(['met']);
  });

  it('of a draft go to the case of its complaint, once, and are its owner’s alone until then', async () => {
    const draftId = await beginDraft({ step: 1 });
    const path = `/drafts/${draftId}/attachments`;
    const first = DraftFile.parse((await send(`${path}?kind=slip`, 'hotline_operator')).body);
    const second = DraftFile.parse((await send(`${path}?kind=slip`, 'hotline_operator')).body);
    const stranger = await api.call('GET', `/v1${path}`, { roles: ['hotline_operator'], subject: 'somebody-else' });
    expect(stranger.body['code']).toBe('DRAFT.ABSENT');
    expect((await call('DELETE', `${path}/${second.id}`, 'hotline_operator')).status).toBe(200);
    expect(DraftFileList.parse((await call('GET', path, 'hotline_operator')).body).attachments).toEqual([first]);
    const give = () => call('POST', `/cases/${ownCaseId}/attachments/from-draft`, 'hotline_operator', { draftId });
    expect(AttachmentList.parse((await give()).body).attachments).toMatchObject([
      { id: first.id, sha256: sha256(PNG) },
    ]);
    expect(AttachmentList.parse((await give()).body).attachments).toEqual([]);
    expect((await call('DELETE', `/drafts/${draftId}`, 'hotline_operator')).status).toBe(200);
    const answer = await fetch(`${api.url}/v1/attachments/${first.id}`, { headers: await headersOf('auditor') });
    expect(Buffer.from(await answer.arrayBuffer()).equals(PNG)).toBe(true);
  });

  it('of a draft go to no case that another person took', async () => {
    const draftId = await beginDraft({});
    const given = await call('POST', ofCase('/from-draft'), 'hotline_operator', { draftId });
    expect([given.status, given.body['code']]).toEqual([403, 'DRAFT.OTHER_CASE']);
  });

  it('of a draft stay where the draft ends while its case gets them', async () => {
    const draftId = await beginDraft({});
    const file = DraftFile.parse((await send(`/drafts/${draftId}/attachments?kind=slip`, 'hotline_operator')).body);
    const end = `UPDATE complaint_draft SET saved_at = now() - interval '7 days', expires_at = now() + interval '2 seconds' WHERE id = $1`;
    await api.db.query(end, [draftId]);
    const waiting = async (count: number) => {
      for (;;) {
        const [row] = await api.db.query<{ count: number }[]>(
          `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0`,
        );
        if ((row?.count ?? 0) >= count) return;
        await sleep(20);
      }
    };
    const cleared = await api.db.transaction(async (manager) => {
      // The case cannot take the file yet; then the draft's time is over, and somebody clears up.
      await manager.query('LOCK TABLE attachment IN SHARE MODE');
      const given = call('POST', `/cases/${ownCaseId}/attachments/from-draft`, 'hotline_operator', { draftId });
      await waiting(1);
      await manager.query(
        `SELECT pg_sleep_until(expires_at + interval '10 milliseconds') FROM complaint_draft WHERE id = $1`,
        [draftId],
      );
      const removed = removeFilesOfGoneDrafts(api.application, new FileAttachmentStore(api.attachmentsDir, ANY_KEYS));
      await Promise.race([removed, waiting(2)]);
      return { given, removed };
    });
    expect((await cleared.given).status).toBe(201);
    expect(await cleared.removed).toBe(0);
    const answer = await fetch(`${api.url}/v1/attachments/${file.id}`, { headers: await headersOf('auditor') });
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).equals(PNG)).toBe(true);
  });

  it('of a draft are removed from the disk when it is discarded, or over', async () => {
    const before = filesOnDisk();
    for (const end of ['discard', 'expire'] as const) {
      const draftId = await beginDraft({});
      expect((await send(`/drafts/${draftId}/attachments?kind=slip`, 'hotline_operator')).status).toBe(201);
      expect(filesOnDisk().length).toBe(before.length + 1);
      if (end === 'discard') await call('DELETE', `/drafts/${draftId}`, 'hotline_operator');
      else {
        const past = `UPDATE complaint_draft SET saved_at = now() - interval '8 days', expires_at = now() - interval '1 day' WHERE id = $1`;
        await api.db.query(past, [draftId]);
        const next = await beginDraft({});
        await call('DELETE', `/drafts/${next}`, 'hotline_operator');
      }
      expect(filesOnDisk()).toEqual(before);
    }
  });

  it('of one person come one after the other, and too many at once are refused', async () => {
    const store = api.app.get<FileAttachmentStore>(ATTACHMENTS);
    const put = store.put.bind(store);
    let underWay = 0;
    let most = 0;
    const spy = jest.spyOn(store, 'put').mockImplementation(async (id, content) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await sleep(5);
      try {
        return await put(id, content);
      } finally {
        underWay -= 1;
      }
    });
    const caseId = String((await postComplaint(api, complaintBody())).body['id']);
    const path = `/cases/${caseId}/attachments?kind=slip`;
    try {
      const sent = await Promise.all(Array.from({ length: 12 }, () => send(path, 'aoc_officer')));
      expect(sent.map(({ status }) => status)).toEqual(Array<number>(12).fill(201));
      expect(most).toBe(1);
      const many = await Promise.all(Array.from({ length: 30 }, () => send(path, 'aoc_supervisor')));
      const refused = many.filter(({ status }) => status === 429);
      expect(refused.map(({ body }) => body['code'])).toEqual(refused.map(() => 'REQUEST.TOO_MANY'));
      expect(refused.length).toBeGreaterThan(0);
    } finally {
      spy.mockRestore();
    }
  });

  it('that are missing or altered are said so, by the route and by the verifier', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 2; count += 1)
      ids.push(String((await send(ofCase('?kind=slip'), 'aoc_officer')).body['id']));
    const [missing = '', altered = ''] = ids;
    const files = attachmentFiles(api.attachmentsDir);
    const verify = () => filesCheck.run({ manager: api.db.manager, asOf: new Date(), files });
    expect((await verify()).violations).toEqual([]);
    rmSync(pathOfAttachment(api.attachmentsDir, missing));
    writeFileSync(pathOfAttachment(api.attachmentsDir, altered), PNG);
    expect((await call('GET', `/attachments/${missing}`, 'auditor')).body['code']).toBe('ATTACHMENT.MISSING');
    expect((await call('GET', `/attachments/${altered}`, 'auditor')).body['code']).toBe('ATTACHMENT.ALTERED');
    expect((await verify()).violations).toEqual([
      `${missing}: its file is missing`,
      `${altered}: its file was altered`,
    ]);
    const withoutFolder = await filesCheck.run({ manager: api.db.manager, asOf: new Date() });
    expect(withoutFolder).toMatchObject({ checked: 0, violations: [] });
    expect(withoutFolder.unknown?.join()).toContain('were not read');
  });
});
