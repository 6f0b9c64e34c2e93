import { forecastCashOut, type CashOut, type Leaving, LEAST_SEEN } from '../../src/analysis/next/cash-out.js';
import { type WayOut, WAYS_OUT } from '../../src/domain/advice/way-out.js';
import { MINUTE_MS } from '../../src/domain/time.js';
import type { Complaint } from '../../simulator/world/complaints.js';
import { makeNation } from '../../simulator/world/nation.js';
import type { WorldSettings } from '../../simulator/world/settings.js';
import { type StolenPart, withAllBelow } from '../../simulator/world/stolen-parts.js';
import { InformationStore, wayOfPart } from './information-store.js';
import { type Bench, prepareBench } from './play.js';

/** Smaller parts are not followed (P-TRACE). */
const LEAST_SATANG = 50_000;
/** As deep as most trails are traced. */
const DEEPEST_HOP = 3;
/** The product looks at so many of the newest hops of all trails. */
const HOPS = 300;

/**
 * How well it is said by what, and in how many minutes, stolen money leaves the accounts where it
 * lies when a victim calls, of money that leaves. `table`: the shares and times of all reported hops.
 * `product`: what the analysis says.
 */
export interface CashOutFigures {
  asked: number;
  /** How often money left for no other account. */
  outOfReach: number;
  table: ForecastFigures;
  product: ForecastFigures;
}

interface ForecastFigures {
  /** How often the likeliest way was the true one. */
  right: number;
  /** The mean of -log of the share that the true way was given; less is better. */
  logLoss: number;
  /** How often the true minutes were from the tenth to the nine tenths; 0.8 is meant. */
  within: number;
  /** The mean pinball loss of the three quantiles, in minutes; less is better. */
  minutesLost: number;
}

/** Makes a world and measures what is said of how money leaves. */
export function measureCashOuts(settings: WorldSettings): CashOutFigures {
  const bench = prepareBench(makeNation(settings));
  const answers = bench.complaints.flatMap((complaint) => {
    const store = new InformationStore(bench.sights, 'reported', complaint, complaint.at);
    const leavings = store.leavings(HOPS);
    return lyingAt(bench, complaint).flatMap(({ part, left }) => {
      const lainMs = complaint.at - part.payment.at;
      const product = forecastCashOut(lainMs, leavings);
      if (product === null) return [];
      const truth = { by: wayOfPart(left), minutes: (left.payment.at - complaint.at) / MINUTE_MS };
      return [{ truth, product, table: tableOf(leavings, lainMs) }];
    });
  });
  return {
    asked: answers.length,
    outOfReach: mean(answers.map(({ truth }) => Number(truth.by !== 'account'))),
    table: figuresOf(answers.map(({ truth, table }) => ({ truth, said: table }))),
    product: figuresOf(answers.map(({ truth, product }) => ({ truth, said: product }))),
  };
}

/** The parts of a case that lie at the call and leave later, each with what leaves it first. */
function lyingAt({ nation }: Bench, { theft, at }: Complaint): { part: StolenPart; left: StolenPart }[] {
  return (nation.truth.stolen.get(theft) ?? []).flatMap(withAllBelow).flatMap((part) => {
    const [left] = part.children;
    const { to, paidTo, at: cameAt } = part.payment;
    const isFollowed = to !== null && paidTo === null && part.hop <= DEEPEST_HOP && part.amountSatang >= LEAST_SATANG;
    return left === undefined || !isFollowed || cameAt > at || left.payment.at <= at ? [] : [{ part, left }];
  });
}

/** The plain frequency table: the same for every account, and for however long the money lay. */
function tableOf(leavings: readonly Leaving[], lainMs: number): Said {
  const count = (by: WayOut) => leavings.filter((one) => one.by === by).length;
  const ways = WAYS_OUT.map((by) => ({ by, share: (count(by) + 1) / (leavings.length + WAYS_OUT.length) }));
  const waited = leavings.map(({ waitedMs }) => waitedMs).sort((a, b) => a - b);
  const at = (share: number) => Math.max(0, (waited[Math.floor(share * waited.length)] ?? 0) - lainMs) / MINUTE_MS;
  const minutesLeft = waited.length < LEAST_SEEN ? null : { tenth: at(0.1), half: at(0.5), nineTenths: at(0.9) };
  return { ways: ways.sort((a, b) => b.share - a.share), minutesLeft };
}

type Said = Pick<CashOut, 'ways' | 'minutesLeft'>;

function figuresOf(answers: readonly { truth: { by: WayOut; minutes: number }; said: Said }[]): ForecastFigures {
  const timed = answers.flatMap(({ truth: { minutes }, said: { minutesLeft } }) =>
    minutesLeft === null ? [] : [{ minutes, ...minutesLeft }],
  );
  const shareOf = ({ truth, said }: (typeof answers)[number]) =>
    said.ways.find(({ by }) => by === truth.by)?.share ?? 0;
  return {
    right: mean(answers.map(({ truth, said }) => Number(said.ways[0]?.by === truth.by))),
    logLoss: mean(answers.map((answer) => -Math.log(shareOf(answer)))),
    within: mean(timed.map(({ minutes, tenth, nineTenths }) => Number(minutes >= tenth && minutes <= nineTenths))),
    minutesLost: mean(
      timed.map(
        ({ minutes, tenth, half, nineTenths }) =>
          (pinball(minutes, tenth, 0.1) + pinball(minutes, half, 0.5) + pinball(minutes, nineTenths, 0.9)) / 3,
      ),
    ),
  };
}

/** What a quantile costs: too low by its share, too high by the rest. */
function pinball(truth: number, said: number, share: number): number {
  return truth >= said ? share * (truth - said) : (1 - share) * (said - truth);
}

/** Returns the mean; 0 of none. */
function mean(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / Math.max(1, figures.length);
}
