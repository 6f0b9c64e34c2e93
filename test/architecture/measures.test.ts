import { documentItems, type DocumentItem } from '../support/document-items.js';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { collectDefaultMetrics, type MetricObject, Registry } from 'prom-client';
import { Metrics } from '../../src/api/observe/metrics.js';
import { createDispatcher } from '../../src/dispatch/create-dispatcher.js';
import { WHYS } from '../../src/application/due/kinds/all.js';
import { KeeperMetrics } from '../../src/keeper/keeper-metrics.js';
import { Circuits } from '../../src/signed-http/circuits.js';
import { AdviceWatch } from '../../src/worker/advice-watch.js';
import { WorkerMetrics } from '../../src/worker/worker-metrics.js';
import { en as recordWords } from '../../web/src/record/words.js';
import { projectDir } from './project.js';

const read = (file: string): string => readFileSync(path.join(projectDir, file), 'utf8');

/** Returns every measure of the three processes, as their registries hold them, by name. */
function measures(): Map<string, MetricObject> {
  const worker = new WorkerMetrics();
  worker.watch([]);
  worker.watchBuild('0.1.0-000000000000', { isCurrent: true });
  new AdviceWatch(() => Promise.resolve([]), worker.registry, pino({ level: 'silent' }));
  const dispatcher = new Registry();
  // It makes its measures when it is created, and none of these parts is used for that.
  createDispatcher({ circuits: new Circuits(), registry: dispatcher } as Parameters<typeof createDispatcher>[0]);
  const ofNode = new Registry();
  collectDefaultMetrics({ register: ofNode });
  const registries = [new Metrics().registry, worker.registry, new KeeperMetrics().registry, dispatcher, ofNode];
  return new Map(
    registries.flatMap((registry) => registry.getMetricsAsArray()).map((measure) => [measure.name, measure]),
  );
}

/** A measure as a document names it: `rangap_orders_unanswered{institution}`. */
interface Named {
  readonly name: string;
  /** The names of its labels, with values where the document gives them. */
  readonly labels: ReadonlyMap<string, string | undefined>;
}

/** Returns the measures of Rangap and of Node that a text names. */
function namedIn(text: string): Named[] {
  return [...text.matchAll(/\b((?:rangap|nodejs)_[a-z0-9_]*[a-z0-9])(?:\{([^}]*)\})?/g)].map(
    ([, name = '', labels = '']) => ({
      name,
      labels: new Map(
        [...labels.matchAll(/([a-z]+)(?:="([^"]*)")?/g)].map(([, label = '', value]) => [label, value] as const),
      ),
    }),
  );
}

/** Returns the items of the list below a heading of docs/OPERATING.md. */
function listBelow(heading: string): DocumentItem[] {
  return documentItems(read('docs/OPERATING.md'), heading);
}

/** Writes `a_{b,c}_d` out as `a_b_d` and `a_c_d`. */
function withoutBraces(text: string): string {
  return text.replace(/`(\w+)\{([\w,]+)\}(\w+)`/g, (_, before: string, middles: string, after: string) =>
    middles
      .split(',')
      .map((middle) => `\`${before}${middle}${after}\``)
      .join(', '),
  );
}

/**
 * The measures without an alert, and why. A measure that can mean a lost hold is none of these: it
 * needs a row in the table of alerts.
 */
const NOBODY_IS_CALLED: Readonly<Record<string, string>> = {
  rangap_advice_features_drifted: 'advice, which decides nothing',
  rangap_api_stream_listeners: 'how many listen',
  rangap_activity_seconds: 'how long attempts take; what they do not bring is late work, which has alerts',
  rangap_cases_open: 'how much there is',
  rangap_holds_live: 'how much there is',
  rangap_http_problems_total: 'refusals, which their callers see',
  rangap_http_request_seconds: 'the alert is on the 5xx that the proxy sees',
  rangap_due_driven_total: 'the alerts are on when a round last ended in which nothing failed',
  rangap_keeper_rounds_total: 'the alerts are on when a round last ended without a fault',
  rangap_messages_waiting: 'the alert is on the age of the oldest',
  rangap_orders_unanswered: 'the alert is on the age of the oldest',
  rangap_outbox_oldest_seconds: 'what workflows have not read; nothing that protects waits for them',
  rangap_outbox_waiting: 'what workflows have not read; nothing that protects waits for them',
  rangap_releases_unacknowledged: 'the alert is on the age of the oldest',
  rangap_unsent_question_oldest_seconds: 'questions to agencies: evidence, and no hold waits for it',
  rangap_victim_telling_overdue_seconds: 'the queue shows the hotline whom to tell',
  rangap_victims_to_tell: 'the queue shows the hotline whom to tell',
  rangap_worker_activities_in_flight: 'how much is under way',
  rangap_worker_build_current: 'a worker that gets no tasks; nothing that protects waits for it',
  rangap_worker_running: 'a queue that nobody serves; nothing that protects waits for it',
  rangap_workflow_notices_total: 'Temporal was not told; the keeper tells it',
};

