import { formatBaht, sumSatang } from '../../../src/domain/money.js';
import type { RuleRow } from '../../../src/domain/rulebook/row.js';
import { buildMoneyGraph, type MoneyGraph } from '../../../src/domain/trail/money-graph.js';
import type { TracedPart } from '../../../src/domain/trail/traced-part.js';
import { type Distribution, WHEREABOUTS } from '../../../src/domain/trail/whereabouts.js';
import { type Answer, Banks } from './banks.js';
import { NoticeCentre } from './notice-centre.js';
import { type StoryEvent, nameOf, readStory, timeOf } from './story.js';

/**
 * Plays a story against the pure functions. After each line it checks that the money is conserved
 * to the satang and that the banks hold no more of a stolen sum than was stolen. `trace` replaces
 * parameters of P-TRACE. Returns what an officer reads: each transfer of stolen money in order of
 * time and why the trail ended there, what became of it at each account, the total, and the
 * breaks.
 */
export function play(text: string, trace: RuleRow['parameters'] = {}): string[] {
  return played(text, trace).ending();
}

/** Returns the parts of the trail at the end of a story. */
export function tracedIn(text: string): TracedPart[] {
  return played(text, {}).parts();
}

function played(text: string, trace: RuleRow['parameters']): Stage {
  const stage = new Stage(trace);
  for (const event of readStory(text)) {
    stage.happen(event);
    stage.assertSound(event.at);
  }
  return stage;
}

class Stage {
  private readonly banks = new Banks();
  private readonly centre: NoticeCentre;
  private readonly silent = new Set<string>();
  private readonly faulty = new Map<string, 'exaggerates' | 'miscounts'>();
  private readonly given: Answer[] = [];

  constructor(trace: RuleRow['parameters']) {
    this.centre = new NoticeCentre(trace);
  }

  happen(event: StoryEvent): void {
    this.centre.expire(event.at);
    this.exchange(event.at);
    switch (event.does) {
      case 'has':
        this.banks.give(event.who, event.satang);
        break;
      case 'pays':
        this.banks.pay({
          reference: `R${this.banks.payments.length + 1}`,
          from: event.who,
          to: event.to,
          amountSatang: event.satang,
          at: event.at,
          paidTo: event.paidTo,
        });
        break;
      case 'reports':
        for (const payment of this.banks.payments.filter(({ from }) => nameOf(from) === nameOf(event.who))) {
          this.centre.report(payment, event.by, event.at);
        }
        break;
      case 'takes back':
        this.centre.endClaims(event.who, event.by);
        break;
      case 'is denied':
        this.centre.deny(event.who);
        break;
      case 'is released':
        this.centre.releaseAt(event.who);
        break;
      case 'suspects': {
        const until = this.centre.suspensionEnd(event.at);
        for (const own of this.banks.suspect(event.who, until, event.at))
          this.centre.notice(own, this.banks.payments, event.at);
        break;
      }
      case 'falls silent':
        this.silent.add(event.bank);
        break;
      case 'answers':
        this.silent.delete(event.bank);
        break;
      case 'exaggerates':
      case 'miscounts':
        this.faulty.set(event.bank, event.does);
        break;
      case 'answers again':
        for (const answer of [...this.given].reverse()) {
          this.centre.receive(answer, this.banks.payments, event.at);
        }
        break;
      case 'nothing':
        break;
    }
    this.exchange(event.at);
  }

  /** Sends orders and releases and takes their answers, until nothing is left to send. */
  private exchange(now: Date): void {
    for (let order = this.nextOrder(); order !== undefined; order = this.nextOrder()) {
      const answer = distort(this.banks.take(order, now), this.faulty.get(order.account.institution));
      this.given.push(answer);
      this.centre.receive(answer, this.banks.payments, now);
    }
    for (const hold of this.centre.releases.splice(0)) {
      this.banks.release(hold);
      this.centre.released(hold);
    }
  }

