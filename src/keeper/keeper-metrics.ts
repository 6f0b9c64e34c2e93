import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Why } from '../application/due/kinds/all.js';
import type { OpenWork } from '../application/overview/read-record-health.js';
import type { LateFigures } from '../application/overview/overview.queries.js';

/**
 * The measures of a keeper process; docs/OPERATING.md says what to do about them. All keepers read
 * the same database, so they report the same figures.
 */
export class KeeperMetrics {
  readonly registry = new Registry();
  readonly rounds = new Counter({
    name: 'rangap_keeper_rounds_total',
    help: 'Rounds that ended, by chore and outcome.',
    labelNames: ['chore', 'outcome'],
    registers: [this.registry],
  });
  readonly lastDone = new Gauge({
    name: 'rangap_keeper_last_done_timestamp_seconds',
    help: 'When a round of a chore last ended without a fault, in seconds since 1970.',
    labelNames: ['chore'],
    registers: [this.registry],
  });

  private readonly dueDriven = new Counter({
    name: 'rangap_due_driven_total',
    help: 'Subjects that were due and driven, by why and outcome.',
    labelNames: ['why', 'outcome'],
    registers: [this.registry],
  });
  private readonly dueInOrder = new Gauge({
    name: 'rangap_due_in_order_timestamp_seconds',
    help: 'When a round last ended in which nothing that was due for this reason failed, in seconds since 1970.',
    labelNames: ['why'],
    registers: [this.registry],
  });

  readonly checkpointsStopped = new Gauge({
    name: 'rangap_checkpoints_stopped',
    help: 'Whether nothing is signed (1), because the checkpoints are not those that were kept outside the database.',
    registers: [this.registry],
  });

  private readonly late: Readonly<Record<keyof LateFigures, Gauge>> = {
    holdsPastTime: this.gauge('holds_past_time', 'Holds more than ten seconds past their end that nobody released.'),
    oldestMessageSeconds: this.gauge('message_oldest_seconds', 'Age of the oldest message that waits for its effect.'),
    breaksOverdue: this.gauge('breaks_overdue', 'Breaks that nobody settled in time.'),
    oldestReleaseSeconds: this.gauge('release_oldest_seconds', 'Age of the oldest release that is not acknowledged.'),
    oldestUnsentHoldOrderSeconds: this.gauge(
      'unsent_hold_order_oldest_seconds',
      'Age of the oldest unsent hold order.',
    ),
    oldestUnsentReleaseSeconds: this.gauge('unsent_release_oldest_seconds', 'Age of the oldest unsent release order.'),
    oldestUnsentQuestionSeconds: this.gauge('unsent_question_oldest_seconds', 'Age of the oldest unsent question.'),
    oldestUnsentConfirmationSeconds: this.gauge(
      'unsent_confirmation_oldest_seconds',
      "Age of the oldest unsent question whether a victim's account sent the money.",
    ),
    victimOverdueSeconds: this.gauge(
      'victim_telling_overdue_seconds',
      'How long ago the oldest news was due that no victim has been told; 0 while none is overdue.',
    ),
  };
  private readonly open: Readonly<Record<keyof Omit<OpenWork, 'unanswered' | 'openBreaks' | 'keysEnd'>, Gauge>> = {
    overHeldSatang: this.gauge('over_held_satang', 'By how much holds take up more of stolen sums than was stolen.'),
    liveHolds: this.gauge('holds_live', 'Holds that an institution was ordered to keep, and may keep.'),
    openCases: this.gauge('cases_open', 'Cases that are not closed.'),
    outboxWaiting: this.gauge('outbox_waiting', 'Outbox entries that a workflow has not read.'),
    oldestOutboxSeconds: this.gauge(
      'outbox_oldest_seconds',
      'Age of the oldest outbox entry that no workflow has read.',
    ),
    messagesWaiting: this.gauge('messages_waiting', "Parties' messages that wait for their effect."),
    releasesUnacknowledged: this.gauge(
      'releases_unacknowledged',
      'Releases that the institution has not acknowledged.',
    ),
    victimsToTell: this.gauge('victims_to_tell', 'Cases with news that the victim has not been told.'),
  };
  private readonly unansweredOrders = new Gauge({
    name: 'rangap_orders_unanswered',
    help: 'Orders of live holds that an institution got and has not answered with a receipt.',
    labelNames: ['institution'],
    registers: [this.registry],
  });
  private readonly unansweredSeconds = new Gauge({
    name: 'rangap_order_unanswered_oldest_seconds',
    help: 'Age of the oldest of them since it was sent.',
    labelNames: ['institution'],
    registers: [this.registry],
  });
  private readonly openBreaks = new Gauge({
    name: 'rangap_breaks_open',
    help: "Institutions' words that differ from the record and are not settled, by kind.",
    labelNames: ['kind'],
    registers: [this.registry],
  });

  private readonly keysEnd = new Gauge({
    name: 'rangap_party_keys_end_seconds',
    help: 'How long a party still has a key that counts; 0 when nothing that it signs is believed.',
    labelNames: ['party'],
    registers: [this.registry],
  });
  private readonly clockAhead = this.gauge(
    'clock_ahead_seconds',
    "By how much the clock of this process is ahead of the database's; negative when it is behind.",
  );

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Counts a subject that was driven. */
  driven(why: Why, outcome: 'done' | 'nothing' | 'failed'): void {
    this.dueDriven.inc({ why, outcome });
  }

  /** Notes that a round ended in which nothing of a kind failed. */
  inOrder(why: Why): void {
    this.dueInOrder.set({ why }, Date.now() / 1000);
  }

  /** Sets the measures of what is late to what was read from the database. */
  showLate(figures: LateFigures): void {
    for (const [name, gauge] of Object.entries(this.late)) gauge.set(figures[name as keyof typeof this.late]);
  }

  /**
   * Sets the measures of what is open to what was read from the database. Removes labels that are
   * no longer there.
   */
  showOpen(work: OpenWork): void {
    for (const [name, gauge] of Object.entries(this.open)) gauge.set(work[name as keyof typeof this.open]);
    const labelled = [this.unansweredOrders, this.unansweredSeconds, this.openBreaks, this.keysEnd];
    for (const gauge of labelled) gauge.reset();
    for (const { institution, orders, oldestSeconds } of work.unanswered) {
      this.unansweredOrders.set({ institution }, orders);
      this.unansweredSeconds.set({ institution }, oldestSeconds);
    }
    for (const { kind, count } of work.openBreaks) this.openBreaks.set({ kind }, count);
    for (const { party, seconds } of work.keysEnd) this.keysEnd.set({ party }, seconds);
  }

  /** Sets by how much this process's clock, read now, is ahead of the database's time. */
  showClock(databaseNow: Date): void {
    this.clockAhead.set((Date.now() - databaseNow.getTime()) / 1000);
  }

  private gauge(name: string, help: string): Gauge {
    return new Gauge({ name: `rangap_${name}`, help, registers: [this.registry] });
  }
}
