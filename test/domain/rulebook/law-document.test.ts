import { readFileSync } from 'node:fs';
import path from 'node:path';
import { RULE_IDS, type RuleRow } from '../../../src/domain/rulebook/row.js';
import { lawText } from '../../../tools/law-document/law-text.js';
import { TH } from '../support.js';

const written = readFileSync(path.join(__dirname, '../../../docs/LAW.md'), 'utf8');

describe('docs/LAW.md', () => {
  it('is current: if not, run `npm run law`', () => {
    expect(changedLines(written, lawText(TH))).toEqual([]);
  });

  it('has every row once, with its dates, in Thai and English', () => {
    const heading = (row: RuleRow) => `### ${row.ruleId} · ${row.titleTh} · ${row.titleEn}\n\n${row.textTh}\n`;
    const isThere = (row: RuleRow) => written.includes(heading(row)) && written.split(`\`${row.rowId}\``).length === 2;
    expect(TH.filter((row) => !isThere(row)).map((row) => row.rowId)).toEqual([]);
    const dates = '- **ใช้บังคับ · in force**\n  - 17 มีนาคม 2566 ถึง 12 เมษายน 2568\n  - 2023-03-17 to 2025-04-12\n';
    expect(written.includes(dates)).toBe(true);
  });

  it('lists each rule once in its overview', () => {
    expect(RULE_IDS.filter((ruleId) => written.split(`\n- **${ruleId}** (`).length !== 2)).toEqual([]);
  });

  it('does not depend on the order of the rows, and changes with them', () => {
    expect(changedLines(lawText(TH), lawText([...TH].reverse()))).toEqual([]);
    const longer = TH.map((row) => (row.ruleId === 'P-AOC7' ? { ...row, deadlineMs: 86_400_000 } : row));
    expect(changedLines(lawText(TH), lawText(longer)).length).toBeGreaterThan(0);
  });

  it('says which of two choices holds', () => {
    expect(written).toMatch(
      /choice `reading`\*\*\n {2}- \*\*เวลาของการระงับใช้วิธีนับที่สั้นกว่า [^*]+\*\* \/ เวลาทุกอย่างใช้วิธีนับของกฎแต่ละข้อ\n/,
    );
  });
});

/**
 * Returns the lines that only one of two texts has, so that a failure does not show the whole
 * document.
 */
function changedLines(before: string, after: string): string[] {
  const [old, fresh] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !fresh.includes(line)).map((line) => `- ${line}`),
    ...fresh.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
    ...(before !== after && old.length === fresh.length && old.every((line) => fresh.includes(line)) ? ['order'] : []),
  ];
}
