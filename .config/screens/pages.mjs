// The pages of the console, and what brings each to what is worth seeing.
import { PUBLISHED } from './published.cjs';

/** What a caller says, with numbers and names that the reader of narratives finds. */
const NARRATIVE =
  'มีคนโทรมาอ้างเป็นตำรวจ บอกว่าบัญชีของฉันพัวพันคดีฟอกเงิน ให้โอนเงินไปตรวจสอบ 50,000 บาท เข้าบัญชีไทยพาณิชย์ 9140000201 ' +
  'ชื่อสมชาย ตัวอย่าง เบอร์ที่โทรมา 060-000-0201 แล้วให้แอดไลน์ @example ต่อ';

/** Whose names stand on pages; a person has a name here since the first sign-in. */
export const NAMED = [
  ...['demo-hotline-1', 'demo-officer-1', 'demo-officer-2', 'demo-supervisor-1', 'demo-supervisor-2'],
  ...['demo-inquiry-1', 'demo-inquiry-2', 'demo-amlo-1', 'demo-amlo-2', 'demo-admin-1'],
];

/** The views of the pages that show one at a time; those not named here have a page below. */
const VIEWS = {
  case: ['evidence', 'holds', 'findings', 'timeline', 'appeals', 'exchanges', 'links', 'notes'],
  supervisor: ['approvals', 'directives', 'breaks', 'parties', 'overdue'],
  auditor: ['register', 'checkpoints', 'readings'],
  institution: ['live', 'breaks', 'settled', 'keys'],
  complaints: ['mine', 'found', 'waiting'],
};

const choosesFirst = (page) => page.keyboard.press('j');

/** Chooses the first row of a table, when it has one. */
const choosesOneOfSome = async (page) => {
  await page.locator('.desk-rows tbody tr, .message').first().waitFor();
  await page.keyboard.press('j');
};

/** Gives the two proofs of a person without an account. */
const proves = (number, code) => async (page) => {
  await page.getByRole('textbox').nth(0).fill(number);
  await page.getByRole('textbox').nth(1).fill(code);
  await page.keyboard.press('Enter');
};

/** The time of day in Bangkok now, as an operator types it. */
const timeNow = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(11, 16);

/** Takes a call of two transfers, one of them told roughly, and receives it. */
const takesCall = (calls) => async (page) => {
  const { from, to, reference, baht } = calls.shift();
  const fill = (field, text) => page.locator(`#field-${field}`).fill(text);
  await fill('narrative', 'มีคนโทรมาอ้างเป็นตำรวจ ให้โอนเงินไปตรวจสอบสองครั้ง');
  await page.locator('#field-caseType').selectOption('call_centre');
  await page.locator('#field-who').check();
  await fill('reporterName', 'มานี ตัวอย่าง');
  await fill('reporterPhone', '0860000979');
  await fill('bank', from.institution.slice(3));
  await fill('accountNo', from.accountNo);
  await fill('toBank-0', to.institution.slice(3));
  await fill('toAccountNo-0', to.accountNo);
  await fill('amount-0', baht);
  await fill('time-0', timeNow());
  await fill('reference-0', reference);
  await page.keyboard.press('Alt+KeyT');
  await fill('amount-1', '~85000');
  await page.keyboard.press('Control+Enter');
  await page.locator('dialog[open]').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('h1').filter({ hasText: /^RG/ }).waitFor();
  await page.getByText('120,000.00', { exact: false }).first().waitFor();
  await page.waitForTimeout(4_000); // it reads again while the caller is on the line
};

/** Looks up the sign-ins of a person. */
const looksUp = (person) => async (page) => {
  await page.getByRole('textbox').fill(person);
  await page.keyboard.press('Enter');
  await page.locator('#content table').nth(1).waitFor();
};

/**
 * Returns the pages: `person` signs in (null: nobody does), `wait` is what a finished page shows,
 * `then` brings it to what is worth seeing, and `shows` is what stands there then. `phone` is true
 * where people use it on a phone, `dark` where a dark picture is kept too, `states` are the bad ones
 * that are kept; an `isForm` page reads nothing, and `isLooked` pages are only for looking at.
 */
