import type { Client } from '@temporalio/client';
import { holdWorkflowId } from '../../contract/ids.js';
import type { Posted } from './hotline.js';
import type { FirstOrder } from './record.js';

/** When an order passed each station on its way from the POST to its institution, epoch ms. */
export type Way = Readonly<Record<Station, number>>;

/** The stations, in the order in which an order passes them. */
const STATIONS = [
  'posted',
  'intake transaction',
  'hold workflow started',
  'its first task taken by the worker',
  'sendHoldOrders scheduled',
  'sendHoldOrders taken by the worker',
  'order read for sending',
  'at the bank',
] as const;
type Station = (typeof STATIONS)[number];

/** The events of a history that mark stations. */
const EVENTS = {
  started: 'workflowExecutionStartedEventAttributes',
  task: 'workflowTaskStartedEventAttributes',
  scheduled: 'activityTaskScheduledEventAttributes',
  taken: 'activityTaskStartedEventAttributes',
} as const;

/**
 * Reads the way of one order from the database and the history of its hold. The times compare only
 * when everything runs on one machine.
 */
export async function wayToBank(client: Client, posted: Posted, order: FirstOrder, arrivedAtMs: number): Promise<Way> {
  const { events } = await client.workflow.getHandle(holdWorkflowId(order.holdId)).fetchHistory();
  const at = (attributes: string): number => {
    const event = (events ?? []).find((candidate) => (candidate as Record<string, unknown>)[attributes] != null);
    if (event?.eventTime == null) throw new Error(`hold ${order.holdId} has no event with ${attributes}`);
    return Number(event.eventTime.seconds) * 1_000 + (event.eventTime.nanos ?? 0) / 1_000_000;
  };
  return {
    posted: posted.sentAtMs,
    'intake transaction': order.receivedAt.getTime(),
    'hold workflow started': at(EVENTS.started),
    'its first task taken by the worker': at(EVENTS.task),
    'sendHoldOrders scheduled': at(EVENTS.scheduled),
    'sendHoldOrders taken by the worker': at(EVENTS.taken),
    'order read for sending': order.takenAt.getTime(),
    'at the bank': arrivedAtMs,
  };
}

/** Returns, for each station, the milliseconds from the one before, for every way. */
export function legsOf(ways: readonly Way[]): ReadonlyMap<string, number[]> {
  return new Map(
    STATIONS.slice(1).map((station, index) => {
      const before = STATIONS[index] ?? 'posted';
      return [station, ways.map((way) => way[station] - way[before])] as const;
    }),
  );
}
