import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { endSessions } from '../../application/session/end-sessions.js';
import {
  CHECKING_MS,
  findSession,
  type FoundSession,
  giveUpCheck,
  keepCheck,
  noteUse,
  takeCheck,
} from '../../application/session/use-session.js';
import { idleUntil, NOTE_USE_AFTER_MS, type SessionEnd, sessionState } from '../../domain/session/session-life.js';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import type { ApiRequest } from '../http/api-request.js';
import { ApiProblem } from '../problem/api-problem.js';
import { cookieName, readCookie } from './cookies.js';
import { isOwnSite } from './own-site.js';
import type { Principal } from './principal.js';
import { issuerUnreachable } from './provider.js';
import { hashOfSecret, openGrant, sealGrant } from './session-secret.js';
import { SessionWatch } from './session-watch.js';
import { SignIn } from './sign-in.js';

/** How often a decision looks whether another process that asks the provider has its answer. */
const LOOK_AGAIN_MS = 50;

/** For what a request uses a session. */
export interface HowUsed {
  /** False does not count as use: the session ends by itself all the same. */
  isUse: boolean;
  /** The person decides something, so the provider is asked for the roles again. */
  decides: boolean;
}

/**
 * The sessions of signed-in browsers. Each request reads its session from the database, so that an
 * end counts at once in every process.
 */
@Injectable()
export class Sessions {
  /** What requests that know the same word of the provider wait for together. */
  private readonly newWords = new Map<string, Promise<FoundSession>>();

  constructor(
    private readonly db: DataSource,
    private readonly signIn: SignIn,
    private readonly watch: SessionWatch,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** Returns the secret in the request's cookie; undefined without one. */
  secretOf(request: Pick<ApiRequest, 'headers'>): string | undefined {
    return readCookie(request, cookieName('session', this.settings));
  }

  /**
   * Refuses a request with a cookie that was not made by our own pages. Throws `ApiProblem`
   * `AUTH.CROSS_SITE`.
   */
  refuseOtherSite({ method, headers }: Pick<ApiRequest, 'method' | 'headers'>): void {
    const { origin, 'sec-fetch-site': fetchSite } = headers;
    const site = { method, origin, fetchSite: fetchSite?.toString() };
    if (isOwnSite(site, new URL(this.settings.publicUrl).origin)) return;
    throw new ApiProblem('AUTH.CROSS_SITE', 'a request with a session comes from our own pages only');
  }

  /**
   * Returns the person of the session with this secret, and asks the provider again when its word
   * is a minute old, or when the person decides. A provider that is away is waited for until its
   * word is five minutes old: it stops no release. Throws `ApiProblem` `AUTH.SESSION_ENDED`, and
   * `AUTH.ISSUER_UNREACHABLE` after those five minutes.
   */
  async personOf(secret: string, { isUse, decides }: HowUsed): Promise<Principal> {
    const found = await this.find(secret, decides);
    if (isUse && found.now.getTime() - found.lastUsedAt.getTime() >= NOTE_USE_AFTER_MS)
      await noteUse(this.db.manager, found.id);
    return principalOf(found);
  }

  /** Finds the session and, when it is time, checks it; returns it as it is then. */
  private async find(secret: string, decides: boolean): Promise<FoundSession> {
    const found = await this.findOpen(secret);
    const state = sessionState(found, found.now);
    if (state.is === 'open' && !state.mustCheck && !(decides && found.canCheck)) return found;
    const cannotWait = decides || state.is === 'unproven';
    const checked = cannotWait ? await this.newWord(found, secret) : await this.checkInTurn(found, secret);
    if (sessionState(checked, checked.now).is === 'unproven') throw issuerUnreachable();
    return checked;
  }

  /** Checks the session unless another request does, or the provider has just not answered. */
  private async checkInTurn(found: FoundSession, secret: string): Promise<FoundSession> {
    const turn = await takeCheck(this.db.manager, found, { cannotWait: false });
    return turn === undefined ? this.findOpen(secret) : this.check(found, secret, turn);
  }

  /**
   * Returns the session with a newer word than the one that was found, or as it is when the provider
   * cannot be reached. However many requests wait for it in this process, one of them asks.
   */
  private newWord(found: FoundSession, secret: string): Promise<FoundSession> {
    const before = `${found.id} ${found.checkedAt.getTime()}`;
    const awaited = this.newWords.get(before);
    if (awaited !== undefined) return awaited;
    const word = this.askOrWait(found, secret).finally(() => this.newWords.delete(before));
    this.newWords.set(before, word);
    return word;
  }

  /**
   * Asks the provider, or reads what another process has learned meanwhile. It asks itself when that
   * one gives up, or has died and its turn is over.
   */
  private async askOrWait(found: FoundSession, secret: string): Promise<FoundSession> {
    for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
      const turn = await takeCheck(this.db.manager, found, { cannotWait: true });
      if (turn !== undefined) return this.check(found, secret, turn);
      const checked = await this.findOpen(secret);
      const isNews = checked.checkedAt > found.checkedAt;
      if (isNews || waitedMs > CHECKING_MS) return checked;
      await sleep(LOOK_AGAIN_MS);
    }
  }

  /** Finds a session that is not over; one that has just run out ends now. */
  private async findOpen(secret: string): Promise<FoundSession> {
    const found = await findSession(this.db.manager, hashOfSecret(secret));
    if (found === undefined) throw sessionEnded();
    const state = sessionState(found, found.now);
    if (state.is !== 'ended') return found;
    if (state.as !== undefined) await this.end(found, state.as);
    throw sessionEnded(found.endReason);
  }

  /**
   * Asks the provider who the person is now, and keeps the answer. Returns the session unchanged
   * when the provider cannot be reached. Throws `AUTH.SESSION_ENDED` when the person may not go on.
   */
  private async check(found: FoundSession, secret: string, turn: string): Promise<FoundSession> {
    if (found.providerGrant === null) return found;
    const grant = openGrant(secret, found.providerGrant);
    let word: Awaited<ReturnType<SignIn['ask']>>;
    try {
      word = await this.signIn.ask(grant, found.subject);
    } catch (error) {
      await giveUpCheck(this.db.manager, found.id, turn);
      if (error instanceof ApiProblem && error.code === 'AUTH.ISSUER_UNREACHABLE') return found;
      throw error;
    }
    if (word?.person === undefined) return this.refuse(found, 'refused_by_provider');
    if (word.person.roles.length === 0) return this.refuse(found, 'no_role');
    await keepCheck(this.db, found.id, word.person, sealGrant(secret, word.grant ?? grant));
    return this.findOpen(secret);
  }

  private async refuse(found: FoundSession, reason: SessionEnd): Promise<never> {
    await this.end(found, reason);
    throw sessionEnded();
  }

  private async end({ id, subject }: FoundSession, reason: SessionEnd): Promise<void> {
    await endSessions(this.db, { id }, { reason, by: subject });
    this.watch.look();
  }
}

function principalOf(found: FoundSession): Principal {
  const { id, subject, name, roles, institution, rulebookClaim, phoneKey, startedAt, expiresAt } = found;
  const session = { id, startedAt, idleUntil: idleUntil(found) };
  return { subject, name, roles, institution, rulebookClaim: rulebookClaim ?? undefined, phoneKey, expiresAt, session };
}

function sessionEnded(reason: SessionEnd | null = null): ApiProblem {
  const why = reason === 'too_many' ? ': you signed in in too many browsers, and this one was the oldest' : '';
  return new ApiProblem('AUTH.SESSION_ENDED', `the session has ended; sign in again${why}`);
}
