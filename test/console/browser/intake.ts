import { encodeQR } from 'qr';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { ComplaintAccepted } from '../../../src/wire/case/complaint.js';
import { Case } from '../../e2e/support/case.js';
import { behave, commitTheft, digits, newAccount, type Theft } from '../../e2e/support/theft.js';
import { dayInBangkok } from '../../../web/src/format/bangkok.js';
import { typedDay } from '../../../web/src/intake/form/typed.js';
import { storyInFullRun } from '../../support/full-run.js';
import { wholeDialog } from './support/cut.js';
import { barriers, SLIP_BEFORE_CAMERA, type House } from './support/house.js';
import { Late } from './support/late.js';
import { PICTURE } from './support/picture.js';
import { chanceOf, drawSlip } from './support/draw-slips.js';
import { slipText, withCrc } from './support/slip.js';
import { Typist } from './support/typist.js';

const OPERATOR = 'demo-hotline-1';
const SECOND_OPERATOR = 'demo-hotline-2';
/** What a caller's words may look like; all of it is text. */
const HOSTILE = '<script>window.isHacked = true</script> =HYPERLINK("http://x") <img src=x onerror=alert(1)> \u200Fابج';

/** Stories at intake. */
export function intakeStories(house: House): void {
  describe('intake', () => {
    it.concurrent('takes a complaint down from a call by keyboard alone, and the hold is ordered', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const page = await visit(OPERATOR, { path: '/' });
        await page.locator('#field-narrative:focus').waitFor(); // home of an operator, ready to type: the story first
        const typist = new Typist(page);
        await typist.type(HOSTILE);
        await typist.press('Alt+KeyN');
        await typist.press('ArrowDown'); // the case type
        await typist.press('Alt+KeyN');
        await typist.press('Space'); // who calls
        await typist.answers([
          ['Tab', 'สมหญิง ตัวอย่างเก้า'],
          ['Tab', '080-000-0901'],
          ['Tab', '9-1234-56789-01-0'],
        ]);
        await page.getByText('หลักตรวจสอบถูกต้อง').waitFor();
        await typist.answers([
          ['Alt+KeyN', '006'],
          ['Tab', theft.victim.accountNo],
        ]);
        await page.getByText('กรุงไทย บัญชีมี 10 หลัก').waitFor();
        await typist.answers([
          ['Alt+KeyN', '014'],
          ['Tab', theft.mule.accountNo],
          ['Tab', '50000'],
        ]);
        await page.getByText('ห้าหมื่นบาทถ้วน').waitFor();
        await typist.answers([
          ['Alt+KeyN', timeOf(theft)],
          ['Tab', referenceOf(theft)],
        ]);
        expect(await barriers(page)).toEqual([]);
        await typist.press('Control+Enter');
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('heading', { name: 'รับแจ้งเหตุ 1 รายการ รวม 50,000.00 บาท' }).waitFor();
        await wholeDialog(page, 'receive');
        expect(await barriers(page)).toEqual([]);
        await typist.press('Enter'); // never receives
        const opened = await received(house, page, () => typist.press('Control+Enter'));
        typist.tell('a complaint by keyboard alone');

        expect(opened.accepted).toMatchObject({ holdsOrdered: 1, notOrderedBecause: [] });
        await page.getByRole('heading', { name: opened.accepted.caseNo }).waitFor();
        await page.getByText('สั่งระงับทันที 1 บัญชี').waitFor();
        expect(await barriers(page)).toEqual([]);
        const [{ narrative, phone }] = await house.system.db.query<[{ narrative: string; phone: string }]>(
          `SELECT body ->> 'narrative' AS narrative, body -> 'reporter' ->> 'phone' AS phone FROM complaint WHERE id = $1`,
          [opened.id],
        );
        expect({ narrative, phone }).toEqual({ narrative: HOSTILE, phone: '0800000901' });
        expect(await page.evaluate(() => 'isHacked' in window)).toBe(false);
        await opened.debitConfirmed();
        expect(await opened.allHeld(1)).toMatchObject([{ kind: 'section7', heldSatang: '5000000' }]);
        await typist.press('Enter'); // the next call
        await page.locator('#field-narrative:focus').waitFor();
      }),
    );

    it.concurrent('suggests from the narrative what one key confirms, and overwrites nothing that was typed', () =>
      house.story(async (visit) => {
        const page = await visit(OPERATOR, { path: '/intake' });
        await page.getByLabel('จำนวนเงิน', { exact: false }).first().fill('49000');
        const told = `${HOSTILE} โอน 50,000 บาท เข้าบัญชี 914-0-00020-1 ไทยพาณิชย์ ไลน์ @example99`;
        await page.getByLabel('คำบอกเล่าของผู้แจ้ง').fill(told);
        const advice = page.getByRole('region', { name: 'คำแนะนำจากคำบอกเล่า' });
        await advice.getByText('เป็นคำแนะนำเท่านั้น', { exact: false }).waitFor();
        expect(await advice.getByRole('list', { name: 'ประเภทคดีที่น่าจะใช่' }).getByRole('listitem').count()).toBe(3);
        expect(await barriers(page)).toEqual([]);
        const named = page.getByRole('list', { name: 'สิ่งที่คำบอกเล่าระบุ' });
        const amount = named.getByRole('listitem').filter({ hasText: 'จำนวนเงิน' });
        await amount.getByText('มีค่าในช่องแล้ว').waitFor();
        const account = named.getByRole('listitem').filter({ hasText: 'เลขบัญชี' });
        const cap = await account.getByRole('button').locator('kbd').textContent();
        await page.keyboard.press(`Alt+Digit${cap?.slice(-1) ?? ''}`);
        await account.getByText('มีค่าในช่องแล้ว').waitFor();
        expect(await page.locator('#field-toAccountNo-0').inputValue()).toContain('914');
        expect(await page.locator('#field-amount-0').inputValue()).toBe('49000');
        expect(await page.evaluate(() => 'isHacked' in window)).toBe(false);
        // Why it says so, how often its model was wrong, and one click that calls it wrong.
        await advice.getByText(/แบบจำลอง .* · (ยังไม่มีใครประเมิน|ถูกชี้ว่าผิด)/).waitFor();
        const wrong = advice.getByRole('button', { name: 'เป็นประเภทอื่น' });
        await wrong.click();
        await advice.getByText('จะบันทึกเมื่อรับเรื่อง', { exact: false }).waitFor();
        expect(await wrong.getAttribute('aria-pressed')).toBe('true');
        // A second transfer has room for the amount that was told, and the day that was named goes with it.
        await page
          .getByRole('button', { name: /^เพิ่มรายการ/ })
          .first()
          .click();
        await page.getByLabel('คำบอกเล่าของผู้แจ้ง').fill(`${told} เมื่อ 3 พ.ย. 2569`);
        await amount.getByRole('button', { name: /รายการที่ 2/ }).click();
        const day = named.getByRole('listitem').filter({ hasText: 'วันที่' });
        await day.getByRole('button', { name: /วันที่โอน รายการที่ 1/ }).waitFor();
        await day.getByRole('button', { name: 'รายการที่ 2', exact: true }).click();
        await day.getByText('มีค่าในช่องแล้ว').waitFor();
        expect(await page.locator('#field-amount-1').inputValue()).toContain('50');
        expect(await page.locator('#field-day-1').inputValue()).toBe('03/11/2569');
        expect(await barriers(page)).toEqual([]);
        if (process.env['RANGAP_LOOK'] !== undefined) {
          await advice.scrollIntoViewIfNeeded();
          await page.screenshot({ path: `${process.env['RANGAP_LOOK']}-intake.png`, fullPage: true });
        }
      }),
    );

    it.concurrent(
      'puts what the story names beside its fields, in view in a small window, and fills none by itself',
      () =>
        house.story(async (visit) => {
          const page = await visit(OPERATOR, { path: '/intake', width: 1024, height: 640 });
          await page.locator('#field-narrative:focus').waitFor();
          await page.keyboard.type('โอนประมาณ 50,000 บาท ตอน 19.05 น. เข้าบัญชี 914-0-00020-1 ไทยพาณิชย์');
          const named = page.getByRole('list', { name: 'สิ่งที่คำบอกเล่าระบุ' });
          await named.getByRole('listitem').nth(3).waitFor();
          expect(await page.locator('.intake-form').evaluate((form) => form.scrollTop)).toBe(0);
          const inView = await named.getByRole('button').evaluateAll((buttons) =>
            buttons.map((button) => {
              const { x, y, width, height } = button.getBoundingClientRect();
              return button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
            }),
          );
          expect(inView).toEqual([true, true, true, true]);
          const valueOf = (field: string) => page.locator(`#field-${field}-0`).inputValue();
          const fields = ['amount', 'time', 'toAccountNo', 'toBank'];
          expect(await Promise.all(fields.map(valueOf))).toEqual(['', '', '', '']);
          expect(await barriers(page)).toEqual([]);

          // Beside its field, whatever is in view: the field has the focus, and says what is offered for it.
          for (const [field, value] of [
            ['amount', '~50000'],
            ['time', '19:05'],
          ] as const) {
            const input = page.locator(`#field-${field}-0`);
            await input.focus();
            const note = page.locator(`[id="${(await input.getAttribute('aria-describedby')) ?? ''}"]`);
            const offer = note.getByRole('button');
            await offer.waitFor();
            expect(await offer.getAttribute('aria-label')).toContain(value);
            expect(await offer.evaluate((each) => each.getBoundingClientRect().bottom <= window.innerHeight)).toBe(
              true,
            );
            await page.keyboard.press('Alt+KeyS');
            expect(await input.inputValue()).toBe(value);
          }
          await page.getByText('บันทึกตามที่แจ้ง ไม่ถือเป็นจำนวนจริง', { exact: false }).waitFor();
          // One key for the others, from wherever the person is, and one for what is exact after all.
          for (const kind of ['เลขบัญชี', 'ธนาคาร']) {
            const cap = await named
              .getByRole('listitem')
              .filter({ hasText: kind })
              .locator('kbd')
              .first()
              .textContent();
            await page.keyboard.press(`Alt+Digit${cap?.slice(-1) ?? ''}`);
          }
          expect(await valueOf('toAccountNo')).toContain('914');
          await page.locator('#field-amount-0').focus();
          await page.keyboard.press('Alt+KeyR');
          expect(await valueOf('amount')).toBe('50000');
          expect(await barriers(page)).toEqual([]);
        }),
    );

    it.concurrent(
      'offers the debited account for the victim, names one key a field, and says no sum that is not known',
      () =>
        house.story(async (visit) => {
          const page = await visit(OPERATOR, { path: '/intake' });
          await page.locator('#field-narrative:focus').waitFor();
          await page.keyboard.type(
            'โอนจากกสิกร 904-0-00020-1 ไปไทยพาณิชย์ 914-0-00020-1 วันที่ 30 พ.ย. ตี 3 ครึ่ง แล้วไปกรุงไทย 906-0-00020-3 ตี 4',
          );
          const named = page.getByRole('list', { name: 'สิ่งที่คำบอกเล่าระบุ' });
          // A reading that takes too long is given up, and asked for again with the next key.
          const last = named.getByRole('listitem').nth(8);
          const isRead = () =>
            last.waitFor({ timeout: 5_000 }).then(
              () => true,
              () => false,
            );
          while (!(await isRead())) await page.keyboard.type(' ');
          expect((await named.innerText()).includes('NaN')).toBe(false);
          await named.getByText('~03:30 ±30').waitFor();
          const offered = (field: string) =>
            page.getByRole('button', { name: new RegExp(`^ใส่ .* ในช่อง ${field}$`) }).allInnerTexts();
          expect((await offered('เลขที่บัญชี')).join(' ')).toContain('904-0-00020-1');
          expect((await offered('เลขที่บัญชีปลายทาง')).join(' ')).not.toContain('904-0-00020-1');
          // What stands on a key is what the key takes: that of the field takes its first offer alone.
          for (const field of ['เลขที่บัญชีปลายทาง', 'เวลาโอน', 'ธนาคารปลายทาง']) {
            const caps = (await offered(field)).map((each) => each.includes('Alt S'));
            expect(caps.slice(1)).not.toContain(true);
          }
          await page.keyboard.press('Control+Enter');
          const dialog = page.getByRole('dialog');
          await dialog.getByRole('heading', { name: 'รับแจ้งเหตุ 1 รายการ ยังไม่ทราบจำนวนเงิน' }).waitFor();
          expect(await dialog.getByText('0.00', { exact: false }).count()).toBe(0);
        }),
    );

    storyInFullRun('gives back what was typed when the page has crashed in mid-call', () =>
      house.story(async (visit) => {
        const page = await visit(OPERATOR, { path: '/intake' });
        const name = `สมชาย ${digits(8)}`;
        await page.getByLabel('ผู้เสียหาย เจ้าของบัญชี').check();
        await page.getByLabel('ชื่อและนามสกุลของผู้แจ้ง').fill(name);
        await page.getByLabel('อีเมลของผู้เสียหาย', { exact: true }).focus();
        await page.keyboard.press('Alt+KeyU');
        await page.getByText('บันทึกร่างแล้ว').waitFor();
        await page.waitForURL(/draft=/);
        const context = page.context();
        const address = page.url();
        await page.close();

        const again = await context.newPage();
        await again.goto('/intake');
        const draft = again.getByRole('button', { name: /^ทำต่อ/ }).first();
        await draft.waitFor();
        expect(await barriers(again)).toEqual([]);
        await again.goto(address);
        await again.getByLabel('ชื่อและนามสกุลของผู้แจ้ง').waitFor();
        expect(await again.getByLabel('ชื่อและนามสกุลของผู้แจ้ง').inputValue()).toBe(name);
        expect(await again.getByLabel('อีเมลของผู้เสียหาย', { exact: true }).inputValue()).toBe('ไม่ทราบ');

        // A second window goes on with the same draft: this one overwrites nothing, and says so.
        const second = await context.newPage();
        await second.goto(address);
        await second.getByLabel('โทรศัพท์ของผู้แจ้ง').fill('0800000901');
        await second.getByText('บันทึกร่างแล้ว').waitFor();
        await again.getByLabel('โทรศัพท์ของผู้แจ้ง').fill('0800000999');
        const overtaken = again.getByRole('alert').filter({ hasText: 'หน้านี้ไม่บันทึกทับ' });
        await overtaken.waitFor();
        // It is in view also where a person types further down, and the foot says that nothing is saved.
        await again.getByLabel('คำบอกเล่าของผู้แจ้ง').focus();
        const isInView = await overtaken.evaluate((strip) => {
          const { x, y } = strip.getBoundingClientRect();
          return strip.contains(document.elementFromPoint(x + 20, y + 18));
        });
        expect(isInView).toBe(true);
        await again.getByText('ยังไม่ถูกบันทึก อย่าปิดหน้านี้').waitFor();
        await again.getByRole('button', { name: 'เปิดร่างล่าสุด' }).click();
        await again.getByLabel('โทรศัพท์ของผู้แจ้ง').waitFor();
        expect(await again.getByLabel('โทรศัพท์ของผู้แจ้ง').inputValue()).toBe('0800000901');
        // Nor is lost what was typed here: it is offered, and taken.
        expect(await barriers(again)).toEqual([]);
        await again.getByRole('button', { name: 'ใช้สิ่งที่พิมพ์ในหน้าต่างนี้แทน' }).click();
        expect(await again.getByLabel('โทรศัพท์ของผู้แจ้ง').inputValue()).toBe('0800000999');
        await again.getByRole('button', { name: 'ใช้ร่างที่บันทึกไว้แทน' }).waitFor();
        await again.getByText('บันทึกร่างแล้ว').waitFor();
      }),
    );

    it.concurrent('begins a draft with the first thing that is typed, and not by being opened', () =>
      house.story(async (visit) => {
        const page = await visit(OPERATOR, { path: '/intake', before: (context) => context.clock.install() });
        const begun: string[] = [];
        page.on('request', (request) => request.method() === 'POST' && begun.push(request.url()));
        await page.getByLabel('วันที่โอน', { exact: true }).waitFor();
        expect(await page.getByLabel('วันที่โอน', { exact: true }).inputValue()).not.toBe('');
        await page.clock.runFor(10_000);
        expect([begun, page.url().includes('draft=')]).toEqual([[], false]);
        await page.getByLabel('ผู้เสียหาย เจ้าของบัญชี').check();
        await page.clock.runFor(1_000);
        await page.waitForURL(/draft=/);
      }),
    );

    storyInFullRun('loses nothing to a save that is late or whose answer is lost', () =>
      house.story(async (visit) => {
        const saves = new Late(/^\/v1\/drafts\/[^/]+$/, 'POST');
        const page = await visit(OPERATOR, { path: '/intake', before: (context) => saves.listen(context) });
        const story = page.getByLabel('คำบอกเล่าของผู้แจ้ง');
        await story.fill('หนึ่ง');
        await page.waitForURL(/draft=/);
        await page.getByText('บันทึกร่างแล้ว').waitFor();
        saves.hold();
        await story.fill('หนึ่ง สอง');
        await saves.held();
        await saves.loseAnswer(); // it arrived, and the page does not know
        await story.fill('หนึ่ง สอง สาม');
        await page.getByText('บันทึกร่างแล้ว').waitFor();
        expect(await page.getByText('หน้านี้ไม่บันทึกทับ').count()).toBe(0);

        // The form is left while a save is under way, and is drawn anew from the draft of before it.
        saves.hold();
        await story.fill('หนึ่ง สอง สาม สี่');
        await saves.held();
        await page.getByRole('navigation').getByRole('link', { name: 'เรื่องที่รับแล้ว' }).click();
        await story.waitFor({ state: 'hidden' });
        await page.goBack();
        await page.getByText('นี่คือสิ่งที่พิมพ์ล่าสุดในหน้าต่างนี้').waitFor();
        expect(await story.inputValue()).toBe('หนึ่ง สอง สาม สี่');
        expect(await barriers(page)).toEqual([]);
        await saves.pass();
        await story.fill('หนึ่ง สอง สาม สี่ ห้า');
        await page.getByText('บันทึกร่างแล้ว').waitFor();
        await page.reload();
        await story.waitFor();
        expect(await story.inputValue()).toBe('หนึ่ง สอง สาม สี่ ห้า');

        // A save that fails when the form is left is tried again from the other page.
        saves.hold();
        await story.fill('หก');
        await saves.held();
        await page.getByRole('navigation').getByRole('link', { name: 'เรื่องที่รับแล้ว' }).click();
        await story.waitFor({ state: 'hidden' });
        const saved = page.waitForResponse((response) => saves.isOf(response.request()) && response.ok());
        await saves.answer(503);
        await saved;
        await page.goBack();
        await story.waitFor();
        expect(await story.inputValue()).toBe('หก');
      }),
    );

    it.concurrent('loses nothing that is not saved when it is left by Back, and begins one draft for it', () =>
      house.story(async (visit) => {
        const begins = new Late('/v1/drafts', 'POST');
        const saves = new Late(/^\/v1\/drafts\/[^/]+$/, 'POST');
        const before = (context: BrowserContext) => Promise.all([begins.listen(context), saves.listen(context)]);
        const page = await visit(OPERATOR, { path: '/complaints', before });
        const story = page.getByLabel('คำบอกเล่าของผู้แจ้ง');
        const leaveByBack = async () => {
          await page.goBack();
          await story.waitFor({ state: 'hidden' });
          await page.getByRole('heading', { name: 'เรื่องที่รับแล้ว' }).waitFor({ state: 'attached' });
          await page.goForward();
          await story.waitFor();
        };
        const told = `คำ ${digits(8)}`;
        await page.getByRole('navigation').getByRole('link', { name: 'รับแจ้งเหตุ' }).click();
        begins.hold();
        await story.fill(told);
        await begins.held();
        await leaveByBack();
        expect(await story.inputValue()).toBe(told);
        await begins.loseAnswer(); // the draft is begun, and the page does not know
        await story.fill(`${told} สอง`);
        await page.waitForURL(/draft=/);
        await page.getByText('บันทึกร่างแล้ว').waitFor();

        saves.hold();
        await story.fill(`${told} สอง สาม`);
        await saves.held();
        await leaveByBack();
        expect(await story.inputValue()).toBe(`${told} สอง สาม`);
        await saves.pass();
        await page.getByText('บันทึกร่างแล้ว').waitFor();
        await page.reload();
        await story.waitFor();
        expect(await story.inputValue()).toBe(`${told} สอง สาม`);
        expect(await draftsWith(house, told)).toEqual([{ owner: OPERATOR, revision: 3 }]);
      }),
    );

    it.concurrent('shows and sends nothing of what one person typed to another who signs in beside the page', () =>
      house.story(async (visit) => {
        const saves = new Late(/^\/v1\/drafts\/[^/]+$/, 'POST');
        const page = await visit(OPERATOR, { path: '/intake', before: (context) => saves.listen(context) });
        const story = page.getByLabel('คำบอกเล่าของผู้แจ้ง');
        const told = `คำ ${digits(8)}`;
        await story.fill(told);
        await page.waitForURL(/draft=/);
        await page.getByText('บันทึกร่างแล้ว').waitFor();
        saves.hold();
        await story.fill(`${told} ที่ยังไม่ได้บันทึก`);
        await saves.held();
        await page.context().clearCookies();
        await saves.pass();
        const again = page.getByRole('link', { name: /^เข้าระบบอีกครั้งในชื่อ/ });
        const signIn = async (person: string) => {
          const [tab] = await Promise.all([page.waitForEvent('popup'), again.click()]);
          await tab.getByRole('link', { name: person, exact: true }).click();
          await tab.getByText('เข้าระบบแล้ว').waitFor();
          await tab.close();
        };
        await signIn(SECOND_OPERATOR);
        await page.getByRole('heading', { name: /^หน้านี้เป็นของ/ }).waitFor();
        expect(await page.locator('body').innerText()).not.toContain(told);
        expect(await page.locator('input, textarea').count()).toBe(0);
        expect(await barriers(page)).toEqual([]);
        // What is not saved is tried on, and taken in nobody else's name.
        await page.waitForResponse((answer) => saves.isOf(answer.request()) && answer.status() === 401);
        expect(await draftsWith(house, told)).toEqual([{ owner: OPERATOR, revision: 1 }]);
        const [own] = await Promise.all([
          page.waitForEvent('popup'),
          page.getByRole('link', { name: /^ทำงานในชื่อ/ }).click(),
        ]);
        await own.getByLabel('คำบอกเล่าของผู้แจ้ง').waitFor();
        expect(await own.getByLabel('คำบอกเล่าของผู้แจ้ง').inputValue()).toBe('');
        await own.close();

        await signIn(OPERATOR);
        await story.waitFor();
        expect(await story.inputValue()).toBe(`${told} ที่ยังไม่ได้บันทึก`);
        await page.getByText('บันทึกร่างแล้ว').waitFor();
        expect(await draftsWith(house, `${told} ที่ยังไม่ได้บันทึก`)).toEqual([{ owner: OPERATOR, revision: 2 }]);
      }),
    );

    storyInFullRun('keeps a slip with the draft through a crash, and gives it to the case that is received', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const page = await visit(OPERATOR, { path: '/intake' });
        const chooser = page.getByLabel('เลือกไฟล์');
        await fill(page, theft);
        await page.waitForURL(/draft=/);
        await chooser.setInputFiles({ name: 'slip.png', mimeType: 'image/png', buffer: PICTURE });
        await page.getByRole('button', { name: 'ลบสลิป' }).waitFor();
        await page.getByLabel('ไฟล์นี้คืออะไร').selectOption('chat');
        await chooser.setInputFiles({ name: 'chat.txt', mimeType: 'text/plain', buffer: Buffer.from('โอนแล้วนะ') });
        await page.getByRole('button', { name: 'ลบแชต' }).click();
        await page.getByRole('button', { name: 'ลบแชต' }).waitFor({ state: 'hidden' });
        await page.getByText('บันทึกร่างแล้ว').waitFor();
        await page.reload();
        await page.getByRole('button', { name: 'ลบสลิป' }).waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await page.getByRole('dialog').waitFor();
        const opened = await received(house, page, () => page.keyboard.press('Control+Enter'));
        await page.getByRole('button', { name: 'บันทึกไฟล์' }).waitFor();
        const files = () =>
          house.system.db.query<object[]>('SELECT kind, added_role AS role FROM attachment WHERE case_id = $1', [
            opened.id,
          ]);
        expect(await files()).toEqual([{ kind: 'slip', role: 'hotline_operator' }]);
        // The caller sends another when the report has its number.
        await page.getByLabel('ไฟล์นี้คืออะไร').selectOption('chat');
        await chooser.setInputFiles({ name: 'chat.txt', mimeType: 'text/plain', buffer: Buffer.from('โอนแล้วนะ') });
        await page.getByText(/^แชต · .*: เก็บแล้ว$/).waitFor();
        expect((await files()).length).toBe(2);
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent(
      'loses nothing when the session ends in mid-form, and goes on when the person has signed in again, also when an ' +
        'answer of before comes late',
      () =>
        house.story(async (visit) => {
          const theft = await commitTheft(house.system);
          // A look at who is signed in begins with it; the page also asks for its session alone, every few seconds.
          const looks = new Late('/v1/configuration');
          // A draft that is saved, or begun.
          const saves = new Late(/^\/v1\/drafts(\/[^/]+)?$/, 'POST');
          const before = (context: BrowserContext) => Promise.all([looks.listen(context), saves.listen(context)]);
          const page = await visit(OPERATOR, { path: '/intake', before });
          await fill(page, theft);
          await page.getByText('บันทึกร่างแล้ว').waitFor();
          looks.hold();
          // Typed before any request can learn that the session is over: then a dialog lies over the form.
          saves.hold();
          await page.getByLabel('คำบอกเล่าของผู้แจ้ง').fill('พิมพ์หลังหมดเวลา');
          await saves.held();
          await page.context().clearCookies();
          await saves.pass();
          const again = page.getByRole('link', { name: /เข้าระบบอีกครั้งในชื่อ/ });
          await again.waitFor();
          expect(await barriers(page)).toEqual([]);
          await looks.held(); // it asked who is here before anybody signed in
          saves.hold();
          await saves.held();
          const typed = await page.getByLabel('คำบอกเล่าของผู้แจ้ง').elementHandle();
          const [tab] = await Promise.all([page.waitForEvent('popup'), again.click()]);
          await tab.getByRole('link', { name: OPERATOR, exact: true }).click();
          await tab.getByText('เข้าระบบแล้ว').waitFor();
          await tab.close();
          await again.waitFor({ state: 'hidden' });
          await Promise.all([page.waitForResponse((response) => response.status() === 503), looks.answer(503)]);
          expect(await typed?.evaluate(isThereAfterDrawing)).toBe(true);
          await saves.pass();
          await page.getByText('บันทึกร่างแล้ว').waitFor();
          expect(await page.getByLabel('คำบอกเล่าของผู้แจ้ง').inputValue()).toBe('พิมพ์หลังหมดเวลา');
          await page.keyboard.press('Control+Enter');
          await page
            .getByRole('dialog')
            .getByRole('heading', { name: /^รับแจ้งเหตุ/ })
            .waitFor();
          const opened = await received(house, page, () => page.keyboard.press('Control+Enter'));
          expect(opened.accepted.holdsOrdered).toBe(1);
        }),
    );

    it.concurrent('never blocks on what the caller does not know, and says why no hold is ordered', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system, { byHolder: false });
        const page = await visit(OPERATOR, { path: '/intake', language: 'en', theme: 'dark' });
        await page.getByText('it decides whether holds are ordered at once').waitFor();
        await page.getByLabel('Unknown', { exact: true }).check();
        await page.getByLabel("Reporter's name and surname").fill('Somsri Example');
        await page.getByLabel("Reporter's telephone").fill('0800000902');
        await page.getByLabel("Victim's name and surname").fill('Somchai Example');
        await page.getByLabel("Victim's telephone").fill('0800000901');
        await page.getByLabel("Victim's citizen id or passport number", { exact: true }).fill('SYN1234567');
        await fillMoney(page, theft, 'en');
        for (const field of ['Bank Case ID', 'Name shown on the slip', "Victim's date of birth"]) {
          await page.getByLabel(field, { exact: true }).focus();
          await page.keyboard.press('Alt+KeyU');
          expect(await page.getByLabel(field, { exact: true }).inputValue()).toBe('Unknown');
        }
        await page.getByLabel("Victim's e-mail address", { exact: true }).fill('not finished@');
        await page.getByText('Kept as it was told, at the end of the story, and asked again').waitFor();
        await page.getByLabel('Case type', { exact: true }).selectOption('');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Control+Enter');
        await page.getByRole('dialog').getByText('orders no hold at once').waitFor();
        await page.getByRole('dialog').getByText('Not known, asked again: Case type').waitFor();
        const opened = await received(house, page, () => page.keyboard.press('Control+Enter'));
        expect(opened.accepted.notOrderedBecause).toEqual(['SECTION7.STANDING_UNKNOWN']);
        await page.getByText('Whether the reporter may speak for the holder is unknown').waitFor();
        const [{ body }] = await house.system.db.query<[{ body: Record<string, Record<string, unknown>> }]>(
          'SELECT body FROM complaint WHERE id = $1',
          [opened.id],
        );
        expect(body['reporter']).toEqual({ name: 'Somsri Example', phone: '0800000902', holdsVictimAccount: false });
        expect(body['victim']).not.toHaveProperty('email');
        expect(body).not.toHaveProperty('caseType');
        expect(body['narrative']).toMatch(/\nอีเมลของผู้เสียหาย: not finished@$/);
        expect(body).not.toHaveProperty('bankCaseId');
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent(
      'takes a complaint whose caller knows neither reference nor receiver, and the bank finds the transfer',
      () =>
        house.story(async (visit) => {
          const holderNo = `SYN${digits(8)}`;
          const theft = await commitTheft(house.system, { holderNo });
          const page = await visit(OPERATOR, { path: '/intake' });
          await fill(page, theft, holderNo);
          for (const label of [WORDS.th.toBank, WORDS.th.toAccountNo, WORDS.th.reference]) {
            await page.getByLabel(label, { exact: true }).fill('');
            await page.getByLabel(label, { exact: true }).focus();
          }
          const guide = page.getByRole('complementary', { name: 'คู่มือของสาย' });
          await guide.getByRole('heading', { name: 'ควรถามอีก 3 ข้อ' }).waitFor();
          await page.keyboard.press('Alt+KeyU'); // the reference
          await guide.getByRole('heading', { name: 'ควรถามอีก 2 ข้อ' }).waitFor();
          // The victim's number proves to the bank that the account is hers: only then does what it finds count.
          expect(await barriers(page)).toEqual([]);
          await page.keyboard.press('Control+Enter');
          const dialog = page.getByRole('dialog');
          await dialog.getByText('ยังไม่ระงับเงินของรายการที่ไม่ครบ', { exact: false }).waitFor();
          await dialog.getByText('รายการที่ 1 ยังไม่ทราบ: ธนาคารปลายทาง · เลขที่บัญชีปลายทาง · เลขอ้างอิงรายการ').waitFor();
          expect(await barriers(page)).toEqual([]);
          const opened = await received(house, page, () => page.keyboard.press('Control+Enter'));
          expect(opened.accepted).toMatchObject({
            holdsOrdered: 0,
            notOrderedBecause: ['SECTION7.TRANSFER_INCOMPLETE'],
          });
          await page.getByRole('heading', { name: opened.accepted.caseNo }).waitFor();
          expect(await opened.allHeld(1)).toMatchObject([{ kind: 'section7', heldSatang: '5000000' }]);
          await page.getByRole('link', { name: 'เปิดเรื่องนี้' }).click();
          await page.getByText('ทราบรายการแล้ว', { exact: false }).waitFor();
          await page.getByText(referenceOf(theft), { exact: false }).waitFor();
          expect(await barriers(page)).toEqual([]);
        }),
    );

    it.concurrent.each([
      [1440, 900],
      [1152, 720],
    ])(
      'reads out what becomes of two transfers while the caller is on the line, one told without reference, at %d × %d',
      (width, height) =>
        house.story(async (visit) => {
          const holderNo = `SYN${digits(8)}`;
          const theft = await commitTheft(house.system, { holderNo });
          const second = { ...theft, mule: newAccount('th-014') };
          await house.system.stage.openAccount(second.mule);
          const reference = `E2E-${digits(12)}`;
          const to = { account: second.mule };
          const at = new Date(paidAtMs(theft)).toISOString();
          await house.system.stage.pay({ from: theft.victim, to, amountSatang: '2500000', reference, at });
          // The bank of the victim takes a while, so that the caller hears what is not known yet.
          await behave(house.system, theft.victim, { act: 'debit', mode: 'callback', delayMs: 8_000 });
          const page = await visit(OPERATOR, { path: '/intake', width, height });
          await fill(page, theft, holderNo);
          await page.keyboard.press('Alt+KeyT');
          await fillTransfer(page, second, 'th');
          await page.getByLabel(WORDS.th.amount, { exact: true }).fill('25000');
          await page.getByLabel(WORDS.th.reference, { exact: true }).fill('');
          await page.getByLabel(WORDS.th.reference, { exact: true }).focus();
          await page.keyboard.press('Alt+KeyU');
          await page.keyboard.press('Control+Enter');
          await page.getByRole('dialog').getByText('รายการที่ 2 ยังไม่ทราบ: เลขอ้างอิงรายการ').waitFor();
          const opened = await received(house, page, () => page.keyboard.press('Control+Enter'));
          expect(opened.accepted.notOrderedBecause).toEqual(['SECTION7.TRANSFER_INCOMPLETE']);

          const said = page.getByRole('status', { name: 'อ่านให้ผู้แจ้งฟัง' });
          const standings = page.getByRole('region', { name: 'ขณะนี้' });
          await standings.getByText('ข้อมูลไม่ครบ ธนาคารกำลังค้นหา').waitFor();
          await said
            .getByText('ยังทราบรายการโอนไม่ครบถ้วน', { exact: false })
            .or(said.getByText('ยังไม่ระงับเงิน', { exact: false }))
            .waitFor();
          expect(await barriers(page)).toEqual([]);

          expect(await opened.allHeld(2)).toMatchObject([{ kind: 'section7' }, { kind: 'section7' }]);
          await standings.getByRole('heading', { name: 'ระงับไว้ขณะนี้ 75,000.00 จาก 75,000.00 บาท' }).waitFor();
          await said.getByText('รายการที่ 1 จำนวน 50,000.00 บาท ระงับไว้แล้วทั้งจำนวน').waitFor();
          await said.getByText('รายการที่ 2 จำนวน 25,000.00 บาท ระงับไว้แล้วทั้งจำนวน').waitFor();
          // What was true at the receipt is not read out any more.
          for (const over of ['ยังไม่ระงับเงิน', 'ไม่ครบ', 'ยังไม่มีคำสั่ง'])
            expect(await said.getByText(over, { exact: false }).count()).toBe(0);
          expect(await standings.getByText('ข้อมูลไม่ครบ', { exact: false }).count()).toBe(0);
          expect(await isWhole(said)).toBe(true);
          expect(await barriers(page)).toEqual([]);
        }),
    );

    it.concurrent(
      'takes about how much and about when as told, orders nothing by it, and reads out what the bank names, at 1152 × 720',
      () =>
        house.story(async (visit) => {
          const holderNo = `SYN${digits(8)}`;
          const theft = await commitTheft(house.system, { holderNo });
          const page = await visit(OPERATOR, { path: '/intake', width: 1152, height: 720 });
          await fill(page, theft, holderNo);
          await behave(house.system, theft.victim, { act: 'debit', mode: 'callback', delayMs: 6_000 });
          // "About 52,000, about then": it was 50,000.
          await page.getByLabel(WORDS.th.amount, { exact: true }).fill('52000');
          await page.getByLabel(WORDS.th.amount, { exact: true }).focus();
          await page.keyboard.press('Alt+KeyR');
          await page.getByLabel(WORDS.th.time, { exact: true }).focus();
          await page.keyboard.press('Alt+KeyR');
          await page.getByText('บวกลบ 30 นาที', { exact: false }).waitFor();
          await page.getByLabel(WORDS.th.reference, { exact: true }).fill('ab'); // misheard
          await page.getByLabel(WORDS.th.toAccountNo, { exact: true }).fill('91400');
          expect(await barriers(page)).toEqual([]);
          await page.keyboard.press('Control+Enter');
          const dialog = page.getByRole('dialog');
          await dialog.getByText('ที่แจ้งยังไม่ถูกต้อง เก็บไว้ตามที่แจ้งและจะถามอีกครั้ง', { exact: false }).waitFor();
          await dialog.getByText('ประมาณ 52,000.00').first().waitFor();
          const opened = await received(house, page, () => page.keyboard.press('Control+Enter'));
          expect(opened.accepted).toMatchObject({
            holdsOrdered: 0,
            notOrderedBecause: ['SECTION7.TRANSFER_INCOMPLETE'],
          });

          const standings = page.getByRole('region', { name: 'ขณะนี้' });
          await standings.getByText('ประมาณ 52,000.00').waitFor();
          expect(await standings.getByText('50,000.00').count()).toBe(0);
          expect(await opened.allHeld(1)).toMatchObject([{ kind: 'section7', heldSatang: '5000000' }]);
          await standings.getByRole('heading', { name: 'ระงับไว้ขณะนี้ 50,000.00 จาก 50,000.00 บาท' }).waitFor();
          const said = page.getByRole('status', { name: 'อ่านให้ผู้แจ้งฟัง' });
          await said.getByText('รายการที่ 1 จำนวน 50,000.00 บาท ระงับไว้แล้วทั้งจำนวน').waitFor();
          for (const over of ['ประมาณ', '52,000', 'ยังไม่ระงับเงิน'])
            expect(await said.getByText(over, { exact: false }).count()).toBe(0);
          expect(await isWhole(said)).toBe(true);
          // The record of the notice says what was told, as it was told.
          await page.getByRole('button', { name: /^เปิดบันทึกการแจ้ง/ }).click();
          await dialog.getByText('ประมาณ 52,000.00 บาท').waitFor();
          await dialog.getByText(/^ประมาณ .* บวกลบ 30 นาที$/).waitFor();
          await dialog.getByText('ab', { exact: true }).waitFor();
          expect(await barriers(page)).toEqual([]);
        }),
    );

    storyInFullRun('asks for what the bank cannot find, completes it by hand, and sets another aside', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const page = await visit(OPERATOR, { path: '/intake', language: 'en' });
        await fillEnglish(page, theft);
        for (const label of [WORDS.en.amount, WORDS.en.reference])
          await page.getByLabel(label, { exact: true }).fill('');
        await page.keyboard.press('Alt+KeyT'); // a second transfer, of which nothing is known
        await page.keyboard.press('Control+Enter');
        await page
          .getByRole('dialog')
          .getByText('too little is known for the bank to search', { exact: false })
          .waitFor();
        const opened = await received(house, page, () => page.keyboard.press('Control+Enter'));
        await page.getByRole('link', { name: 'Open this report' }).click();
        await page.getByText('Waits to be completed; nothing is held for it', { exact: false }).first().waitFor();
        await page.getByRole('button', { name: 'Later transfer…' }).click();
        const dialog = page.getByRole('dialog');
        await fillTransfer(page, theft, 'en');
        await dialog.getByLabel('Why it is reported later').fill('the caller found the slip');
        await dialog.getByRole('button', { name: 'Add the transfer' }).click();
        await page.getByText('It is known which it was', { exact: false }).waitFor();
        await page.getByRole('button', { name: 'Set a transfer aside…' }).click();
        await dialog.getByLabel('Why the search stops').fill('it was not a transfer');
        await wholeDialog(page, 'set_aside');
        expect(await barriers(page)).toEqual([]);
        await dialog.getByRole('button', { name: 'Set it aside' }).click();
        await page.getByText('· Set aside', { exact: false }).waitFor();
        expect(await opened.allHeld(1)).toMatchObject([{ kind: 'section7', heldSatang: '5000000' }]);
      }),
    );

    it.concurrent('reads the QR of a slip and of a payment on this machine, and overwrites nothing', () =>
      house.story(async (visit) => {
        const requests: string[] = [];
        const before = async (context: BrowserContext) =>
          context.on('request', (request) => {
            if (request.method() === 'POST') requests.push(request.postData() ?? '');
          });
        const page = await visit(OPERATOR, { path: '/intake', before });
        await page.getByLabel('เลขที่บัญชี', { exact: true }).fill('9069007731');
        await page.keyboard.press('Alt+KeyQ');
        const dialog = page.getByRole('dialog');
        const slip = slipText('SYN20261128001');
        await dialog.getByLabel('เลือกภาพสลิป').setInputFiles(picture(slip));
        await dialog.getByText('กรอกจาก QR แล้ว: ธนาคารหรือผู้ให้บริการ · เลขอ้างอิงรายการ').waitFor();
        await wholeDialog(page, 'slip');
        expect(await barriers(page)).toEqual([]);
        await dialog
          .getByLabel('เลือกภาพสลิป')
          .setInputFiles(
            picture(`00020101021229370016A000000677010111011300668000033185802TH530376454071850.50`, '63'),
          );
        await dialog.getByText('กรอกจาก QR แล้ว: พร้อมเพย์', { exact: false }).waitFor();
        await dialog.getByLabel('เลือกภาพสลิป').setInputFiles(picture('https://example.com/'));
        await dialog.getByText('QR นี้ไม่ใช่ของสลิป', { exact: false }).waitFor();
        await dialog.getByRole('button', { name: 'เปิดกล้อง' }).click();
        await dialog.getByText('เปิดกล้องไม่ได้', { exact: false }).waitFor();
        await page.keyboard.press('Escape');

        await page.getByText('กรุงไทย บัญชีมี 10 หลัก').waitFor();
        expect(await page.getByLabel('เลขอ้างอิงรายการ', { exact: true }).inputValue()).toBe('SYN20261128001');
        expect(await page.getByRole('textbox', { name: /^พร้อมเพย์ \(/ }).inputValue()).toBe('0066800003318');
        await page.getByText('หนึ่งพันแปดร้อยห้าสิบบาทห้าสิบสตางค์').waitFor();
        await page.getByLabel('เลขอ้างอิงรายการ', { exact: true }).fill('TYPED-1');
        await page.keyboard.press('Alt+KeyQ');
        await dialog.getByLabel('เลือกภาพสลิป').setInputFiles(picture(slip));
        await dialog.getByText('ไม่ได้เปลี่ยนสิ่งที่พิมพ์ไว้: เลขอ้างอิงรายการ', { exact: false }).waitFor();
        await page.keyboard.press('Escape');
        expect(await page.getByLabel('เลขอ้างอิงรายการ', { exact: true }).inputValue()).toBe('TYPED-1');
        // What left the machine are drafts: no picture and no code.
        expect(requests.every((body) => !body.includes('GIF') && !body.includes(slip))).toBe(true);
      }),
    );

    it.concurrent('reads the text of a slip, and offers it beside the fields', () =>
      house.story(async (visit) => {
        const page = await visit(OPERATOR, { path: '/intake' });
        const table = await page.context().newPage();
        const slip = await drawSlip(table, 0, 'cropped', chanceOf(2));
        await table.close();
        await page.locator('#field-narrative:focus').waitFor();
        await page.keyboard.press('Alt+KeyQ');
        const dialog = page.getByRole('dialog');
        const file = { name: 'slip.jpg', mimeType: 'image/jpeg', buffer: slip.picture };
        await dialog.getByLabel('เลือกภาพสลิป').setInputFiles(file);
        await dialog.getByText('ยังไม่ได้กรอก', { exact: false }).waitFor();
        await wholeDialog(page, 'slip');
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Escape');

        const amount = page.getByLabel('จำนวนเงิน (บาท)', { exact: true });
        expect(await amount.inputValue()).toBe('');
        await page.getByRole('button', { name: `ใส่ ${slip.amount}` }).click();
        expect(await amount.inputValue()).toBe(slip.amount);
        await page.getByLabel('เลขอ้างอิงรายการ', { exact: true }).focus();
        await page.keyboard.press('Alt+KeyS');
        expect(await page.getByLabel('เลขอ้างอิงรายการ', { exact: true }).inputValue()).toBe(slip.reference);
        await page.getByText(`บัญชีผู้รับมีเลข ${slip.toDigits}`, { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    it.concurrent('reads the QR of a slip that is held before the camera, and puts the camera off', () =>
      house.story(async (visit) => {
        const before = (context: BrowserContext) => context.grantPermissions(['camera']);
        const page = await visit(OPERATOR, { path: '/intake', before });
        await page.locator('#field-narrative:focus').waitFor();
        await page.keyboard.press('Alt+KeyQ');
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('button', { name: 'เปิดกล้อง' }).click();
        await dialog.getByText('กรอกจาก QR แล้ว: ธนาคารหรือผู้ให้บริการ · เลขอ้างอิงรายการ').waitFor();
        await dialog.locator('video').waitFor({ state: 'detached' });
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByLabel('เลขที่บัญชี', { exact: true }).fill('9069007731');
        await page.getByText('กรุงไทย บัญชีมี 10 หลัก').waitFor();
        expect(await page.getByLabel('เลขอ้างอิงรายการ', { exact: true }).inputValue()).toBe(SLIP_BEFORE_CAMERA);
      }),
    );

    it.concurrent('marks the fields that the API refuses, and keeps what was typed', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const page = await visit(OPERATOR, { path: '/intake' });
        await fill(page, theft);
        await page.getByLabel('วันที่โอน', { exact: true }).fill('1/1/2550');
        await page.keyboard.press('Control+Enter');
        await page
          .getByRole('dialog')
          .getByRole('heading', { name: /^รับแจ้งเหตุ/ })
          .waitFor();
        await page.keyboard.press('Control+Enter');
        await page.getByRole('alert').getByText('ข้อมูลบางช่องเป็นไปไม่ได้: เก่าเกินกว่าจะรับแจ้งได้').waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByText('เก่าเกินกว่าจะรับแจ้งได้').waitFor();
        expect(await page.getByLabel('เวลาโอน', { exact: true }).getAttribute('aria-invalid')).toBe('true');
        expect(await page.getByLabel('คำบอกเล่าของผู้แจ้ง').inputValue()).not.toBe('');
        expect(await barriers(page)).toEqual([]);
        // The next try is received: what cannot be is kept as it was told, and asked again.
        await page.keyboard.press('Control+Enter');
        await page.getByRole('dialog').getByText('เก็บไว้ตามที่แจ้งและจะถามอีกครั้ง', { exact: false }).waitFor();
        const opened = await received(house, page, () => page.keyboard.press('Control+Enter'));
        expect(opened.accepted.notOrderedBecause).toEqual(['SECTION7.TRANSFER_INCOMPLETE']);
      }),
    );

    it.concurrent(
      'receives once when an answer is lost, also when something was changed before it was sent again',
      () =>
        house.story(async (visit) => {
          const theft = await commitTheft(house.system);
          let isLost = true;
          const before = (context: BrowserContext) =>
            context.route('**/v1/complaints', async (route) => {
              if (!isLost) return route.continue();
              isLost = false;
              await route.fetch(); // it arrives, and its answer does not
              await route.abort();
            });
          const page = await visit(OPERATOR, { path: '/intake', before });
          await fill(page, theft);
          await page.keyboard.press('Control+Enter');
          await page
            .getByRole('dialog')
            .getByRole('heading', { name: /^รับแจ้งเหตุ/ })
            .waitFor();
          await page.keyboard.press('Control+Enter');
          await page.getByRole('alert').getByText('ระบบไม่รับซ้ำ', { exact: false }).waitFor();
          expect(await barriers(page)).toEqual([]);
          await page.keyboard.press('Escape');
          await page.getByLabel('คำบอกเล่าของผู้แจ้ง').fill('เปลี่ยนหลังส่ง');
          await page.keyboard.press('Control+Enter');
          await page
            .getByRole('dialog')
            .getByRole('heading', { name: /^รับแจ้งเหตุ/ })
            .waitFor();
          await page.keyboard.press('Control+Enter');
          await page.getByText('ศูนย์รับเรื่องนี้จากการส่งครั้งก่อนแล้ว', { exact: false }).waitFor();
          const cases = await house.system.db.query<unknown[]>(
            'SELECT id FROM case_file WHERE victim_account_no = $1 AND victim_institution = $2',
            [theft.victim.accountNo, theft.victim.institution],
          );
          expect(cases).toHaveLength(1);
          expect(await barriers(page)).toEqual([]);
        }),
    );

    it.concurrent('asks one part at a time on a phone, and says so to a person who may not take complaints', () =>
      house.story(async (visit) => {
        const phone = await visit(OPERATOR, { path: '/intake', width: 390, height: 844 });
        await phone.getByLabel('คำบอกเล่าของผู้แจ้ง').waitFor(); // the story first
        expect(await phone.locator('.intake-card').count()).toBe(1);
        await phone.keyboard.press('Alt+Digit2');
        await phone.getByLabel('ผู้เสียหาย เจ้าของบัญชี').check();
        expect(await phone.locator('.intake-card').count()).toBe(1);
        expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        await toMiddle(phone);
        expect(await barriers(phone)).toEqual([]);
        await phone.keyboard.press('Alt+Digit4');
        await phone.getByLabel('ธนาคารปลายทาง', { exact: true }).fill(newAccount('th-014').institution);
        expect(await phone.locator('.intake-card').count()).toBe(1);
        await phone.keyboard.press('Alt+KeyV');
        expect(await phone.locator('.intake-card').count()).toBe(5);
        await toMiddle(phone);
        expect(await barriers(phone)).toEqual([]);
        const officer = await visit('demo-officer-1', { path: '/intake' });
        await officer.getByText('ไม่มีสิทธิ์ดูหน้านี้').waitFor();
        expect(await barriers(officer)).toEqual([]);
      }),
    );
  });
}

/** Returns whether what is read out stands in the window, from its first line to its last. */
function isWhole(said: Locator): Promise<boolean> {
  return said.evaluate((each) => {
    const { top, bottom } = each.getBoundingClientRect();
    return top >= 0 && bottom <= window.innerHeight;
  });
}

/** Scrolls to the first field: one that the foot covers by half is too small to be pressed. */
async function toMiddle(page: Page): Promise<void> {
  await page.locator('#field-who').evaluate((field) => field.scrollIntoView({ block: 'center' }));
}

/** Waits for the answer of the API to a complaint that `act` sends, and returns its case. */
async function received(house: House, page: Page, act: () => Promise<void>): Promise<Case> {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/v1/complaints')),
    act(),
  ]);
  return new Case(house.system, ComplaintAccepted.parse(await answer.json()));
}

