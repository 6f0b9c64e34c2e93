import type { Account } from '../../../src/domain/party.js';
import type { Satang } from '../../../src/domain/money.js';
import type { Shield } from '../../../src/domain/trail/next-hops.js';

/** An event of a story; `at` counts from its first midnight in Bangkok. */
export type StoryEvent = { at: Date } & (
  | { does: 'has'; who: Account; satang: Satang }
  | { does: 'pays'; who: Account; to: Account | { offRail: string }; satang: Satang; paidTo: Shield | null }
  | { does: 'reports'; who: Account; by: string }
  | { does: 'takes back'; who: Account; by: string }
  | { does: 'is denied'; who: Account }
  | { does: 'is released'; who: Account }
  | { does: 'suspects'; who: Account }
  | { does: 'falls silent' | 'answers' | 'answers again' | 'exaggerates' | 'miscounts'; bank: string }
  | { does: 'nothing' }
);

const MIDNIGHT = new Date('2026-11-23T17:00:00Z').getTime();
const OFF_RAILS = ['cash', 'card', 'crypto', 'abroad'];
const LINE = /^(?:day (\d+) )?(\d\d):(\d\d)(?::(\d\d))? (.+)$/;

/**
 * Reads a story with one event on each line, such as `10:05 mule@B pays boss@C 30,000`. Throws on
 * a line that it cannot read.
 */
export function readStory(text: string): StoryEvent[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(readLine);
}

/** Formats an instant as a story writes it. */
export function timeOf(at: Date): string {
  const minutes = Math.floor((at.getTime() - MIDNIGHT) / 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `day ${Math.floor(minutes / 1440) + 1} ${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** Returns the name of an account: `mule@B` is the account `mule` at bank `B`. */
export function nameOf(account: Account): string {
  return `${account.accountNo}@${account.institution}`;
}

function readLine(line: string): StoryEvent {
  const [, day = '1', hour, minute, second = '0', deed = ''] = LINE.exec(line) ?? unreadable(line);
  const seconds = ((Number(day) - 1) * 24 + Number(hour)) * 3600 + Number(minute) * 60 + Number(second);
  const at = new Date(MIDNIGHT + seconds * 1000);
  const match = (pattern: RegExp): string[] | undefined =>
    pattern
      .exec(deed)
      ?.slice(1)
      .map((group) => group ?? '');

  const has = match(/^(\S+@\S+) has ([\d,.]+)$/);
  if (has !== undefined) return { at, does: 'has', who: account(has[0]), satang: baht(has[1]) };
  const pays = match(/^(\S+@\S+) pays (\S+) ([\d,.]+)(?: (for goods|as wages))?$/);
  if (pays !== undefined) {
    const [who, to = '', satang, why] = pays;
    const paidTo = why === 'for goods' ? 'merchant' : why === 'as wages' ? 'payroll' : null;
    const target = OFF_RAILS.includes(to) ? { offRail: to } : account(to);
    return { at, does: 'pays', who: account(who), to: target, satang: baht(satang), paidTo };
  }
  const claim = match(/^(\S+@\S+) (reports|takes back)(?: by (\S+))?$/);
  if (claim !== undefined) {
    return { at, does: claim[1] as 'reports' | 'takes back', who: account(claim[0]), by: claim[2] || 'hotline' };
  }
  const officer = match(/^(\S+@\S+) (is denied|is released)$/);
  if (officer !== undefined) return { at, does: officer[1] as 'is denied', who: account(officer[0]) };
  const suspects = match(/^bank (\S+) suspects (\S+@\S+)$/);
  if (suspects !== undefined) {
    const who = account(suspects[1]);
    return who.institution === suspects[0] ? { at, does: 'suspects', who } : unreadable(line);
  }
  const bank = match(/^bank (\S+) (falls silent|answers again|answers|exaggerates|miscounts)$/);
  if (bank !== undefined) return { at, does: bank[1] as 'answers', bank: bank[0] ?? '' };
  if (deed === 'nothing more happens') return { at, does: 'nothing' };
  return unreadable(line);
}

function account(name = ''): Account {
  const [accountNo = '', institution = ''] = name.split('@');
  return institution === '' ? unreadable(name) : { institution, accountNo };
}

/** Reads an amount in baht, such as `1,000` or `0.25`, as satang. */
function baht(text = ''): Satang {
  const [whole = '0', cents = ''] = text.replace(/,/g, '').split('.');
  return BigInt(whole) * 100n + BigInt(cents.padEnd(2, '0'));
}

function unreadable(line: string): never {
  throw new Error(`cannot read: ${line}`);
}
