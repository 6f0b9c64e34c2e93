// Does what fills the pages of a system with the sample cases.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const ANSWERS_MS = 180_000;

/** The accounts of a transfer that AMLO gives notice of. */
const NOTICED = {
  from: { institution: 'th-004', accountNo: '9040000977' },
  to: { institution: 'th-014', accountNo: '9140000977' },
};

/**
 * Appeals, a freeze request, a change of a rule and more, so that no page is empty. Returns what the
 * pages show of it. Throws when banks and agencies do not answer in time.
 */
export async function fillPages({ api, signIn, stage }) {
  const tokens = new Map();
  const tokenOf = async (person) => {
    if (!tokens.has(person)) {
      const body = new URLSearchParams({ grant_type: 'password', username: person, scope: 'openid' });
      tokens.set(person, (await (await fetch(`${signIn}/token`, { method: 'POST', body })).json()).access_token);
    }
    return tokens.get(person);
  };
  const call = async (person, route, body) => {
    const headers = { authorization: `Bearer ${await tokenOf(person)}`, 'idempotency-key': randomUUID() };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const answer = await fetch(`${api}${route}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${json.code} ${json.detail}`);
    return json;
  };
  const cases = await answeredCases(call);
  const richest = [...cases].sort((one, other) => Number(BigInt(other.stolenSatang) - BigInt(one.stolenSatang)));
  const held = richest.filter(({ heldSatang }) => heldSatang !== '0');
  const proposal = {
    ruleId: 'P-REL',
    parameters: { lowSatang: 60_000 },
    reason: 'ค่าครองชีพสูงขึ้นตั้งแต่ปี 2568 ยอดเล็กน้อยควรปลดเร็วขึ้น',
  };
  await call('demo-admin-1', '/v1/rule-changes', proposal);

  const statements = [
    'ขายข้าวแกงหน้าโรงงาน ลูกค้าสแกนจ่ายวันละหลายร้อยคน ไม่รู้จักคนโอน ขอให้ปลดเพราะต้องซื้อของเย็นนี้',
    'รับจ้างซ่อมมอเตอร์ไซค์ เงินนี้คือค่าแรงของลูกค้าประจำ',
    'ขายกล้องมือสอง ส่งของแล้ว มีใบส่งพัสดุ',
  ];
  for (const [index, { id }] of held.entries()) {
    const { holds } = await call('demo-officer-1', `/v1/cases/${id}/holds`);
    const live = holds.find(({ state }) => state === 'held' || state === 'partly_held');
    if (live === undefined || statements[index] === undefined) continue;
    const appeal = { reference: live.noticeReference, statement: statements[index] };
    await call('demo-desk-1', '/v1/appeals', appeal);
  }

  const asked = cases.find(mayBeSuspended);
  const { accounts } = await call('demo-officer-1', `/v1/cases/${asked.id}`);
  const { partId } = accounts.find(({ suspension }) => suspension === 'met') ?? accounts[0];
  const reason = 'บัญชีอยู่ในรายชื่อ HR-03-1 และเงินเข้าแล้วออกต่อภายในไม่กี่นาที';
  const request = { kind: 'aoc_suspension', account: { partId }, reason };
  const { id: requestId } = await call('demo-officer-1', `/v1/cases/${asked.id}/freeze-requests`, request);
  let suspended;
  /** Approves it on the evidence of now, once, and waits for the bank: from then on it can be armed. */
  const suspend = () => (suspended ??= approve(call, asked.id, requestId));
  const noticedNo = await giveNotice(stage, call);
  for (const [person, purpose] of [
    ['demo-officer-1', 'ผู้เสียหายอีกรายบอกเลขบัญชีเดียวกัน'],
    ['demo-inquiry-1', 'สอบสวนขบวนการที่ใช้บัญชีนี้รับเงิน'],
  ]) {
    await call(person, '/v1/suspects/lookup', { account: NOTICED.to, purpose });
  }

  const [shownCase] = held;
  const { holds: atBanks } = await (await fetch(`${stage}/holds`)).json();
  const notices = [];
  for (const { account } of atBanks.filter(({ caseNo }) => caseNo === shownCase.caseNo)) {
    const answer = await fetch(`${stage}/accounts/${account.institution}/${account.accountNo}/notices`);
    notices.push(...(await answer.json()).notices);
  }
  const { institutions } = await call('demo-officer-1', '/v1/institutions');
  const { holds: own } = await call('demo-officer-1', `/v1/cases/${shownCase.id}/holds`);
  const order = orderOf(own[0], shownCase.caseNo, institutions);
  const victim = await call('demo-hotline-1', `/v1/complaints/${shownCase.id}/secrets`, {});
  const unsure = await complainUnsure(call);
  const calls = await moveForCalls(stage);
  const notice = notices.map((each) => each.notice).find(({ appealSecret }) => appealSecret !== undefined);
  return {
    caseId: shownCase.id,
    caseNo: shownCase.caseNo,
    approvalId: asked.id,
    notice,
    order,
    victim,
    unsure,
    noticedNo,
    suspend,
    calls,
  };
}

