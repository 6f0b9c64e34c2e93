import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { ApiProblem } from '../problem/api-problem.js';

const WINDOW_SECONDS = 60;

/**
 * Limits how often a route is called in a minute: by one person, by one party, and from one
 * address by callers who are not known or cannot prove who they are. Each process counts for
 * itself. Every method throws `REQUEST.TOO_MANY` with the seconds to wait.
 */
@Injectable()
export class RateLimits {
  private readonly persons: RateLimiterMemory;
  private readonly parties: RateLimiterMemory;
  private readonly addresses: RateLimiterMemory;

  constructor(@Inject(SETTINGS) { limits }: ApiSettings) {
    const limiter = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
    this.persons = limiter(limits.personPerMinute);
    this.parties = limiter(limits.partyPerMinute);
    this.addresses = limiter(limits.addressPerMinute);
  }

  /** Counts a request of a person whose token was verified. */
  async countPerson(subject: string, route: string): Promise<void> {
    await take(this.persons, `${route} ${subject}`);
  }

  /** Counts a request of a party whose signature was verified. */
  async countParty(slug: string, route: string): Promise<void> {
    await take(this.parties, `${route} ${slug}`);
  }

  /** Counts a request that names nobody, or somebody that it does not prove to be. */
  async countAddress(address: string, route: string): Promise<void> {
    await take(this.addresses, `${route} ${address}`);
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new ApiProblem('REQUEST.TOO_MANY', `a minute has room for ${limiter.points} of these requests`, {
      retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
    });
  }
}
