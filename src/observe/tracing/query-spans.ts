import { context, SpanKind, trace, type Tracer } from '@opentelemetry/api';
import type { DataSource, QueryRunner } from 'typeorm';
import { withinSpan } from './within-span.js';

const TEXT_MAX = 2_000;

/**
 * Makes a span for each statement that a data source runs inside another span; pollers and chores
 * have no span around them and leave none. A span has the statement's text, which never contains
 * values, and not its parameters.
 */
export function traceQueries(tracer: Tracer, db: DataSource): void {
  const createQueryRunner = db.createQueryRunner.bind(db);
  db.createQueryRunner = (mode) => traced(tracer, createQueryRunner(mode));
}

function traced(tracer: Tracer, runner: QueryRunner): QueryRunner {
  // The overloads of `query` differ in the result, not in the arguments.
  const query = runner.query.bind(runner) as (...statement: [string, ...unknown[]]) => Promise<unknown>;
  const inSpan = (...statement: [string, ...unknown[]]): Promise<unknown> => {
    if (trace.getSpan(context.active()) === undefined) return query(...statement);
    const [text] = statement;
    const name = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'SQL';
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, TEXT_MAX) };
    return withinSpan(tracer, { name, kind: SpanKind.CLIENT, attributes }, () => query(...statement));
  };
  runner.query = inSpan as QueryRunner['query'];
  return runner;
}
