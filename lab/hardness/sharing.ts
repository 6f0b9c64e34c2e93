import type { Nation } from '../../simulator/world/nation.js';
import { AccountLog } from '../account-log.js';
import { fitLogistic, probabilityOf } from './logistic.js';
import { accountsOnPath } from './on-path.js';
import { SIGNALS_OF_AGENCIES, SIGNALS_OF_TRAIL, factsByAccount, signalsOf } from './signals.js';

/** The share of innocent accounts that a list of suspects may hold wrongly. */
const FALSE_HOLDS = 0.05;

/** The share of mules on trails that is found, at equal false holds, by who shares what. */
export interface SharingFigures {
  /** A bank that sees its own accounts and no trail. */
  oneBank: number;
  /** The trail across all banks beside it. */
  allBanks: number;
  /** What agencies know beside both. */
  withAgencies: number;
}

/** Measures what sharing is worth: the same linear model, with more to look at each time. */
export function measureSharing(nation: Nation): SharingFigures {
  const { days } = nation.settings;
  const log = new AccountLog(nation.payments);
  const facts = factsByAccount(nation.facts);
  const rowsOf = (fromDay: number, toDay: number) =>
    accountsOnPath(nation, fromDay, toDay).map((onPath) => ({
      values: signalsOf(onPath, log, facts).values,
      isMule: onPath.isMule,
    }));
  const learned = rowsOf(days / 6, (days * 2) / 3);
  const tested = rowsOf((days * 2) / 3, days);
  const found = (hidden: readonly number[]): number => {
    const seen = (values: readonly number[]) => values.map((value, index) => (hidden.includes(index) ? 0 : value));
    const model = fitLogistic(
      learned.map(({ values }) => seen(values)),
      learned.map(({ isMule }) => isMule),
    );
    const scores = tested.map(({ values, isMule }) => ({ isMule, score: probabilityOf(model, seen(values)) }));
    const innocent = scores.filter(({ isMule }) => !isMule).sort((a, b) => b.score - a.score);
    const bar = innocent[Math.floor(innocent.length * FALSE_HOLDS)]?.score ?? 0;
    const mules = scores.filter(({ isMule }) => isMule);
    return mules.length === 0 ? 0 : mules.filter(({ score }) => score > bar).length / mules.length;
  };
  return {
    oneBank: found([...SIGNALS_OF_TRAIL, ...SIGNALS_OF_AGENCIES]),
    allBanks: found(SIGNALS_OF_AGENCIES),
    withAgencies: found([]),
  };
}