  private nextOrder() {
    const index = this.centre.outbox.findIndex((order) => !this.silent.has(order.account.institution));
    return index < 0 ? undefined : this.centre.outbox.splice(index, 1)[0];
  }

  assertSound(now: Date): void {
    const fault = this.centre.fault();
    if (fault !== undefined) throw new Error(fault);
    const graph = this.graph();
    const accountedFor = sumSatang(WHEREABOUTS.map((where) => graph.became[where]));
    if (accountedFor !== graph.stolenSatang)
      throw new Error(`${graph.stolenSatang} were stolen, ${accountedFor} are accounted for`);
    for (const { amountSatang, holds } of this.centre.holdsBySum()) {
      if (this.banks.heldIn(holds, now) > amountSatang) throw new Error('the banks hold more than was stolen');
    }
  }

  parts(): TracedPart[] {
    return this.centre.parts();
  }

  ending(): string[] {
    const { transfers, accounts, became, stolenSatang } = this.graph();
    const parts = this.parts();
    return [
      ...transfers.map((transfer) => {
        const carried = this.shares(parts.filter((part) => part.transferId === transfer.transferId));
        const to = transfer.to === null ? (transfer.offRail ?? '?') : nameOf(transfer.to);
        return [`${nameOf(transfer.from)} → ${to}`, baht(transfer.amountSatang), ...carried].join(' · ');
      }),
      ...accounts.map(({ account, receivedSatang, became: atAccount, inCycle }) => {
        const cycle = inCycle ? ['in a cycle'] : [];
        const ends = this.centre.endsAt(account).map((at) => `until ${timeOf(at)}`);
        const got = `${nameOf(account)} got ${baht(receivedSatang)}`;
        return [got, ...distributionLines(atAccount), ...ends, ...cycle].join(' · ');
      }),
      [`stolen ${baht(stolenSatang)}`, ...distributionLines(became)].join(' · '),
      ...this.centre.breaks.map((code) => `break: ${code}`),
    ];
  }

  /** Returns whose stolen money a transfer carried, and why it was not followed. */
  private shares(parts: readonly TracedPart[]): string[] {
    const victims = this.centre.victims();
    const owners = [...new Set(parts.map((part) => part.stolenSumId))];
    const reasons = new Set(parts.flatMap((part) => (part.stopReason === null ? [] : [`stop: ${part.stopReason}`])));
    const shares = owners.map((sumId) => {
      const victim = victims.get(sumId);
      const own = parts.filter((part) => part.stolenSumId === sumId).map((part) => part.attributedSatang);
      return `${baht(sumSatang(own))} of ${victim === undefined ? '?' : nameOf(victim)}`;
    });
    return parts.every((part) => part.hop === 0) ? ['reported'] : [...shares, ...reasons];
  }

  private graph(): MoneyGraph {
    const graph = buildMoneyGraph(this.parts());
    if (!graph.ok) throw new Error(graph.code);
    return graph.value;
  }
}

/**
 * Makes an answer wrong: one satang too much held, or one satang moved from first to last debit.
 */
function distort(answer: Answer, fault: 'exaggerates' | 'miscounts' | undefined): Answer {
  if (fault === 'exaggerates') return { ...answer, heldSatang: answer.heldSatang + 1n };
  if (fault === undefined) return answer;
  const last = answer.onward.length - 1;
  const onward = answer.onward.map((debit, index) => {
    const moved = index === 0 ? -1n : index === last ? 1n : 0n;
    return { ...debit, attributedSatang: debit.attributedSatang + moved };
  });
  return { ...answer, onward };
}

function distributionLines(became: Distribution): string[] {
  return WHEREABOUTS.filter((where) => became[where] > 0n).map((where) => `${where} ${baht(became[where])}`);
}

function baht(satang: bigint): string {
  return formatBaht(satang).replace(/\.00$/, '');
}
