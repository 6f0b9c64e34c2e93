import { assessHops, hopModel, type InformationSet } from '../../../src/analysis/assess-hops.js';
import type { Observed, Transfer } from '../../../src/analysis/observed.js';

const TRACES = 200;
/** What the goal is for: a trace of so many accounts, each explained. */
const ACCOUNTS = 50;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const THEFT_AT = Date.UTC(2026, 0, 60);

/** Prints how many milliseconds an assessment of a trace with reasons takes, as JSON (goal G1). */
function main(): void {
  const figures = (['reported', 'history'] as const).map(timesOf);
  console.log(JSON.stringify({ traces: TRACES, accounts: ACCOUNTS, figures }, null, 2));
}

function timesOf(set: InformationSet): { modelVersion: string; middleMs: number; p99Ms: number } {
  const modelVersion = hopModel(set).version;
  const times: number[] = [];
  for (let trace = 0; trace < TRACES; trace += 1) {
    const { stolen, observed } = makeTrace(trace);
    const start = performance.now();
    const assessed = assessHops({ stolen }, observed, THEFT_AT + 5 * DAY_MS, set);
    times.push(performance.now() - start);
    if (assessed.length !== ACCOUNTS) throw new Error(`a trace has ${assessed.length} accounts`);
  }
  times.sort((a, b) => a - b);
  const rounded = (place: number): number => Math.round((times[place] ?? NaN) * 10) / 10;
  return { modelVersion, middleMs: rounded(TRACES / 2), p99Ms: rounded(Math.ceil(TRACES * 0.99) - 1) };
}

/** Stolen money goes to one account, from there to seven, and from each of these to six; all have a past. */
function makeTrace(seed: number): { stolen: Transfer[]; observed: Observed } {
  const transfers: Transfer[] = [];
  const pay = (from: string, to: string, baht: number, at: number): void => {
    const id = `${seed}-${transfers.length}`;
    transfers.push({ id, from, to, amountSatang: BigInt(baht) * 100n, at, rail: 'promptpay' });
  };
  pay('victim', 'a0', 42_000 + seed * 1_000, THEFT_AT);
  for (let account = 1; account < ACCOUNTS; account += 1) {
    const from = account <= 7 ? 'a0' : `a${1 + ((account - 8) % 7)}`;
    pay(from, `a${account}`, account <= 7 ? 6_000 : 900, THEFT_AT + account * MINUTE_MS);
  }
  for (let account = 0; account < ACCOUNTS; account += 1) {
    for (let past = 0; past < 20; past += 1) {
      const other = `p${(account * 31 + past * 17 + seed) % 400}`;
      const at = THEFT_AT - (1 + ((account + past * 3 + seed) % 50)) * DAY_MS;
      if (past % 2 === 0) pay(other, `a${account}`, 100 + past * 37, at);
      else pay(`a${account}`, other, 90 + past * 35, at + 20 * MINUTE_MS);
    }
  }
  return { stolen: transfers.slice(0, 1), observed: { transfers, facts: [], refs: [] } };
}

main();