function mayBeSuspended({ task }) {
  return task === 'request_suspension';
}

/** Waits until banks and agencies have answered: money is held, and a suspension may be asked for. */
async function answeredCases(call) {
  for (const beganAt = Date.now(); Date.now() - beganAt < ANSWERS_MS;) {
    await pause(5_000);
    const { cases } = await call('demo-officer-1', '/v1/queue?limit=50');
    const held = cases.filter(({ heldSatang }) => heldSatang !== '0');
    if (held.length >= 3 && cases.some(mayBeSuspended)) return cases;
  }
  throw new Error('banks and agencies did not answer in time');
}

async function approve(call, caseId, requestId) {
  const { evidenceHash, freezeRequests } = await call('demo-supervisor-1', `/v1/cases/${caseId}`);
  const { blastRadius } = freezeRequests.find(({ id }) => id === requestId);
  await call('demo-supervisor-1', `/v1/freeze-requests/${requestId}/decisions`, {
    verdict: 'approve',
    reason: 'หลักฐานครบ',
    evidenceHash,
    blastRadiusSha256: blastRadius.sha256,
  });
  await pause(5_000);
}

async function postTo(stage, route, body) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${stage}${route}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`);
}

/** Moves money that callers report while a picture is taken; returns one transfer for each picture. */
async function moveForCalls(stage) {
  const [from, to] = [
    { institution: 'th-004', accountNo: '9040000979' },
    { institution: 'th-014', accountNo: '9140000979' },
  ];
  await postTo(stage, '/accounts', { account: from, openingSatang: '50000000' });
  await postTo(stage, '/accounts', { account: to });
  const references = ['SCREENS-02', 'SCREENS-03'];
  for (const reference of references)
    await postTo(stage, '/transfers', { from, to: { account: to }, amountSatang: '12000000', reference });
  return references.map((reference) => ({ from, to, reference, baht: '120,000' }));
}

/** Moves money and gives notice of it in the name of AMLO; returns the number of its case. */
async function giveNotice(stage, call) {
  const post = (route, body) => postTo(stage, route, body);
  const { from, to } = NOTICED;
  const transfer = { to: { account: to }, amountSatang: '12500000', reference: 'SCREENS-01' };
  await post('/accounts', { account: from, openingSatang: '20000000' });
  await post('/accounts', { account: to });
  await post('/transfers', { from, ...transfer });
  const now = new Date().toISOString();
  const { cases } = await call('demo-amlo-1', '/v1/notices', {
    kind: 'officer',
    ground: 'บัญชีรับเงินจากสิบสองรายภายในหนึ่งชั่วโมงแล้วถอนออกทันที',
    suspected: 'money_laundering',
    foundAt: now,
    fromAccount: from,
    authority: { office: 'amlo', position: 'พนักงานเจ้าหน้าที่', documentNo: 'ปปง 0012/2569' },
    transfers: [{ ...transfer, transferredAt: now }],
  });
  return cases[0].caseNo;
}

/** Takes a call of a victim who has no slip; returns the number of the case and the code for its page. */
async function complainUnsure(call) {
  const until = new Date(Date.now() - 3_600_000);
  const from = new Date(until.getTime() - 3_600_000);
  const phone = '0860000977';
  const { id, caseNo } = await call('demo-hotline-1', '/v1/complaints', {
    reporter: { name: 'มานี ตัวอย่าง', phone, holdsVictimAccount: true },
    victim: { name: 'มานี ตัวอย่าง', citizenId: '9123456789036', phone },
    victimAccount: { institution: 'th-004', accountNo: '9040000978' },
    transfers: [],
    incompleteTransfers: [
      { amountSatang: '2000000', between: { from: from.toISOString(), until: until.toISOString() } },
    ],
    channel: 'phone',
    noticeGivenAt: new Date(Date.now() - 60_000).toISOString(),
    caseType: 'call_centre',
    narrative: 'มีคนโทรมาอ้างเป็นตำรวจ ให้โอนเงินสองหมื่นบาท ไม่มีสลิป',
  });
  const { secret } = await call('demo-hotline-1', `/v1/complaints/${id}/secrets`, {});
  return { caseNo, secret };
}

/** What a verification answers of the first order of a hold. */
function orderOf(hold, caseNo, institutions) {
  const [{ id, requestedSatang, issuedAt, expiresAt }] = hold.orders;
  const { nameTh, nameEn } = institutions.find(({ slug }) => slug === hold.institution);
  return {
    orderId: id,
    caseNo,
    institution: { nameTh, nameEn },
    accountMasked: hold.accountMasked,
    amountSatang: requestedSatang,
    kind: hold.kind,
    issuedAt,
    expiresAt,
    standing: 'in_force',
  };
}
