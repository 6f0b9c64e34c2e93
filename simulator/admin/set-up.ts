import { ulid } from 'ulid';
import type { DebitConfirmationRequest } from '../../src/wire/institution/calls/debit-question.js';
import type { Agency } from '../agencies/agency.js';
import type { Bank, BankEvent } from '../banks/bank.js';
import { customerTold } from '../banks/customer-told.js';
import { available } from '../banks/ledger.js';
import { suspectCredit } from '../banks/suspect-credit.js';
import type { KeyRing } from '../http/key-ring.js';
import { refuse, type Refusal } from '../http/problem.js';
import { readBody, reply } from '../http/replies.js';
import type { Reply } from '../http/signed-app.js';
import type { Rails } from '../rails/transfers.js';
import {
  AccountBody,
  AgencyBehaviourBody,
  BankBehaviourBody,
  BehaviourParty,
  CustomerNoticeBody,
  KeysBody,
  RestoreBody,
  ReviewBody,
  SecondWordBody,
  SuspicionBody,
  TransferBody,
} from './schemas.js';
import { accountView, transferView } from './views.js';

/** The parties and the payment system, which the admin listener changes. */
export interface Town {
  readonly banks: ReadonlyMap<string, Bank>;
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly rails: Rails;
  readonly keys: ReadonlyMap<string, KeyRing>;
}

/** Opens an account, or changes its status. Answers 201 when it is new. */
export async function openAccount({ banks, rails }: Town, raw: unknown): Promise<Reply | Refusal> {
  const body = readBody(AccountBody, raw);
  if (!body.ok) return body;
  const { account, holderKind, status, openingSatang, restrainedSatang } = body.value;
  const { promptPayIds, deviceIds, openedAt, simOwner, holderNo } = body.value;
  const { accountNo } = account;
  const bank = banks.get(account.institution);
  if (bank === undefined) return refuse(404, 'PARTY.UNKNOWN', 'no such institution');
  const known = bank.ledger.find(accountNo);
  const events: BankEvent[] = [];
  if (known === undefined) {
    if (promptPayIds.some((id) => rails.findPromptPay(id) !== undefined)) {
      return refuse(409, 'PROMPTPAY.TAKEN', 'a PromptPay id stands for one account only');
    }
    const said = { holderKind, openingSatang, promptPayIds, deviceIds, openedAt, simOwner, holderNo };
    events.push({ type: 'account.opened', accountNo, ...said });
  }
  if (status === 'closed' && (known?.held ?? 0n) > 0n) {
    return refuse(422, 'ACCOUNT.HELD', 'an account with a hold is not closed');
  }
  if (status !== (known?.status ?? 'open')) events.push({ type: 'account.status', accountNo, status });
  if (events.length > 0) bank.commit(events);
  const there = bank.ledger.account(accountNo);
  if (restrainedSatang !== undefined) {
    if (BigInt(restrainedSatang) > available(there) + there.restrained)
      return refuse(422, 'ACCOUNT.NOT_AVAILABLE', 'AMLO keeps no more than may leave the account');
    bank.commit([{ type: 'account.restrained', accountNo, amountSatang: restrainedSatang }]);
  }
  await bank.durable();
  return reply(known === undefined ? 201 : 200, accountView(bank.slug, bank.ledger.account(accountNo)));
}

/** Moves money. Answers 201 when it moved, 200 when the same reference had moved it before. */
export async function moveMoney({ rails }: Town, raw: unknown, now: Date): Promise<Reply | Refusal> {
  const body = readBody(TransferBody, raw);
  if (!body.ok) return body;
  const { from, to, amountSatang, reference, at, channel, purpose } = body.value;
  const atMs = at === undefined ? now.getTime() : Date.parse(at);
  if (atMs > now.getTime()) return refuse(422, 'TRANSFER.IN_FUTURE', 'money moves now or has moved before');
  const made = await rails.transfer({
    from,
    to,
    amount: BigInt(amountSatang),
    reference: reference ?? ulid(),
    at: atMs,
    channel,
    purpose,
  });
  return made.ok ? reply(made.created ? 201 : 200, transferView(from.institution, made.debit)) : made;
}

/** Lets an institution itself suspect a credit (section 6). */
export async function suspect({ banks }: Town, raw: unknown, now: Date): Promise<Reply | Refusal> {
  const body = readBody(SuspicionBody, raw);
  if (!body.ok) return body;
  const { party, credit, ground } = body.value;
  const bank = banks.get(party);
  if (bank === undefined) return refuse(404, 'PARTY.UNKNOWN', 'no such institution');
  const outcome = suspectCredit(bank, { ...credit, ground }, now);
  await bank.durable();
  return outcome;
}

