import type { Subjects } from '../../../src/domain/evidence/questions.js';
import type { Agency } from '../../../src/domain/party.js';

export const REQUEST_ID = '01JQ0000000000000000000005';
export const MULE = { institution: 'th-014', accountNo: '9000000001' };
export const MULE_KEY = 'th-014:9000000001';
export const PHONE = '0899999901';
/** A number that was paid by PromptPay. */
export const PAID_NUMBER = '0899999902';
export const LINK = 'https://fake-bank.example/login';
export const WALLET = '0x00000000000000000000000000000000000000f1';
const SINCE = '2026-01-05T00:00:00Z';

/** Every subject that agencies can be asked about. */
export const ALL: Subjects = {
  accounts: [MULE],
  phones: [PHONE],
  links: [LINK],
  wallets: [WALLET],
  paidNumbers: [PAID_NUMBER],
};

/** An agency's answer, as sent over HTTP, when it knows nothing bad about any subject. */
export const CLEAN: Readonly<Record<Agency, object>> = {
  mdes: {
    requestId: REQUEST_ID,
    entries: [
      { value: PHONE, kind: 'number', colour: 'unlisted' },
      { value: LINK, kind: 'link', colour: 'white' },
    ],
  },
  ccib: { requestId: REQUEST_ID, complaints: [] },
  dsi: { requestId: REQUEST_ID, specialCases: [] },
  amlo: { requestId: REQUEST_ID, listings: [] },
  bot: { requestId: REQUEST_ID, colours: [{ account: MULE, colour: 'none' }] },
  nbtc: {
    requestId: REQUEST_ID,
    sims: [{ number: PHONE, registration: 'identified', suspended: false, origin: 'line' }],
  },
  sec: { requestId: REQUEST_ID, wallets: [{ wallet: WALLET, status: 'known' }] },
};

/** An agency's answer when it knows something bad. */
export const BAD: Readonly<Record<Agency, object>> = {
  mdes: {
    requestId: REQUEST_ID,
    entries: [
      { value: PHONE, kind: 'number', colour: 'black' },
      { value: LINK, kind: 'link', colour: 'grey' },
    ],
  },
  ccib: {
    requestId: REQUEST_ID,
    complaints: [{ account: MULE, policeCaseNo: 'RTP-2568-1', status: 'accepted', receivedAt: SINCE }],
  },
  dsi: { requestId: REQUEST_ID, specialCases: [{ account: MULE, specialCaseNo: 'DSI-2568-1', openedAt: SINCE }] },
  amlo: { requestId: REQUEST_ID, listings: [{ account: MULE, list: 'HR-03-2', since: SINCE }] },
  bot: { requestId: REQUEST_ID, colours: [{ account: MULE, colour: 'dark_grey', since: SINCE }] },
  nbtc: { requestId: REQUEST_ID, sims: [{ number: PHONE, registration: 'unidentifiable', suspended: false }] },
  sec: { requestId: REQUEST_ID, wallets: [{ wallet: WALLET, status: 'flagged' }] },
};