/** Returns whether a field stands on the page still, when what has come was drawn. */
function isThereAfterDrawing(field: Node): Promise<boolean> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(field.isConnected)));
  });
}

/** Fills the form in, in English, for a victim who holds the account. */
async function fillEnglish(page: Page, theft: Theft): Promise<void> {
  await page.getByLabel('Victim, who holds the account').check();
  await page.getByLabel("Reporter's name and surname").fill('Somchai Example');
  await page.getByLabel("Reporter's telephone").fill(`08${digits(8)}`);
  await page.getByLabel("Victim's citizen id or passport number", { exact: true }).fill(`SYN${digits(8)}`);
  await fillMoney(page, theft, 'en');
}

/** Fills the form in, in Thai, for a victim who holds the account and tells this official number. */
async function fill(page: Page, theft: Theft, victimId = `SYN${digits(8)}`): Promise<void> {
  await page.getByLabel('ผู้เสียหาย เจ้าของบัญชี').check();
  await page.getByLabel('ชื่อและนามสกุลของผู้แจ้ง').fill('สมชาย ตัวอย่าง');
  await page.getByLabel('โทรศัพท์ของผู้แจ้ง').fill(`08${digits(8)}`);
  await page.getByLabel('เลขประจำตัวประชาชนหรือหนังสือเดินทางของผู้เสียหาย', { exact: true }).fill(victimId);
  await fillMoney(page, theft, 'th');
}

