import type { CaseView, MoneyGraph } from '../../api/schema.js';
import type { Tone } from '../../ui/marks/chip.js';
import { isProtected, openRequests } from './stolen-sum.js';

/** Why the trail stops at an account, as a word of its own. */
type StopWord = `stop_${MoneyGraph['accounts'][number]['stops'][number]['reason']}`;

/** What a box, a row and a chip say of an account. */
export interface AccountState {
  readonly word:
    | 'held'
    | 'partly'
    | 'awaiting_approval'
    | 'asked'
    | 'open'
    | 'unexplained'
    | StopWord
    | 'released'
    | 'off_rails'
    | 'empty';
  readonly tone: Tone;
  readonly satang: string;
}

/** Names an account for comparison; masked accounts of one institution may look alike. */
export function accountName({ institution, accountMasked }: { institution: string; accountMasked: string }): string {
  return `${institution}:${accountMasked}`;
}

/** Returns what is most worth knowing of an account of the trail. */
export function stateOf(account: MoneyGraph['accounts'][number], view: CaseView): AccountState {
  const { became, receivedSatang } = account;
  const awaiting = openRequests(view).find((request) => accountName(request) === accountName(account));
  if (awaiting !== undefined) {
    const satang = awaiting.blastRadius?.order.amountSatang ?? '0';
    return { word: 'awaiting_approval', tone: 'warn', satang };
  }
  const held = String(BigInt(became.held) + BigInt(became.suspended) + BigInt(became.seized));
  if (held !== '0') return { word: held === receivedSatang ? 'held' : 'partly', tone: 'held', satang: held };
  if (became.awaitingAnswer !== '0') return { word: 'asked', tone: 'asked', satang: became.awaitingAnswer };
  if (became.awaitingOrder !== '0') return { word: 'open', tone: 'plain', satang: became.awaitingOrder };
  if (became.unexplained !== '0') return { word: 'unexplained', tone: 'unknown', satang: became.unexplained };
  const [stop] = account.stops;
  if (became.stopped !== '0' && stop !== undefined)
    return { word: `stop_${stop.reason}`, tone: toneOfStop(stop), satang: became.stopped };
  if (became.released !== '0') return { word: 'released', tone: 'plain', satang: became.released };
  if (became.offRails !== '0') return { word: 'off_rails', tone: 'gone', satang: became.offRails };
  return { word: 'empty', tone: 'gone', satang: '0' };
}

type Stop = MoneyGraph['accounts'][number]['stops'][number];

/** The colour of a stop, by who may order there as the server says. */
function toneOfStop(stop: Stop): Tone {
  if (isProtected(stop)) return 'shield';
  return stop.passedBy === 'person' ? 'warn' : stop.passedBy === 'when_free' ? 'asked' : 'gone';
}
