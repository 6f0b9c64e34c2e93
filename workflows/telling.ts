import { setCurrentDetails, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { CaseCodes, HoldCodes } from '../src/contract/activities.js';
import type { Attribute } from '../src/contract/search-attributes.js';
import type { Progress } from '../src/contract/workflows.js';
import { progress } from './messages.js';

/** The newest events that a workflow tells. */
const EVENTS_TOLD = 20;

/**
 * What a workflow tells an operator in Temporal's UI: search attributes to list by, current
 * details, and the answer to the query `progress`. The database decides; this only shows what the
 * workflow knows of it. Only a search attribute that has another value costs an event.
 */
export class Telling<Codes extends CaseCodes | HoldCodes> {
  private told: Progress<Codes> = { codes: null, waitsFor: null, untilMs: null, events: [] };

  constructor(private readonly attributesOf: (codes: Codes) => readonly Attribute[]) {
    setHandler(progress, () => this.told);
  }

  /** Tells that something happened: a signal came, or a clock has ended. */
  happened(what: string): void {
    const events = [...this.told.events, { atMs: Date.now(), what }].slice(-EVENTS_TOLD);
    this.tell({ ...this.told, events });
  }

  /** Tells how the case or hold stands, and what it waits for until when (epoch ms). */
  stands(codes: Codes, waitsFor: string | null, untilMs: number | null): void {
    const known = workflowInfo().typedSearchAttributes;
    const changed = this.attributesOf(codes).filter(({ key, value }) => textOf(known.get(key)) !== textOf(value));
    if (changed.length > 0) upsertSearchAttributes(changed);
    this.tell({ ...this.told, codes, waitsFor, untilMs });
  }

  private tell(told: Progress<Codes>): void {
    this.told = told;
    setCurrentDetails(detailsOf(told));
  }
}

/** Writes the progress as the Markdown that Temporal's UI shows. */
function detailsOf({ codes, waitsFor, untilMs, events }: Progress<object>): string {
  const lines = Object.entries(codes ?? {}).map(([name, value]) =>
    name.endsWith('Ms') ? `- ${name.slice(0, -2)}: ${instantOf(value)}` : `- ${name}: ${value}`,
  );
  if (waitsFor !== null) lines.push(`- waits for: ${waitsFor}${untilMs === null ? '' : `, ${instantOf(untilMs)}`}`);
  return [...lines, '', ...events.map(({ atMs, what }) => `- ${instantOf(atMs)} ${what}`)].join('\n');
}

function instantOf(epochMs: unknown): string {
  return typeof epochMs === 'number' ? new Date(epochMs).toISOString() : 'none';
}

/** Returns a value of a search attribute for a comparison. */
function textOf(value: unknown): string | undefined {
  return value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : undefined;
}
