import { formatBaht, sumSatang } from '../../../src/domain/money.js';
import type { RuleRow } from '../../../src/domain/rulebook/row.js';
import { buildMoneyGraph, type MoneyGraph } from '../../../src/domain/trail/money-graph.js';
import type { TracedPart } from '../../../src/domain/trail/traced-part.js';
import { type Distribution, WHEREABOUTS } from '../../../src/domain/trail/whereabouts.js';
import { type Answer, Banks } from './banks.js';
import { NoticeCentre } from './notice-centre.js';
import { type Happening, nameOf, readStory, timeOf } from './story.js';

/**
 * Plays a story against the pure functions, and looks after each line that the money is conserved
 * to the satang and that no bank holds more of a stolen sum than was stolen. `trace` replaces
 * parameters of P-TRACE. The answer is what an officer reads: who carried whose stolen money where,
 * in order of time, and why the trail ended there; what became of it at each account it reached;
 * the whole; and what a person must settle.
 */
export function play(text: string, trace: RuleRow['parameters'] = {}): string[] {
  return played(text, trace).ending();
}

/** The parts of the trail as the centre has them when a story ends. */
export function tracedIn(text: string): TracedPart[] {
  return played(text, {}).parts();
}

function played(text: string, trace: RuleRow['parameters']): Stage {
  const stage = new Stage(trace);
  for (const happening of readStory(text)) {
    stage.happen(happening);
    stage.assertSound(happening.at);
  }
  return stage;
}

class Stage {
  private readonly banks = new Banks();
  private readonly centre: NoticeCentre;
  private readonly silent = new Set<string>();
  private readonly faulty = new Map<string, 'exaggerates' | 'miscounts'>();
  private readonly told: Answer[] = [];

  constructor(trace: RuleRow['parameters']) {
    this.centre = new NoticeCentre(trace);
  }

  happen(happening: Happening): void {
    this.centre.expire(happening.at);
    this.exchange(happening.at);
    switch (happening.does) {
      case 'has':
        this.banks.give(happening.who, happening.satang);
        break;
      case 'pays':
        this.banks.pay({
          reference: `R${this.banks.payments.length + 1}`,
          from: happening.who,
          to: happening.to,
          amountSatang: happening.satang,
          at: happening.at,
          paidTo: happening.paidTo,
        });
        break;
      case 'reports':
        for (const payment of this.banks.payments.filter(({ from }) => nameOf(from) === nameOf(happening.who))) {
          this.centre.report(payment, happening.by, happening.at);
        }
        break;
      case 'takes back':
        this.centre.endClaims(happening.who, happening.by);
        break;
      case 'is denied':
        this.centre.deny(happening.who);
        break;
      case 'is released':
        this.centre.releaseAt(happening.who);
        break;
      case 'suspects': {
        const until = this.centre.suspensionEnd(happening.at);
        for (const own of this.banks.suspect(happening.who, until, happening.at))
          this.centre.notice(own, this.banks.payments, happening.at);
        break;
      }
      case 'falls silent':
        this.silent.add(happening.bank);
        break;
      case 'answers':
        this.silent.delete(happening.bank);
        break;
      case 'exaggerates':
      case 'miscounts':
        this.faulty.set(happening.bank, happening.does);
        break;
      case 'answers again':
        for (const answer of [...this.told].reverse()) {
          this.centre.receive(answer, this.banks.payments, happening.at);
        }
        break;
      case 'nothing':
        break;
    }
    this.exchange(happening.at);
  }

  /** Orders and releases go out, and answers come back, until there is nothing left to say. */
  private exchange(now: Date): void {
    for (let order = this.nextOrder(); order !== undefined; order = this.nextOrder()) {
      const answer = twisted(this.banks.take(order, now), this.faulty.get(order.account.institution));
      this.told.push(answer);
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
    const there = sumSatang(WHEREABOUTS.map((where) => graph.became[where]));
    if (there !== graph.stolenSatang) throw new Error(`${graph.stolenSatang} were stolen, ${there} are accounted for`);
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
      ...accounts.map(({ account, receivedSatang, became: there, inCycle }) => {
        const cycle = inCycle ? ['in a cycle'] : [];
        const ends = this.centre.endsAt(account).map((at) => `until ${timeOf(at)}`);
        const got = `${nameOf(account)} got ${baht(receivedSatang)}`;
        return [got, ...tellDistribution(there), ...ends, ...cycle].join(' · ');
      }),
      [`stolen ${baht(stolenSatang)}`, ...tellDistribution(became)].join(' · '),
      ...this.centre.breaks.map((code) => `break: ${code}`),
    ];
  }

  /** Whose stolen money a transfer carried, and why it was not followed. */
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

/** A satang too much is said to be held, or a satang of the first debit is booked to the last. */
function twisted(answer: Answer, fault: 'exaggerates' | 'miscounts' | undefined): Answer {
  if (fault === 'exaggerates') return { ...answer, heldSatang: answer.heldSatang + 1n };
  if (fault === undefined) return answer;
  const last = answer.onward.length - 1;
  const onward = answer.onward.map((debit, index) => {
    const moved = index === 0 ? -1n : index === last ? 1n : 0n;
    return { ...debit, attributedSatang: debit.attributedSatang + moved };
  });
  return { ...answer, onward };
}

function tellDistribution(became: Distribution): string[] {
  return WHEREABOUTS.filter((where) => became[where] > 0n).map((where) => `${where} ${baht(became[where])}`);
}

function baht(satang: bigint): string {
  return formatBaht(satang).replace(/\.00$/, '');
}
