import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SYSTEM_PARTS, type SystemPart } from '../../../src/domain/rulebook/parts.js';
import { RULE_IDS, type RuleId } from '../../../src/domain/rulebook/row.js';
import { filesBelow, projectDir } from '../../architecture/project.js';
import { TH } from '../support.js';

const sources = ['src', 'workflows', 'activities']
  .flatMap(filesBelow)
  .filter((file) => file.endsWith('.ts') && !/^src\/(domain\/rulebook|law-document)\//.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(projectDir, file), 'utf8') }));

/** Returns the files that name a rule in their code, not inside a longer word or a comment. */
function filesThatName(ruleId: RuleId): string[] {
  return sources.filter(({ text }) => text.includes(`'${ruleId}'`)).map(({ file }) => file);
}

describe('the parts that a row names', () => {
  it.each(RULE_IDS)('%s: each part that it names has code that names it', (ruleId) => {
    const files = filesThatName(ruleId);
    const parts = [...new Set(TH.filter((row) => row.ruleId === ruleId).flatMap((row) => row.actsIn))];
    const idle = parts.filter((part) => !files.some((file) => isOf(part, file)));
    expect(idle).toEqual([]);
  });

  it('"recorded only" is true: no code names such a rule, and all code that acts belongs to a row that says so', () => {
    const recordedOnly = TH.filter((row) => row.actsIn.length === 0).map((row) => row.ruleId);
    expect(recordedOnly.length).toBeGreaterThan(3);
    expect(
      recordedOnly.map((ruleId) => [ruleId, ...filesThatName(ruleId)]).filter((found) => found.length > 1),
    ).toEqual([]);
  });
});

function isOf(part: SystemPart, file: string): boolean {
  return SYSTEM_PARTS[part].code.some((place) => file === place || file.startsWith(`${place}/`));
}
