import { context, SpanKind, trace, type Tracer } from '@opentelemetry/api';
import type { DataSource, QueryRunner } from 'typeorm';
import { withinSpan } from './within-span.js';

const TEXT_MAX = 2_000;

/**
 * A span for each statement of a data source that is run inside another span; pollers and chores of
 * nobody's trace leave none. The statement's text is told, its parameters are not: values never
 * stand in the text.
 */
export function traceQueries(tracer: Tracer, db: DataSource): void {
  const createQueryRunner = db.createQueryRunner.bind(db);
  db.createQueryRunner = (mode) => traced(tracer, createQueryRunner(mode));
}

function traced(tracer: Tracer, runner: QueryRunner): QueryRunner {
  // Its overloads differ in what they answer, not in how they are called.
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
