// Lists the live cases. The page is built from text nodes only, so that no text of a case is ever read as markup.

const POLL_MS = 2_000;
const SIGN_IN_AS = 'demo-officer-1';
const TOKEN_MARGIN_MS = 30_000;

const STATUS = {
  received: ['รับเรื่องแล้ว', 'Received'],
  holding: ['ระงับไว้', 'Holding'],
  awaiting_decision: ['รอการตัดสินใจ', 'Awaiting a decision'],
  releasing: ['กำลังปล่อย', 'Releasing'],
  closed: ['ปิดแล้ว', 'Closed'],
};
const bangkok = { timeZone: 'Asia/Bangkok', dateStyle: 'medium', timeStyle: 'medium' };
const thaiTime = new Intl.DateTimeFormat('th-TH-u-ca-buddhist', bangkok);
const englishTime = new Intl.DateTimeFormat('en-GB-u-ca-gregory', bangkok);
const baht = new Intl.NumberFormat('th-TH', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const state = document.getElementById('state');
const asOf = document.getElementById('as-of');
const body = document.getElementById('cases');

/** Converts satang to baht, both as text; exact for every amount that the API can send. */
function formatBaht(satang) {
  const padded = satang.padStart(3, '0');
  return baht.format(`${padded.slice(0, -2)}.${padded.slice(-2)}`);
}

/** Shows the status. Screen readers read it aloud when it changes, so it holds no running time. */
function showStatus(thai, english) {
  writeInBoth(state, thai, english);
}

function writeInBoth(target, thai, english) {
  if (target.dataset.text === english) return;
  target.dataset.text = english;
  const translation = document.createElement('span');
  translation.lang = 'en';
  translation.textContent = english;
  target.replaceChildren(`${thai} `, translation);
}

function cell(thai, english, className = '') {
  const td = document.createElement('td');
  td.className = className;
  td.append(thai);
  if (english !== '') {
    const span = document.createElement('span');
    span.lang = 'en';
    span.textContent = english;
    td.append(span);
  }
  return td;
}

function shareCell(row) {
  const td = document.createElement('td');
  const share = Math.round((Number(row.heldSatang) / Number(row.stolenSatang)) * 100);
  const meter = document.createElement('meter');
  meter.max = 100;
  meter.value = share;
  meter.textContent = `${share} %`;
  meter.setAttribute('aria-label', `ระงับไว้ได้ ${share} เปอร์เซ็นต์`);
  const text = document.createElement('span');
  text.textContent = `${share} %`;
  td.append(meter, text);
  return td;
}

function deadlineCell(at) {
  if (at === null) return cell('–', '');
  return cell(thaiTime.format(new Date(at)), englishTime.format(new Date(at)));
}

function tableRow(row) {
  const tr = document.createElement('tr');
  const number = document.createElement('th');
  number.scope = 'row';
  number.textContent = row.caseNo;
  const [thai, english] = STATUS[row.status] ?? [row.status, ''];
  tr.append(
    number,
    cell(thai, english),
    cell(formatBaht(row.stolenSatang), '', 'money'),
    cell(formatBaht(row.heldSatang), '', 'money'),
    shareCell(row),
    cell(row.linkedCases === 0 ? '–' : String(row.linkedCases), ''),
    deadlineCell(row.nextDeadlineAt),
  );
  return tr;
}

let token = { value: '', endsMs: 0 };

async function bearer(issuer) {
  if (token.endsMs - TOKEN_MARGIN_MS > Date.now()) return token.value;
  const form = new URLSearchParams({ grant_type: 'password', username: SIGN_IN_AS });
  const answer = await fetch(`${issuer}/token`, { method: 'POST', body: form });
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}`);
  const { access_token: value, expires_in: seconds } = await answer.json();
  token = { value, endsMs: Date.now() + (seconds ?? 300) * 1_000 };
  return value;
}

async function refresh(issuer) {
  const headers = { authorization: `Bearer ${await bearer(issuer)}` };
  const answer = await fetch('v1/cases?status=open&limit=100', { headers });
  if (!answer.ok) throw new Error(`the API answered ${answer.status}`);
  const { cases } = await answer.json();
  body.replaceChildren(...cases.map(tableRow));
  showStatus(`${cases.length} คดี`, `${cases.length} cases`);
  const now = new Date();
  writeInBoth(asOf, `ข้อมูล ณ ${thaiTime.format(now)} (เวลากรุงเทพฯ)`, `As of ${englishTime.format(now)} (Bangkok time)`);
}

async function keepRefreshing(issuer) {
  try {
    await refresh(issuer);
  } catch {
    showStatus('เชื่อมต่อไม่ได้ กำลังลองใหม่', 'No connection; trying again.');
  }
  setTimeout(() => void keepRefreshing(issuer), document.hidden ? POLL_MS * 5 : POLL_MS);
}

async function start() {
  try {
    const configuration = await (await fetch('v1/configuration')).json();
    if (!configuration.demoSignIn) {
      showStatus('โปรดเข้าสู่ระบบผ่านหน้าจอเจ้าหน้าที่', 'Please use the officers’ console with your own sign-in.');
      return;
    }
    document.getElementById('demo').hidden = false;
    await keepRefreshing(configuration.issuer);
  } catch {
    showStatus('เชื่อมต่อไม่ได้ กำลังลองใหม่', 'No connection; trying again.');
    setTimeout(() => void start(), POLL_MS);
  }
}

void start();
