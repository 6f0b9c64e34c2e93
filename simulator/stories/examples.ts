import { createHash, randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import type { AccountRef, PromptPayRef } from '../../src/wire/common.js';
import { ComplaintBody } from '../../src/wire/case/complaint.js';
import { known, type KnownComplaint } from './known-complaint.js';

export type ExampleName =
  | 'approved-freeze'
  | 'held-and-continued'
  | 'nobody-decided'
  | 'denied-debit'
  | 'two-victims-one-mule'
  | 'digital-assets'
  | 'ring-across-agencies';

/** Reads the complaint of docs/examples/{name}.json. */
export function readExample(name: ExampleName): KnownComplaint {
  return known(ComplaintBody.parse(JSON.parse(readFileSync(join(examplesFolder(), `${name}.json`), 'utf8'))));
}

/**
 * Returns the same complaint with accounts, telephones and references that no earlier run has
 * used.
 */
export function withNewIdentities(example: KnownComplaint): KnownComplaint {
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
 * Returns the account of a person whom the complaint does not name. It is always the same for one
 * complaint, so that the stage may be set twice.
 */
export function accountOf(complaint: KnownComplaint, who: string, institution: string): AccountRef {
  const hash = createHash('sha256')
    .update(`${mainTransfer(complaint).reference}/${who}`)
    .digest();
  const number = hash.readBigUInt64BE().toString().padStart(20, '0');
  return { institution, accountNo: `9${number.slice(-accountDigits(institution))}` };
}

/** Returns the first transfer of a complaint; the schema demands one. */
export function mainTransfer(complaint: KnownComplaint): KnownComplaint['transfers'][number] {
  const [transfer] = complaint.transfers;
  if (transfer === undefined) throw new Error('a complaint has a transfer');
  return transfer;
}

/** Returns the account that the first transfer names. Throws when it names only a PromptPay id. */
export function namedAccount(complaint: KnownComplaint): AccountRef {
  const { to } = mainTransfer(complaint);
  if (!('account' in to)) throw new Error('the complaint names no account');
  return to.account;
}

/**
 * Returns the complaint with the time at which its transfer really happened, reported eleven
 * minutes later.
 */
export function happenedAt(complaint: KnownComplaint, transferredAt: string): KnownComplaint {
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
 * Returns the number of digits after the leading 9 of made-up account numbers: ten in all at a
 * bank, twelve at a digital-asset operator (its customer number), fifteen at an e-wallet.
 */
function accountDigits(institution: string): number {
  if (institution.startsWith('asset')) return 11;
  return institution.startsWith('wallet') ? 14 : 9;
}

function freshPromptPay(): { promptPay: z.infer<typeof PromptPayRef> } {
  return { promptPay: { kind: 'phone', value: `089${digits(7)}` } };
}

function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}

/**
 * Returns the nearest docs/examples above this file, which may be compiled into another folder.
 */
function examplesFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const found = join(folder, 'docs', 'examples');
    if (existsSync(found)) return found;
  }
  throw new Error('the folder docs/examples was not found');
}
