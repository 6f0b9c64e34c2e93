import { createHash, randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import type { AccountRef, PromptPayRef } from '../../src/wire/common.js';
import { ComplaintBody } from '../../src/wire/complaint.js';

export type ExampleName =
  'approved-freeze' | 'held-and-continued' | 'nobody-decided' | 'denied-debit' | 'two-victims-one-mule';

/** The complaint of docs/examples/{name}.json. */
export function readExample(name: ExampleName): ComplaintBody {
  return ComplaintBody.parse(JSON.parse(readFileSync(join(examplesFolder(), `${name}.json`), 'utf8')));
}

/**
 * The same complaint by nobody seen before: accounts, telephones and references that no earlier run
 * has used.
 */
export function afresh(example: ComplaintBody): ComplaintBody {
  const phone = `080${digits(7)}`;
  return {
    ...example,
    reporter: { ...example.reporter, phone },
    victim: { ...example.victim, phone },
    victimAccount: freshAccount(example.victimAccount.institution),
    transfers: example.transfers.map((transfer) => ({
      ...transfer,
      to: 'account' in transfer.to ? { account: freshAccount(transfer.to.account.institution) } : freshPromptPay(),
      reference: `DEMO-${digits(12)}`,
    })),
    suspectContacts: example.suspectContacts.map((contact) =>
      contact.kind === 'phone' ? { ...contact, value: `060${digits(7)}` } : contact,
    ),
  };
}

/**
 * The account of somebody in the story whom the complaint does not name. Always the same for one
 * complaint, so that a stage set twice is set once.
 */
export function accountOf(complaint: ComplaintBody, who: string, institution: string): AccountRef {
  const hash = createHash('sha256')
    .update(`${mainTransfer(complaint).reference}/${who}`)
    .digest();
  const number = hash.readBigUInt64BE().toString().padStart(20, '0');
  return { institution, accountNo: `9${number.slice(-accountDigits(institution))}` };
}

/** The first transfer of a complaint; the schema lets none be without. */
export function mainTransfer(complaint: ComplaintBody): ComplaintBody['transfers'][number] {
  const [transfer] = complaint.transfers;
  if (transfer === undefined) throw new Error('a complaint has a transfer');
  return transfer;
}

/** The account the first transfer names. Throws for one that names a PromptPay id only. */
export function namedAccount(complaint: ComplaintBody): AccountRef {
  const { to } = mainTransfer(complaint);
  if (!('account' in to)) throw new Error('the complaint names no account');
  return to.account;
}

/**
 * The complaint with the time at which its transfer really happened, reported eleven minutes later.
 */
export function happenedAt(complaint: ComplaintBody, transferredAt: string): ComplaintBody {
  const noticeGivenAt = new Date(Date.parse(transferredAt) + 11 * 60_000).toISOString();
  return {
    ...complaint,
    noticeGivenAt,
    transfers: complaint.transfers.map((transfer) => ({ ...transfer, transferredAt })),
  };
}

function freshAccount(institution: string): AccountRef {
  return { institution, accountNo: `9${digits(accountDigits(institution))}` };
}

/**
 * Digits after the leading 9 of synthetic numbers: ten in all at a bank, fifteen at an e-wallet.
 */
function accountDigits(institution: string): number {
  return institution.startsWith('wallet') ? 14 : 9;
}

function freshPromptPay(): { promptPay: z.infer<typeof PromptPayRef> } {
  return { promptPay: { kind: 'phone', value: `089${digits(7)}` } };
}

function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}

/** The nearest docs/examples above this file, which may have been compiled into another folder. */
function examplesFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, 'docs', 'examples');
    if (existsSync(found)) return found;
  }
  throw new Error('the folder docs/examples was not found');
}
