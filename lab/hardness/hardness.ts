import type { Nation } from '../../simulator/world/nation.js';
import { AccountLog } from '../account-log.js';
import { areaUnderCurve, fitLogistic, probabilityOf } from './logistic.js';
import { accountsOnPath } from './on-path.js';
import { factsByAccount, signalsOf } from './signals.js';

/** How hard a world is for whoever looks for mules on its trails. */
export interface Hardness {
  /** Mules of all accounts. */
  prevalence: number;
  /** Wrong decisions of all after an investigation. */
  labelNoise: number;
  /** By the share of credits that left again within the hour. */
  ruleAuc: number;
  /** By a linear model of all signals, fitted on earlier days. */
  logisticAuc: number;
  /** Accounts on trails in the days that are tested, and how many of them are mules. */
  onPath: number;
  mulesOnPath: number;
}

/** What a world must be so that figures from it mean something. */
export const HARDNESS_GATES = {
  prevalence: { least: 0.002, most: 0.008 },
  labelNoise: { least: 0.03, most: 0.08 },
  ruleAuc: { least: 0.6, most: 0.85 },
  logisticAuc: { least: 0.5, most: 0.93 },
} as const;

/** Measures a world: the last third of its days is tested, the days between are learned from. */
export function measureHardness(nation: Nation): Hardness {
  const { days } = nation.settings;
  const log = new AccountLog(nation.payments);
  const facts = factsByAccount(nation.facts);
  const rowsOf = (fromDay: number, toDay: number) =>
    accountsOnPath(nation, fromDay, toDay).map((onPath) => ({
      ...signalsOf(onPath, log, facts),
      isMule: onPath.isMule,
    }));
  const learned = rowsOf(days / 6, (days * 2) / 3);
  const tested = rowsOf((days * 2) / 3, days);
  const labels = tested.map(({ isMule }) => isMule);
  const model = fitLogistic(
    learned.map(({ values }) => values),
    learned.map(({ isMule }) => isMule),
  );
  const wrong = nation.labels.filter(({ account, isMule }) => nation.truth.muleKeys.has(account) !== isMule);
  return {
    prevalence: nation.truth.muleKeys.size / nation.accounts.length,
    labelNoise: wrong.length / Math.max(1, nation.labels.length),
    ruleAuc: areaUnderCurve(
      tested.map(({ quickPassThrough }) => quickPassThrough),
      labels,
    ),
    logisticAuc: areaUnderCurve(
      tested.map(({ values }) => probabilityOf(model, values)),
      labels,
    ),
    onPath: tested.length,
    mulesOnPath: labels.filter(Boolean).length,
  };
}

/** Returns the gates that a world fails, in words; none when it is hard enough. */
export function failedGates(hardness: Hardness): string[] {
  const names = Object.keys(HARDNESS_GATES) as (keyof typeof HARDNESS_GATES)[];
  return names
    .filter((name) => hardness[name] < HARDNESS_GATES[name].least || hardness[name] > HARDNESS_GATES[name].most)
    .map((name) => {
      const { least, most } = HARDNESS_GATES[name];
      return `${name} is ${hardness[name].toFixed(4)}, and must be ${least} to ${most}`;
    });
}