/**
 * The kinds of breaks that ring nobody, and why. A kind that can mean that money is not held, or not
 * for long, is none of these: it needs a row in the table of alerts.
 */
const RINGS_NOBODY: Readonly<Record<string, string>> = {
  HOLD_ENDED: 'money is said to be held after the end: a release that is repeated, or a person asks',
  RELEASE_ORDERED: 'a release under way, which is repeated',
  RELEASE_REJECTED: 'a release, which is repeated; its age has an alert',
  RELEASE_UNANSWERED: 'a release; its age has an alert',
  REDUCTION_UNANSWERED: 'a release of a part',
  NOT_WHAT_WAS_HELD: 'a release, which is repeated',
  OTHER_HOLD: 'a release, which is repeated',
  RESULT_NOT_FOLLOWED: 'money is held longer than an officer found right',
  FINDING_UNANSWERED: 'money is held longer than an officer found right',
  CONTINUE_ORDER_LATE: 'the hold stands until an inquiry officer decides',
  SAME_NUMBER: 'the first answer under the number stands',
  HELD_UNDER_COURT: 'another authority holds the money',
  HELD_UNDER_AMLO: 'another authority holds the money',
  HELD_UNDER_POLICE: 'another authority holds the money',
  HELD_UNDER_OTHER: 'another authority holds the money',
  RAISE_REFUSED: 'another authority holds the rest',
  RECEIVER_NOT_ENROLLED: 'no order reaches it, whoever is called',
  LOST_RELEASE_UNANSWERED: 'a release, which is repeated',
  UNKNOWN_TO_CENTRE: 'as NOT_ON_RECORD, found by a statement',
  UNKNOWN_TO_BANK: 'its order was asked about again before; a person telephones within the time of P-BREAK',
  STATEMENT_AMOUNT: 'its order was asked about again before; a person telephones within the time of P-BREAK',
  STATEMENT_STATE: 'its order was asked about again before; a person telephones within the time of P-BREAK',
  STATEMENT_EXPIRY: 'a person telephones within the time of P-BREAK',
  STATEMENT_ACCOUNT: 'a person telephones within the time of P-BREAK',
  NOT_ON_RECORD: 'a bank holds by an order that was lost; the runbook asks for them after a restore',
  REPORTER_LIMIT: 'the limit is meant to hold nothing before the debit is confirmed, which has an alert',
  ACCOUNT_LIMIT: 'the limit is meant to hold nothing before the debit is confirmed, which has an alert',
  PERSON_LIMIT: 'the limit is meant to hold nothing before the debit is confirmed, which has an alert',
  NOTICE_LIMIT: 'the limit is meant to hold nothing before the debit is confirmed, which has an alert',
  SEARCH_LIMIT: 'nobody may go on guessing; the queue shows it',
  SEARCH_ENDED: 'a person decided so; the queue shows it',
  STANDING_UNKNOWN: 'nobody knows whether the report is the victim’s: the hotline asks, by its queue',
  ARMED_NO_EVIDENCE: 'nothing gives reason to believe yet; officers see it in their queue',
  HOLDER_IN_DOUBT: 'the urgent time runs meanwhile, and a person asks the bank or for papers, by the queue',
  LET_GO_REPORTED_AGAIN: 'a person let it go and looks again, by the queue',
  NOTICE_TAKEN_BACK: 'the complaint goes on',
  EVIDENCE_VERSIONS: 'an agency’s answers, which hold nothing',
  EVIDENCE_PERSONS_UNPROVED: 'references that link cases, and hold nothing',
  DECIDED_BY_INTERESTED: 'a decision that stands until a supervisor looks',
  HOLDER_TAKEN_BACK: 'what stands by it stands until a supervisor looks',
};

