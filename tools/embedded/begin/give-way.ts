import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { errorCode } from '../refusal.js';

/**
 * About half of the weight of a process that gives no way (`nice`, sched(7)): with less, a machine
 * that has other work too would starve the evidence.
 */
const NICENESS = 3;
/** Errors of a kernel or container that does not let a session be weighed. */
const NOT_POSSIBLE: readonly (string | undefined)[] = ['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'EAGAIN'];

/**
 * Lets a process give way to others when the CPU is full: what sends orders goes before what
 * gathers evidence. Linux weighs the sessions first and then the processes of each, and each child
 * is a session of its own, so both are told (sched(7), "The autogroup feature"). Where a kernel or a
 * container does not allow it, all compete as before, and nothing else changes.
 */
export function giveWay(pid: number): void {
  setPriority(pid, NICENESS);
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(NICENESS), { flag: 'r+' });
  } catch (error) {
    if (!NOT_POSSIBLE.includes(errorCode(error))) throw error;
  }
}
