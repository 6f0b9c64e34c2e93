import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { catchError, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { noteUnreadMessage } from '../../application/break/note-unread-message.js';
import { keepUnreadable } from '../../application/advance/receive/keep-unreadable.js';
import type { ApiRequest } from '../http/api-request.js';
import { ApiProblem } from '../problem/api-problem.js';

/** Refusals that say that a callback cannot be read, and that no repetition of it changes. */
const UNREADABLE: readonly string[] = ['REQUEST.SCHEMA', 'REQUEST.MALFORMED', 'REQUEST.MEDIA_TYPE'];

/** The routes of callbacks: they may name an order or question of ours that they answer. */
const CALLBACKS = '/v1/callbacks/';

/**
 * Tells a person of a signed message that cannot be read: of a callback with what it answers where it
 * names that, and else, as of every other signed message, by a break of its party. Its sender is refused all the same, and told which field is
 * wrong. It stands before all that reads the body.
 */
@Injectable()
export class UnreadableCallbacks implements NestInterceptor {
  constructor(private readonly db: DataSource) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    return next.handle().pipe(
      catchError(async (error: unknown): Promise<never> => {
        if (error instanceof ApiProblem && UNREADABLE.includes(error.code)) await this.keep(request, error);
        throw error;
      }),
    );
  }

  private async keep({ body, method, path, rawBody, signedCaller }: ApiRequest, { extra }: ApiProblem): Promise<void> {
    // What only asks says nothing that could be lost.
    if (signedCaller === undefined || method === 'GET') return;
    const { party, verdict } = signedCaller;
    const why = (extra.faults ?? []).map(({ pointer, code }) => `${pointer}: ${code}`).join('; ');
    const isKept =
      path.startsWith(CALLBACKS) &&
      (await keepUnreadable(this.db, { party, body, rawBody, proof: verdict.proof, why }));
    if (!isKept) await noteUnreadMessage(this.db, party, 'MESSAGE_UNREADABLE');
  }
}