/** Lets a customer tell the own institution that a debit was a fraud (section 7). */
export async function tellBank({ banks }: Town, raw: unknown, now: Date): Promise<Reply | Refusal> {
  const body = readBody(CustomerNoticeBody, raw);
  if (!body.ok) return body;
  const { party, ...told } = body.value;
  const bank = banks.get(party);
  if (bank === undefined) return refuse(404, 'PARTY.UNKNOWN', 'no such institution');
  const outcome = customerTold(bank, told, now);
  await bank.durable();
  return outcome;
}

/**
 * Lets an institution review a hold of section 6 that it has, and tell the centre what it found.
 */
export async function review({ banks }: Town, raw: unknown, now: Date): Promise<Reply | Refusal> {
  const body = readBody(ReviewBody, raw);
  if (!body.ok) return body;
  const { party, ...said } = body.value;
  const bank = banks.get(party);
  if (bank === undefined) return refuse(404, 'PARTY.UNKNOWN', 'no such institution');
  if (bank.book.holds.get(said.holdId)?.state !== 'active') return refuse(404, 'HOLD.UNKNOWN', 'no such active hold');
  const data = { ...said, at: now.toISOString() };
  bank.commit([bank.callback({ type: 'hold.reviewed', data }, now.getTime())]);
  await bank.durable();
  return reply(201, said);
}

/** Lets an institution say something beside its answers to the questions about a debit. */
export async function saySecondWord({ banks }: Town, raw: unknown, now: Date): Promise<Reply | Refusal> {
  const body = readBody(SecondWordBody, raw);
  if (!body.ok) return body;
  const { party, reference, says } = body.value;
  const bank = banks.get(party);
  const asked = [...(bank?.book.confirmations ?? [])].filter(([, { request }]) => {
    const { transfer } = JSON.parse(request) as DebitConfirmationRequest;
    return transfer?.reference === reference;
  });
  if (bank === undefined || asked.length === 0) return refuse(404, 'QUESTION.UNKNOWN', 'nobody asked about this debit');
  const at = now.toISOString();
  const words = asked.map(([confirmationId]) =>
    bank.callback({ type: 'debit.confirmation', data: { confirmationId, ...says, at } }, now.getTime()),
  );
  bank.commit(words);
  await bank.durable();
  return reply(201, { questions: asked.length });
}

/** Restores an institution to how it was at an instant: it loses the holds since, and their orders. */
export async function restore({ banks }: Town, raw: unknown): Promise<Reply | Refusal> {
  const body = readBody(RestoreBody, raw);
  if (!body.ok) return body;
  const bank = banks.get(body.value.party);
  if (bank === undefined) return refuse(404, 'PARTY.UNKNOWN', 'no such institution');
  bank.commit([{ type: 'book.restored', since: Date.parse(body.value.since) }]);
  await bank.durable();
  return reply(200, body.value);
}

/** Gives a party a second key, or decides by which it signs from now on. */
export function setKeys({ keys }: Town, raw: unknown): Reply | Refusal {
  const body = readBody(KeysBody, raw);
  if (!body.ok) return body;
  const ring = keys.get(body.value.party);
  if (ring === undefined) return refuse(404, 'PARTY.UNKNOWN', 'no such party');
  const { use } = body.value;
  if (use === 'new') return reply(201, ring.renew());
  ring.signBy(use);
  return reply(200, body.value);
}

/**
 * Puts a subject on the list of an agency; the listing has the form of an element of that agency's
 * answers.
 */
export async function addListing({ agencies }: Town, slug: string, listing: unknown): Promise<Reply | Refusal> {
  const agency = agencies.get(slug);
  if (agency === undefined) return refuse(404, 'PARTY.UNKNOWN', 'no such agency');
  const checked = agency.register.check(listing);
  if (!checked.ok) return checked;
  agency.commit([{ type: 'listing.added', listing }]);
  await agency.durable();
  return reply(201, listing);
}

/** Decides how a party answers from now on. */
export async function setBehaviour({ banks, agencies }: Town, raw: unknown): Promise<Reply | Refusal> {
  const party = readBody(BehaviourParty, raw);
  if (!party.ok) return party;
  const bank = banks.get(party.value.party);
  const agency = agencies.get(party.value.party);
  if (bank !== undefined) {
    const body = readBody(BankBehaviourBody, raw);
    if (!body.ok) return body;
    const { party: _, ...behaviour } = body.value;
    bank.commit([{ type: 'behaviour.set', ...behaviour }]);
    await bank.durable();
    return reply(200, body.value);
  }
  if (agency === undefined) return refuse(404, 'PARTY.UNKNOWN', 'no such party');
  const body = readBody(AgencyBehaviourBody, raw);
  if (!body.ok) return body;
  const { mode, delayMs } = body.value;
  agency.commit([{ type: 'behaviour.set', mode, delayMs }]);
  await agency.durable();
  return reply(200, body.value);
}