const WORDS = {
  th: {
    bank: 'ธนาคารหรือผู้ให้บริการ',
    accountNo: 'เลขที่บัญชี',
    toBank: 'ธนาคารปลายทาง',
    toAccountNo: 'เลขที่บัญชีปลายทาง',
    amount: 'จำนวนเงิน (บาท)',
    day: 'วันที่โอน',
    time: 'เวลาโอน',
    reference: 'เลขอ้างอิงรายการ',
    caseType: 'ประเภทคดี',
    narrative: 'คำบอกเล่าของผู้แจ้ง',
  },
  en: {
    bank: 'Bank or provider',
    accountNo: 'Account number',
    toBank: "Receiver's bank",
    toAccountNo: "Receiver's account number",
    amount: 'Amount (baht)',
    day: 'Day of transfer',
    time: 'Time of transfer',
    reference: 'Reference of the transfer',
    caseType: 'Case type',
    narrative: "In the caller's words",
  },
} as const;

async function fillMoney(page: Page, theft: Theft, language: 'th' | 'en'): Promise<void> {
  const words = WORDS[language];
  const put = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  await put(words.bank, theft.victim.institution);
  await put(words.accountNo, theft.victim.accountNo);
  await fillTransfer(page, theft, language);
  await page.getByLabel(words.caseType, { exact: true }).selectOption('goods_solo');
  await put(words.narrative, 'ซื้อกล้องแล้วไม่ได้ของ');
}

