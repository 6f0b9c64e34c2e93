import { codeOfDocument, readOrderDocument } from '../../../src/application/hold/view/read-order-document.js';
import { Case } from '../../e2e/support/case.js';
import { commitTheft } from '../../e2e/support/theft.js';
import { barriers, type House } from './support/house.js';

/** Stories of somebody with an order on paper, who looks whether it is true. */
export function verifyStories(house: House): void {
  describe('an order on paper', () => {
    it.concurrent('is verified by its QR on a phone, and a code with one other digit is of no order', () =>
      house.story(async (visit) => {
        const theft = await commitTheft(house.system);
        const opened = await Case.open(house.system, theft.complaint, { rulebook: 'law' });
        const [hold] = await opened.allHeld(1);
        const read = await readOrderDocument(house.system.db.manager, hold?.orders[0]?.id ?? '', null);
        if (read === undefined) throw new Error('the hold has no order');
        const { code } = codeOfDocument(read.document);

        // The QR brings the code behind the #, which no server sees.
        const page = await visit(null, { path: `/verify#${code}`, width: 390, height: 844 });
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        await page.getByRole('button', { name: 'ตรวจสอบ' }).click();
        await page.getByRole('status').getByRole('heading').waitFor();
        const seen = await page.getByRole('status').innerText();
        expect(seen).toContain(opened.accepted.caseNo);
        expect(seen).toContain('50,000.00');
        expect(seen).toContain(`••••${theft.mule.accountNo.slice(-4)}`);
        expect(seen).not.toContain(theft.mule.accountNo);
        expect(asked.filter((address) => address.includes(code))).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(await barriers(page)).toEqual([]);

        const forged = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
        await page.getByRole('textbox').fill(forged);
        await page.getByRole('button', { name: 'ตรวจสอบ' }).click();
        await page.locator('.strip[data-tone=failed]').waitFor();
        // Whoever holds it hears what to do.
        await page.getByText('อย่าทำตามเอกสารนี้ โทร 1441', { exact: false }).waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );
  });
}
