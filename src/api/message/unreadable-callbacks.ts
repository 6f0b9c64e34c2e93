import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { catchError, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { keepUnreadable } from '../../application/advance/keep-unreadable.js';
import type { ApiRequest } from '../http/api-request.js';
import { ApiProblem } from '../problem/api-problem.js';

/**
 * Keeps a signed callback of an institution that breaks its schema, for a person. Its sender is
 * refused all the same, and told which field is wrong.
 */
@Injectable()
export class UnreadableCallbacks implements NestInterceptor {
  constructor(private readonly db: DataSource) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ApiRequest>();
    return next.handle().pipe(
      catchError(async (error: unknown): Promise<never> => {
        if (error instanceof ApiProblem && error.code === 'REQUEST.SCHEMA') await this.keep(request, error);
        throw error;
      }),
    );
  }

  private async keep({ body, rawBody, signedCaller }: ApiRequest, { extra }: ApiProblem): Promise<void> {
    if (signedCaller === undefined) return;
    const { party, verdict } = signedCaller;
    const why = (extra.faults ?? []).map(({ pointer, code }) => `${pointer}: ${code}`).join('; ');
    await keepUnreadable(this.db, { party, body, rawBody, proof: verdict.proof, why });
  }
}