/** Fills in all of the transfer that is open for typing. */
async function fillTransfer(page: Page, theft: Theft, language: 'th' | 'en'): Promise<void> {
  const words = WORDS[language];
  const put = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  await put(words.toBank, theft.mule.institution);
  await put(words.toAccountNo, theft.mule.accountNo);
  await put(words.amount, '50,000');
  await put(words.day, typedDay(dayInBangkok(paidAtMs(theft)), language));
  await put(words.time, timeOf(theft));
  await put(words.reference, referenceOf(theft));
}

function paidAtMs({ complaint }: Theft): number {
  return Date.parse(complaint.transfers[0]?.transferredAt ?? '');
}

/** The time of the transfer in Bangkok as it is typed, `1344`. */
function timeOf(theft: Theft): string {
  return new Date(paidAtMs(theft) + 7 * 3_600_000).toISOString().slice(11, 16).replace(':', '');
}

function referenceOf({ complaint }: Theft): string {
  return complaint.transfers[0]?.reference ?? '';
}

/** Draws a QR code with this text; with a tag, its checksum is put at the end. */
function picture(text: string, tag?: string) {
  const buffer = Buffer.from(encodeQR(tag === undefined ? text : withCrc(text, tag), 'gif', { scale: 6 }));
  return { name: 'slip.gif', mimeType: 'image/gif', buffer };
}

/** Returns whose drafts have these words, and how often each was saved. */
function draftsWith(house: House, words: string): Promise<object[]> {
  return house.system.db.query<object[]>(
    'SELECT owner, revision FROM complaint_draft WHERE position($1 in content) > 0',
    [words],
  );
}
