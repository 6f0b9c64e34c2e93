import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CHAPTERS } from '../../tools/conformance/chapters/all.js';
import { OF_CENTRE } from '../../tools/conformance/chapters/of-centre.js';
import { ORDERS_OF_CENTRE, WHOLE_RUN } from '../../tools/conformance/chapters/of-centre-orders.js';
import { readGuide } from '../../tools/conformance/guide.js';
import { projectDir } from '../architecture/project.js';

const folder = path.join(projectDir, 'docs/protocol');
const guide = readGuide(folder);
const checks = [...CHAPTERS, ...OF_CENTRE, ...ORDERS_OF_CENTRE, WHOLE_RUN].flatMap((chapter) => [...chapter.checks]);

describe('the guide of the protocol', () => {
  it('has, under its anchor, each sentence that a check comes from', () => {
    const missing = checks.filter(({ says }) => (guide.get(says)?.text.length ?? 0) < 10);
    expect(missing.map(({ id, says }) => `${id}: ${says}`)).toEqual([]);
  });

  it('has no anchor that no check cites, and none twice', () => {
    const cited = new Set(checks.map(({ says }) => says));
    expect([...guide.keys()].filter((anchor) => !cited.has(anchor))).toEqual([]);
    const text = ['README.md', 'signing.md', 'duties.md'].map((file) => readFileSync(path.join(folder, file), 'utf8'));
    const anchors = text.join('\n').match(/<a id="[^"]+"/g) ?? [];
    expect(anchors).toHaveLength(new Set(anchors).size);
    expect(anchors).toHaveLength(guide.size);
  });

  it('is checked by at least eighty checks, each with an id of its own', () => {
    expect(checks.length).toBeGreaterThanOrEqual(80);
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  });

  it('says how many checks play a bank against a centre, and so many there are', () => {
    const ofCentre = [...OF_CENTRE, ...ORDERS_OF_CENTRE, WHOLE_RUN].flatMap((chapter) => [...chapter.checks]);
    const [, passed] = /: (\d+) passed, none failed/.exec(readFileSync(path.join(folder, 'README.md'), 'utf8')) ?? [];
    expect(Number(passed)).toBe(ofCentre.length);
  });

  it('says of every code of an answer whether ISO 20022 has a counterpart', () => {
    const { components } = JSON.parse(
      readFileSync(path.join(projectDir, 'docs/institution-protocol.openapi.json'), 'utf8'),
    ) as { components: { schemas: Record<string, unknown> } };
    const answers = ['HoldReceipt', 'ReleaseReceipt', 'DebitConfirmation'].map((name) => components.schemas[name]);
    // The codes of these fields say nothing that a payment message could say.
    const aside = ['channel', 'offRail', 'paidTo', 'passesOn', 'simOwner'];
    const table = readFileSync(path.join(folder, 'iso-20022.md'), 'utf8');
    const codes = answers.flatMap((answer) => enumsOf(answer, aside));
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !table.includes(`\`${code}\``))).toEqual([]);
  });
});

/** Returns every value of an enumeration in a schema, but those of some fields. */
function enumsOf(schema: unknown, aside: readonly string[]): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, part]) => {
    if (aside.includes(name)) return [];
    return name === 'enum' && Array.isArray(part) ? part.map(String) : enumsOf(part, aside);
  });
}
