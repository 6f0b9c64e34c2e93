import type { BrowserContext } from 'playwright-core';
import { caseWithEvidence } from './support/case-with-evidence.js';
import { storyInFullRun } from '../../support/full-run.js';
import { barriers, type House } from './support/house.js';

/** Stories of the page of models and review slots. */
export function modelsStories(house: House): void {
  describe('the page of models', () => {
    it.concurrent('says how often each version was wrong, and leads from a review slot to its case', () =>
      house.story(async (visit) => {
        const { opened } = await caseWithEvidence(house);
        const drawn = {
          adviceId: 'drawn',
          caseId: opened.id,
          caseNo: opened.accepted.caseNo,
          account: { institution: 'th-014', accountMasked: 'xxxxxx4321' },
          modelVersion: 'hop-reported',
          madeAt: new Date().toISOString(),
        };
        // Two in a hundred are drawn: the answer has one for sure.
        const before = (context: BrowserContext) =>
          context.route(/\/v1\/analysis\/review-slots$/, (route) => route.fulfill({ json: { slots: [drawn] } }));
        const officer = await visit('demo-officer-1', { before });
        await officer.getByRole('link', { name: 'แบบจำลอง' }).click();
        await officer.waitForURL(/\/analysis$/);
        await officer.getByText('ระบบวิเคราะห์เปิดอยู่').waitFor();
        const versions = officer.getByRole('table').first().getByRole('row');
        await versions.filter({ hasText: 'ใช้อยู่' }).filter({ hasText: 'ควรตรวจบัญชี' }).first().waitFor();
        await versions.filter({ hasText: 'เปรียบเทียบ ไม่แสดงต่อผู้ตัดสิน' }).first().waitFor();
        expect(await barriers(officer)).toEqual([]);
        await officer.getByRole('link', { name: opened.accepted.caseNo }).click();
        await officer.getByRole('heading', { name: opened.accepted.caseNo }).waitFor();

        const english = await visit('demo-admin-1', { path: '/analysis', language: 'en', theme: 'dark', width: 390 });
        await english.getByText('The analysis is on').waitFor();
        await english.getByText('challenger: shown to nobody who decides').first().waitFor();
        // An administrator judges nothing, and is led to no case.
        expect(await english.getByRole('heading', { name: 'Review slots', exact: true }).count()).toBe(0);
        expect(await barriers(english)).toEqual([]);
      }),
    );

    storyInFullRun('shows bands that do not fit, figures that moved, and the switch that is off', () =>
      house.story(async (visit) => {
        const page = await visit('demo-auditor-1', { path: '/analysis', before: moved });
        await page.getByText('ระบบวิเคราะห์ปิดอยู่').waitFor();
        await page.getByText('ไม่ตรง', { exact: true }).waitFor();
        await page.getByText('น้อยเกินไป').waitFor();
        await page.getByText('ตัวเลขที่แบบจำลองใช้ เทียบกับตอนฝึก').click();
        await page.getByText('ดูทันที').waitFor();
        await page.getByText('ไม่มีรายการสุ่มตรวจที่รอประเมิน').waitFor();
        expect(await barriers(page)).toEqual([]);
      }),
    );

    storyInFullRun('says what failed, that nothing is there, and who may read it', () =>
      house.story(async (visit) => {
        const failed = await visit('demo-officer-1', {
          path: '/analysis',
          before: (context) => context.route(/\/v1\/analysis\//, (route) => route.fulfill({ status: 500, json: {} })),
        });
        await failed.getByRole('button', { name: 'ลองใหม่' }).first().waitFor();
        expect(await barriers(failed)).toEqual([]);
        const empty = await visit('demo-officer-1', {
          path: '/analysis',
          before: (context) =>
            context.route(/\/v1\/analysis\/models$/, (route) => route.fulfill({ json: { isOn: true, models: [] } })),
        });
        await empty.getByText('ยังไม่มีแบบจำลองให้คำแนะนำ').waitFor();
        const operator = await visit('demo-hotline-1', { path: '/analysis' });
        await operator.getByText('หน้านี้เปิดได้เฉพาะ', { exact: false }).waitFor();
        expect(await barriers(operator)).toEqual([]);
      }),
    );
  });
}

/** Answers as after months: one band too sure, one with few accounts, and a figure that moved. */
async function moved(context: BrowserContext): Promise<void> {
  const at = new Date().toISOString();
  const compared = { ofRecord: 12, expected: 0.8, isOff: false };
  await context.route(/\/v1\/analysis\/review-slots$/, (route) => route.fulfill({ json: { slots: [] } }));
  await context.route(/\/v1\/analysis\/models$/, (route) =>
    route.fulfill({
      json: {
        isOn: false,
        models: [
          {
            modelVersion: 'hop-1',
            kinds: ['hop_risk'],
            shadow: false,
            given: 900,
            agreed: 30,
            wrong: 20,
            errorRate: 0.4,
            drift: { index: 0.12, calls: 'warn' },
            featureDrift: [{ feature: 'taint_share', index: 0.31, calls: 'stop' }],
            bands: [
              { ...compared, band: 'high', count: 40, actual: 0.5, interval: { from: 0.35, to: 0.65 }, isOff: true },
              { band: 'unsure', count: 4, ofRecord: null, expected: null, actual: null, interval: null, isOff: false },
            ],
            calibration: [],
            calibrationOfSlots: [],
            firstAt: at,
            lastAt: at,
          },
        ],
      },
    }),
  );
}
