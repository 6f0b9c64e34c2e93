import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from './project.js';

/** Who may name the tables of advice in SQL or in an entity; everybody else decides, or serves those. */
const MAY_READ =
  /^(src\/application\/(advice|queue)\/|src\/persistence\/(entities\/(findings\/advice\.entities|all)\.ts|audit\/sealed-tables\.ts|migrations\/)|tools\/proof\/bench\/copies\/|tools\/verify\/)/;

function sources(folder: string): string[] {
  return readdirSync(path.join(projectDir, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|sql)$/.test(name))
    .map((name) => path.join(folder, name));
}

describe('the tables of advice', () => {
  const files = ['src', 'tools', 'workflows', 'activities'].flatMap(sources);
  const NAMES_THEM =
    /\b(FROM|JOIN|INTO|UPDATE|TABLE|REFERENCES)\s+(advice(_verdict)?|ring_ruling)\b|\b(Advice(Verdict)?|RingRuling)Row\b/i;

  it('are named by nothing that decides: no rule, order, release or approval can read them', () => {
    const named = files.filter((file) => NAMES_THEM.test(readFileSync(path.join(projectDir, file), 'utf8')));
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((file) => !MAY_READ.test(file))).toEqual([]);
  });

  it('stand behind no trigger, view or function of the schema that another table uses', () => {
    const schema = sources('src/persistence/migrations/baseline').filter((file) => !/\/(advice|seal)\.sql$/.test(file));
    const naming = schema.filter((file) => /\badvice/i.test(readFileSync(path.join(projectDir, file), 'utf8')));
    expect(naming).toEqual([]);
  });
});