describe('the measures of docs/OPERATING.md', () => {
  const known = measures();
  const own = [...known.values()].filter(({ name }) => name.startsWith('rangap_'));
  const listed = listBelow('## Measures').flatMap((item) => namedIn(withoutBraces(item.name)));
  const keeper = read('src/keeper/main.ts');

  it('are all that the processes have, each with its labels', () => {
    const asWritten = (name: string, labels: Iterable<string>) => `${name}{${[...labels].sort().join(',')}}`;
    expect(listed.length).toBeGreaterThan(20);
    expect(listed.map(({ name, labels }) => asWritten(name, labels.keys())).sort()).toEqual(
      own
        .map(({ name, ...measure }) => asWritten(name, 'labelNames' in measure ? (measure.labelNames as string[]) : []))
        .sort(),
    );
  });

  it('say what to do, and say for Prometheus what they are', () => {
    for (const { name, says } of listBelow('## Measures')) {
      const words = says['what it is, and what to do'] ?? '';
      expect([name, (says['of'] ?? '').length > 0, words.length > 15]).toEqual([name, true, true]);
    }
    for (const { name, help } of own) expect([name, help]).toEqual([name, expect.stringMatching(/^[A-Z].{10,}\.$/)]);
  });

  it('are there for every alert, with the labels and chores that it asks for', () => {
    const alerts = listBelow('## Alerts worth a telephone call').map(({ name, text }) => ({ alert: name, rule: text }));
    const asked = alerts.flatMap(({ alert, rule }) => namedIn(rule).map((named) => ({ alert, ...named })));
    expect(new Set(asked.map(({ alert }) => alert)).size).toBeGreaterThan(6);
    for (const { alert, name, labels } of asked) {
      const measure = known.get(name) as { labelNames?: string[] } | undefined;
      expect([alert, name, measure !== undefined]).toEqual([alert, name, true]);
      for (const [label, value] of labels) {
        expect([alert, name, measure?.labelNames]).toEqual([alert, name, expect.arrayContaining([label])]);
        if (label === 'chore') expect(keeper).toContain(`chores.add('${value}'`);
        if (label === 'why') expect(WHYS).toContain(value);
      }
    }
    for (const { alert, rule } of alerts) {
      const by = [...rule.matchAll(/by \((\w+)\) \((\w+)\)/g)];
      for (const [, label, name = ''] of by) {
        const measure = known.get(name) as { labelNames?: string[] } | undefined;
        expect([alert, measure?.labelNames]).toEqual([alert, expect.arrayContaining([label])]);
      }
    }
  });

  it('have an alert, or a reason why nobody must be called', () => {
    const alerts = listBelow('## Alerts worth a telephone call').map(({ text }) => text);
    const rung = new Set(alerts.flatMap((rule) => namedIn(rule).map(({ name }) => name)));
    const silent = own.map(({ name }) => name).filter((name) => !rung.has(name));
    expect(silent.sort()).toEqual(Object.keys(NOBODY_IS_CALLED).sort());
  });

  it('call somebody about every kind of break that can mean a lost hold; each other kind says why not', () => {
    const rules = listBelow('## Alerts worth a telephone call')
      .map(({ text }) => text)
      .join(' ');
    const { ATTRIBUTION, ...plain } = recordWords.record.difference;
    const kinds = [...Object.keys(plain), ...Object.keys(ATTRIBUTION).map((kind) => `ATTRIBUTION.${kind}`)];
    const families = [...rules.matchAll(/kind=~"([A-Z_]+)[^"]*"/g)].map(([, family = '']) => family);
    const rings = (kind: string) =>
      new RegExp(`["\`]${kind.replace('.', '\\.')}["\`]`).test(rules) ||
      families.some((family) => kind.startsWith(family));
    expect(kinds.filter((kind) => !rings(kind)).sort()).toEqual(Object.keys(RINGS_NOBODY).sort());
  });

  it('call somebody when that without which a hold is lost is not done', () => {
    const rules = listBelow('## Alerts worth a telephone call')
      .map(({ text }) => text)
      .join(' ');
    for (const done of ['chore="send messages"', 'why="hold_end"', 'why="debit_not_asked"'])
      expect(rules).toContain(done);
  });

  it('name only chores that the keeper has', () => {
    const [rounds] = listBelow('## Measures').filter(({ name }) => name.includes('rangap_keeper_rounds_total'));
    const named = [...(rounds?.says['what it is, and what to do'] ?? '').matchAll(/`([a-z]+(?: [a-z]+)+)`/g)].map(
      ([, chore = '']) => chore,
    );
    expect(named.length).toBeGreaterThan(5);
    for (const chore of named) expect(keeper).toContain(`chores.add('${chore}'`);
  });
});