export function pagesOf({ caseId, approvalId, caseNo, notice, order, victim, unsure, noticedNo, suspend, calls }) {
  return [
    {
      name: 'queue',
      person: 'demo-officer-1',
      at: '/',
      wait: '.case-line',
      phone: true,
      states: ['empty', 'loading', 'failed', 'disconnected', 'expired'],
    },
    {
      name: 'case',
      person: 'demo-officer-1',
      at: `/cases/${caseId}`,
      wait: '.case-head',
      phone: true,
      dark: true,
      states: ['forbidden'],
    },
    ...VIEWS.case.map((view, index) => ({
      name: `case-${view}`,
      person: 'demo-officer-1',
      at: `/cases/${caseId}`,
      wait: '.case-head',
      then: (page) => page.keyboard.press(String(index + 2)),
      isLooked: true,
    })),
    {
      name: 'approval',
      person: 'demo-supervisor-1',
      at: `/cases/${approvalId}`,
      // The key does nothing before the API has said what this person may decide.
      wait: '.decision .buttons .primary:not([aria-disabled=true], :disabled)',
      then: (page) => page.keyboard.press('a'),
      shows: 'dialog[open]',
    },
    { name: 'intake', person: 'demo-hotline-1', at: '/intake', wait: '#content input', phone: true, isForm: true },
    {
      name: 'narrative',
      isForm: true,
      person: 'demo-hotline-2',
      at: '/intake',
      wait: '#content input',
      then: async (page) => {
        await page.locator('textarea').first().fill(NARRATIVE);
        await page.locator('textarea').first().scrollIntoViewIfNeeded();
        const advice = page.locator('.intake-advice'); // it is read a moment after the last key
        await advice.waitFor();
        await advice.scrollIntoViewIfNeeded();
      },
    },
    {
      name: 'received',
      isForm: true,
      person: 'demo-hotline-2',
      at: '/intake',
      wait: '#content input',
      then: takesCall(calls),
    },
    {
      name: 'record',
      person: 'demo-hotline-1',
      at: `/complaints?tab=found&chosen=${caseId}`,
      wait: '.detail-acts',
      then: (page) => page.getByRole('button', { name: /^(เปิดบันทึกการแจ้ง|Open the record)/ }).click(),
      shows: 'dialog[open] .said',
    },
    {
      name: 'release',
      person: 'demo-officer-1',
      at: `/cases/${caseId}`,
      wait: '.case-head',
      then: async (page) => {
        await page.keyboard.press('3');
        await page
          .locator('.hold')
          .getByRole('button', { name: /^(ปล่อยเงิน|Release)/ })
          .first()
          .click();
      },
      shows: 'dialog[open]',
    },
    {
      name: 'unfreeze',
      person: 'demo-officer-2',
      at: '/unfreeze',
      wait: '.desk-rows',
      then: choosesFirst,
      shows: '.said',
      phone: true,
    },
    {
      name: 'supervisor',
      person: 'demo-supervisor-1',
      at: '/supervisor?tab=rules',
      wait: '.desk-rows',
      then: choosesFirst,
      shows: '.said',
    },
    ...viewsOf('supervisor', 'demo-supervisor-1', choosesOneOfSome),
    { name: 'analysis', person: 'demo-officer-1', at: '/analysis', wait: '#content table' },
    { name: 'report', person: 'demo-supervisor-1', at: '/report', wait: '.key-figures' },
    {
      name: 'sessions',
      person: 'demo-admin-1',
      at: '/sessions',
      wait: '#content table',
      then: looksUp('demo-officer-1'),
    },
    {
      name: 'auditor',
      person: 'demo-auditor-1',
      at: '/auditor?tab=chains',
      wait: '.desk-rows',
      then: async (page) => {
        await page.getByRole('button', { name: caseNo, exact: true }).first().click();
        await page.locator('.detail-acts .primary').click();
      },
      shows: '.desk-detail .chip',
    },
    { name: 'lookups', person: 'demo-auditor-1', at: '/auditor?tab=lookups', wait: '.desk-rows', then: choosesFirst },
    ...viewsOf('auditor', 'demo-auditor-1', choosesOneOfSome),
    {
      name: 'amlo',
      person: 'demo-amlo-1',
      at: '/amlo',
      wait: '.desk-rows',
      then: (page) => page.getByRole('button', { name: noticedNo, exact: true }).first().click(),
      shows: '.desk-detail .said',
      phone: true,
    },
    {
      name: 'notice',
      person: 'demo-amlo-1',
      at: '/amlo',
      wait: '.desk-rows',
      then: (page) => page.locator('.filters .button').first().click(),
      shows: 'dialog[open]',
    },
    {
      name: 'institution',
      person: 'demo-bank-014',
      at: '/institution?tab=all',
      wait: '.desk-rows',
      then: choosesFirst,
      phone: true,
    },
    ...viewsOf('institution', 'demo-bank-014', choosesOneOfSome),
    {
      name: 'holder',
      person: null,
      at: '/holder',
      wait: 'form',
      then: proves(notice.reference, notice.appealSecret),
      shows: '.slip-facts',
      phone: true,
    },
    {
      name: 'victim',
      person: null,
      at: '/victim',
      wait: 'form',
      then: proves(victim.caseNo, victim.secret),
      shows: '.steps',
      phone: true,
    },
    {
      name: 'victim.incomplete',
      person: null,
      at: '/victim',
      wait: 'form',
      then: proves(unsure.caseNo, unsure.secret),
      shows: '.steps',
      phone: true,
    },
    {
      name: 'verify',
      person: null,
      at: '/verify',
      wait: 'form',
      // Only the paper has the whole code: here the answer to it is that of the record.
      answers: { '**/v1/orders/verifications': order },
      then: async (page) => {
        await page.getByRole('textbox').fill(`${order.orderId}-0123456789ABCDEF`);
        await page.keyboard.press('Enter');
      },
      shows: '.slip-facts',
      phone: true,
    },
    {
      name: 'complaints',
      person: 'demo-hotline-1',
      at: '/complaints?tab=tell',
      wait: '.desk-rows',
      then: choosesFirst,
      phone: true,
    },
    ...viewsOf('complaints', 'demo-hotline-1', choosesOneOfSome),
    {
      name: 'suspect',
      person: 'demo-officer-1',
      at: '/',
      wait: '.case-line',
      then: async (page) => {
        await page.keyboard.press('Slash');
        await page.locator('dialog[open] .joined button').nth(1).click();
        await page.getByRole('textbox').first().waitFor();
      },
    },
    {
      name: 'keys',
      person: 'demo-officer-1',
      at: '/',
      wait: '.case-line',
      then: (page) => page.keyboard.press('Shift+Slash'),
      shows: 'dialog[open]',
      isLooked: true,
    },
    {
      name: 'handover',
      person: 'demo-officer-1',
      at: `/cases/${caseId}`,
      wait: '.case-head',
      then: (page) => page.keyboard.press('h'),
      shows: 'dialog[open]',
      isLooked: true,
    },
    {
      name: 'people',
      person: null,
      at: '/',
      wait: '#content a',
      then: async (page) => {
        await page.getByRole('link', { name: /^(เข้าสู่ระบบ|Sign in)$/ }).click();
        await page.getByRole('link', { name: 'demo-inquiry-2', exact: true }).waitFor();
      },
      isLooked: true,
    },
    { name: 'sign-in', person: null, at: '/', wait: '#content a', isLooked: true },
    { name: 'nowhere', person: 'demo-officer-1', at: '/nowhere', wait: '#content a', isLooked: true },
    {
      name: 'public',
      person: null,
      at: '/public',
      wait: '#content table',
      answers: { '**/v1/public/statistics': PUBLISHED }, // a new system has published nothing yet
      phone: true,
    },
    {
      name: 'armed',
      person: 'demo-officer-1',
      at: `/cases/${approvalId}`,
      wait: '.case-head',
      before: suspend,
      then: async (page) => {
        await page.keyboard.press('3');
        await page.locator('.hold .line button').first().click();
      },
      shows: 'dialog[open]',
    },
  ];
}

function viewsOf(page, person, then) {
  return VIEWS[page].map((view) => ({
    name: `${page}-${view}`,
    person,
    at: `/${page}?tab=${view}`,
    wait: '#content .tabs',
    then,
    isLooked: true,
  }));
}
